import { dayFromNumber } from '#libs/calendar/day.js';
import { periodOf } from '#libs/calendar/period.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { none, type ColumnOf, type Grain } from '#libs/statistics/grains.js';
import { openEnd } from '#libs/statistics/packing.js';

/** What was done in a period by a unit, or by all (`null`): replies of round 1, opinions to the city, contacts. */
export type PeriodCounts = (
  period: string,
  unit: string | null,
) => { readonly replied: number; readonly coOpinions: number; readonly contacts: number };

/** Counts by day of the fact, over the rows that stand now and to the end of time. */
export const periodCounts = (columns: FactColumns): PeriodCounts => {
  const replied = tally(columns, { grain: 'case', day: 'replyOn', unit: 'replyUnit' });
  const coOpinions = tally(columns, { grain: 'opinion', day: 'filedOn', unit: 'unit', only: ['layer', 'outer'] });
  const contacts = tally(columns, { grain: 'contact', day: 'on', unit: 'unit' });
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

const tally = <G extends Grain>(columns: FactColumns, { grain, day, unit, only }: Tallied<G>): Map<string, number> => {
  const table = columns.table(grain);
  const [days, units, kTo, vTo] = [
    table.column(day).all,
    table.column(unit).all,
    table.kTo.all,
    table.column('vTo').all,
  ];
  const wanted = only && table.column(only[0]).all;
  const counts = new Map<string, number>();
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let row = 0; row < table.length; row += 1) {
    const isStanding = kTo[row] === openEnd && vTo[row] === openEnd && days[row] !== none;
    if (!isStanding || (wanted && columns.dictionary.text(wanted[row]!) !== only?.[1])) continue;
    const period = periodOf(dayFromNumber(days[row]!)).id;
    count(`${period}|total`);
    count(`${period}|${units[row] === none ? 'unassigned' : columns.dictionary.text(units[row]!)}`);
  }
  return counts;
};
