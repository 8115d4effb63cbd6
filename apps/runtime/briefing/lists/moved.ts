import type { Day } from '#libs/kernel/event.js';
import { byNumber, type CaseLine, type CaseRows } from './case-rows.js';
import type { BriefingLists } from './lists.js';

/** What stands from one period to the next: cases in stock, overdue, carried over from earlier years. */
export const standingFigures = ['closing', 'overdue', 'legacy'] as const;
export type StandingFigure = (typeof standingFigures)[number];

/** Why a case stands in such a figure now and did not before, or the other way round. */
export type MoveReason =
  | 'received'
  | 'reopened'
  | 'answered'
  | 'opined'
  | 'terminated'
  | 'cameDue'
  | 'extended'
  | 'yearTurned'
  | 'implemented'
  | 'restated';

/** One case by which a figure differs from the period before. */
export interface MovedLine extends CaseLine {
  readonly figure: StandingFigure;
  readonly change: 'entered' | 'left';
  readonly why: MoveReason;
  readonly on?: Day;
}

interface Side {
  readonly rows: CaseRows;
  readonly places: ReadonlyMap<string, number>;
  readonly members: Readonly<Record<StandingFigure, ReadonlySet<string>>>;
}

/** Case by case what moved these figures since the period before, both read at this K (semantics 31). */
export const movedSince = (before: BriefingLists, now: BriefingLists): readonly MovedLine[] => {
  const [then, today] = [sideOf(before), sideOf(now)];
  return standingFigures.flatMap((figure) => {
    const [was, is] = [then.members[figure], today.members[figure]];
    const entered = [...is]
      .filter((id) => !was.has(id))
      .map((id) => lineOf(id, { figure, change: 'entered' }, { told: today, now: today }));
    const left = [...was]
      .filter((id) => !is.has(id))
      .map((id) => lineOf(id, { figure, change: 'left' }, { told: then, now: today }));
    return [...entered.sort(byNumber), ...left.sort(byNumber)];
  });
};

const sideOf = (lists: BriefingLists): Side => {
  const { rows } = lists;
  const all = rows.where(() => true);
  const outer = lists.of('opinions').filter(({ layer }) => layer === 'outer');
  const ids = (lines: readonly CaseLine[]) => new Set(lines.map((line) => line.case));
  return {
    rows,
    places: new Map(all.map((row) => [rows.id(row), row])),
    members: {
      closing: new Set(rows.where((row) => rows.isInStock(row)).map((row) => rows.id(row))),
      overdue: ids([...lists.of('overdue'), ...outer]),
      legacy: ids(lists.of('legacy')),
    },
  };
};

type Move = Pick<MovedLine, 'figure' | 'change'>;

interface Sides {
  /** Whose reading names the case where the later one no longer does. */
  readonly told: Side;
  readonly now: Side;
}

const lineOf = (id: string, move: Move, { told, now }: Sides): MovedLine => {
  const row = now.places.get(id);
  const line = row === undefined ? told.rows.line(told.places.get(id)!) : now.rows.line(row);
  return { ...line, ...move, ...(row === undefined ? { why: 'restated' as const } : reasonOf(row, move, now.rows)) };
};

const reasonOf = (row: number, { figure, change }: Move, rows: CaseRows): Pick<MovedLine, 'why' | 'on'> => {
  const done = doneOf(row, rows);
  if (change === 'left' && figure === 'legacy') return { why: 'implemented' };
  if (change === 'left') return done ?? { why: figure === 'overdue' ? 'extended' : 'restated' };
  if (figure === 'overdue') return { why: 'cameDue' };
  if (figure === 'legacy') return { why: 'yearTurned' };
  return rows.value(row, 'rounds') > 1 ? { why: 'reopened' } : { why: 'received', on: rows.day(row, 'registeredOn') };
};

/** What took a case out of the stock. */
const doneOf = (row: number, rows: CaseRows): Pick<MovedLine, 'why' | 'on'> | undefined => {
  const found = (
    [
      ['terminated', 'terminatedOn'],
      ['answered', 'replyOn'],
      ['opined', 'opinionOn'],
    ] as const
  ).find(([, column]) => rows.day(row, column) !== undefined);
  return found && { why: found[0], on: rows.day(row, found[1]) };
};
