import { dayNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import { none } from '#libs/statistics/grains.js';
import { defaultPolicies } from '#libs/statistics/policies.js';
import { yearOf } from '../point.js';
import { byNumber, type CaseLine, type CaseRows } from './case-rows.js';

/** 历史遗留件: replied in an earlier year, not implemented (semantics 47). */
export interface LegacyLine extends CaseLine {
  readonly repliedOn: Day;
  readonly outcome: string;
  readonly implementation: string;
  readonly waitingBody?: string;
  readonly waitingSince?: Day;
  readonly events: readonly number[];
}

export const legacyCases = (rows: CaseRows): readonly LegacyLine[] => {
  const start = dayNumber(`${yearOf(rows.point)}-01-01`);
  const open = rows.point.policies.legacyOutcomes ?? defaultPolicies.legacyOutcomes;
  const isLegacy = (row: number): boolean => {
    const replied = rows.value(row, 'replyOn');
    const isEarlier = rows.standing[row] === 1 && replied !== none && replied < start;
    return isEarlier && open.includes(rows.text(row, 'replyOutcome') ?? '') && !isClosed(rows, row);
  };
  return rows
    .where(isLegacy)
    .map((row) => lineOf(rows, row))
    .sort(byNumber);
};

const isClosed = (rows: CaseRows, row: number): boolean =>
  ['fully', 'cannot'].includes(rows.text(row, 'implementation') ?? '');

const lineOf = (rows: CaseRows, row: number): LegacyLine => {
  const [waitingBody, waitingSince] = [rows.text(row, 'waitingBody'), rows.day(row, 'waitingSince')];
  const seqs = (['replySeq', 'implementationSeq', 'waitingSeq'] as const).map((name) => rows.value(row, name));
  return {
    ...rows.line(row),
    repliedOn: rows.day(row, 'replyOn') ?? '',
    outcome: rows.text(row, 'replyOutcome') ?? '',
    implementation: rows.text(row, 'implementation') ?? '',
    ...(waitingBody === undefined ? {} : { waitingBody }),
    ...(waitingSince === undefined ? {} : { waitingSince }),
    events: seqs.filter((seq) => seq !== none).sort((a, b) => a - b),
  };
};

/** Legacy cases that became fully implemented in the window: on its eve they were not. @param eve the reading before */
export const legacySolved = (rows: CaseRows, eve: CaseRows): readonly LegacyLine[] => {
  const before = new Set(legacyCases(eve).map(({ case: id }) => id));
  const isNowDone = (row: number) => rows.text(row, 'implementation') === 'fully' && before.has(rows.id(row));
  return rows
    .where(isNowDone)
    .map((row) => lineOf(rows, row))
    .sort(byNumber);
};
