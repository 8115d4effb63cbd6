import { pause, within, type Budget } from './budget.js';
import { subscriptionOf } from './subscription.js';
import type { Line } from './line.js';
import type { Place } from './place.js';
import type { Tail } from './tail.js';

/** What an acknowledged append is waited for before it is read: events come 1 to 12 ms behind (eventstoredb.md 5). */
const arrivalMs = 40;
/** Events in a row that did not come after which a subscription is taken for deaf. */
const missesToRenew = 3;

/**
 * Our events as the server tells of them, from where we have counted on, in order and without a gap, like any read; what
 * is not heard is read, and the subscription's checkpoints are not looked at (eventstoredb.md 2.26).
 */
export interface Hearing {
  /** Begins, unless it has. */
  start(): void;
  isLive(): boolean;
  /** Counts until a place is reached: by ear where there is one, else by reading. @throws Spent, refusals */
  reach(place: Place, budget: Budget): Promise<void>;
  stop(): void;
}

export const hearingOf = (line: Line, tail: Tail, prefix: string): Hearing => {
  const subscription = subscriptionOf(line, tail, prefix);
  let misses = 0;
  const listen = async (place: Place, budget: Budget): Promise<void> => {
    await Promise.race([within(budget, tail.arrival(place)), pause(budget, arrivalMs)]);
    misses = tail.isCounted(place) ? 0 : misses + 1;
    if (misses >= missesToRenew) subscription.renew();
  };
  return {
    ...subscription,
    reach: async (place, budget) => {
      if (tail.isCounted(place)) return;
      if (subscription.isLive()) await listen(place, budget);
      while (!tail.isCounted(place)) await tail.advance(budget);
    },
  };
};
