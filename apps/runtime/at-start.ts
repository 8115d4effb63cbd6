import { monotonic } from '#libs/kernel/clock.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { pause } from './pause.js';

/** Milliseconds that a log which is there but does not get round to answering is waited for at the start. */
const patienceMs = 15_000;
const pauseMs = 300;

/** Time as a start takes it; another one in specs. */
const own = { monotonic, pause };

/**
 * Asks the log until it answers, as no request may: nobody waits for a start but who started it, and a process that
 * ended because a busy server took a breath would only be started again (engine 11).
 * @throws what the log refuses; `server.unreachable` when the patience is spent
 */
export const atStart = async <T>(ask: () => Promise<T>, time: typeof own = own): Promise<T> => {
  const until = time.monotonic() + patienceMs;
  for (;;) {
    const told = await ask().then(
      (answer) => ({ answer }),
      (failure: unknown) => ({ failure }),
    );
    if ('answer' in told) return told.answer;
    if (!isSilence(told.failure) || time.monotonic() >= until) throw told.failure;
    await time.pause(pauseMs);
  }
};

const isSilence = (error: unknown): boolean => isRefusal(error) && error.code === 'server.unreachable';
