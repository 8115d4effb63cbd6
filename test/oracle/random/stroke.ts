import fc from 'fast-check';

/** One random stroke at a story; what it comes to is decided by the story it meets, so that it shrinks by being left out. */
export interface Stroke {
  readonly what: number;
  readonly case: number;
  readonly day: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const die = fc.nat({ max: 9_999 });
const stroke: fc.Arbitrary<Stroke> = fc.record({ what: die, case: die, day: die, a: die, b: die, c: die });

export const strokes = (most = 90): fc.Arbitrary<readonly Stroke[]> =>
  fc.array(stroke, { minLength: 20, maxLength: most, size: 'max' });

export const oneOf = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
export const maybe = <T>(value: T, n: number, every = 2): T | undefined => (n % every === 0 ? value : undefined);

/** Some more strokes, for what is asked of a story. */
export const sequence = (length: number): fc.Arbitrary<readonly Stroke[]> =>
  fc.array(stroke, { minLength: length, maxLength: length });

/** Every law of one run starts from this number: `SEED=` replays it, and it is printed whatever happens. */
export const seed = process.env['SEED'] ? Number(process.env['SEED']) : Date.now() % 2_147_483_647;

/** How often a law is tried: `RUNS=50` half as often. */
export const runs = (times: number): { seed: number; numRuns: number } => ({
  seed,
  numRuns: Math.max(1, Math.round((times * Number(process.env['RUNS'] ?? 100)) / 100)),
});
