import { isRefusal } from '#libs/kernel/refusal.js';
import { askedAgain, type PassingTime } from './asked-again.js';

/** Milliseconds that a log which is there but does not get round to answering is waited for at the start. */
const patienceMs = 15_000;

/**
 * Asks the log until it answers, as no request may: nobody waits for a start but who started it, and a process that
 * ended because a busy server took a breath would only be started again (engine 11).
 * @throws what the log refuses; `server.unreachable` when the patience is spent
 */
export const atStart = <T>(ask: () => Promise<T>, time?: PassingTime): Promise<T> =>
  askedAgain(ask, { isPassing: isSilence, withinMs: patienceMs, time });

const isSilence = (error: unknown): boolean => isRefusal(error) && error.code === 'server.unreachable';
