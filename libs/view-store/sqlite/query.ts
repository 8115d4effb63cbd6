import type { Range } from '../bounds.js';
import type { Plan, Scan } from '../plan.js';
import type { Scalar } from '../scalar.js';
import type { Value } from './driver.js';
import type { Layout, StoredIndex } from './layout.js';
import { valueOf } from './value.js';

/** SQL with its parameters. */
export interface Sql {
  readonly text: string;
  readonly values: readonly Value[];
}

const together = (parts: readonly Sql[], between: string): Sql => ({
  text: parts.map(({ text }) => text).join(between),
  values: parts.flatMap(({ values }) => values),
});

/**
 * The walk along the indexes a plan chose, in the order of its sort; rows are `_id, json`. Several scans are each in
 * order and merged by SQLite, which reads them no further than it is asked to. No scan, no SQL.
 */
export const selectSql = (layout: Layout, { scans, order }: Plan): Sql | undefined => {
  if (scans.length === 0) return undefined;
  const selects = scans.map((scan) => scanSql(layout, scan, order));
  const terms = order.map(([, way], at) => `s${at} ${way === 1 ? 'ASC' : 'DESC'}`);
  const { text, values } = together(selects, ' UNION ALL ');
  return { text: terms.length > 0 ? `${text} ORDER BY ${terms.join()}` : text, values };
};

/** The number of rows of a plan that leaves nothing to ask of a document. */
export const countSql = (layout: Layout, plan: Plan): Sql | undefined => {
  const rows = selectSql(layout, { ...plan, order: [] });
  return rows && { ...rows, text: `SELECT count(*) FROM (${rows.text})` };
};

const scanSql = (layout: Layout, { index, lookups, range }: Scan, order: Plan['order']): Sql => {
  const stored = layout.indexes[index] as StoredIndex;
  const sorted = order.map(([path], at) => `, ${stored.column(path)} AS s${at}`);
  const select = `SELECT d._id, d.json${sorted.join('')} FROM ${stored.from}`;
  const bounds = [
    ...lookups.map(({ path, points }) => lookupSql(stored.column(path), points)),
    ...(range ? rangeSql(stored.column(range.path), range.range) : []),
  ];
  const { text, values } = together(bounds, ' AND ');
  return { text: text === '' ? select : `${select} WHERE ${text}`, values };
};

const lookupSql = (column: string, points: readonly Scalar[]): Sql => {
  if (points.length === 1) return { text: `${column} IS ?`, values: points.map(valueOf) };
  const values = padded(points).map(valueOf);
  return { text: `${column} IN (${values.map(() => '?').join()})`, values };
};

/** Up to a power of two by repeating the last, so that lists of any length make few statements. */
const padded = (points: readonly Scalar[]): readonly Scalar[] => {
  const size = 2 ** Math.ceil(Math.log2(points.length));
  return [...points, ...Array<Scalar>(size - points.length).fill(points.at(-1) ?? null)];
};

/** First and last of each type, so that a range of strings never holds a number (MongoDB's type bracketing). */
const ends = {
  number: { low: undefined, high: { text: `< ''`, values: [] } },
  string: { low: { text: `>= ''`, values: [] }, high: { text: `< x''`, values: [] } },
} as const;

const rangeSql = (column: string, { type, low, high }: Range): readonly Sql[] =>
  [
    low ? { text: low.open ? '> ?' : '>= ?', values: [low.value] } : ends[type].low,
    high ? { text: high.open ? '< ?' : '<= ?', values: [high.value] } : ends[type].high,
  ].flatMap((end) => (end ? [{ text: `${column} ${end.text}`, values: end.values }] : []));
