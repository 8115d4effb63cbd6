// Whole numbers only: a rate is an exact fraction until it is printed (semantics 42).

/** `numerator / denominator` in tenths of a percent, rounded half up, halves of negatives away from zero. */
export const perMille = (numerator: number, denominator: number): number => {
  const doubled = 2000 * Math.abs(numerator) + denominator;
  const rounded = (doubled - (doubled % (2 * denominator))) / (2 * denominator);
  return numerator < 0 ? -rounded : rounded;
};

const tenths = (value: number): string => {
  const size = Math.abs(value);
  return `${value < 0 ? '-' : ''}${(size - (size % 10)) / 10}.${size % 10}`;
};

export const percent = (value: number): string => `${tenths(value)}%`;

/** A quotient with one decimal, rounded half up: a mean of days, a median of hours. */
export const decimal = (numerator: number, denominator: number): string =>
  tenths(perMille(numerator, denominator * 100));

/** What stands for a rate without a base. */
export const noBase = '—';

/** A rate as printed: one decimal, 「—」 over a base of 0. */
export const rate = (numerator: number, denominator: number): string =>
  denominator === 0 ? noBase : percent(perMille(numerator, denominator));

/** The difference of two rates in percentage points, exact before it is rounded (N18). */
export const points = (before: Fraction, after: Fraction): string => {
  if (before.denominator === 0 || after.denominator === 0) return noBase;
  const difference = after.numerator * before.denominator - before.numerator * after.denominator;
  const value = perMille(difference, before.denominator * after.denominator);
  return `${value > 0 ? '+' : ''}${tenths(value)}`;
};

/** The difference of two means or medians in their own unit, exact before it is rounded. */
export const change = (before: Fraction, after: Fraction): string => {
  const difference = after.numerator * before.denominator - before.numerator * after.denominator;
  const text = decimal(difference, before.denominator * after.denominator);
  return difference > 0 && text !== '0.0' ? `+${text}` : text;
};

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Shares in tenths of a percent that sum to 100.0: the largest remainders are rounded up, ties by larger count, then by
 * the order given (semantics 40).
 */
export const largestRemainder = (counts: readonly number[]): readonly number[] => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const left = (index: number) => ((counts[index] as number) * 1000) % total;
  const shares = counts.map((count, index) => (count * 1000 - left(index)) / total);
  const short = 1000 - shares.reduce((sum, share) => sum + share, 0);
  const order = counts.map((_, index) => index);
  order.sort((a, b) => left(b) - left(a) || (counts[b] as number) - (counts[a] as number) || a - b);
  order.slice(0, short).forEach((index) => (shares[index] = (shares[index] as number) + 1));
  return shares;
};
