import type { EventData, RecordedEvent } from '#libs/kernel/event.js';
import { memoryLog } from '#libs/event-store/memory.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { ViewDocument, ViewStore } from '#libs/view-store/port.js';
import { documentProjection } from './document-projection.js';
import { memoryViews } from '#libs/view-store/memory.js';
import type { Notice } from './notice.js';
import { idsIn, type ProjectionFact, type ProjectorOptions } from './options.js';
import type { Projection } from './port.js';
import { projector } from './projector.js';

/** A small office for the specs of this room: a log, views, a clock that stands, and what was recorded and reported. */

interface Tally extends ViewDocument {
  readonly count: number;
  readonly seqs: readonly number[];
}

/** Counts letters by unit, with their seqs: whatever is skipped, doubled or out of order shows. */
export const tallies = (overrides: Partial<Projection> & { poison?: () => string | undefined } = {}): Projection => {
  const { poison, ...rest } = overrides;
  const projection = documentProjection<Tally>({
    name: 'tallies',
    version: 1,
    handles: ['LetterReceived', 'LetterWithdrawn'],
    collection: { name: 'tallies', indexes: [] },
    key: ({ data }) => (data as { unit: string }).unit,
    initial: (key) => ({ _id: key, count: 0, seqs: [] }),
    evolve: (tally, { type, seq, id }) => {
      if (id === poison?.()) throw new Error('cannot fold this');
      if (type === 'LetterWithdrawn') return tally.count <= 1 ? null : { ...tally, count: tally.count - 1 };
      return { ...tally, count: tally.count + 1, seqs: [...tally.seqs, seq] };
    },
  });
  return { ...projection, ...rest };
};

export const knownTypes = ['LetterReceived', 'LetterWithdrawn', 'BellRung'];

export const letter = (unit: string) => ({ type: 'LetterReceived', data: { unit } });
export const withdrawal = (unit: string) => ({ type: 'LetterWithdrawn', data: { unit } });
/** No projection here handles it. */
export const bell = { type: 'BellRung', data: {} };

type Happening = { readonly type: string; readonly data: unknown; readonly id?: string };

export const office = (stores: { events?: EventStore; views?: ViewStore } = {}) => {
  const rows: RecordedEvent[] = [];
  const [log, views] = [stores.events ?? memoryLog(rows), stores.views ?? memoryViews()];
  const clock = { ms: 0 };
  const facts: ProjectionFact[] = [];
  const notices: Notice[] = [];
  const base: ProjectorOptions = {
    events: log,
    views,
    upcast: (event) => event,
    logId: async () => 'log-1',
    idAt: idsIn(log),
    knownTypes,
    projections: [tallies()],
    following: [],
    record: async (fact) => void facts.push(fact),
    monotonic: () => clock.ms,
    pageSize: 10,
    report: (notice) => void notices.push(notice),
  };
  return {
    ...{ rows, log, views, clock, facts, notices },
    project: (overrides: Partial<ProjectorOptions> = {}) => projector({ ...base, ...overrides }),
    happen: (...events: readonly Happening[]) => happen(log, events),
    contents: (name = 'tallies', collection = name) => contents(views, name, collection),
    whats: () => notices.map(({ what }) => what),
  };
};

/** A store with some of its methods replaced. */
export const instead = <T extends object>(store: T, replaced: Partial<T>): T =>
  new Proxy(store, {
    get: (target, key) => {
      const method = replaced[key as keyof T] ?? (target[key as keyof T] as unknown);
      return typeof method === 'function' ? (method.bind(target) as unknown) : method;
    },
  });

/** Appends each to a stream of its own, with ids `e1`, `e2` … by seq. */
const happen = async (log: EventStore, events: readonly Happening[]): Promise<void> => {
  for (const event of events) {
    const { seq } = await log.head();
    await log.append(`letters-${seq + 1}`, 'no_stream', [eventData(event, seq + 1)]);
  }
};

export const eventData = ({ type, data, id }: Happening, seq: number): EventData => ({
  id: id ?? `e${seq}`,
  type,
  data,
  metadata: {
    recordedAt: '2015-01-01T00:00:00.000Z',
    actor: 'office-1',
    $correlationId: 'c',
    commandKey: `k${seq}`,
    bodyDigest: '',
    schemaVersion: 1,
  },
});

/** The documents of the live generation as stored texts, by id; undefined while none is live. */
const contents = async (views: ViewStore, name: string, collection: string): Promise<readonly string[] | undefined> => {
  const live = (await views.generations(name)).find((found) => found.live);
  const documents = live && (await views.find(live.generation, collection, {}, { sort: { _id: 1 } }));
  return documents?.map((document) => JSON.stringify(document)).sort();
};
