import type { FactColumns } from '#libs/statistics/columns.js';
import type { Grain } from '#libs/statistics/grains.js';
import { grainNames } from '#libs/statistics/layout.js';
import { openEnd } from '#libs/statistics/packing.js';

/** A row whose known end is open: which stretch of valid time it tells, and its number in its grain. */
export interface OpenRow {
  readonly grain: Grain;
  readonly key: string;
  readonly from: number;
  readonly until: number;
  readonly row: number;
}

/** The open rows of some cases, in one pass over the table. */
export const openRowsOf = (columns: FactColumns, cases: readonly string[]): ReadonlyMap<string, readonly OpenRow[]> => {
  const found = new Map<string, OpenRow[]>(cases.map((id) => [id, []]));
  const wanted = new Uint8Array(columns.dictionary.size);
  cases.map((id) => columns.dictionary.code(id)).forEach((code) => (wanted[code] = 1));
  for (const grain of grainNames) collect(columns, { grain, wanted, found });
  return found;
};

interface Collecting {
  readonly grain: Grain;
  /** By dictionary code of a case. */
  readonly wanted: Uint8Array;
  readonly found: ReadonlyMap<string, OpenRow[]>;
}

const collect = (columns: FactColumns, { grain, wanted, found }: Collecting): void => {
  const { dictionary } = columns;
  const table = columns.table(grain);
  const [cases, keys] = [table.column('case').all, table.column('key').all];
  const [vFrom, vTo] = [table.column('vFrom').all, table.column('vTo').all];
  const kTo = table.kTo.all;
  const { length } = table;
  for (let row = 0; row < length; row += 1) {
    if (wanted[cases[row] as number] !== 1 || kTo[row] !== openEnd) continue;
    const key = dictionary.text(keys[row] as number);
    const open = { grain, key, from: vFrom[row] as number, until: vTo[row] as number, row };
    found.get(dictionary.text(cases[row] as number))?.push(open);
  }
};
