import { own } from '#libs/kernel/own.js';
import type { DecideTable, Folded } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { UnitToAssign } from '../commands/assignment.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { AssignedUnit, CaseAssigned, CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import { isReturning, type Assignment, type CaseState } from '../state.js';
import { assignmentClocks, checkUnits, demandShares, withDue } from './assignment.js';
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

const returning = ['ReturnRequested', 'ReturnApproved', 'ReturnRefused', 'CaseAssigned'] as const;

/** 退办, 改办 and co-units: whose case it is changes by the office's word alone. */
export const handover = {
  RequestReturn: {
    conflicts: [...terminating, ...returning, 'ReplyFiled'],
    decide: ({ occurredOn, unit, reason, suggestedUnit }, folded, context) => {
      openCase(folded, occurredOn, context);
      notAnswered(folded.now, 'return');
      actsFor(unit, context);
      const mine = held(folded, unit);
      if (isReturning(mine)) throw refuse('return.pending', { unit, on: mine.returning!.requested.on });
      if (mine.returning) throw refuse('return.refused-already', { unit, on: mine.returning.decided!.mark.on });
      if (suggestedUnit === unit) throw refuse('return.same-unit', { unit });
      if (!context.unitExists(suggestedUnit, occurredOn))
        throw refuse('unit.unknown', { unit: suggestedUnit, on: occurredOn });
      const gates = evidenceGates(context);
      gates.demand(!mine.returnDue || occurredOn <= mine.returnDue.on, 'return.window-closed', {
        due: mine.returnDue?.on,
      });
      const data = { occurredOn, request: context.id('request'), unit, reason, suggestedUnit, ...gates.written() };
      return [{ type: 'ReturnRequested', data }];
    },
  },

  ApproveReturn: {
    conflicts: [...terminating, ...returning, 'CoUnitAdded', 'CoUnitDropped', 'ReplyFiled'],
    decide: (command, folded, context) => {
      const { occurredOn, request, reason } = command;
      openCase(folded, occurredOn, context);
      notAnswered(folded.now, 'reassign');
      const { unit, role } = requested(folded, request, occurredOn);
      if (command.units.some((named) => named.unit === unit && named.role === role))
        throw refuse('return.same-unit', { unit });
      const gates = evidenceGates(context);
      const data = { ...reassigned(command, folded.now, { context, gates }), ...gates.written() };
      return [
        { type: 'ReturnApproved', data: { occurredOn, request, unit, reason } },
        { type: 'CaseAssigned', data },
      ];
    },
  },

  RefuseReturn: {
    conflicts: [...terminating, ...returning],
    decide: ({ occurredOn, request, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      const { unit } = requested(folded, request, occurredOn);
      return [{ type: 'ReturnRefused', data: { occurredOn, request, unit, reason } }];
    },
  },

  AddCoUnit: {
    conflicts: [...terminating, 'CaseAssigned', 'CoUnitAdded', 'ReplyFiled'],
    decide: ({ occurredOn, unit, reason, statedDue }, folded, context) => {
      openCase(folded, occurredOn, context);
      notAnswered(folded.now, 'add');
      standing({ then: folded.then.assigned, now: folded.now.assigned }, 'reply.unassigned');
      if (own(folded.now.assignments, unit)) throw refuse('assignment.unit-twice', { unit });
      if (!context.unitExists(unit, occurredOn)) throw refuse('unit.unknown', { unit, on: occurredOn });
      checkStated(occurredOn, [statedDue]);
      return [
        { type: 'CoUnitAdded', data: { occurredOn, unit, reason, ...opinionClock(occurredOn, statedDue, context) } },
      ];
    },
  },

  DropCoUnit: {
    conflicts: [...terminating, 'CaseAssigned', 'CoUnitDropped', 'CoOpinionFiled'],
    decide: ({ occurredOn, unit, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      const mine = held(folded, unit);
      if (mine.role !== 'support') throw refuse('opinion.not-support', { unit });
      notBefore(occurredOn, folded.now.opinions[`inner:${unit}`]?.latest);
      return [{ type: 'CoUnitDropped', data: { occurredOn, unit, reason } }];
    },
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** A co-unit's clock starts when it is named. */
export const opinionClock = (
  from: Day,
  statedDue: Day | undefined,
  context: CaseContext,
): Pick<CaseEvents['CoUnitAdded'], 'due' | 'rules'> => {
  const { clocks, version } = context.rules(from);
  const due = statedDue ? { on: statedDue, stated: true as const } : context.due(from, clocks.innerOpinion);
  return { due, rules: version };
};

/** The unit's assignment, given by that day. */
const held = ({ now, then }: Folded<CaseState>, unit: string): Assignment => {
  const mark = (state: CaseState) => {
    const mine = own(state.assignments, unit);
    return mine && { mark: mine.assigned };
  };
  standing({ then: mark(then), now: mark(now) }, 'assignment.none', { unit });
  const mine = own(now.assignments, unit);
  if (!mine) throw refuse('assignment.none', { unit });
  return mine;
};

const requested = ({ now }: Folded<CaseState>, request: string, on: Day): Assignment => {
  const found = Object.values(now.assignments).find(({ returning: asked }) => asked?.request === request);
  const asked = found ?? now.formerAssignments.find(({ returning: before }) => before?.request === request);
  if (!asked?.returning) throw refuse('return.unknown', { request });
  if (asked.returning.decided || !found) throw refuse('return.decided');
  notBefore(on, asked.returning.requested);
  return found;
};

interface Naming {
  readonly occurredOn: Day;
  readonly units: readonly UnitToAssign[];
  readonly leaderInCharge?: string;
  readonly handler?: string;
}

/** All units named anew: who stays in its role keeps its receipt and its clock (semantics 17). */
export const reassigned = (
  naming: Naming,
  state: CaseState,
  { context, gates }: { context: CaseContext; gates: EvidenceGates },
): CaseAssigned => {
  const { occurredOn, leaderInCharge, handler } = naming;
  checkUnits(naming, context);
  checkStated(
    occurredOn,
    naming.units.map(({ statedDue }) => statedDue),
  );
  demandShares(naming, gates);
  const { due, rules } = assignmentClocks(occurredOn, state.registered!, context);
  const { reply, ...inner } = due;
  const restarts = context.rules(occurredOn).switches.reassignmentRestartsReply || !state.due.reply;
  return {
    occurredOn,
    units: naming.units.map((unit) => goingOn(unit, state) ?? withDue(unit, due)),
    leaderInCharge,
    handler,
    due: { ...(reply && restarts ? { reply } : {}), ...inner },
    rules,
  };
};

const goingOn = ({ unit, role, share, statedDue }: UnitToAssign, state: CaseState): AssignedUnit | undefined => {
  const mine = own(state.assignments, unit);
  if (mine?.role !== role) return undefined;
  const due = statedDue ? { on: statedDue, stated: true as const } : mine.due;
  return { unit, role, share: share ?? mine.share, due, kept: true };
};
