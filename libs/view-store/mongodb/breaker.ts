import { refuseViews } from '../errors.js';

/** Spares callers the wait for a server that is gone: after some failures in a row all are answered at once (engine 11). */
export interface Breaker {
  /** @throws views.unreadable while open, but for one caller a second, who finds out */
  check(): void;
  succeeded(): void;
  failed(): void;
}

const opensAfter = 3;
const probeEveryMs = 1_000;

export const breaker = (monotonic: () => number): Breaker => {
  let [failures, probedAt] = [0, 0];
  return {
    check: () => {
      if (failures < opensAfter) return;
      if (monotonic() - probedAt < probeEveryMs) throw refuseViews('views.unreadable');
      probedAt = monotonic();
    },
    succeeded: () => {
      failures = 0;
    },
    failed: () => {
      failures += 1;
      probedAt = monotonic();
    },
  };
};
