import { approveCorrection, correctFact, rejectCorrection, retractFact } from '#libs/kernel/correction.js';
import type { AnyAggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import { foldAt, rowOf, type DecideRow } from '#libs/kernel/decider.js';
import type { DomainEvent } from '#libs/kernel/event.js';
import { dawn, validFrom } from '#libs/kernel/history.js';
import type { StreamRead } from '#libs/event-store/port.js';
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

/** Decides over the two folds of the stream: all that is known, and the same cut at the command's own day (engine 17). */
export const decideOn = (
  { aggregate, name, body }: Decidable,
  { events }: StreamRead,
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
  const now = foldAt(aggregate, events);
  const on = validFrom(body);
  const then = on === dawn ? now : foldAt(aggregate, events, { validAt: on });
  return row.decide(body as never, { now, then }, context as never) as readonly DomainEvent[];
};

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
