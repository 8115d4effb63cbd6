import { approveCorrection, correctFact, rejectCorrection, retractFact } from '#libs/kernel/correction.js';
import { foldAt, rowOf } from '#libs/kernel/decider.js';
import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { validFrom } from '#libs/kernel/history.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import { cases } from '../aggregate.js';
import type { AllCaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import { office } from './office.js';

/** A command as a story tells it: its name, its body, and what is unlike the usual office. */
export type Told = {
  [N in keyof AllCaseCommands]: readonly [name: N, body: AllCaseCommands[N], context?: Partial<CaseContext>];
}[keyof AllCaseCommands];

const correcting = {
  CorrectFact: correctFact,
  RetractFact: retractFact,
  ApproveCorrection: approveCorrection,
  RejectCorrection: rejectCorrection,
};

const isCorrecting = (name: string): name is keyof typeof correcting => Object.hasOwn(correcting, name);

const decided = (events: readonly RecordedEvent[], [name, body, overrides]: Told): readonly DomainEvent[] => {
  const context: CaseContext = { ...office, id: (what) => `${what}-${events.length + 1}`, ...overrides };
  if (isCorrecting(name)) {
    const subject = { events, context, correcting: cases.correcting!, versions: cases.versions };
    return correcting[name](body as never, subject);
  }
  const folded = { now: foldAt(cases, events), then: foldAt(cases, events, { validAt: validFrom(body) }) };
  return rowOf(cases.decide[name] as never).decide(body as never, folded as never, context as never);
};

/** The events a story of commands leaves in one case's stream, ids `e1`, `e2` … in their order. */
export const told = (...commands: readonly Told[]): readonly RecordedEvent[] => toldAfter([], ...commands);

/** The story goes on. */
export const toldAfter = (earlier: readonly RecordedEvent[], ...commands: readonly Told[]): readonly RecordedEvent[] =>
  commands.reduce((events, command) => recorded([...events, ...throughJson(decided(events, command))]), earlier);

/** As the log would hold them. */
const throughJson = (events: readonly DomainEvent[]): readonly DomainEvent[] =>
  JSON.parse(JSON.stringify(events)) as readonly DomainEvent[];

/** `after(...story).when('FileReply', {...}).thenRefused('reply.no-contact')`. */
export const after = (...commands: readonly Told[]) => specification(cases, office)(...(told(...commands) as never[]));
