import { refuseQuery } from './errors.js';
import type { Filter } from './port.js';
import { isRecord, isScalar, type Scalar } from './scalar.js';

export type Test = '$eq' | '$ne' | '$in' | '$gt' | '$gte' | '$lt' | '$lte' | '$exists';

/** One comparison of one field, checked: a list only with `$in`, a string or number with a range. */
export interface Comparison {
  readonly path: string;
  readonly test: Test;
  readonly value: Scalar | readonly Scalar[];
}

/** A filter after its checks; `any` holds alternatives, each a list of what must all hold. */
export type Condition = Comparison | { readonly any: readonly (readonly Condition[])[] };

/** More values than this in one `$in` are a join in disguise. */
const manyValues = 5_000;

const bad = (reason: string) => refuseQuery('views.bad-filter', { reason });

/**
 * Checks a filter and takes it apart into conditions that must all hold.
 * @throws views.bad-filter for anything but the closed list of operators over typed scalars (quality 1.6)
 */
export const readFilter = (filter: unknown): readonly Condition[] => {
  if (!isRecord(filter)) throw bad('not an object');
  return Object.entries(filter).flatMap(([name, value]) => readEntry(name, value));
};

const readEntry = (name: string, value: unknown): readonly Condition[] => {
  if (name === '$and') return alternatives(name, value).flat();
  if (name === '$or') return [{ any: alternatives(name, value) }];
  return readField(checkedPath(name), value);
};

const alternatives = (name: string, value: unknown): readonly (readonly Condition[])[] => {
  if (!Array.isArray(value) || value.length === 0) throw bad(`${name} needs a list of filters`);
  return value.map(readFilter);
};

/** A segment that every object inherits would be found in documents that do not hold it. */
const checkedPath = (path: string): string => {
  const isName = (step: string): boolean => step !== '' && !step.startsWith('$') && !(step in Object.prototype);
  if (!path.split('.').every(isName)) throw bad(`not a field: ${path}`);
  return path;
};

const readField = (path: string, value: unknown): readonly Condition[] => {
  if (isScalar(value)) return [{ path, test: '$eq', value }];
  if (!isRecord(value)) throw bad(`${path} is compared with no scalar`);
  const tests = Object.entries(value);
  if (tests.length === 0) throw bad(`${path} is compared with an object`);
  return tests.map(([test, operand]) => readTest(path, test, operand));
};

const readTest = (path: string, test: string, value: unknown): Condition => {
  if (!isTest(test)) throw bad(`${path} has the operator ${test}`);
  if (!accepts[test](value)) throw bad(`${test} of ${path} has an operand of another type`);
  return { path, test, value };
};

const isList = (value: unknown): value is readonly Scalar[] =>
  Array.isArray(value) && value.length <= manyValues && value.every(isScalar);

const isRangeEnd = (value: unknown): value is Scalar => typeof value === 'string' || Number.isFinite(value);

const accepts: Record<Test, (value: unknown) => value is Scalar | readonly Scalar[]> = {
  $eq: isScalar,
  $ne: isScalar,
  $in: isList,
  $gt: isRangeEnd,
  $gte: isRangeEnd,
  $lt: isRangeEnd,
  $lte: isRangeEnd,
  $exists: (value): value is boolean => typeof value === 'boolean',
};

const isTest = (name: string): name is Test => Object.hasOwn(accepts, name);

/** The same conditions in MongoDB's words again. */
export const asFilter = (conditions: readonly Condition[]): Filter =>
  conditions.length === 0 ? {} : { $and: conditions.map(asClause) };

/** One condition as a filter of its own. */
export const asClause = (condition: Condition): Filter =>
  'any' in condition
    ? { $or: condition.any.map(asFilter) }
    : { [condition.path]: { [condition.test]: condition.value } };
