import type { EvolveTable } from '#libs/kernel/decider.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { CaseEvents } from './events.js';
import {
  assign,
  asked,
  making,
  marked,
  setting,
  waiving,
  withAssignment,
  withExtension,
  withMilestone,
  without,
  withOpinion,
  withRound,
} from './folding.js';
import { countingUnit, formKey, isInStock, type CaseState } from './state.js';

/** Corrections are resolved before the fold (semantics 7), so the case has no rows for them. */
type Folded = Omit<CaseEvents, 'FactCorrected' | 'FactRetracted' | 'CorrectionProposed' | 'CorrectionRejected'>;

const rows: EvolveTable<CaseState, Folded> = {
  CaseRegistered: (state, data, event) => ({
    ...state,
    registered: { ...data, mark: marked(event) },
    ...(state.role || !data.outerRole ? {} : { role: { role: data.outerRole, mark: marked(event) }, due: data.due }),
  }),
  RegistrationAbandoned: (state) => ({ ...state, abandoned: true }),
  OuterRoleChanged: (state, { to, due }, event) => ({ ...state, role: { role: to, mark: marked(event) }, due }),
  CaseClassified: (state, { scheme, subject }, event) => ({
    ...state,
    classified: { scheme, subject, mark: marked(event) },
  }),
  CaseFlagged: (state, { flag }, event) => ({ ...state, flags: { ...state.flags, [flag]: marked(event) } }),
  CaseUnflagged: (state, { flag }) => ({ ...state, flags: without(state.flags, flag) }),
  CaseWithdrawn: (state, _, event) => ({ ...state, terminated: { as: 'withdrawn', mark: marked(event) } }),
  CaseReturnedToProposer: (state, _, event) => ({
    ...state,
    terminated: { as: 'returnedToProposer', mark: marked(event) },
  }),
  CaseAssigned: (state, data, event) => ({
    ...state,
    assigned: { ...data, mark: marked(event) },
    assignments: assign(state.assignments, data.units, marked(event)),
    innerDue: { reply: data.due.innerReply, opinion: data.due.innerOpinion },
    due: data.due.reply && isDistrict(state) ? { ...state.due, reply: data.due.reply } : state.due,
    leaders: data.leaderInCharge
      ? { ...state.leaders, inCharge: { person: data.leaderInCharge, mark: marked(event) } }
      : state.leaders,
  }),
  AssignmentAccepted: (state, { unit, leaderInCharge, handler }, event) =>
    withAssignment(state, unit, { accepted: marked(event), leaderInCharge, handler }),
  LeaderAppointed: (state, { duty, person }, event) => ({
    ...state,
    leaders: { ...state.leaders, [duty]: { person, mark: marked(event) } },
  }),
  ContactRecorded: (state, data, event) => ({
    ...state,
    contacts: [...state.contacts, { ...data, mark: marked(event) }],
  }),
  VisitWaived: (state, { proposer }, event) => ({
    ...state,
    waivers: [...state.waivers, { proposer, mark: marked(event) }],
  }),
  CoOpinionFiled: (state, { opinion, layer, unit }, event) =>
    withOpinion(state, opinion, (before) => ({
      ...before,
      layer,
      unit,
      first: before.first ?? marked(event),
      latest: marked(event),
      filings: before.filings + 1,
    })),
  CoOpinionReturned: (state, { opinion, due }, event) =>
    withOpinion(state, opinion, (before) => ({ ...before, returned: { due, mark: marked(event) } })),
  CoOpinionAdopted: (state, { opinion }, event) =>
    withOpinion(state, opinion, (before) => ({ ...before, adopted: marked(event) })),
  CoOpinionRated: (state, { opinion, timely, specific, useful }, event) =>
    withOpinion(state, opinion, (before) => ({
      ...before,
      rating: { timely, specific, useful, mark: marked(event) },
    })),
  PlanSet: (state, { milestones }, event) => ({
    ...state,
    planned: marked(event),
    milestones: setting(state.milestones, milestones, marked(event)),
  }),
  MilestoneCompleted: (state, { milestone }, event) => withMilestone(state, milestone, { completed: marked(event) }),
  MilestoneSlipped: (state, { milestone, newDue }) => withMilestone(state, milestone, { due: newDue }),
  ProgressReported: (state, data, event) => ({
    ...state,
    progress: [...state.progress, { ...data, mark: marked(event) }],
  }),
  ReplyDrafted: (state, { round }) => withRound(state, round, (before) => ({ ...before, drafts: before.drafts + 1 })),
  ReplyFiled: (state, data, event) => ({
    ...withRound(state, data.round, (before) => ({
      ...before,
      reply: { ...data, mark: marked(event) },
      credit: countingUnit(state)?.unit,
    })),
    disclosure: { disclosure: data.disclosure, mark: marked(event) },
    opinions: waiving(state.opinions, data.opinionsWaived ?? [], marked(event)),
    milestones: setting(state.milestones, data.milestones, marked(event)),
    commitments: making(state.commitments, data.commitments, marked(event)),
  }),
  ExtensionRequested: (state, { extension, round, newDue, unit }, event) =>
    withExtension(state, extension, { round, requested: { newDue, unit, mark: marked(event) } }),
  ExtensionGranted: (state, { extension, round, newDue }, event) =>
    withExtension(state, extension, { round, granted: { newDue, mark: marked(event) } }),
  ExtensionRefused: (state, { extension }, event) =>
    state.extensions[extension] ? withExtension(state, extension, { refused: marked(event) }) : state,
  FeedbackAsked: (state, { round, proposers }, event) => ({
    ...state,
    forms: asked(state.forms, { round, proposers }, marked(event)),
  }),
  FeedbackRecorded: (state, { round, proposer, attitude, result }, event) => ({
    ...state,
    forms: {
      ...state.forms,
      [formKey(round, proposer)]: {
        ...state.forms[formKey(round, proposer)],
        round,
        proposer,
        given: { attitude, result, mark: marked(event) },
      },
    },
  }),
  RehandlingOrdered: (state, { round, cause, due }, event) =>
    withRound(state, round, (before) => ({ ...before, opened: { cause, due, mark: marked(event) } })),
  DisclosureDecided: (state, { disclosure }, event) => ({
    ...state,
    disclosure: { disclosure, mark: marked(event) },
  }),
  ReplyPublished: (state, _, event) => ({ ...state, published: marked(event) }),
  RevisitRecorded: (state, data, event) => ({
    ...state,
    revisits: [...state.revisits, { ...data, mark: marked(event) }],
    commitments: making(state.commitments, data.commitments, marked(event)),
  }),
  CommitmentFulfilled: (state, { commitment }, event) => {
    const made = state.commitments[commitment];
    return made
      ? { ...state, commitments: { ...state.commitments, [commitment]: { ...made, fulfilled: marked(event) } } }
      : state;
  },
};

/** The reply clock starts at assignment for district cases only (semantics 17). */
const isDistrict = ({ registered }: CaseState): boolean => registered === undefined || registered.level === 'district';

/** Notes which event moved the case into or out of the stock: a flow is a change of membership (semantics 30). */
const noteStock = (before: CaseState, after: CaseState, event: EffectiveEvent): CaseState => {
  const moved = isInStock(before) !== isInStock(after) || (before.registered === undefined && after.registered);
  return moved ? { ...after, stock: marked(event) } : after;
};

type AnyRow = (state: CaseState, data: never, event: never) => CaseState;

/** One row an event; each also keeps the stock mark and the last day something happened. */
export const evolve = Object.fromEntries(
  Object.entries(rows).map(([type, row]) => [
    type,
    (state: CaseState, data: never, event: EffectiveEvent) => {
      const after = noteStock(state, (row as AnyRow)(state, data, event as never), event);
      return { ...after, latest: marked(event) };
    },
  ]),
) as EvolveTable<CaseState, CaseEvents>;
