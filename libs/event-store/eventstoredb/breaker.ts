import type { Refusal } from '#libs/kernel/refusal.js';
import { refuseServer } from '../errors.js';

/** Calls in a row that end without an answer before the breaker opens (engine 11). */
const failuresToOpen = 3;

export interface Breaker {
  /** @throws `server.unreachable` at once while the server is known not to answer */
  check(): void;
  succeeded(): void;
  failed(): void;
  close(): void;
}

/**
 * After three calls in a row that got no answer in their time, the next are refused at once; a probe every second finds
 * out when the server is back (engine 11).
 * @param probe settles when the server answers
 */
export const breaker = (probe: () => Promise<unknown>, everyMs = 1_000): Breaker => {
  let failures = 0;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const succeeded = (): void => {
    failures = 0;
    clearTimeout(timer);
  };
  const probeLater = (): void => {
    if (!isClosed) timer = setTimeout(() => void look(), everyMs).unref();
  };
  const look = async (): Promise<void> => {
    try {
      await probe();
      succeeded();
    } catch {
      probeLater();
    }
  };
  return {
    check: () => {
      if (failures >= failuresToOpen) throw unreachable();
    },
    succeeded,
    failed: () => {
      failures += 1;
      if (failures === failuresToOpen) probeLater();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
};

export const unreachable = (cause?: unknown): Refusal => Object.assign(refuseServer('server.unreachable'), { cause });
