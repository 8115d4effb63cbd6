import type { ComparedReport } from '#apps/runtime/queries/statistics.js';
import type { Drilled } from '#apps/runtime/queries/statistics.js';
import type { Speech } from '../words/speech.js';
import { figureName } from './report-table.js';
import type { Table } from './table.js';

/** The figures that differ; all of them where none does would say nothing. */
export const differencesTable = ({ comparison }: Pick<ComparedReport, 'comparison'>, speech: Speech): Table => {
  const columns = ['figure', 'before', 'after', 'difference'] as const;
  const moved = comparison.total.filter(
    ({ before, after, moves }) => before?.value !== after?.value || moves.length > 0,
  );
  return {
    columns: columns.map((name) => speech.column(name)),
    rows: moved.map(({ id, before, after, difference, points, change }) => [
      figureName(id, speech),
      before?.value ?? null,
      after?.value ?? null,
      points ?? change ?? signed(difference.numerator ?? 0),
    ]),
  };
};

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

/** Which case entered or left which figure, and by which events. */
export const causesTable = ({ causes, cases }: Pick<ComparedReport, 'causes' | 'cases'>, speech: Speech): Table => {
  const columns = ['figure', 'change', 'number', 'title', 'events'] as const;
  return {
    columns: columns.map((name) => speech.column(name)),
    rows: causes.map(({ figure, change, case: id, events }) => [
      figureName(figure, speech),
      change === 'entered' ? (speech.isChinese ? '进' : 'in') : speech.isChinese ? '出' : 'out',
      cases[id]?.number ?? id,
      cases[id]?.title ?? '',
      events.map(({ seq, type }) => `${seq} ${speech.event(type)}`).join('\n'),
    ]),
  };
};

/** The cases behind one number, each with the events that put it there. */
export const drillTable = ({ answer, cases }: Drilled, speech: Speech): Table => {
  const columns = ['number', 'title', 'cell', 'events', 'case'] as const;
  return {
    columns: columns.map((name) => speech.column(name)),
    rows: answer.map(({ case: id, key = '', events }) => [
      cases[id]?.number ?? '',
      cases[id]?.title ?? '',
      key,
      events.join(' '),
      id,
    ]),
  };
};
