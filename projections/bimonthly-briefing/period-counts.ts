import { dayFromNumber, dayNumber } from '#libs/calendar/day.js';
import { periodOf } from '#libs/calendar/period.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { FactTable } from '#libs/statistics/fact-table.js';
import { none, type ColumnOf, type Grain } from '#libs/statistics/grains.js';
import { openEnd } from '#libs/statistics/packing.js';

/** What was done in a period by a unit, or by all (`null`): replies of round 1, opinions to the city, contacts. */
export type PeriodCounts = (
  period: string,
  unit: string | null,
) => { readonly replied: number; readonly coOpinions: number; readonly contacts: number };

/**
 * Counts by day of the fact, over the rows that stand now and to the end of time.
 * @param from day number before whose period nothing is asked
 */
export const periodCounts = (columns: FactColumns, from: number): PeriodCounts => {
  const start = Number.isFinite(from) ? dayNumber(periodOf(dayFromNumber(from)).from) : -Infinity;
  const tallied = <G extends Grain>(what: Tallied<G>) => tally(columns, what, start);
  const replied = tallied({ grain: 'case', day: 'replyOn', unit: 'replyUnit' });
  const coOpinions = tallied({ grain: 'opinion', day: 'filedOn', unit: 'unit', only: ['layer', 'outer'] });
  const contacts = tallied({ grain: 'contact', day: 'on', unit: 'unit' });
  const of = (counts: ReadonlyMap<string, number>, key: string) => counts.get(key) ?? 0;
  return (period, unit) => {
    const key = `${period}|${unit ?? 'total'}`;
    return { replied: of(replied, key), coOpinions: of(coOpinions, key), contacts: of(contacts, key) };
  };
};

interface Tallied<G extends Grain> {
  readonly grain: G;
  readonly day: ColumnOf<G>;
  readonly unit: ColumnOf<G>;
  readonly only?: readonly [column: ColumnOf<G>, text: string];
}

const tally = <G extends Grain>(columns: FactColumns, of: Tallied<G>, start: number): ReadonlyMap<string, number> => {
  const { grain, day, unit, only } = of;
  const table = columns.table(grain);
  const [rows, known] = [standing(table), new Map<string, Int32Array>()];
  const [days, units] = [table.gather(day, rows, known), table.gather(unit, rows, known)];
  const wanted = only && table.gather(only[0], rows, known);
  const code = only && columns.dictionary.code(only[1]);
  const counts = new Map<string, number>();
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let at = 0; at < rows.length; at += 1) {
    const on = days[at] as number;
    if (on === none || on < start || (wanted && wanted[at] !== code)) continue;
    const period = periodOf(dayFromNumber(on)).id;
    count(`${period}|total`);
    count(`${period}|${units[at] === none ? 'unassigned' : columns.dictionary.text(units[at] as number)}`);
  }
  return counts;
};

/** Rows that are known now and hold to the end of time. */
const standing = (table: FactTable): Int32Array => {
  const [kTo, vTo] = [table.kTo.all, table.column('vTo').all];
  const rows: number[] = [];
  for (let row = 0; row < table.length; row += 1) if (kTo[row] === openEnd && vTo[row] === openEnd) rows.push(row);
  return Int32Array.from(rows);
};
