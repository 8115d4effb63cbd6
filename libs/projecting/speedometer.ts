/** Events a second over the last window of at least a second. */
export interface Speedometer {
  at(now: number, seq: number): void;
  readonly perSecond: number;
}

const windowMs = 1_000;

export const speedometer = (start: number, firstSeq: number): Speedometer => {
  let [since, from, measured, latest] = [start, firstSeq, 0, 0];
  return {
    at: (now, seq) => {
      const elapsed = now - since;
      latest = elapsed > 0 ? Math.max(0, (seq - from) / elapsed) * 1_000 : latest;
      if (elapsed >= windowMs) [since, from, measured] = [now, seq, latest];
    },
    /** Before the first window is full, what there is of it. */
    get perSecond() {
      return measured || latest;
    },
  };
};
