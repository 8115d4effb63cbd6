import { grainOf, type Cells, type Definition } from './definitions/definition.js';
import { none } from './grains.js';
import type { Inquiry } from './inquiry.js';
import { Keys } from './keys.js';
import { byCodeUnit, compareKeys } from './orders.js';
import { outcomeClasses } from './outcome-classes.js';

/** One line of a figure's list; outcomes stand under their scheme unless a mapping was named. */
export interface CellKey {
  readonly key: string;
  readonly scheme?: string;
}

/** The cell of each row. */
export interface CellIndex {
  readonly index: Int32Array;
  readonly cells: readonly CellKey[];
}

/** How the rows of a figure fall into cells; absent for a plain count or rate. Computed once a reading. */
export const cellsOf = (inquiry: Inquiry, definition: Definition): CellIndex | undefined => {
  const { cells } = definition;
  const mapping = inquiry.policies.outcomeMapping ?? '';
  if (!cells || (cells.perScheme === 'rated' && mapping !== '')) return undefined;
  const grain = grainOf(definition);
  return inquiry.reading.memo(`cells:${grain}:${cells.column}:${cells.perScheme ?? ''}:${mapping}`, () =>
    cells.perScheme === 'listed' ? outcomeCells(inquiry, cells) : plainCells(inquiry, definition, cells),
  );
};

const plainCells = ({ reading }: Inquiry, definition: Definition, { column, absent, perScheme }: Cells): CellIndex => {
  const keys = new Keys();
  const values = reading.column(grainOf(definition), column as never);
  const index = keys.indexAll(values, (code) => (code === none ? absent : reading.dictionary.text(code)));
  const asCell = (name: string): CellKey => (perScheme ? { key: 'all', scheme: name } : { key: name });
  return { index, cells: keys.names.map(asCell) };
};

const outcomeCells = (inquiry: Inquiry, { column, absent }: Cells): CellIndex => {
  const { reading, policies } = inquiry;
  const { classes, names } = outcomeClasses(inquiry, column as 'replyOutcome');
  const key = (place: number) => names[place] ?? absent;
  if (policies.outcomeMapping !== undefined) return numbered(classes, (place) => ({ key: key(place) }));
  const [scheme, stride] = [reading.column('case', 'replyScheme'), names.length + 1];
  const schemeOf = (code: number) => (code === none ? 'none' : reading.dictionary.text(code));
  const pairs = Float64Array.from(classes, (place, row) => (scheme[row] as number) * stride + place + 1);
  return numbered(pairs, (pair) => {
    const place = ((pair % stride) + stride) % stride;
    return { key: key(place - 1), scheme: schemeOf((pair - place) / stride) };
  });
};

const numbered = (values: Int32Array | Float64Array, cellOf: (value: number) => CellKey): CellIndex => {
  const keys = new Keys();
  const cells: CellKey[] = [];
  const index = keys.indexAll(values, (value) => String(cells.push(cellOf(value))));
  return { index, cells };
};

/** The printed order of cells: by scheme, then as the scheme or the definition declares. */
export const cellOrder = (inquiry: Inquiry, { cells }: Definition): ((a: CellKey, b: CellKey) => number) => {
  const declared = (scheme: string): readonly string[] => {
    if (cells?.subjects) return subjectOrder(inquiry);
    const own = cells?.perScheme ? inquiry.office.outcomesOf(scheme) : [];
    return own.length > 0 ? own : (cells?.order ?? []);
  };
  return (a, b) =>
    byCodeUnit(a.scheme ?? '', b.scheme ?? '') || compareKeys({ declared: declared(a.scheme ?? '') })(a.key, b.key);
};

/** Subjects of all schemes in use, each scheme in its own order. */
export const subjectOrder = ({ reading, office }: Inquiry): readonly string[] => {
  const codes = new Set(reading.column('case', 'subjectScheme'));
  codes.delete(none);
  const schemes = [...codes].map((code) => reading.dictionary.text(code)).sort(byCodeUnit);
  return [...new Set(schemes.flatMap((scheme) => office.subjectsOf(scheme)))];
};
