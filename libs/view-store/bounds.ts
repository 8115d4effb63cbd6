import type { Comparison, Condition } from './condition.js';
import { compareScalars, distinct, type Scalar } from './scalar.js';

export interface Edge {
  readonly value: string | number;
  /** The value itself is outside. */
  readonly open: boolean;
}

/** A range is of one type: a range of strings never holds a number (MongoDB's type bracketing). */
export interface Range {
  readonly type: 'string' | 'number';
  readonly low?: Edge;
  readonly high?: Edge;
}

/** Where the values of one field must lie: a list of points or a range. */
export type Bounds = { readonly points: readonly Scalar[] } | { readonly range: Range };

/** What one comparison says of its field, and how two such bounds meet. */
interface Reading {
  readonly of: (comparison: Comparison) => Bounds | undefined;
  readonly meet: (a: Bounds, b: Bounds) => Bounds;
}

/**
 * Bounds that the value of `path` in a matching document keeps; undefined when the conditions set none. They are exact
 * for comparisons in the list itself, and no narrower than the truth for `$or`.
 */
export const boundsOf = (conditions: readonly Condition[], path: string): Bounds | undefined =>
  boundsOfAll(conditions, path, { of: boundsOfOne, meet: intersect });

/**
 * The same for a field holding arrays, where at least one element lies within. Bounds do not narrow each other, since
 * two elements may satisfy two conditions; null is no element, for it also means that the field is missing.
 */
export const boundsOfElement = (conditions: readonly Condition[], path: string): Bounds | undefined =>
  boundsOfAll(conditions, path, { of: boundsOfOneElement, meet: (a, b) => ('points' in a ? a : b) });

const boundsOfAll = (conditions: readonly Condition[], path: string, reading: Reading): Bounds | undefined =>
  conditions
    .map((condition) => boundsOfCondition(condition, path, reading))
    .reduce((a, b) => (a && b ? reading.meet(a, b) : (a ?? b)), undefined);

const boundsOfCondition = (condition: Condition, path: string, reading: Reading): Bounds | undefined => {
  if (!('any' in condition)) return condition.path === path ? reading.of(condition) : undefined;
  const each = condition.any.map((conditions) => boundsOfAll(conditions, path, reading));
  return each.reduce((a, b) => a && b && hull(a, b));
};

const boundsOfOne = ({ test, value }: Comparison): Bounds | undefined => read[test](value);

const boundsOfOneElement = (comparison: Comparison): Bounds | undefined => {
  const bounds = boundsOfOne(comparison);
  return bounds && 'points' in bounds && bounds.points.includes(null) ? undefined : bounds;
};

const rangeOf =
  (side: 'low' | 'high', open: boolean) =>
  (value: Comparison['value']): Bounds => {
    const edge = { value: value as string | number, open };
    return { range: { type: typeof edge.value as Range['type'], [side]: edge } };
  };

const read: Record<Comparison['test'], (value: Comparison['value']) => Bounds | undefined> = {
  $eq: (value) => ({ points: [value as Scalar] }),
  $in: (value) => ({ points: distinct(value as readonly Scalar[]) }),
  $gt: rangeOf('low', true),
  $gte: rangeOf('low', false),
  $lt: rangeOf('high', true),
  $lte: rangeOf('high', false),
  $ne: () => undefined,
  $exists: () => undefined,
};

const intersect = (a: Bounds, b: Bounds): Bounds => {
  if ('points' in a) return { points: a.points.filter((point) => holds(b, point)) };
  if ('points' in b) return intersect(b, a);
  if (a.range.type !== b.range.type) return { points: [] };
  return {
    range: { type: a.range.type, low: inner(a.range.low, b.range.low, 1), high: inner(a.range.high, b.range.high, -1) },
  };
};

const holds = (bounds: Bounds, point: Scalar): boolean => {
  if ('points' in bounds) return bounds.points.includes(point);
  const { type, low, high } = bounds.range;
  return typeof point === type && isBeyond(point, low, 1) && isBeyond(point, high, -1);
};

/** `towards` is 1 above a low edge and -1 below a high one. */
const isBeyond = (point: Scalar, edge: Edge | undefined, towards: 1 | -1): boolean => {
  if (!edge) return true;
  const order = compareScalars(point, edge.value) * towards;
  return order > 0 || (order === 0 && !edge.open);
};

const inner = (a: Edge | undefined, b: Edge | undefined, towards: 1 | -1): Edge | undefined => {
  if (!a || !b) return a ?? b;
  const order = compareScalars(a.value, b.value) * towards;
  return order > 0 || (order === 0 && a.open) ? a : b;
};

/** The least bounds around both; none when they are of different types. */
const hull = (a: Bounds, b: Bounds): Bounds | undefined => {
  if ('points' in a && 'points' in b) return { points: distinct([...a.points, ...b.points]) };
  const [one, other] = [asRange(a), asRange(b)];
  return one && other && toBounds(widen(one, other));
};

const toBounds = (range: Range | undefined): Bounds | undefined => range && { range };

const asRange = (bounds: Bounds): Range | undefined => {
  if ('range' in bounds) return bounds.range;
  const edges = bounds.points.map((point): Range => ({
    type: typeof point as Range['type'],
    low: { value: point as string | number, open: false },
    high: { value: point as string | number, open: false },
  }));
  const isRanged = bounds.points.every((point) => typeof point === 'string' || typeof point === 'number');
  return isRanged ? edges.reduce<Range | undefined>((a, b) => a && widen(a, b), edges[0]) : undefined;
};

const widen = (a: Range, b: Range): Range | undefined =>
  a.type === b.type ? { type: a.type, low: outer(a.low, b.low, 1), high: outer(a.high, b.high, -1) } : undefined;

const outer = (a: Edge | undefined, b: Edge | undefined, towards: 1 | -1): Edge | undefined => {
  if (!a || !b) return undefined;
  return inner(a, b, towards) === a ? b : a;
};
