import { compoundNamed, compoundOf, type CompoundName } from './compounds.js';
import { fieldOf, requiredFields, runningNumber, titleOf, type Field } from './columns.js';
import type { Sheet, SheetRow } from './read-file.js';
import { remark, type Remark } from './remarks.js';
import { kindWords } from './values.js';

export interface Headings {
  /** What a row states, by field. */
  read(row: SheetRow): ReadonlyMap<Field, string>;
  readonly remarks: readonly Remark[];
}

/** A field, the header it stands under, and what that column's text says of it. */
interface Source {
  readonly field: Field;
  readonly header: string;
  said(text: string): string;
}

/** Which column of the file is which field, and what is unknown, missing or there twice. */
export const headingsOf = ({ headerRow: row, headers }: Sheet): Headings => {
  const plain = headers.flatMap((header) => plainSource(header) ?? []);
  const own = new Set(plain.map(({ field }) => field));
  const compound = headers.flatMap((header) => compoundSources(header)).filter(({ field }) => !own.has(field));
  const sources = [...plain, ...compound];
  const known = Map.groupBy(sources, ({ field }) => field);
  const kind = known.has('kind') ? undefined : impliedKind(sources);
  const remarks = [
    ...headers.filter((header) => !isKnown(header)).map((header) => unknownColumn(header, row)),
    ...twice(known, row),
    ...missing(new Set([...known.keys(), ...(kind ? (['kind'] as const) : [])]), row),
    ...(kind ? [kindImplied(kind, row)] : []),
    ...oneForBoth(compound, row),
  ];
  return { remarks, read: ({ cells }) => new Map([...impliedBy(kind), ...[...known.values()].map(stated(cells))]) };
};

const isKnown = (header: string): boolean =>
  Boolean(fieldOf(header) ?? compoundOf(header)) || runningNumber.has(header.trim());

const plainSource = (header: string): Source | undefined => {
  const field = fieldOf(header);
  return field && { field, header, said: (text) => text };
};

const compoundSources = (header: string): readonly Source[] => {
  const name = compoundOf(header);
  if (!name) return [];
  const { fields, parts } = compoundNamed(name);
  return fields.map((field, at) => ({ field, header, said: (text) => parts(text)[at] ?? '' }));
};

const stated =
  (cells: SheetRow['cells']) =>
  ([source]: readonly Source[]): [Field, string] => [source!.field, source!.said(cells[source!.header] ?? '')];

interface ImpliedKind {
  readonly word: string;
  readonly header: string;
}

const impliedBy = (kind: ImpliedKind | undefined): readonly [Field, string][] => (kind ? [['kind', kind.word]] : []);

/** A file of one kind says so in its headings, 建议编号 or 提案人; where they name both kinds, a column has to. */
const impliedKind = (sources: readonly Source[]): ImpliedKind | undefined => {
  const named = Object.values(kindWords).flatMap(([word = '']) => {
    const header = sources.map((source) => source.header).find((text) => text.includes(word));
    return header === undefined ? [] : [{ word, header }];
  });
  return named.length === 1 ? named[0] : undefined;
};

const kindImplied = ({ word, header }: ImpliedKind, row: number): Remark =>
  remark('import.kind-implied', { row, column: titleOf('kind'), severity: 'warning' }, { header, kind: word });

const unknownColumn = (column: string, row: number): Remark =>
  remark('import.column-unknown', { row, column, severity: 'warning' });

const satisfaction: CompoundName = 'satisfaction';

/** Said once, on the header: a form of one question is taken as an answer to both. */
const oneForBoth = (compound: readonly Source[], row: number): readonly Remark[] => {
  const headers = new Set(compound.map(({ header }) => header).filter((header) => compoundOf(header) === satisfaction));
  const both = compoundNamed(satisfaction).fields.map(titleOf).join('、');
  return [...headers].map((column) => remark('import.one-for-both', { row, column, severity: 'warning' }, { both }));
};

const twice = (known: ReadonlyMap<Field, readonly Source[]>, row: number): readonly Remark[] =>
  [...known]
    .filter(([, sources]) => sources.length > 1)
    .map(([field, sources]) =>
      remark('import.column-twice', { row, column: titleOf(field) }, { headers: sources.map(({ header }) => header) }),
    );

const missing = (known: ReadonlySet<Field>, row: number): readonly Remark[] => {
  const proposers: readonly Field[] = known.has('leadProposer') ? [] : ['proposers'];
  return [...requiredFields, ...proposers]
    .filter((field) => !known.has(field))
    .map((field) => remark('import.column-missing', { row, column: titleOf(field) }));
};
