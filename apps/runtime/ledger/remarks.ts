import { Refusal } from '#libs/kernel/refusal.js';
import { saying, type SayingCode, type SayingDetails } from './errors.js';

/** One finding about a row of the file; an error keeps the whole file out, a warning does not. */
export interface Remark {
  /** As a spreadsheet numbers it: the first row of the file is 1. */
  readonly row: number;
  /** Header of the template the finding is about. */
  readonly column?: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly severity: 'error' | 'warning';
}

interface Place {
  readonly row: number;
  readonly column?: string;
  readonly severity?: Remark['severity'];
}

/** A remark in the words of a refusal, the deciders' own included. */
export const remarkOf = (refusal: Refusal, { row, column, severity = 'error' }: Place): Remark => ({
  row,
  ...(column === undefined ? {} : { column }),
  code: refusal.code,
  zh: refusal.in('zh'),
  en: refusal.in('en'),
  severity,
});

export const remark = <C extends SayingCode>(code: C, place: Place, ...[details]: SayingDetails<C>): Remark =>
  remarkOf(new Refusal(code, saying.table[code], { column: place.column, ...details }), place);

export const isError = ({ severity }: Remark): boolean => severity === 'error';

/** By row, errors before warnings, so that the same file gives the same list. */
export const inOrder = (remarks: readonly Remark[]): readonly Remark[] =>
  [...remarks].sort((a, b) => a.row - b.row || Number(isError(b)) - Number(isError(a)));
