/** What a filter may compare with, and what an indexed field may hold. */
export type Scalar = string | number | boolean | null;

export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ranks: readonly string[] = ['object', 'number', 'string', 'boolean'];

/** MongoDB's order: null < numbers < strings < booleans; strings by their UTF-8 bytes, not by JavaScript's units. */
export const compareScalars = (a: Scalar, b: Scalar): number => {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  const byType = ranks.indexOf(typeof a) - ranks.indexOf(typeof b);
  return byType === 0 ? Math.sign(Number(a) - Number(b)) : byType;
};

/** Each value once, in the order of the first. */
export const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
