import { facts } from '#libs/cases/facts.js';
import type { CaseState } from '#libs/cases/state.js';
import { periodOf, ruleBook } from '#libs/office/rule-book.js';
import { shanghai } from '#libs/office/shanghai-rules.js';
import { dusk, type Reading } from '#libs/kernel/history.js';
import type { PaperOffice } from './paper-office.js';

export type Fields = Readonly<Record<string, unknown>>;

/** A case's row with the rows below it. */
export interface Counted extends Fields {
  readonly forms: readonly Fields[];
  readonly state: CaseState;
}

const rowsOf = (state: CaseState): readonly Counted[] => {
  const all = facts(state);
  const row = all.find(({ grain }) => grain === 'case');
  if (!row) return [];
  return [{ ...row.fields, forms: all.filter(({ grain }) => grain === 'form').map(({ fields }) => fields), state }];
};

/** Every case registered at a reading, counted by hand. */
export const counted = (office: PaperOffice, reading: Reading): readonly Counted[] =>
  office.cases(reading).flatMap(rowsOf);

export const ofYear = (rows: readonly Counted[], year: number): readonly Counted[] =>
  rows.filter(({ registeredOn }) => String(registeredOn).startsWith(String(year)));

export const ofTerm = (office: PaperOffice, rows: readonly Counted[], period: string): readonly Counted[] =>
  rows.filter(({ body, term }) => {
    const named = { body: String(body), term: Number(term) };
    return periodOf(office.state(ruleBook, shanghai), named, dusk) === period;
  });

/** How many rows hold each value of a field; the values in the order first met. */
export const tally = (rows: readonly Fields[], field: string): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[String(row[field])] = (counts[String(row[field])] ?? 0) + 1;
  return counts;
};

export const isAnswering = ({ outerRole }: Fields): boolean => outerRole !== 'co';
export const of = (kind: string) => (row: Fields) => row['kind'] === kind;
export const isReplied = ({ replyOn }: Fields): boolean => replyOn !== null;

/** Suggestions and proposals as answering + co. */
export const shape = (rows: readonly Counted[]): readonly (readonly [number, number])[] =>
  ['suggestion', 'proposal'].map((kind) => {
    const own = rows.filter(of(kind));
    return [own.filter(isAnswering).length, own.filter((row) => !isAnswering(row)).length];
  });

/** Answered in time over answered or overdue: replies and outer opinions together (semantics 35). */
export const inTime = (rows: readonly Counted[], validAt: string): readonly [number, number] => {
  const done = (row: Fields) => (isAnswering(row) ? row['replyOn'] : row['opinionOn']) as string | null;
  const due = (row: Fields) => (isAnswering(row) ? row['replyDue'] : row['opinionDue']) as string;
  const base = rows.filter((row) => done(row) !== null || due(row) < validAt);
  return [base.filter((row) => (done(row) ?? '9') <= due(row)).length, base.length];
};

/** ① ② ③ ④ of a field. */
export const classes = (rows: readonly Fields[], field: string): readonly number[] =>
  ['solved', 'solving', 'planned', 'reference'].map((outcome) => rows.filter((row) => row[field] === outcome).length);
