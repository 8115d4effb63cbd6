import { own } from '#libs/kernel/own.js';
import type { EvolveTable } from '#libs/kernel/decider.js';
import type { CaseEvents } from '../events.js';
import {
  assign,
  endAssignment,
  marked,
  setting,
  withAssignment,
  withCoordination,
  withMilestone,
  withOpinion,
} from '../folding.js';
import { byMark, type CaseState, type Reported } from '../state.js';
import type { LadderStep } from '../vocabulary.js';

const climbing =
  (step: LadderStep) =>
  (state: CaseState, { units }: { units: readonly string[] }, event: Parameters<typeof marked>[0]): CaseState => ({
    ...state,
    reminders: [...state.reminders, { step, units, mark: marked(event) }],
  });

const withReport = (state: CaseState, report: Reported): CaseState => {
  const { begun, lastReport, progress } = state;
  return {
    ...state,
    progress: [...progress, report],
    begun: begun && byMark(report.mark, begun) >= 0 ? begun : report.mark,
    lastReport: lastReport && byMark(report.mark, lastReport.mark) < 0 ? lastReport : report,
  };
};

/** 办理: whose case it is, whom they spoke to, what the others said, what has been done. */
export const handlingRows = {
  CaseAssigned: (state, data, event) => ({
    ...state,
    ...assign(state, data, marked(event)),
    assigned: { ...data, mark: marked(event) },
    innerDue: { reply: data.due.innerReply, opinion: data.due.innerOpinion },
    ...(data.due.reply && isDistrict(state)
      ? {
          due: { ...state.due, reply: data.due.reply },
          dueSince: { ...state.dueSince, reply: { started: marked(event), set: marked(event) } },
        }
      : {}),
    leaders: data.leaderInCharge
      ? { ...state.leaders, inCharge: { person: data.leaderInCharge, mark: marked(event) } }
      : state.leaders,
  }),
  AssignmentAccepted: (state, { unit, leaderInCharge, handler }, event) =>
    withAssignment(state, unit, { accepted: marked(event), leaderInCharge, handler }),
  ReturnRequested: (state, { unit, request }, event) =>
    withAssignment(state, unit, { returning: { request, requested: marked(event) } }),
  ReturnApproved: (state, { unit, request }, event) => {
    const returning = { requested: marked(event), ...own(state.assignments, unit)?.returning, request };
    const change = { returning: { ...returning, decided: { as: 'approved' as const, mark: marked(event) } } };
    return endAssignment(state, { unit, as: 'returned', change }, marked(event));
  },
  ReturnRefused: (state, { unit }, event) => {
    const returning = own(state.assignments, unit)?.returning;
    const decided = { as: 'refused' as const, mark: marked(event) };
    return returning ? withAssignment(state, unit, { returning: { ...returning, decided } }) : state;
  },
  CoUnitAdded: (state, { unit, due }, event) => ({
    ...state,
    assignments: {
      ...state.assignments,
      [unit]: {
        unit,
        role: 'support',
        due,
        place: Object.keys(state.assignments).length + state.formerAssignments.length,
        assigned: marked(event),
      },
    },
  }),
  CoUnitDropped: (state, { unit }, event) =>
    own(state.assignments, unit)?.role === 'support'
      ? endAssignment(state, { unit, as: 'dropped' }, marked(event))
      : state,
  CoordinationRaised: (state, { coordination, tier }, event) =>
    withCoordination(state, coordination, { tier, raised: marked(event) }),
  CoordinationDecided: (state, { coordination, tier }, event) =>
    withCoordination(state, coordination, { tier, decided: marked(event) }),
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
      resubmitted: before.resubmitted ?? (before.returned && marked(event)),
      filings: before.filings + 1,
    })),
  CoOpinionReturned: (state, { opinion, due }, event) =>
    withOpinion(state, opinion, (before) => ({
      ...before,
      returned: { due, mark: marked(event) },
      resubmitted: undefined,
    })),
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
    milestones: setting(state.milestones, { milestones, from: 'plan' }, marked(event)),
  }),
  MilestoneCompleted: (state, { milestone }, event) => withMilestone(state, milestone, { completed: marked(event) }),
  MilestoneSlipped: (state, { milestone, newDue }) =>
    withMilestone(state, milestone, { due: newDue, slipped: (own(state.milestones, milestone)?.slipped ?? 0) + 1 }),
  ProgressReported: (state, data, event) => withReport(state, { ...data, mark: marked(event) }),
  ProposersNotified: (state, { progress, at }, event) => ({
    ...state,
    progress: state.progress.map((report): Reported =>
      report.progress === progress && !report.notified ? { ...report, notified: { at, mark: marked(event) } } : report,
    ),
  }),
  ReminderSent: climbing('remind'),
  UrgeSent: climbing('urge'),
  SupervisionOrdered: climbing('supervise'),
} satisfies Partial<EvolveTable<CaseState, CaseEvents>>;

/** The reply clock starts at assignment for district cases only (semantics 17). */
const isDistrict = ({ registered }: CaseState): boolean => registered === undefined || registered.level === 'district';
