import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventStore } from '#libs/event-store/port.js';
import type { Refusal } from '#libs/kernel/refusal.js';
import type { ViewStore } from '#libs/view-store/port.js';

/** Aborted when the time of the request that is being answered is over (engine 11). */
const current = new AsyncLocalStorage<AbortSignal | undefined>();

export interface RequestBudget {
  /** Milliseconds that are left. */
  readonly ms: number;
  /** What is answered when they are over. */
  readonly spent: () => Refusal;
}

/**
 * Answers within a request's time or refuses; work that goes on then is refused its next call of a store. The signal is
 * for what the work begins: an append that waits for its turn is not written after it.
 */
export const withinBudget = async <T>(
  { ms, spent }: RequestBudget,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const budget = new AbortController();
  const end = (): void => {
    const refusal = spent();
    budget.abort(refusal);
    reject(refusal);
  };
  const timer = setTimeout(end, Math.max(0, ms));
  try {
    return await Promise.race([current.run(budget.signal, work, budget.signal), over]);
  } finally {
    clearTimeout(timer);
  }
};

/** What several requests share the fruits of is ended by none of them. */
export const outsideRequests = <T>(work: () => T): T => current.run(undefined, work);

/** The same log: whoever asks it in the course of a request asks within that request's time. */
export const budgetedLog = (log: EventStore): EventStore => ({
  ...log,
  readStream: (stream, signal = current.getStore()) => log.readStream(stream, signal),
  readAll: (after, limit, options) => log.readAll(after, limit, { signal: current.getStore(), ...options }),
  head: (signal = current.getStore()) => log.head(signal),
  lastAt: (place, signal = current.getStore()) => log.lastAt(place, signal),
});

/** The same for questions to the views, each of which ends by itself (servers 3): none is begun after the time is over. */
export const budgetedViews = (views: ViewStore): Pick<ViewStore, 'find' | 'load' | 'count' | 'generations'> => {
  const inTime =
    <A extends readonly unknown[], T>(ask: (...asked: A) => Promise<T>) =>
    async (...asked: A): Promise<T> => {
      current.getStore()?.throwIfAborted();
      return ask(...asked);
    };
  return {
    find: inTime((...asked) => views.find(...asked)),
    load: inTime((...asked) => views.load(...asked)),
    count: inTime((...asked) => views.count(...asked)),
    generations: inTime((...asked) => views.generations(...asked)),
  };
};
