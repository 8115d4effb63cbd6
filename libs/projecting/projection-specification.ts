import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { recorded } from '#libs/kernel/specification.js';
import { memoryLog } from '#libs/event-store/memory.js';
import type { ViewDocument, ViewStore } from '#libs/view-store/port.js';
import { memoryViews } from '#libs/view-store/memory.js';
import { idsIn } from './options.js';
import type { OwnViews, Projection } from './port.js';
import { projector } from './projector.js';

type Given = DomainEvent & { id?: string };

/** Documents a projection makes of a history, after it was shown that pages and rebuilds make no difference. */
export interface Projected {
  /** Documents by id, each as it should read; of the first declared collection unless another one is named. */
  then(expected: readonly ViewDocument[], collection?: string): Promise<void>;
  /** The documents themselves, for what equality does not say. */
  documents(collection?: string): Promise<readonly ViewDocument[]>;
}

/**
 * Given/then over a projection: `specifyProjection(projection)(...events).then(documents)`. For free on each: one page
 * = small pages, with and without what the fold remembers = a rebuild, to the byte. Events and stored documents are
 * frozen. For specs only.
 */
export const specifyProjection =
  (projection: Projection) =>
  (...history: readonly Given[]): Projected => {
    const [first] = projection.collections;
    const documents = async (collection = first?.name ?? '') => {
      const all = await sameInEveryWay(projection, recorded(history));
      const found = all.find(({ name }) => name === collection);
      if (!found) throw new Error(`${projection.name} declares no collection ${collection}`);
      return found.documents;
    };
    return {
      documents,
      then: async (expected, collection) => expect(await documents(collection)).toEqual(byId(expected)),
    };
  };

const sameInEveryWay = async (projection: Projection, events: readonly RecordedEvent[]) => {
  const whole = await replayed(projection, events, { pageSize: Math.max(1, events.length) });
  const ways: readonly Way[] = [{ pageSize: 1 }, { pageSize: 2 }, { pageSize: 1, isForgetful: true }];
  for (const way of [...ways, { pageSize: 3, isForgetful: true }, { pageSize: 2, isRebuilt: true }]) {
    expect(textOf(await replayed(projection, events, way))).toEqual(textOf(whole));
  }
  return whole;
};

interface Way {
  readonly pageSize: number;
  readonly isRebuilt?: boolean;
  /** Every page loads what it needs, as after a restart. */
  readonly isForgetful?: boolean;
}

const replayed = async (projection: Projection, events: readonly RecordedEvent[], way: Way) => {
  const [log, views] = [memoryLog([...events]), memoryViews()];
  const projecting = projector({
    events: log,
    views,
    upcast: (event) => event,
    logId: async () => 'specification',
    idAt: idsIn(log),
    knownTypes: [],
    projections: [underWatch(projection, way)],
    following: [],
    record: async () => undefined,
    monotonic: () => 0,
    pageSize: way.pageSize,
  });
  await projecting.settle();
  if (way.isRebuilt) await projecting.rebuild(projection.name);
  await projecting.settle();
  const [row] = await projecting.progress();
  if (row?.fault) throw new Error(`${projection.name} threw at ${row.fault.eventId}: ${row.fault.message}`);
  return contentsOf(views, projection);
};

const underWatch = ({ name, version, handles, collections, open }: Projection, way: Way): Projection => ({
  ...{ name, version, handles, collections },
  open: (views, passed) => {
    const folder = open(frozenViews(views), passed);
    return way.isForgetful ? { ...folder, committed: folder.forget } : folder;
  },
});

/** A fold that writes into a stored document would write into what the next page takes for true. */
const frozenViews = ({ load, find }: OwnViews): OwnViews => ({
  load: async (collection, ids) => deepFrozen(await load(collection, ids)),
  find: async (collection, filter, options) => deepFrozen(await find(collection, filter, options)),
});

const deepFrozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  const parts = value instanceof Map ? [...value.values()] : Object.values(Object.freeze(value));
  parts.forEach(deepFrozen);
  return value;
};

const contentsOf = async (views: ViewStore, { name, collections }: Projection) => {
  const live = (await views.generations(name)).find((found) => found.live);
  if (!live) throw new Error(`${name} was not promoted`);
  return Promise.all(
    collections.map(async (collection) => ({
      name: collection.name,
      documents: byId(await views.find(live.generation, collection.name, {})),
    })),
  );
};

const byId = (documents: readonly ViewDocument[]): readonly ViewDocument[] =>
  documents.toSorted((a, b) => (a._id < b._id ? -1 : 1));

const textOf = (contents: readonly { documents: readonly ViewDocument[] }[]): readonly string[] =>
  contents.flatMap(({ documents }) => documents.map((document) => JSON.stringify(document)));
