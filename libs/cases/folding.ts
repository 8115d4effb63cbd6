import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { AssignedUnit, Commitment, Milestone } from './events.js';
import {
  formKey,
  type Assignment,
  type CaseState,
  type Extension,
  type Form,
  type Mark,
  type Opinion,
  type Round,
  type TrackedCommitment,
  type TrackedMilestone,
} from './state.js';

// The parts of a case's state as they change. Total: what an event misses is made up empty or left alone (engine 19).

export const marked = ({ on, seq, id, type }: EffectiveEvent): Mark => ({ on, seq, id, type });

export const without = <T extends object>(record: T, key: keyof T): T => {
  const { [key]: _gone, ...rest } = record;
  return rest as T;
};

/** A unit named again in the same role keeps its acceptance. */
export const assign = (
  before: CaseState['assignments'],
  units: readonly AssignedUnit[],
  assigned: Mark,
): CaseState['assignments'] =>
  Object.fromEntries(
    units.map((named, place): [string, Assignment] => {
      const known = before[named.unit];
      const kept = known?.role === named.role ? known : {};
      return [named.unit, { ...kept, ...named, place, assigned }];
    }),
  );

export const withAssignment = (state: CaseState, unit: string, change: Partial<Assignment>): CaseState => {
  const assignment = state.assignments[unit];
  return assignment ? { ...state, assignments: { ...state.assignments, [unit]: { ...assignment, ...change } } } : state;
};

const opinionAt = (opinions: CaseState['opinions'], key: string): Opinion => {
  const layer = key === 'outer' ? 'outer' : key.startsWith('incoming:') ? 'incoming' : 'inner';
  return opinions[key] ?? { opinion: key, layer, unit: key.slice(key.indexOf(':') + 1), filings: 0 };
};

export const withOpinion = (state: CaseState, key: string, change: (before: Opinion) => Opinion): CaseState => ({
  ...state,
  opinions: { ...state.opinions, [key]: change(opinionAt(state.opinions, key)) },
});

/** Opinions a reply did without. */
export const waiving = (
  opinions: CaseState['opinions'],
  waived: readonly { opinion: string }[],
  mark: Mark,
): CaseState['opinions'] =>
  waived.reduce((all, { opinion: key }) => ({ ...all, [key]: { ...opinionAt(all, key), waived: mark } }), opinions);

export const setting = (
  before: CaseState['milestones'],
  milestones: readonly Milestone[],
  set: Mark,
): CaseState['milestones'] =>
  milestones.reduce<Record<string, TrackedMilestone>>((all, each) => ({ ...all, [each.id]: { ...each, set } }), before);

export const withMilestone = (state: CaseState, id: string, change: Partial<TrackedMilestone>): CaseState => {
  const milestone = state.milestones[id];
  return milestone ? { ...state, milestones: { ...state.milestones, [id]: { ...milestone, ...change } } } : state;
};

export const withRound = (state: CaseState, round: number, change: (before: Round) => Round): CaseState => ({
  ...state,
  rounds: { ...state.rounds, [round]: change(state.rounds[round] ?? { round, drafts: 0 }) },
});

export const withExtension = (state: CaseState, extension: string, change: Partial<Extension>): CaseState => {
  const before = state.extensions[extension] ?? { extension, round: 1 };
  return { ...state, extensions: { ...state.extensions, [extension]: { ...before, ...change } } };
};

export const asked = (
  before: CaseState['forms'],
  { round, proposers }: { round: number; proposers: readonly string[] },
  mark: Mark,
): CaseState['forms'] =>
  proposers.reduce<Record<string, Form>>((forms, proposer) => {
    const key = formKey(round, proposer);
    return { ...forms, [key]: { ...forms[key], round, proposer, asked: mark } };
  }, before);

export const making = (
  before: CaseState['commitments'],
  commitments: readonly Commitment[],
  born: Mark,
): CaseState['commitments'] =>
  commitments.reduce<Record<string, TrackedCommitment>>(
    (all, commitment) => ({ ...all, [commitment.id]: { ...commitment, born } }),
    before,
  );
