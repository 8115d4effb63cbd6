import { fieldOf, requiredFields, titleOf, type Field } from './columns.js';
import type { Sheet } from './read-file.js';
import { remark, type Remark } from './remarks.js';

export interface Headings {
  /** The header of the file each field stands under. */
  readonly headers: ReadonlyMap<Field, string>;
  readonly remarks: readonly Remark[];
}

/** Which column of the file is which field, and what is unknown, missing or there twice. */
export const headingsOf = ({ headerRow: row, headers }: Sheet): Headings => {
  const named = headers.map((header) => ({ header, field: fieldOf(header) }));
  const known = new Map<Field, string[]>();
  for (const { header, field } of named) if (field) known.set(field, [...(known.get(field) ?? []), header]);
  const unknown = named.filter(({ field }) => !field).map(({ header }) => unknownColumn(header, row));
  const remarks = [...unknown, ...twice(known, row), ...missing(known, row)];
  return { headers: new Map([...known].map(([field, [first]]) => [field, first!])), remarks };
};

const unknownColumn = (column: string, row: number): Remark =>
  remark('import.column-unknown', { row, column, severity: 'warning' });

const twice = (known: ReadonlyMap<Field, readonly string[]>, row: number): readonly Remark[] =>
  [...known]
    .filter(([, headers]) => headers.length > 1)
    .map(([field, headers]) => remark('import.column-twice', { row, column: titleOf(field) }, { headers }));

const missing = (known: ReadonlyMap<Field, unknown>, row: number): readonly Remark[] => {
  const proposers: readonly Field[] = known.has('leadProposer') ? [] : ['proposers'];
  return [...requiredFields, ...proposers]
    .filter((field) => !known.has(field))
    .map((field) => remark('import.column-missing', { row, column: titleOf(field) }));
};
