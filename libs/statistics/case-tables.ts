import { codedPlaces } from './coded-places.js';
import { FactColumns } from './columns.js';
import type { ColumnSet, FactTable } from './fact-table.js';
import { none, type Grain } from './grains.js';
import { grainNames, layouts, leadColumns } from './layout.js';

/** Columns of one case alone: asked about that case they answer what the whole table answers, at the cost of its few rows. */
export type CaseTables = (id: string) => FactColumns;

/** Finds the rows of these cases in one pass over the table; each case's columns are made when first asked for. */
export const caseTables = (columns: FactColumns, ids: Iterable<string>): CaseTables => {
  const rows = rowsByCase(columns, [...ids]);
  const made = new Map<string, FactColumns>();
  return (id) => {
    const known = made.get(id) ?? columnsOf(columns, rows.get(columns.dictionary.code(id)));
    made.set(id, known);
    return known;
  };
};

type CaseRows = Map<Grain, number[]>;

const rowsByCase = (columns: FactColumns, ids: readonly string[]): ReadonlyMap<number, CaseRows> => {
  const found = new Map<number, CaseRows>(ids.map((id) => [columns.dictionary.code(id), new Map()]));
  const wanted = new Uint8Array(columns.dictionary.size);
  for (const code of found.keys()) wanted[code] = 1;
  for (const grain of grainNames) {
    const cases = columns.table(grain).column('case').values;
    cases.forEach((code, row) => wanted[code] === 1 && addTo(found.get(code)!, grain, row));
  }
  return found;
};

const addTo = (rows: CaseRows, grain: Grain, row: number): void => {
  const list = rows.get(grain) ?? [];
  if (list.length === 0) rows.set(grain, list);
  list.push(row);
};

/** With a dictionary of its own: what is computed for each code of the dictionary is then as small as the case. */
const columnsOf = (columns: FactColumns, rows: CaseRows = new Map()): FactColumns => {
  const own = new FactColumns();
  const translate = (code: number): number =>
    code === none ? none : own.dictionary.add(columns.dictionary.text(code));
  for (const [grain, places] of rows) {
    const tables = { from: columns.table(grain), to: own.table(grain) };
    const copy = copier(grain, tables, translate);
    places.forEach(copy);
  }
  own.caughtUp(columns.seq);
  return own;
};

type Translate = (code: number) => number;

/** Copies rows of a grain with the facets they name; a facet that several rows share is copied once. */
const copier = (grain: Grain, { from, to }: { from: FactTable; to: FactTable }, translate: Translate) => {
  const { own, facets } = layouts[grain];
  const references = leadColumns.length + own.length;
  // Of the lead columns the case and the key are codes.
  const coded = [0, 1, ...codedPlaces(own, leadColumns.length)];
  const values = new Int32Array(references + facets.length);
  const copyFacet = facets.map(({ columns }, at) =>
    facetCopier({ from: from.facets[at]!, to: to.facets[at]! }, codedPlaces(columns, 0), translate),
  );
  return (row: number): void => {
    from.rows.read(row, values);
    for (const at of coded) values[at] = translate(values[at] as number);
    copyFacet.forEach((copy, at) => (values[references + at] = copy(values[references + at] as number)));
    to.rows.push(values);
    to.kTo.push(from.kTo.all[row] as number);
  };
};

const facetCopier = (
  { from, to }: { from: ColumnSet; to: ColumnSet },
  coded: readonly number[],
  translate: Translate,
): ((place: number) => number) => {
  const copied = new Map<number, number>();
  const values = new Int32Array(from.columns.size);
  return (place) => {
    const known = copied.get(place);
    if (known !== undefined) return known;
    from.read(place, values);
    for (const at of coded) values[at] = translate(values[at] as number);
    const own = to.push(values);
    copied.set(place, own);
    return own;
  };
};
