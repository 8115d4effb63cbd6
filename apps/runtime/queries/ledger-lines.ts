import { dayFromNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { grains, none, type ColumnOf } from '#libs/statistics/grains.js';
import { outside } from '#libs/statistics/grouping.js';
import type { OfficeReading } from '#libs/statistics/office-reading.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import { Question, type Asked } from '#libs/statistics/question.js';
import type { Reading } from '#libs/statistics/reading.js';

/** A line of the ledger 台账: the case row at a reading, in words and dates. */
export interface LedgerLine {
  readonly case: string;
  readonly [column: string]: string | number | boolean | readonly string[] | null;
}

/** What a case is found and ordered by. */
export interface CaseLine {
  readonly case: string;
  readonly number: string;
  readonly title: string;
  /** By day of receipt, then number, then id: a key that pages without skipping. */
  readonly key: string;
  /** Row of the reading's case grain. */
  readonly row: number;
}

/** The cases of a scope by id, in the order of the ledger; nothing else of them is read. */
export const caseLines = (columns: FactColumns, office: OfficeReading, asked: Asked): ReadonlyMap<string, CaseLine> => {
  const question = new Question(columns, office, { ...asked, by: [] });
  const slots = question.slotsOf(question.source('case', 'countingUnit'));
  const all = allLines(question.reading);
  return new Map(all.filter(({ row }) => slots[row] !== outside).map((line) => [line.case, line]));
};

/** Sorted once for each reading that is kept. */
const allLines = (reading: Reading): readonly CaseLine[] =>
  reading.memo('ledger:lines', () => {
    const [ids, numbers, titles] = (['case', 'number', 'title'] as const).map((name) => reading.column('case', name));
    const days = reading.column('case', 'registeredOn');
    const textOf = (code: number): string => (code === none ? '' : reading.dictionary.text(code));
    const lines = [...ids!.keys()].map((row): CaseLine => {
      const [id, number, title] = [ids![row]!, numbers![row]!, titles![row]!].map(textOf) as [string, string, string];
      const day = days[row] === none ? '' : dayFromNumber(days[row]!);
      return { case: id, number, title, key: `${day}|${number}|${id}`, row };
    });
    return lines.sort((a, b) => byCodeUnit(a.key, b.key));
  });

export interface CaseName {
  readonly number: string;
  readonly title: string;
}

/** Number and title of the named cases, of the last of the readings that holds them; ids no reading holds have none. */
export const caseNames = (ids: Iterable<string>, readings: readonly Reading[]): Readonly<Record<string, CaseName>> => {
  const named = readings.flatMap((reading) =>
    [...new Set(ids)].flatMap((id) => {
      const row = reading.casePlaces()[reading.code(id)] ?? -1;
      return row < 0 ? [] : [[id, nameAt(reading, row)] as const];
    }),
  );
  return Object.fromEntries(named);
};

const nameAt = (reading: Reading, row: number): CaseName => {
  const [number = '', title = ''] = (['number', 'title'] as const).map((name) => {
    const code = reading.column('case', name)[row] as number;
    return code === none ? '' : reading.dictionary.text(code);
  });
  return { number, title };
};

/** Every column of one case row. */
export const ledgerLine = (reading: Reading, { case: id, row }: CaseLine): LedgerLine => {
  const fields = Object.entries(grains.case).map(([name, kind]) => {
    const value = reading.column('case', name as ColumnOf<'case'>)[row] as number;
    return [name, decoded(reading, kind, value)] as const;
  });
  return { case: id, ...Object.fromEntries(fields) };
};

const decoded = (reading: Reading, kind: string, value: number): LedgerLine[string] => {
  if (value === none) return kind === 'set' ? [] : null;
  if (kind === 'day') return dayFromNumber(value) as Day;
  if (kind === 'code') return reading.dictionary.text(value);
  if (kind === 'set') return reading.dictionary.text(value).split('|');
  return kind === 'flag' ? value === 1 : value;
};
