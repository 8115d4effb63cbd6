import { own } from '#libs/kernel/own.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { AssignedUnit, Commitment, DueDate, Milestone } from './events.js';
import {
  formKey,
  type Assignment,
  type CaseState,
  type Coordination,
  type Extension,
  type Form,
  type Mark,
  type Opinion,
  type Round,
  type TrackedCommitment,
  type TrackedMilestone,
} from './state.js';
import type { AssignmentEnd } from './vocabulary.js';

// The parts of a case's state as they change. Total: what an event misses is made up empty or left alone (engine 19).

export const marked = ({ on, seq, id, type }: EffectiveEvent): Mark => ({ on, seq, id, type });

export const without = <T extends object>(record: T, key: keyof T): T => {
  const { [key]: _gone, ...rest } = record;
  return rest as T;
};

const ending = (assignment: Assignment, as: AssignmentEnd, mark: Mark): Assignment => ({
  ...assignment,
  ended: { as, mark },
});

/**
 * The units as named anew: one kept in its role goes on as it was, whoever is no longer named, or is named in another
 * role, has ended.
 */
export const assign = (
  state: CaseState,
  { units, due }: { units: readonly AssignedUnit[]; due: { returnRequest?: DueDate } },
  assigned: Mark,
): Pick<CaseState, 'assignments' | 'formerAssignments'> => {
  const goesOn = ({ unit, role, kept }: AssignedUnit) =>
    kept && own(state.assignments, unit)?.role === role ? own(state.assignments, unit) : undefined;
  const named = units.map(({ kept: _kept, ...unit }, place): [string, Assignment] => {
    const before = goesOn(units[place]!);
    const fresh = { assigned, returnDue: due.returnRequest };
    return [unit.unit, { ...fresh, ...before, ...unit, place }];
  });
  const ended = Object.values(state.assignments).filter(
    (assignment) => !units.some((unit) => unit.unit === assignment.unit && goesOn(unit)),
  );
  return {
    assignments: Object.fromEntries(named),
    formerAssignments: [...state.formerAssignments, ...ended.map((each) => ending(each, 'replaced', assigned))],
  };
};

/** The unit's assignment is over; `change` says what else became of it. */
export const endAssignment = (
  state: CaseState,
  { unit, as, change = {} }: { unit: string; as: AssignmentEnd; change?: Partial<Assignment> },
  mark: Mark,
): CaseState => {
  const assignment = own(state.assignments, unit);
  if (!assignment) return state;
  return {
    ...state,
    assignments: without(state.assignments, unit),
    formerAssignments: [...state.formerAssignments, ending({ ...assignment, ...change }, as, mark)],
  };
};

export const withAssignment = (state: CaseState, unit: string, change: Partial<Assignment>): CaseState => {
  const assignment = own(state.assignments, unit);
  return assignment ? { ...state, assignments: { ...state.assignments, [unit]: { ...assignment, ...change } } } : state;
};

const opinionAt = (opinions: CaseState['opinions'], key: string): Opinion => {
  const layer = key === 'outer' ? 'outer' : key.startsWith('incoming:') ? 'incoming' : 'inner';
  return own(opinions, key) ?? { opinion: key, layer, unit: key.slice(key.indexOf(':') + 1), filings: 0 };
};

export const withCoordination = (
  state: CaseState,
  coordination: string,
  change: Partial<Coordination> & Pick<Coordination, 'tier'>,
): CaseState => ({
  ...state,
  coordinations: {
    ...state.coordinations,
    [coordination]: { ...own(state.coordinations, coordination), coordination, ...change },
  },
});

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
  { milestones, from }: { milestones: readonly Milestone[]; from: TrackedMilestone['from'] },
  set: Mark,
): CaseState['milestones'] =>
  milestones.reduce<Record<string, TrackedMilestone>>(
    (all, each) => ({ ...all, [each.id]: { ...each, set, from, slipped: 0 } }),
    before,
  );

export const withMilestone = (state: CaseState, id: string, change: Partial<TrackedMilestone>): CaseState => {
  const milestone = own(state.milestones, id);
  return milestone ? { ...state, milestones: { ...state.milestones, [id]: { ...milestone, ...change } } } : state;
};

export const withRound = (state: CaseState, round: number, change: (before: Round) => Round): CaseState => ({
  ...state,
  rounds: { ...state.rounds, [round]: change(state.rounds[round] ?? { round, drafts: 0, draftsReturned: 0 }) },
});

export const withExtension = (state: CaseState, extension: string, change: Partial<Extension>): CaseState => {
  const before = own(state.extensions, extension) ?? { extension, round: 1 };
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

export const withCommitment = (state: CaseState, id: string, change: Partial<TrackedCommitment>): CaseState => {
  const made = own(state.commitments, id);
  return made ? { ...state, commitments: { ...state.commitments, [id]: { ...made, ...change } } } : state;
};

export const making = (
  before: CaseState['commitments'],
  commitments: readonly Commitment[],
  born: Mark,
): CaseState['commitments'] =>
  commitments.reduce<Record<string, TrackedCommitment>>(
    (all, commitment) => ({ ...all, [commitment.id]: { ...commitment, born } }),
    before,
  );
