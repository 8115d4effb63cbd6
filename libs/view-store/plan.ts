import { boundsOf, boundsOfElement, type Range } from './bounds.js';
import type { Comparison, Condition } from './condition.js';
import { indexesOf, type DeclaredIndex, type Field } from './declared.js';
import { refuseQuery } from './errors.js';
import type { Collection } from './port.js';
import type { Scalar } from './scalar.js';

/** The values an index field is looked up by. */
export interface Lookup {
  readonly path: string;
  readonly points: readonly Scalar[];
}

/** One walk along an index. */
export interface Scan {
  /** Place of the index in `indexesOf(collection)`. */
  readonly index: number;
  readonly lookups: readonly Lookup[];
  readonly range?: { readonly path: string; readonly range: Range };
}

export interface Plan {
  /** Together they pass over every matching document. */
  readonly scans: readonly Scan[];
  /** Two scans, or two entries of one, may meet the same document. */
  readonly overlapping: boolean;
  /** What the scans do not decide. */
  readonly rest: readonly Condition[];
  /** What each scan is in order of; none when no sort was asked for. */
  readonly order: readonly Field[];
}

interface Asked {
  readonly conditions: readonly Condition[];
  readonly sort: readonly Field[];
}

interface Fit extends Scan {
  readonly declared: DeclaredIndex;
  readonly order: readonly Field[];
}

/** More merged scans than this cost more than sorting what they find. */
const mergeable = 32;

/**
 * Chooses the indexes that serve a filter and a sort (engine 31).
 * @throws views.no-index when a filter has no bounded index field, or no index is in the order of the sort
 */
export const planQuery = (collection: Collection, asked: Asked): Plan => {
  const plan = planByOne(collection, asked) ?? planByAlternatives(collection, asked);
  if (plan) return plan;
  const { name } = collection;
  const filter = JSON.stringify(asked.conditions.flatMap(pathsOf));
  throw refuseQuery('views.no-index', {
    collection: name,
    filter,
    sort: JSON.stringify(Object.fromEntries(asked.sort)),
  });
};

const pathsOf = (condition: Condition): readonly string[] =>
  'any' in condition ? condition.any.flat().flatMap(pathsOf) : [condition.path];

const planByOne = (collection: Collection, asked: Asked): Plan | undefined => {
  const fits = indexesOf(collection).map((declared, index) => fit({ declared, index }, asked));
  const best = fits.filter((one) => one !== undefined).sort(byUse)[0];
  if (!best) return undefined;
  const { declared, order } = best;
  const rest = asked.conditions.filter((condition) => !isDecided(condition, best));
  return { scans: explode(best, order.length > 0), overlapping: declared.element !== undefined, rest, order };
};

/** The longest lookup wins, then a range; else the first declared. */
const byUse = (a: Fit, b: Fit): number =>
  b.lookups.length - a.lookups.length || Number(b.range !== undefined) - Number(a.range !== undefined);

/** An element that meets one condition says nothing of the others, so an array's conditions are all asked again. */
const isDecided = (condition: Condition, { declared, lookups, range }: Fit): boolean => {
  if ('any' in condition || condition.path === declared.element || !bounding.has(condition.test)) return false;
  return range?.path === condition.path || lookups.some(({ path }) => path === condition.path);
};

const bounding: ReadonlySet<Comparison['test']> = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte']);

/** How far an index serves; undefined when not at all. */
const fit = ({ declared, index }: { declared: DeclaredIndex; index: number }, asked: Asked): Fit | undefined => {
  const scan = { index, ...boundScan(declared, asked.conditions) };
  const order = orderAlong(declared, scan.lookups, asked.sort);
  const isBounded = scan.lookups.length > 0 || scan.range !== undefined;
  if (!order || !(isBounded || asked.conditions.length === 0) || !isComplete(declared, scan)) return undefined;
  return { ...scan, declared, order };
};

/** Fields in order: looked up by points as long as there are points, then one range. */
const boundScan = ({ fields, element }: DeclaredIndex, conditions: readonly Condition[]): Omit<Scan, 'index'> => {
  const lookups: Lookup[] = [];
  for (const [path] of fields) {
    const bounds = (path === element ? boundsOfElement : boundsOf)(conditions, path);
    if (bounds && 'range' in bounds) return { lookups, range: { path, range: bounds.range } };
    if (!bounds) break;
    lookups.push({ path, points: bounds.points });
  }
  return { lookups };
};

/** A document without elements has no entry in an index of elements: such an index serves only who asks for one. */
const isComplete = ({ element }: DeclaredIndex, { lookups, range }: Omit<Scan, 'index'>): boolean =>
  element === undefined || range?.path === element || lookups.some(({ path }) => path === element);

/** The part of a sort that a scan must keep; undefined when the index is in another order. */
const orderAlong = (
  { fields, element }: DeclaredIndex,
  lookups: readonly Lookup[],
  sort: readonly Field[],
): readonly Field[] | undefined => {
  const along = fields.slice(lookups.length);
  const wanted = sort.filter(([path]) => !lookups.some((lookup) => lookup.path === path));
  const turned = wanted[0]?.[1] !== along[0]?.[1];
  const isAlong = wanted.every(([path, way], at) => path === along[at]?.[0] && turned === (way !== along[at]?.[1]));
  return isAlong && !sort.some(([path]) => path === element) ? sort : undefined;
};

/**
 * Splits lookups by several points into scans that are each in order, so that their merge is; null is always a scan of
 * its own, since SQL looks it up in another way.
 */
const explode = ({ index, lookups, range }: Scan, sorted: boolean): readonly Scan[] => {
  const product = lookups.reduce((count, { points }) => count * points.length, 1);
  const splitting = sorted && product <= mergeable;
  return lookups
    .reduce<readonly (readonly Lookup[])[]>(
      (rows, lookup) => rows.flatMap((row) => split(lookup, splitting).map((one) => [...row, one])),
      [[]],
    )
    .map((row) => ({ index, lookups: row, range }));
};

const split = ({ path, points }: Lookup, splitting: boolean): readonly Lookup[] => {
  const values = points.filter((point) => point !== null);
  const rows = splitting ? values.map((value) => [value]) : values.length > 0 ? [values] : [];
  return [...rows, ...(values.length < points.length ? [[null]] : [])].map((row) => ({ path, points: row }));
};

/** An `$or` of which no index bounds the whole: each alternative by an index of its own. */
const planByAlternatives = (collection: Collection, { conditions, sort }: Asked): Plan | undefined => {
  for (const condition of conditions) {
    if (!('any' in condition)) continue;
    const others = conditions.filter((one) => one !== condition);
    const plans = condition.any.map((any) => planByOne(collection, { conditions: [...others, ...any], sort }));
    const scans = plans.flatMap((plan) => plan?.scans ?? []);
    if (plans.every(Boolean)) return { scans, overlapping: true, rest: conditions, order: sort };
  }
  return undefined;
};
