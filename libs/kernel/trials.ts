/**
 * How often a property is tried, for every spec that leaves its cases to chance: `SEED=` tries those of a failure again,
 * which printed it. Looking for a shorter case ends before the test's own time does, else a failure would be told as a
 * timeout, without its seed.
 * @param withinMs less than the test may take
 */
export const trials = (numRuns: number, withinMs = 40_000): Trials => {
  const { SEED } = process.env;
  return { numRuns, interruptAfterTimeLimit: withinMs, ...(SEED ? { seed: Number(SEED) } : {}) };
};

interface Trials {
  readonly numRuns: number;
  readonly interruptAfterTimeLimit: number;
  readonly seed?: number;
}
