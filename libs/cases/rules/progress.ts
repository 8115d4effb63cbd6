import { own } from '#libs/kernel/own.js';
import type { DecideTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { CommitmentToMake, MilestoneToSet } from '../commands/progress.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents, Commitment, Milestone } from '../events.js';
import { refuse } from '../refusals.js';
import type { CaseState, TrackedMilestone } from '../state.js';
import { actingUnit, actsAsLead, actsOn, checkDays, evidenceGates, leadingUnit, notBefore, openCase } from './gates.js';

/** 落实: plans with dates, and what has really been done. */
export const progress = {
  SetPlan: {
    conflicts: 'any',
    decide: (command, folded, context) => {
      const { occurredOn, text } = command;
      openCase(folded, occurredOn, context);
      const unit = leadingUnit(command, folded.now, context);
      if (!unit) throw refuse('assignment.none', { unit: '—' });
      const milestones = milestonesOf(command.milestones, context);
      const gates = evidenceGates(context);
      const vague = milestones.filter(({ due, owner }) => !due || !owner);
      gates.demand(vague.length === 0, 'milestone.undated', { milestones: vague.map((each) => each.text) });
      return [{ type: 'PlanSet', data: { occurredOn, unit, text, milestones, ...gates.written() } }];
    },
  },

  CompleteMilestone: {
    conflicts: ['MilestoneCompleted', 'MilestoneSlipped'],
    decide: ({ occurredOn, milestone, evidence }, folded, context) => {
      openCase(folded, occurredOn, context);
      actsAsLead(folded.now, context);
      pending(folded.now, milestone, occurredOn);
      return [{ type: 'MilestoneCompleted', data: { occurredOn, milestone, evidence } }];
    },
  },

  SlipMilestone: {
    conflicts: ['MilestoneCompleted', 'MilestoneSlipped'],
    decide: ({ occurredOn, milestone, newDue, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      actsAsLead(folded.now, context);
      checkDays([newDue]);
      const { due } = pending(folded.now, milestone, occurredOn);
      if (due && newDue <= due) throw refuse('date.not-after', { later: newDue, earlier: due });
      return [{ type: 'MilestoneSlipped', data: { occurredOn, milestone, newDue, reason } }];
    },
  },

  ReportProgress: (command, folded, context) => {
    const { occurredOn, percent, text, levels = [], products = [], waitingOn, at } = command;
    openCase(folded, occurredOn, context);
    actsOn(folded.now, context);
    checkDays([waitingOn?.since]);
    const unit = actingUnit(command, folded.now, context);
    const data = { progress: context.id('progress'), occurredOn, unit, percent, text, levels, products, waitingOn, at };
    return [{ type: 'ProgressReported', data }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

const pending = (state: CaseState, id: string, on: Day): TrackedMilestone => {
  const milestone = own(state.milestones, id);
  if (!milestone) throw refuse('milestone.unknown', { milestone: id });
  if (milestone.completed) throw refuse('milestone.completed', { on: milestone.completed.on });
  notBefore(on, milestone.set);
  return milestone;
};

/**
 * Milestones with ids of their own. In a correction `known` are those the event holds: a milestone keeps its id by its
 * place, so that what was completed or put off stays so.
 */
export const milestonesOf = (
  given: readonly MilestoneToSet[],
  context: CaseContext,
  known: readonly Milestone[] = [],
): readonly Milestone[] => {
  checkDays(given.map(({ due }) => due));
  const idOf = (index: number) => known[index]?.id ?? context.id(`milestone-${index}`);
  return given.map(({ text, due, owner }, index) => ({ id: idOf(index), text, due, owner }));
};

/** As `milestonesOf`. */
export const commitmentsOf = (
  given: readonly CommitmentToMake[],
  context: CaseContext,
  known: readonly Commitment[] = [],
): readonly Commitment[] => {
  checkDays(given.map(({ due }) => due));
  const idOf = (index: number) => known[index]?.id ?? context.id(`commitment-${index}`);
  return given.map(({ text, due, owner }, index) => ({ id: idOf(index), text, due, owner }));
};
