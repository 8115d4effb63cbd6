import type { FactColumns } from '#libs/statistics/columns.js';
import { none, type Grain } from '#libs/statistics/grains.js';
import { grainNames } from '#libs/statistics/layout.js';
import { openEnd } from '#libs/statistics/packing.js';

/** Facts counted on their own day, which may lie before the stretch their row holds for. */
const countedOn: Readonly<Partial<Record<Grain, string>>> = { case: 'replyOn', opinion: 'filedOn', contact: 'on' };

/** First day, as a number, that reads otherwise than it did at `since`; Infinity where none does. */
export const touchedFrom = (columns: FactColumns, since: number): number =>
  since === 0 ? -Infinity : Math.min(...grainNames.map((grain) => touchedIn(columns, grain, since)));

const touchedIn = (columns: FactColumns, grain: Grain, since: number): number => {
  const changed = changedRows(columns, grain, since);
  if (changed.length === 0) return Infinity;
  const table = columns.table(grain);
  const [rows, known] = [Int32Array.from(changed), new Map<string, Int32Array>()];
  const counted = countedOn[grain];
  const days = [table.gather('vFrom', rows, known), ...(counted ? [table.gather(counted, rows, known)] : [])];
  return Math.min(...days.map(earliest));
};

/** Rows opened or closed since. */
const changedRows = (columns: FactColumns, grain: Grain, since: number): readonly number[] => {
  const table = columns.table(grain);
  const [kFrom, kTo] = [table.column('kFrom').all, table.kTo.all];
  const rows: number[] = [];
  for (let row = 0; row < table.length; row += 1) {
    const end = kTo[row] as number;
    if ((kFrom[row] as number) > since || (end > since && end !== openEnd)) rows.push(row);
  }
  return rows;
};

const earliest = (days: Int32Array): number => {
  let first = Infinity;
  for (const day of days) if (day !== none && day < first) first = day;
  return first;
};
