import { own } from '#libs/kernel/own.js';
import type { DecideTable, Folded } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { UnitToAssign } from '../commands/assignment.js';
import type { Remind } from '../commands/handover.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import { leadUnits, supportUnits, type CaseState, type Coordination } from '../state.js';
import type { CoordinationTier } from '../vocabulary.js';
import {
  actingUnit,
  actsOn,
  checkDays,
  evidenceGates,
  notAnswered,
  notBefore,
  openCase,
  proposersOf,
  terminating,
} from './gates.js';
import { reassigned } from './handover.js';

/** 三级协调调度, 提醒催办督办, 告知: how a case is moved on, and who is told. */
export const coordination = {
  RaiseCoordination: {
    conflicts: ['CoordinationRaised', 'CoordinationDecided', 'CaseFlagged', 'CaseUnflagged'],
    decide: (command, folded, context) => {
      const { occurredOn, tier, question } = command;
      openCase(folded, occurredOn, context);
      actsOn(folded.now, context);
      checkTier(tier, folded);
      const unit = actingUnit(command, folded.now, context);
      const data = { occurredOn, coordination: context.id('coordination'), tier, question, unit };
      return [{ type: 'CoordinationRaised', data }];
    },
  },

  DecideCoordination: {
    conflicts: [...terminating, 'CoordinationDecided', 'CaseAssigned', 'CoUnitAdded', 'CoUnitDropped', 'ReplyFiled'],
    decide: (command, folded, context) => {
      const { occurredOn, measures, decidedBy } = command;
      openCase(folded, occurredOn, context);
      const { coordination: id, tier } = undecided(command.coordination, folded.now, occurredOn);
      const naming = command.units && leadsNamed(command.units, folded);
      const leadUnitsNow = naming ? command.units!.map(({ unit }) => unit) : leadUnits(folded.now);
      const decided = { occurredOn, coordination: id, tier, leadUnits: leadUnitsNow, measures, decidedBy };
      const gates = evidenceGates(context);
      const anew = naming && reassigned({ occurredOn, units: naming }, folded.now, { context, gates });
      return [
        { type: 'CoordinationDecided', data: decided },
        ...(anew ? [{ type: 'CaseAssigned' as const, data: { ...anew, ...gates.written() } }] : []),
      ];
    },
  },

  Remind: (command, folded, context) => [{ type: 'ReminderSent', data: climbed(command, folded, context) }],
  Urge: (command, folded, context) => [{ type: 'UrgeSent', data: climbed(command, folded, context) }],
  Supervise: (command, folded, context) => [{ type: 'SupervisionOrdered', data: climbed(command, folded, context) }],

  NotifyProposers: (command, folded, context) => {
    const { occurredOn, progress, channel, at } = command;
    openCase(folded, occurredOn, context);
    actsOn(folded.now, context);
    const report = folded.now.progress.find((each) => each.progress === progress);
    if (!report) throw refuse('progress.unknown', { progress });
    notBefore(occurredOn, report.mark);
    const all = proposersOf(folded.now, context);
    const proposers = command.proposers ?? all;
    const stranger = proposers.find((name) => !all.includes(name));
    if (stranger) throw refuse('visit.not-a-proposer', { proposer: stranger });
    const isEarly = occurredOn === report.mark.on && at !== undefined && report.at !== undefined && at < report.at;
    if (isEarly) throw refuse('date.not-after', { later: at, earlier: report.at });
    return [{ type: 'ProposersNotified', data: { occurredOn, progress, proposers, channel, at } }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** One tier after the other, unless the case is flagged 疑难件 by then; one question of a tier at a time. */
const checkTier = (tier: CoordinationTier, { now, then }: Folded<CaseState>): void => {
  const raised = Object.values(now.coordinations);
  const open = raised.find((each) => each.tier === tier && !each.decided);
  if (open) throw refuse('coordination.pending', { tier, on: open.raised?.on });
  const isInOrder = tier === 1 || Object.values(then.coordinations).some((each) => each.tier === tier - 1);
  if (!isInOrder && !then.flags.difficult) throw refuse('coordination.tier-skipped', { tier });
};

const undecided = (id: string, state: CaseState, on: Day): Coordination => {
  const found = own(state.coordinations, id);
  if (!found) throw refuse('coordination.unknown', { coordination: id });
  if (found.decided) throw refuse('coordination.decided', { on: found.decided.on });
  notBefore(on, found.raised);
  return found;
};

/** The decision names who leads; co-units that do not lead now stay as they are. */
const leadsNamed = (units: readonly UnitToAssign[], { now }: Folded<CaseState>): readonly UnitToAssign[] => {
  notAnswered(now, 'reassign');
  if (!now.assigned) throw refuse('reply.unassigned');
  if (units.some(({ role }) => role === 'support')) throw refuse('coordination.leads-only');
  const staying = supportUnits(now).filter((unit) => !units.some((named) => named.unit === unit));
  return [...units, ...staying.map((unit) => ({ unit, role: 'support' as const }))];
};

/** To units of the case, by default those that lead it. */
const climbed = (
  { occurredOn, text, due, ...addressed }: Remind,
  folded: Folded<CaseState>,
  context: CaseContext,
): CaseEvents['ReminderSent'] => {
  openCase(folded, occurredOn, context);
  checkDays([due]);
  const units = addressed.units ?? leadUnits(folded.then);
  if (units.length === 0) throw refuse('reply.unassigned');
  const stranger = units.find((unit) => !own(folded.then.assignments, unit));
  if (stranger) throw refuse('assignment.none', { unit: stranger });
  const step = folded.then.reminders.length + 1;
  return { occurredOn, reminder: context.id('reminder'), units, step, text, due };
};
