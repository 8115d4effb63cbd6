import { setImmediate } from 'node:timers/promises';
import type { EventStore } from '#libs/event-store/port.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory, validFrom } from '#libs/kernel/history.js';
import { ruleBook } from '#libs/office/rule-book.js';
import { unit } from '#libs/office/unit.js';
import { caseTables, type CaseTables } from '#libs/statistics/case-tables.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { Comparison, Move, Side } from '#libs/statistics/compare.js';
import { drill } from '#libs/statistics/drill.js';
import type { GroupKey } from '#libs/statistics/dimensions.js';
import type { Office } from '../office.js';

export interface CauseSources {
  readonly events: EventStore;
  readonly prefix: string;
  /** Units and rules: whose case it is, and what counts, may change without the case's own doing. */
  readonly office: Pick<Office, 'events'>;
  readonly jurisdiction: string;
}

export interface Cause {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly stream: string;
}

interface Compared {
  readonly before: Side;
  readonly after: Side;
  readonly columns: FactColumns;
}

/** Moves of one comparison explained event by event; beyond this many the candidates are named instead. */
const explained = 300;

/**
 * The events behind every case that entered or left a figure. The way from one reading to the other is walked from the
 * office of the one to that of the other, then along the case's own events, first the known axis, then the valid one;
 * each step at which the case changes sides is a cause.
 */
export const causesOf = async (comparison: Comparison, compared: Compared, sources: CauseSources) => {
  const moves = movesOf(comparison);
  const streams = new Map<string, readonly RecordedEvent[]>();
  const officeEvents = officeBetween(compared, sources);
  const tables = caseTables(compared.columns, new Set(moves.slice(0, explained).map((move) => move.case)));
  const causes = [];
  for (const [index, move] of moves.entries()) {
    const events =
      streams.get(move.case) ?? (await sources.events.readStream(`${sources.prefix}-case-${move.case}`)).events;
    streams.set(move.case, events);
    const walk = { ...compared, tables, officeEvents, isExact: index < explained };
    causes.push({ ...move, events: causesOfMove(move, events, walk) });
    // Others are answered in between: a comparison may explain hundreds of moves.
    await setImmediate();
  }
  return causes;
};

/** A case that moved, in a figure, in a group (in all where the group is empty). */
type Moved = Move & { readonly figure: string; readonly group: GroupKey };

/** Moves in the total, and those from one group to another that the total does not show. */
const movesOf = ({ total, groups }: Comparison): readonly Moved[] => {
  const over = (figures: Comparison['total'], group: GroupKey): readonly Moved[] =>
    figures.flatMap(({ id, moves }) => moves.map((move) => ({ ...move, figure: id, group })));
  const inTotal = over(total, {});
  const named = new Set(inTotal.map(nameOf));
  const between = groups
    .flatMap(({ figures, group }) => over(figures, group))
    .filter((move) => !named.has(nameOf(move)));
  return [...inTotal, ...between];
};

const nameOf = ({ figure, part, cell, scheme, case: id, key }: Moved): string =>
  JSON.stringify([figure, part, cell, scheme, id, key]);

/** Events of units and of the rule book that became readable on the way: told since, or in force since. */
const officeBetween = (
  { before, after }: Compared,
  { office, jurisdiction }: CauseSources,
): readonly RecordedEvent[] => {
  const [from, to] = [before.request, after.request];
  const [low, high] = [Math.min(from.knownAt, to.knownAt), Math.max(from.knownAt, to.knownAt)];
  const [first, last] = [from.validAt, to.validAt].sort() as [string, string];
  const isBetween = (event: RecordedEvent) => {
    const on = validFrom(event.data);
    return (event.seq > low && event.seq <= high) || (event.seq <= high && on > first && on <= last);
  };
  return [unit.stream(), ruleBook.stream(jurisdiction)].flatMap((name) => office.events(name)).filter(isBetween);
};

interface Step {
  readonly validAt: string;
  readonly knownAt: number;
  readonly events: readonly RecordedEvent[];
}

interface Walk extends Compared {
  /** A step asks about one case: only its own rows are read. */
  readonly tables: CaseTables;
  readonly officeEvents: readonly RecordedEvent[];
  readonly isExact: boolean;
}

const causesOfMove = (move: Moved, events: readonly RecordedEvent[], walk: Walk): readonly Cause[] => {
  const { before, after, tables, officeEvents } = walk;
  const steps = stepsBetween(events, walk);
  const candidates = steps.flatMap((step) => step.events);
  if (!walk.isExact) return [...candidates, ...officeEvents].map(named);
  const start = { validAt: before.request.validAt, knownAt: before.request.knownAt };
  const isIn = (side: Side, at: Pick<Step, 'validAt' | 'knownAt'>) => isMember(move, tables(move.case), { side, at });
  let inside = isIn(after, start);
  const byOffice = inside === isIn(before, start) ? [] : officeEvents;
  const flips = steps.filter((step) => {
    const flipped = isIn(after, step) !== inside;
    inside = inside !== flipped;
    return flipped;
  });
  const found = [...byOffice, ...flips.flatMap((step) => step.events)];
  return (found.length > 0 ? found : candidates).map(named);
};

const named = ({ id, seq, type, stream }: RecordedEvent): Cause => ({ id, seq, type, stream });

/** Known first at the old V, then valid at the new K: each step brings the events that became readable at it. */
const stepsBetween = (events: readonly RecordedEvent[], { before, after }: Compared): readonly Step[] => {
  const [from, to] = [before.request, after.request];
  const [low, high] = [Math.min(from.knownAt, to.knownAt), Math.max(from.knownAt, to.knownAt)];
  const learned = events.filter(({ seq }) => seq > low && seq <= high);
  const known = (from.knownAt < to.knownAt ? learned : learned.toReversed()).map((event) => ({
    validAt: from.validAt,
    knownAt: from.knownAt < to.knownAt ? event.seq : event.seq - 1,
    events: [event],
  }));
  return [...known, ...validSteps(events, { before, after })];
};

const validSteps = (
  events: readonly RecordedEvent[],
  { before, after }: Omit<Compared, 'columns'>,
): readonly Step[] => {
  const [from, to] = [before.request.validAt, after.request.validAt];
  const [low, high] = from < to ? [from, to] : [to, from];
  const knownAt = after.request.knownAt;
  const happened = effectiveHistory(events, { knownAt }).filter(({ on }) => on > low && on <= high);
  const days = [...new Set(happened.map(({ on }) => on))].sort();
  const steps = days.map((day) => ({
    validAt: day,
    knownAt,
    events: happened.filter(({ on }) => on === day).map(({ id }) => events.find((event) => event.id === id)!),
  }));
  return from < to ? steps : steps.toReversed();
};

/** Whether the case is in that part of the figure, by one side's office and rules, at a point of the way. */
const isMember = (
  { figure, part, cell, scheme, case: id, key, group }: Moved,
  columns: FactColumns,
  { side, at }: { side: Side; at: Pick<Step, 'validAt' | 'knownAt'> },
): boolean => {
  const { scope = {}, ...request } = side.request;
  const isAsked = scope.case === undefined || [scope.case].flat().includes(id);
  if (!isAsked) return false;
  const asked = { ...request, validAt: at.validAt, knownAt: at.knownAt, scope: { ...scope, case: id } };
  const opened = { figure, part, group, ...(cell === undefined ? {} : { cell: { key: cell, scheme } }) };
  return drill(columns, side.office, { asked, opened }).some((row) => row.key === key);
};
