import { monotonic } from '#libs/kernel/clock.js';
import { pause } from './pause.js';

const pauseMs = 300;

/** Time as it passes; another one in specs. */
const passing = { monotonic, pause };
export type PassingTime = typeof passing;

export interface Patience {
  /** Whether what went wrong may pass. */
  isPassing(failure: unknown): boolean;
  readonly withinMs: number;
  readonly time?: PassingTime;
}

/** Asks until there is an answer. @throws what does not pass, and the last failure when the patience is spent */
export const askedAgain = async <T>(
  ask: () => Promise<T>,
  { isPassing, withinMs, time = passing }: Patience,
): Promise<T> => {
  const until = time.monotonic() + withinMs;
  for (;;) {
    const told = await ask().then(
      (answer) => ({ answer }),
      (failure: unknown) => ({ failure }),
    );
    if ('answer' in told) return told.answer;
    if (!isPassing(told.failure) || time.monotonic() >= until) throw told.failure;
    await time.pause(pauseMs);
  }
};
