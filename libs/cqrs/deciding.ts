import { approveCorrection, correctFact, rejectCorrection, retractFact } from '#libs/kernel/correction.js';
import type { AnyAggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import { foldAt, rowOf, type DecideRow } from '#libs/kernel/decider.js';
import type { Day, DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { dawn, validFrom } from '#libs/kernel/history.js';
import { refuse } from './errors.js';

interface Decidable {
  readonly aggregate: AnyAggregate;
  readonly name: string;
  readonly body: object;
}

const correcting = {
  CorrectFact: correctFact,
  RetractFact: retractFact,
  ApproveCorrection: approveCorrection,
  RejectCorrection: rejectCorrection,
} as const;

export const isCorrection = (name: string): name is keyof typeof correcting => Object.hasOwn(correcting, name);

/** A stream as read, with the fold of all of it and the last valid day in it. */
export interface FoldedStream {
  readonly events: readonly RecordedEvent[];
  readonly now: unknown;
  readonly latest: Day;
}

/** Decides over the two folds of the stream: all that is known, and the same cut at the command's own day (engine 17). */
export const decideOn = (
  { aggregate, name, body }: Decidable,
  { events, now, latest }: FoldedStream,
  context: DecisionContext,
): readonly DomainEvent[] => {
  if (isCorrection(name) && aggregate.correcting) {
    const subject = { events, correcting: aggregate.correcting, context, versions: aggregate.versions };
    return correcting[name](body as never, subject);
  }
  const over = overHistoryOf(aggregate, name);
  if (over) return over(body as never, events, context);
  const row = rowNamed(aggregate, name);
  if (!row) throw refuse('command.unknown', { command: name });
  const on = validFrom(body);
  const then = isNow(on, latest) ? now : foldAt(aggregate, events, { validAt: on });
  return row.decide(body as never, { now, then }, context as never) as readonly DomainEvent[];
};

/** Whether the cut at a command's day leaves all of the stream. */
export const isNow = (on: Day, latest: Day): boolean => on === dawn || on >= latest;

/** Whether its decision needs no more than the two folds: neither single events nor the history (engine 21). */
export const decidesOnFolds = ({ aggregate, name }: Decidable): boolean =>
  !isCorrection(name) && overHistoryOf(aggregate, name) === undefined && rowNamed(aggregate, name) !== undefined;

/** Decides where nothing in the stream lies after the command's own day, so that both folds are one. */
export const decideOnFold = (
  { aggregate, name, body }: Decidable,
  now: unknown,
  context: DecisionContext,
): readonly DomainEvent[] =>
  rowNamed(aggregate, name)!.decide(body as never, { now, then: now }, context as never) as readonly DomainEvent[];

const overHistoryOf = ({ overHistory = {} }: AnyAggregate, name: string) =>
  Object.hasOwn(overHistory, name) ? overHistory[name] : undefined;

/** Other streams a command's decision reads (engine 18). */
export const streamsRead = (aggregate: AnyAggregate, name: string, body: object): readonly string[] =>
  rowNamed(aggregate, name)?.context?.(body) ?? [];

/** The table's own row; names like `constructor` are none. */
export const rowNamed = (
  { decide }: AnyAggregate,
  name: string,
): DecideRow<unknown, unknown, unknown, unknown> | undefined =>
  Object.hasOwn(decide, name) ? rowOf(decide[name as never] as Parameters<typeof rowOf>[0]) : undefined;
