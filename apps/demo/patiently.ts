import { isRefusal } from '#libs/kernel/refusal.js';
import { askedAgain } from '#apps/runtime/asked-again.js';

/** What a server answers that is busy or away for a moment. */
const isAway = (failure: unknown): boolean => isRefusal(failure) && failure.status === 503;

/** Gives a question again while a store is away, as nobody waits who would rather have no answer. */
export const patiently = <T>(ask: () => Promise<T>, withinMs = 60_000): Promise<T> =>
  askedAgain(ask, { isPassing: isAway, withinMs });
