import type { EventStore } from '#libs/event-store/port.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory } from '#libs/kernel/history.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { Comparison, Move, Side } from '#libs/statistics/compare.js';
import { drill } from '#libs/statistics/drill.js';
import type { GroupKey } from '#libs/statistics/dimensions.js';

export interface CauseSources {
  readonly events: EventStore;
  readonly prefix: string;
}

export interface Cause {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
}

interface Compared {
  readonly before: Side;
  readonly after: Side;
  readonly columns: FactColumns;
}

/** Moves of one comparison explained event by event; beyond this many the candidates are named instead. */
const explained = 300;

/**
 * The events behind every case that entered or left a figure: the way from one reading to the other is walked along the
 * case's own events, first the known axis, then the valid one, and each step at which the case changes sides is a cause.
 */
export const causesOf = async (comparison: Comparison, compared: Compared, sources: CauseSources) => {
  const moves = movesOf(comparison);
  const streams = new Map<string, readonly RecordedEvent[]>();
  const causes = [];
  for (const [index, move] of moves.entries()) {
    const events =
      streams.get(move.case) ?? (await sources.events.readStream(`${sources.prefix}-case-${move.case}`)).events;
    streams.set(move.case, events);
    causes.push({ ...move, events: causesOfMove(move, events, { ...compared, isExact: index < explained }) });
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

const nameOf = ({ figure, part, cell, case: id, key }: Moved): string => JSON.stringify([figure, part, cell, id, key]);

interface Step {
  readonly validAt: string;
  readonly knownAt: number;
  readonly events: readonly RecordedEvent[];
}

const causesOfMove = (
  move: Moved,
  events: readonly RecordedEvent[],
  compared: Compared & { isExact: boolean },
): readonly Cause[] => {
  const steps = stepsBetween(events, compared);
  const candidates = steps.flatMap((step) => step.events);
  if (!compared.isExact || candidates.length < 2) return candidates.map(named);
  let inside = isMember(move, compared, compared.before.request);
  const flips = steps.filter((step) => {
    const isIn = isMember(move, compared, step);
    const flipped = isIn !== inside;
    inside = isIn;
    return flipped;
  });
  return (flips.length > 0 ? flips.flatMap((step) => step.events) : candidates).map(named);
};

const named = ({ id, seq, type }: RecordedEvent): Cause => ({ id, seq, type });

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

const isMember = (
  { figure, part, cell, case: id, key, group }: Moved,
  { after, columns }: Compared,
  { validAt, knownAt }: { validAt: string; knownAt: number },
): boolean => {
  const asked = { ...after.request, validAt, knownAt, scope: { ...after.request.scope, case: id } };
  const opened = { figure, part, group, ...(cell === undefined ? {} : { cell: { key: cell } }) };
  return drill(columns, after.office, { asked, opened }).some((row) => row.key === key);
};
