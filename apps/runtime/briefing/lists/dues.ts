import { dayFromNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import { none } from '#libs/statistics/grains.js';
import { byNumber, type CaseLine, type CaseRows } from './case-rows.js';

/** An opinion that somebody owes and has not given in time: the district to the city's lead, or a co-unit to ours. */
export interface OwedOpinion extends CaseLine {
  readonly layer: string;
  /** Who owes it: a unit, for outer ones the unit that leads inside. */
  readonly owedBy?: string;
  readonly due: Day;
  readonly daysLate: number;
  readonly events: readonly number[];
}

/** Opinions overdue at V (semantics 23), outer and inner, the longest first. */
export const owedOpinions = (rows: CaseRows): readonly OwedOpinion[] => {
  const { reading, point } = rows;
  const column = (name: 'due' | 'filedOn' | 'waivedOn' | 'droppedOn' | 'expectedSeq' | 'unit' | 'layer') =>
    reading.column('opinion', name);
  const [due, filed, waived, dropped] = [column('due'), column('filedOn'), column('waivedOn'), column('droppedOn')];
  const found: OwedOpinion[] = [];
  rows.placesOf('opinion').forEach((place, row) => {
    const by = due[row] as number;
    const isOwed = [filed, waived, dropped].every((done) => done[row] === none);
    const layer = rows.named(column('layer')[row] as number) ?? '';
    if (place < 0 || rows.standing[place] !== 1 || !isOwed || by === none || by >= reading.day) return;
    if (layer === 'incoming') return;
    const unit = rows.named(column('unit')[row] as number);
    const owedBy = unit === undefined ? {} : { owedBy: point.units.unitNow(unit) };
    const seq = column('expectedSeq')[row] as number;
    const late = { due: dayFromNumber(by), daysLate: reading.day - by, events: seq === none ? [] : [seq] };
    found.push({ ...rows.line(place), layer, ...owedBy, ...late });
  });
  return found.sort((a, b) => b.daysLate - a.daysLate || byNumber(a, b));
};

/** A reply that is overdue at V: of round 1 by the effective date (semantics 23, 35), of a later round by its own. */
export interface OverdueLine extends CaseLine {
  readonly due: Day;
  readonly daysLate: number;
  readonly events: readonly number[];
}

export const overdueReplies = (rows: CaseRows): readonly OverdueLine[] => {
  const dueOf = (row: number) => (rows.value(row, 'rounds') > 1 ? rows.due(row) : rows.value(row, 'replyDue'));
  const isOverdue = (row: number) => {
    const due = dueOf(row);
    return rows.answering[row] === 1 && rows.isInStock(row) && due !== none && due < rows.reading.day;
  };
  const lines = rows.where(isOverdue).map((row) => {
    const due = dueOf(row);
    const seqs = (['registeredSeq', 'assignedSeq', 'extensionSeq'] as const).map((name) => rows.value(row, name));
    const events = seqs.filter((seq) => seq !== none).sort((a, b) => a - b);
    return { ...rows.line(row), due: dayFromNumber(due), daysLate: rows.reading.day - due, events };
  });
  return lines.sort((a, b) => b.daysLate - a.daysLate || byNumber(a, b));
};

/** A promised step that is not done: overdue, or due within the next two months. */
export interface MilestoneLine extends CaseLine {
  readonly due: Day;
  readonly owner?: string;
  readonly slipped: number;
  readonly isOverdue: boolean;
  readonly events: readonly number[];
}

const aheadDays = 61;

export const milestonesAhead = (rows: CaseRows): readonly MilestoneLine[] => {
  const { reading } = rows;
  const column = (name: 'due' | 'completedOn' | 'owner' | 'slipped' | 'setSeq') => reading.column('milestone', name);
  const found: MilestoneLine[] = [];
  rows.placesOf('milestone').forEach((place, row) => {
    const due = column('due')[row] as number;
    if (place < 0 || rows.standing[place] !== 1 || isSettled(rows, place)) return;
    if (due === none || column('completedOn')[row] !== none || due > reading.day + aheadDays) return;
    const owner = rows.named(column('owner')[row] as number);
    const rest = { slipped: column('slipped')[row] as number, isOverdue: due < reading.day };
    const events = [column('setSeq')[row] as number];
    found.push({ ...rows.line(place), due: dayFromNumber(due), ...(owner ? { owner } : {}), ...rest, events });
  });
  return found.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : byNumber(a, b)));
};

const isSettled = (rows: CaseRows, row: number): boolean =>
  ['fully', 'cannot'].includes(rows.text(row, 'implementation') ?? '');
