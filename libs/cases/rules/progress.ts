import type { DecideTable } from '#libs/kernel/decider.js';
import type { CommitmentToMake, MilestoneToSet } from '../commands/progress.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents, Commitment, Milestone } from '../events.js';
import { refuse } from '../refusals.js';
import type { CaseState, TrackedMilestone } from '../state.js';
import { actingUnit, actsAsLead, actsOn, checkDays, evidenceGates, openCase } from './gates.js';

/** 落实: plans with dates, and what has really been done. */
export const progress = {
  SetPlan: (command, folded, context) => {
    const { occurredOn, text } = command;
    openCase(folded, occurredOn, context);
    actsAsLead(folded.now, context);
    const unit = actingUnit(command.unit, folded.now, context);
    if (!unit) throw refuse('assignment.none', { unit: '—' });
    const milestones = milestonesOf(command.milestones, context);
    const gates = evidenceGates(context);
    const vague = milestones.filter(({ due, owner }) => !due || !owner);
    gates.demand(vague.length === 0, 'milestone.undated', { milestones: vague.map((each) => each.text) });
    return [{ type: 'PlanSet', data: { occurredOn, unit, text, milestones, ...gates.written() } }];
  },

  CompleteMilestone: ({ occurredOn, milestone, evidence }, folded, context) => {
    openCase(folded, occurredOn, context);
    actsAsLead(folded.now, context);
    pending(folded.now, milestone);
    return [{ type: 'MilestoneCompleted', data: { occurredOn, milestone, evidence } }];
  },

  SlipMilestone: ({ occurredOn, milestone, newDue, reason }, folded, context) => {
    openCase(folded, occurredOn, context);
    actsAsLead(folded.now, context);
    checkDays([newDue]);
    const { due } = pending(folded.now, milestone);
    if (due && newDue <= due) throw refuse('date.not-after', { later: newDue, earlier: due });
    return [{ type: 'MilestoneSlipped', data: { occurredOn, milestone, newDue, reason } }];
  },

  ReportProgress: (command, folded, context) => {
    const { occurredOn, percent, text, levels = [], products = [], waitingOn, at } = command;
    openCase(folded, occurredOn, context);
    actsOn(folded.now, context);
    checkDays([waitingOn?.since]);
    const unit = actingUnit(command.unit, folded.now, context);
    const data = { progress: context.id('progress'), occurredOn, unit, percent, text, levels, products, waitingOn, at };
    return [{ type: 'ProgressReported', data }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

const pending = (state: CaseState, id: string): TrackedMilestone => {
  const milestone = state.milestones[id];
  if (!milestone) throw refuse('milestone.unknown', { milestone: id });
  if (milestone.completed) throw refuse('milestone.completed', { on: milestone.completed.on });
  return milestone;
};

export const milestonesOf = (given: readonly MilestoneToSet[], context: CaseContext): readonly Milestone[] => {
  checkDays(given.map(({ due }) => due));
  return given.map(({ text, due, owner }, index) => ({ id: context.id(`milestone-${index}`), text, due, owner }));
};

export const commitmentsOf = (given: readonly CommitmentToMake[], context: CaseContext): readonly Commitment[] => {
  checkDays(given.map(({ due }) => due));
  return given.map(({ text, due, owner }, index) => ({ id: context.id(`commitment-${index}`), text, due, owner }));
};
