import { own } from '#libs/kernel/own.js';
import type { DecideTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { AssignCase, UnitToAssign } from '../commands/assignment.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { AssignedUnit, CaseAssigned, CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import type { CaseState } from '../state.js';
import type { Level } from '../vocabulary.js';
import {
  actsFor,
  checkStated,
  evidenceGates,
  notAnswered,
  notBefore,
  openCase,
  standing,
  terminating,
  type EvidenceGates,
} from './gates.js';
import { statedOr } from './intake.js';

/** 分办: which unit answers, which supports, and who answers for it by name. */
export const assignment = {
  AssignCase: {
    conflicts: [...terminating, 'CaseAssigned', 'OuterRoleChanged', 'ReplyFiled'],
    decide: (command, folded, context) => {
      const { now } = folded;
      openCase(folded, command.occurredOn, context);
      if (now.assigned) throw refuse('assignment.already-made', { on: now.assigned.mark.on });
      notAnswered(now, 'assign');
      const gates = evidenceGates(context);
      const { level } = now.registered!;
      checkUnits(command, context);
      checkAssignedDates(command, level);
      demandShares(command, gates);
      const data = { ...assigned(command, level, context), ...gates.written() };
      return [{ type: 'CaseAssigned', data }];
    },
  },

  AcceptAssignment: (command, folded, context) => {
    const { occurredOn, unit, leaderInCharge, handler } = command;
    openCase(folded, occurredOn, context);
    actsFor(unit, context);
    const mine = standing({ then: marked(folded.then, unit), now: marked(folded.now, unit) }, 'assignment.none', {
      unit,
    });
    const accepted = own(folded.now.assignments, unit)?.accepted;
    if (accepted) throw refuse('assignment.already-accepted', { unit, on: accepted.on });
    notBefore(occurredOn, mine.mark);
    const gates = evidenceGates(context);
    gates.demand(Boolean(leaderInCharge && handler), 'assignment.names-missing');
    const data = { occurredOn, unit, leaderInCharge, handler, ...gates.written() };
    return [{ type: 'AssignmentAccepted', data }];
  },

  AppointLeader: ({ occurredOn, duty, person }, folded, context) => {
    openCase(folded, occurredOn, context);
    const posts = context.postsOf(person, occurredOn);
    const gates = evidenceGates(context);
    gates.demand(posts.length > 0, 'leader.post-not-held', { person, on: occurredOn });
    return [{ type: 'LeaderAppointed', data: { occurredOn, duty, person, posts, ...gates.written() } }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

const marked = (state: CaseState, unit: string) => {
  const mine = own(state.assignments, unit);
  return mine && { mark: mine.assigned };
};

interface Units {
  readonly occurredOn: Day;
  readonly units: readonly Pick<UnitToAssign, 'unit' | 'role' | 'share'>[];
}

/** One lead and no joint lead, or two or more joint leads; each unit once, and there that day. */
export const checkUnits = ({ units, occurredOn }: Units, context: CaseContext): void => {
  const leads = units.filter(({ role }) => role === 'lead').length;
  const joint = units.filter(({ role }) => role === 'jointLead');
  if (!(leads === 1 && joint.length === 0) && !(leads === 0 && joint.length > 1)) throw refuse('assignment.one-lead');
  units.forEach(({ unit }, index) => {
    if (units.findIndex((other) => other.unit === unit) !== index) throw refuse('assignment.unit-twice', { unit });
    if (!context.unitExists(unit, occurredOn)) throw refuse('unit.unknown', { unit, on: occurredOn });
  });
};

/** Joint leads say in words who does what. */
export const demandShares = ({ units }: Pick<Units, 'units'>, gates: EvidenceGates): void =>
  units
    .filter(({ role }) => role === 'jointLead')
    .forEach(({ unit, share }) => gates.demand(Boolean(share), 'assignment.share-missing', { unit }));

/** Dates of the sheet; the reply date of a case that came from above is the sender's (semantics 17). */
export const checkAssignedDates = (
  { occurredOn, units, statedReplyDue }: Pick<AssignCase, 'occurredOn' | 'units' | 'statedReplyDue'>,
  level: Level,
): void => {
  checkStated(occurredOn, [statedReplyDue, ...units.map(({ statedDue }) => statedDue)]);
  if (statedReplyDue && level !== 'district') throw refuse('assignment.reply-due-outer');
};

const assigned = (command: AssignCase, level: Level, context: CaseContext): CaseAssigned => {
  const { occurredOn, leaderInCharge, handler, statedReplyDue } = command;
  const clocks = assignmentClocks(occurredOn, { level, statedReplyDue }, context);
  return {
    occurredOn,
    units: command.units.map((unit) => withDue(unit, clocks.due)),
    leaderInCharge,
    handler,
    ...clocks,
  };
};

/** Inner clocks run from assignment; for district cases the reply clock too (semantics 17). */
export const assignmentClocks = (
  from: Day,
  { level, statedReplyDue }: { level: Level; statedReplyDue?: Day },
  context: CaseContext,
): Pick<CaseAssigned, 'due' | 'rules'> => {
  const { clocks, version } = context.rules(from);
  return {
    due: {
      ...(level === 'district' ? { reply: statedOr(statedReplyDue, () => context.due(from, clocks.reply)) } : {}),
      innerReply: context.due(from, clocks.innerReply),
      innerOpinion: context.due(from, clocks.innerOpinion),
      returnRequest: context.due(from, clocks.returnRequest),
    },
    rules: version,
  };
};

/** The unit's own inner due date, unless one is stated for it. */
export const withDue = ({ unit, role, share, statedDue }: UnitToAssign, due: CaseAssigned['due']): AssignedUnit => {
  const computed = role === 'support' ? due.innerOpinion : due.innerReply;
  return { unit, role, share, due: statedDue ? { on: statedDue, stated: true } : computed };
};
