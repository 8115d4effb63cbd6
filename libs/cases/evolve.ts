import type { EvolveTable } from '#libs/kernel/decider.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { AssignedUnit, CaseEvents, Commitment } from './events.js';
import {
  countingUnit,
  formKey,
  isInStock,
  type Assignment,
  type CaseState,
  type Mark,
  type Opinion,
  type Round,
  type TrackedCommitment,
} from './state.js';

/** Corrections are resolved before the fold (semantics 7), so the case has no rows for them. */
type Folded = Omit<CaseEvents, 'FactCorrected' | 'FactRetracted' | 'CorrectionProposed' | 'CorrectionRejected'>;

const markOf = ({ on, seq, id, type }: EffectiveEvent): Mark => ({ on, seq, id, type });

const rows: EvolveTable<CaseState, Folded> = {
  CaseRegistered: (state, data, event) => ({
    ...state,
    registered: { ...data, mark: markOf(event) },
    ...(state.role || !data.outerRole ? {} : { role: { role: data.outerRole, mark: markOf(event) }, due: data.due }),
  }),
  RegistrationAbandoned: (state) => ({ ...state, abandoned: true }),
  OuterRoleChanged: (state, { to, due }, event) => ({ ...state, role: { role: to, mark: markOf(event) }, due }),
  CaseClassified: (state, { scheme, subject }, event) => ({
    ...state,
    classified: { scheme, subject, mark: markOf(event) },
  }),
  CaseFlagged: (state, { flag }, event) => ({ ...state, flags: { ...state.flags, [flag]: markOf(event) } }),
  CaseUnflagged: (state, { flag }) => ({ ...state, flags: without(state.flags, flag) }),
  CaseWithdrawn: (state, _, event) => ({ ...state, terminated: { as: 'withdrawn', mark: markOf(event) } }),
  CaseReturnedToProposer: (state, _, event) => ({
    ...state,
    terminated: { as: 'returnedToProposer', mark: markOf(event) },
  }),
  CaseAssigned: (state, data, event) => ({
    ...state,
    assigned: { ...data, mark: markOf(event) },
    assignments: assign(state.assignments, data.units, markOf(event)),
    innerDue: { reply: data.due.innerReply, opinion: data.due.innerOpinion },
    due: data.due.reply ? { ...state.due, reply: data.due.reply } : state.due,
    leaders: data.leaderInCharge
      ? { ...state.leaders, inCharge: { person: data.leaderInCharge, mark: markOf(event) } }
      : state.leaders,
  }),
  AssignmentAccepted: (state, { unit, leaderInCharge, handler }, event) =>
    withAssignment(state, unit, { accepted: markOf(event), leaderInCharge, handler }),
  LeaderAppointed: (state, { duty, person }, event) => ({
    ...state,
    leaders: { ...state.leaders, [duty]: { person, mark: markOf(event) } },
  }),
  ContactRecorded: (state, data, event) => ({
    ...state,
    contacts: [...state.contacts, { ...data, mark: markOf(event) }],
  }),
  VisitWaived: (state, { proposer }, event) => ({
    ...state,
    waivers: [...state.waivers, { proposer, mark: markOf(event) }],
  }),
  CoOpinionFiled: (state, { opinion, layer, unit }, event) =>
    withOpinion(state, opinion, (before) => ({
      ...before,
      layer,
      unit,
      first: before.first ?? markOf(event),
      latest: markOf(event),
      filings: before.filings + 1,
    })),
  CoOpinionReturned: (state, { opinion, due }, event) =>
    withOpinion(state, opinion, (before) => ({ ...before, returned: { due, mark: markOf(event) } })),
  CoOpinionAdopted: (state, { opinion }, event) =>
    withOpinion(state, opinion, (before) => ({ ...before, adopted: markOf(event) })),
  CoOpinionRated: (state, { opinion, timely, specific, useful }, event) =>
    withOpinion(state, opinion, (before) => ({
      ...before,
      rating: { timely, specific, useful, mark: markOf(event) },
    })),
  PlanSet: (state, { milestones }, event) => ({
    ...state,
    planned: markOf(event),
    milestones: { ...state.milestones, ...Object.fromEntries(milestones.map((each) => [each.id, each])) },
  }),
  MilestoneCompleted: (state, { milestone }, event) => withMilestone(state, milestone, { completed: markOf(event) }),
  MilestoneSlipped: (state, { milestone, newDue }) => withMilestone(state, milestone, { due: newDue }),
  ProgressReported: (state, data, event) => ({
    ...state,
    progress: [...state.progress, { ...data, mark: markOf(event) }],
  }),
  ReplyDrafted: (state, { round }) => withRound(state, round, (before) => ({ ...before, drafts: before.drafts + 1 })),
  ReplyFiled: (state, data, event) => ({
    ...withRound(state, data.round, (before) => ({
      ...before,
      reply: { ...data, mark: markOf(event) },
      credit: countingUnit(state)?.unit,
    })),
    disclosure: { disclosure: data.disclosure, mark: markOf(event) },
    opinions: waive(state.opinions, data.opinionsWaived ?? [], markOf(event)),
    milestones: { ...state.milestones, ...Object.fromEntries(data.milestones.map((each) => [each.id, each])) },
    commitments: make(state.commitments, data.commitments, markOf(event)),
  }),
  ExtensionRequested: (state, { extension, round, newDue, unit }, event) => ({
    ...state,
    extensions: {
      ...state.extensions,
      [extension]: {
        ...state.extensions[extension],
        extension,
        round,
        requested: { newDue, unit, mark: markOf(event) },
      },
    },
  }),
  ExtensionGranted: (state, { extension, round, newDue }, event) => ({
    ...state,
    extensions: {
      ...state.extensions,
      [extension]: { ...state.extensions[extension], extension, round, granted: { newDue, mark: markOf(event) } },
    },
  }),
  ExtensionRefused: (state, { extension }, event) => {
    const asked = state.extensions[extension];
    return asked
      ? { ...state, extensions: { ...state.extensions, [extension]: { ...asked, refused: markOf(event) } } }
      : state;
  },
  FeedbackAsked: (state, { round, proposers }, event) => ({
    ...state,
    forms: proposers.reduce(
      (forms, proposer) => ({
        ...forms,
        [formKey(round, proposer)]: { ...forms[formKey(round, proposer)], round, proposer, asked: markOf(event) },
      }),
      state.forms,
    ),
  }),
  FeedbackRecorded: (state, { round, proposer, attitude, result }, event) => ({
    ...state,
    forms: {
      ...state.forms,
      [formKey(round, proposer)]: {
        ...state.forms[formKey(round, proposer)],
        round,
        proposer,
        given: { attitude, result, mark: markOf(event) },
      },
    },
  }),
  RehandlingOrdered: (state, { round, cause, due }, event) =>
    withRound(state, round, (before) => ({ ...before, opened: { cause, due, mark: markOf(event) } })),
  DisclosureDecided: (state, { disclosure }, event) => ({
    ...state,
    disclosure: { disclosure, mark: markOf(event) },
  }),
  ReplyPublished: (state, _, event) => ({ ...state, published: markOf(event) }),
  RevisitRecorded: (state, data, event) => ({
    ...state,
    revisits: [...state.revisits, { ...data, mark: markOf(event) }],
    commitments: make(state.commitments, data.commitments, markOf(event)),
  }),
  CommitmentFulfilled: (state, { commitment }, event) => {
    const made = state.commitments[commitment];
    return made
      ? { ...state, commitments: { ...state.commitments, [commitment]: { ...made, fulfilled: markOf(event) } } }
      : state;
  },
};

/** Notes which event moved the case into or out of the stock: a flow is a change of membership (semantics 30). */
const noteStock = (before: CaseState, after: CaseState, event: EffectiveEvent): CaseState => {
  const moved = isInStock(before) !== isInStock(after) || (before.registered === undefined && after.registered);
  return moved ? { ...after, stock: markOf(event) } : after;
};

type AnyRow = (state: CaseState, data: never, event: never) => CaseState;

/** One row an event; each also keeps the stock mark. */
export const evolve = Object.fromEntries(
  Object.entries(rows).map(([type, row]) => [
    type,
    (state: CaseState, data: never, event: EffectiveEvent) =>
      noteStock(state, (row as AnyRow)(state, data, event as never), event),
  ]),
) as EvolveTable<CaseState, CaseEvents>;

const without = <T extends object>(record: T, key: keyof T): T => {
  const { [key]: _gone, ...rest } = record;
  return rest as T;
};

/** A unit named again in the same role keeps its acceptance. */
const assign = (
  before: CaseState['assignments'],
  units: readonly AssignedUnit[],
  assigned: Mark,
): CaseState['assignments'] =>
  Object.fromEntries(
    units.map((named): [string, Assignment] => {
      const known = before[named.unit];
      return [named.unit, known?.role === named.role ? { ...known, ...named, assigned } : { ...named, assigned }];
    }),
  );

const withAssignment = (state: CaseState, unit: string, change: Partial<Assignment>): CaseState => {
  const assignment = state.assignments[unit];
  return assignment ? { ...state, assignments: { ...state.assignments, [unit]: { ...assignment, ...change } } } : state;
};

const withOpinion = (state: CaseState, key: string, change: (before: Opinion) => Opinion): CaseState => {
  const layer = key === 'outer' ? 'outer' : key.startsWith('incoming:') ? 'incoming' : 'inner';
  const before = state.opinions[key] ?? { opinion: key, layer, unit: key.slice(key.indexOf(':') + 1), filings: 0 };
  return { ...state, opinions: { ...state.opinions, [key]: change(before) } };
};

const waive = (
  opinions: CaseState['opinions'],
  waived: readonly { unit: string }[],
  mark: Mark,
): CaseState['opinions'] =>
  waived.reduce(
    (all, { unit }) =>
      withOpinion({ opinions: all } as CaseState, unit, (before) => ({ ...before, waived: mark })).opinions,
    opinions,
  );

const withMilestone = (state: CaseState, id: string, change: object): CaseState => {
  const milestone = state.milestones[id];
  return milestone ? { ...state, milestones: { ...state.milestones, [id]: { ...milestone, ...change } } } : state;
};

const withRound = (state: CaseState, round: number, change: (before: Round) => Round): CaseState => ({
  ...state,
  rounds: { ...state.rounds, [round]: change(state.rounds[round] ?? { round, drafts: 0 }) },
});

const make = (
  before: CaseState['commitments'],
  commitments: readonly Commitment[],
  born: Mark,
): CaseState['commitments'] =>
  commitments.reduce<Record<string, TrackedCommitment>>(
    (all, commitment) => ({ ...all, [commitment.id]: { ...commitment, born } }),
    before,
  );
