import { dayFromNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import { none, type ColumnOf } from '#libs/statistics/grains.js';
import { byNumber, type CaseLine, type CaseRows } from './case-rows.js';
import { daysLeft, type Light } from './lights.js';

/** A case in stock that is behind, with those who answer for it (semantics 50). */
export interface SlowLine extends CaseLine {
  readonly why: readonly ('undrafted' | 'untouched')[];
  readonly light?: Light;
  readonly due?: Day;
  /** Working days left; negative once overdue. */
  readonly left?: number;
  /** Last contact or progress; receipt or assignment where there was neither. */
  readonly touchedOn: Day;
  readonly events: readonly number[];
}

/** Days without contact or progress where the rules set none. */
const usualSlowAfter = 30;

/** Yellow or worse without a draft, or too long without contact or progress; co cases are never drafted but opined on. */
export const slowCases = (rows: CaseRows): readonly SlowLine[] => {
  const [touched, drafted] = [lastTouched(rows), draftedCases(rows)];
  const after = rows.point.rules?.policies.slowAfterDays ?? usualSlowAfter;
  const lines = rows
    .where((row) => rows.isInStock(row))
    .flatMap((row) => {
      const light = rows.light(row);
      const last = touched(row);
      const isUndrafted = light !== undefined && light !== 'green' && drafted[row] !== 1;
      const isUntouched = rows.reading.day - last.on > after;
      const why = [...(isUndrafted ? ['undrafted' as const] : []), ...(isUntouched ? ['untouched' as const] : [])];
      return why.length > 0 ? [slowLine(rows, row, { why, light, last })] : [];
    });
  return lines.sort(byUrgency);
};

interface Found {
  readonly why: SlowLine['why'];
  readonly light?: Light;
  readonly last: Touch;
}

const slowLine = (rows: CaseRows, row: number, { why, light, last }: Found): SlowLine => {
  const due = rows.due(row);
  const dated = due === none ? {} : { due: dayFromNumber(due), left: daysLeft(due, rows.lights) };
  const seqs = [rows.value(row, 'registeredSeq'), rows.value(row, 'assignedSeq'), last.seq];
  const events = [...new Set(seqs.filter((seq) => seq !== none))].sort((a, b) => a - b);
  return { ...rows.line(row), why, ...(light ? { light } : {}), ...dated, touchedOn: dayFromNumber(last.on), events };
};

const byUrgency = (a: SlowLine, b: SlowLine): number => {
  const [one, other] = [a.due ?? '9', b.due ?? '9'];
  return one < other ? -1 : one > other ? 1 : byNumber(a, b);
};

interface Touch {
  readonly on: number;
  readonly seq: number;
}

/** The latest of contacts and progress of each case, else its assignment or receipt. */
const lastTouched = (rows: CaseRows): ((row: number) => Touch) => {
  const latest = new Map<number, Touch>();
  for (const grain of ['contact', 'progress'] as const) {
    const [on, seq] = [rows.reading.column(grain, 'on'), rows.reading.column(grain, 'seq')];
    rows.placesOf(grain).forEach((place, row) => {
      const known = latest.get(place);
      if (place >= 0 && (known === undefined || (on[row] as number) > known.on))
        latest.set(place, { on: on[row] as number, seq: seq[row] as number });
    });
  }
  return (row) => latest.get(row) ?? started(rows, row);
};

const started = (rows: CaseRows, row: number): Touch => {
  const [on, seq]: readonly [ColumnOf<'case'>, ColumnOf<'case'>] =
    rows.value(row, 'assignedOn') === none ? ['registeredOn', 'registeredSeq'] : ['assignedOn', 'assignedSeq'];
  return { on: rows.value(row, on), seq: rows.value(row, seq) };
};

/** 1 where the open round has a draft. */
const draftedCases = (rows: CaseRows): Uint8Array => {
  const [drafted, replied] = [rows.reading.column('round', 'draftedOn'), rows.reading.column('round', 'repliedOn')];
  const mask = new Uint8Array(rows.length);
  rows.placesOf('round').forEach((place, row) => {
    if (place >= 0 && drafted[row] !== none && replied[row] === none) mask[place] = 1;
  });
  return mask;
};
