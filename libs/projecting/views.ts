import type { Filter, FindOptions, Generation, ViewDocument, ViewStore } from '#libs/view-store/port.js';
import { refuseView } from './errors.js';

/** The promoted generation of a view, as queries see it. */
export interface LiveViews {
  /** @throws `views.building` while no generation of this version was promoted */
  find(collection: string, filter: Filter, options?: FindOptions): Promise<readonly ViewDocument[]>;
  load(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, ViewDocument>>;
  count(collection: string, filter: Filter): Promise<number>;
}

/** What of the store is asked. */
export type AskedViews = Pick<ViewStore, 'find' | 'load' | 'count' | 'generations'>;

export interface LiveViewsOptions {
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  /** Last seq of the log, for the refusal's progress. */
  readonly head: () => Promise<number>;
  /** A pointer is trusted this long; far less than an old generation lives after its successor's promotion. */
  readonly refreshMs?: number;
}

interface View {
  readonly name: string;
  readonly version: number;
}

const defaultRefreshMs = 250;

/** A view version is bound to the code that queries it (engine 23): name and version are the caller's own. */
export const liveViews = (store: AskedViews, view: View, options: LiveViewsOptions): LiveViews => {
  const pointer = livePointer(store, view, options);
  const read = async <T>(from: (generation: Generation) => Promise<T>): Promise<T> => {
    const generation = await pointer.current();
    try {
      return await from(generation);
    } catch (error) {
      // The generation may be gone since; if the pointer says so, the answer is in the new one.
      const now = await pointer.refreshed();
      if (now.number === generation.number) throw error;
      return from(now);
    }
  };
  return {
    find: (collection, filter, how) => read((generation) => store.find(generation, collection, filter, how)),
    load: (collection, ids) => read((generation) => store.load(generation, collection, ids)),
    count: (collection, filter) => read((generation) => store.count(generation, collection, filter)),
  };
};

const livePointer = (store: AskedViews, view: View, options: LiveViewsOptions) => {
  const { monotonic, refreshMs = defaultRefreshMs } = options;
  let known: { generation: Generation; at: number } | undefined;
  const refreshed = async (): Promise<Generation> => {
    const at = monotonic();
    const generation = await liveGeneration(store, view, options);
    known = { generation, at };
    return generation;
  };
  const isFresh = (at: number) => monotonic() - at < refreshMs;
  return { refreshed, current: async () => (known && isFresh(known.at) ? known.generation : refreshed()) };
};

const liveGeneration = async (store: AskedViews, { name, version }: View, { head }: LiveViewsOptions) => {
  const all = await store.generations(name);
  const own = all.filter(({ generation }) => generation.version === version);
  const live = own.find((found) => found.live);
  if (live) return live.generation;
  const seq = own.at(-1)?.checkpoint?.seq ?? 0;
  throw refuseView('views.building', { projection: name, version, seq, head: await head() });
};
