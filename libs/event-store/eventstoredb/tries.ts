import { isRefusal } from '#libs/kernel/refusal.js';
import type { Breaker } from './breaker.js';
import { limits, pause, Spent, within, type Budget } from './budget.js';
import type { Driver } from './client.js';
import { mayBeTriedAgain, meaningOf } from './failures.js';
import type { Line } from './line.js';
import { callsAtATime, slots } from './slots.js';

/** One try. @param tryMs what it may take */
export type Call<T> = (driver: Driver, tryMs: number) => Promise<T>;

/**
 * Calls until there is an answer, one try at a time, within the budget.
 * @throws Spent when nobody knows what became of it; the client's own error where another try would not help;
 *   `server.unreachable` at once while the breaker is open
 */
export type Tries = <T>(budget: Budget, call: Call<T>) => Promise<T>;

export const tries = (line: Line, breaker: Breaker): Tries => {
  const inSlot = slots(callsAtATime);
  return async (budget, call) => {
    breaker.check();
    let cause: unknown;
    while (budget.left() > 0) {
      const outcome = await oneTry(line, budget, (driver) => inSlot(() => started(call, driver, budget)));
      if ('value' in outcome) return (breaker.succeeded(), outcome.value);
      cause = outcome.error;
      // The server has answered; what it said is the caller's to judge.
      if (isRefusal(cause) || !mayBeTriedAgain(meaningOf(cause))) throw (breaker.succeeded(), cause);
      await pause(budget, limits.pauseMs);
    }
    // A caller that gave up early says nothing about the server.
    if (budget.spentMs() >= limits.tryMs) breaker.failed();
    throw new Spent('no answer within the budget', { cause });
  };
};

/** Its time begins when it is sent; who has waited in vain sends nothing. */
const started = <T>(call: Call<T>, driver: Driver, budget: Budget): Promise<T> => {
  if (budget.left() <= 0) throw new Spent('no call was free within the budget');
  return call(driver, Math.min(budget.tryMs, budget.left()));
};

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

const oneTry = async <T>(line: Line, budget: Budget, send: (driver: Driver) => Promise<T>): Promise<Outcome<T>> => {
  const driver = line.driver();
  try {
    const value = await within(budget, send(driver));
    line.succeeded(driver);
    return { value };
  } catch (error) {
    line.failed(driver, error);
    return { error };
  }
};
