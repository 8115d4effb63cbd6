import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { recorded } from '#libs/kernel/specification.js';
import { memoryLog } from '#libs/event-store/memory.js';
import { headAt } from '#libs/event-store/position.js';
import type { ViewDocument, ViewStore } from '#libs/view-store/port.js';
import { memoryViews } from './memory-views.tmp.js';
import { idsOfDenseLog } from './options.js';
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
 * = pages of 1, 2 and 3 = a rebuild, to the byte; events and stored documents are frozen. For specs only.
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
  for (const pageSize of [1, 2, 3]) {
    expect(textOf(await replayed(projection, events, { pageSize }))).toEqual(textOf(whole));
  }
  expect(textOf(await replayed(projection, events, { pageSize: 2, rebuilt: true }))).toEqual(textOf(whole));
  return whole;
};

interface Way {
  readonly pageSize: number;
  readonly rebuilt?: true;
}

const replayed = async (projection: Projection, events: readonly RecordedEvent[], { pageSize, rebuilt }: Way) => {
  const [log, views] = [memoryLog([...events]), memoryViews()];
  const projecting = projector({
    events: log,
    views,
    upcast: (event) => event,
    logId: async () => 'specification',
    idAt: idsOfDenseLog(log, (seq) => headAt(seq).position),
    knownTypes: [],
    projections: [frozenReading(projection)],
    following: [],
    record: async () => undefined,
    monotonic: () => 0,
    pageSize,
  });
  await projecting.settle();
  if (rebuilt) await projecting.rebuild(projection.name);
  await projecting.settle();
  const [row] = await projecting.progress();
  if (row?.fault) throw new Error(`${projection.name} threw at ${row.fault.eventId}: ${row.fault.message}`);
  return contentsOf(views, projection);
};

/** A fold that writes into a stored document would write into what the next page takes for true. */
const frozenReading = (projection: Projection): Projection => ({
  name: projection.name,
  version: projection.version,
  handles: projection.handles,
  collections: projection.collections,
  open: (views) => projection.open(frozenViews(views)),
});

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
