import { isRefusal } from '#libs/kernel/refusal.js';

/** Between two tries. */
const pauseMs = 300;

/** What a server answers that is busy or away for a moment. */
const isAway = (failure: unknown): boolean => isRefusal(failure) && failure.status === 503;

/** Gives a question again while a store is away, as nobody waits who would rather have no answer. */
export const patiently = async <T>(ask: () => Promise<T>, withinMs = 60_000): Promise<T> => {
  const until = performance.now() + withinMs;
  for (;;) {
    const told = await ask().then(
      (answer) => ({ answer }),
      (failure: unknown) => ({ failure }),
    );
    if ('answer' in told) return told.answer;
    if (!isAway(told.failure) || performance.now() > until) throw told.failure;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};
