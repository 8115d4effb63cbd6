import { setTimeout } from 'node:timers/promises';

/** Looks again and again, the wait between two looks cut short by the signal. */
export const every = async (ms: number, signal: AbortSignal, look: () => Promise<void>): Promise<void> => {
  while (!signal.aborted) {
    await setTimeout(ms, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await look();
  }
};
