import type { Need } from '#libs/kernel/aggregate.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { CaseEvents } from './events.js';

type Data = Readonly<Record<string, unknown>>;
const dataOf = ({ data }: EffectiveEvent): Data => data as Data;

/** The event rests on an earlier one of these types that fits. */
const on =
  (types: readonly (keyof CaseEvents)[], fits: (own: Data, theirs: Data) => boolean = () => true): Need =>
  (event, candidates) => {
    const found = candidates.filter(
      (other) => (types as readonly string[]).includes(other.type) && fits(dataOf(event), dataOf(other)),
    );
    return found.length > 0 ? found : 'missing';
  };

const ids = (list: unknown): readonly string[] => ((list ?? []) as readonly { id: string }[]).map(({ id }) => id);
const names = (assigned: Data, unit: unknown, role?: string): boolean =>
  (assigned['units'] as readonly { unit: string; role: string }[]).some(
    (each) => each.unit === unit && (role === undefined || each.role === role),
  );

const registered = on(['CaseRegistered']);
const sameOpinion = on(['CoOpinionFiled'], (own, { opinion }) => own['opinion'] === opinion);
const sameExtension = on(['ExtensionRequested'], (own, { extension }) => own['extension'] === extension);
const sameMilestone = on(['PlanSet', 'ReplyFiled'], (own, { milestones }) =>
  ids(milestones).includes(String(own['milestone'])),
);
const firstReply = on(['ReplyFiled'], (_, { round }) => round === 1);
const sameRound = (type: keyof CaseEvents) => on([type], ({ round }, other) => round === other['round']);
const assigned = on(['CaseAssigned']);
const isNaming = (event: EffectiveEvent, unit: unknown, role?: string): boolean =>
  event.type === 'CoUnitAdded' ? dataOf(event)['unit'] === unit && role !== 'lead' : names(dataOf(event), unit, role);
const naming =
  (role?: string): Need =>
  (event, candidates) => {
    const { unit } = dataOf(event);
    const found = candidates.filter(
      (other) => (other.type === 'CaseAssigned' || other.type === 'CoUnitAdded') && isNaming(other, unit, role),
    );
    return found.length > 0 ? found : 'missing';
  };
const namedUnit = naming();
const supporting = naming('support');
const sameReferral = on(['CaseReferredUp'], (own, { referral }) => own['referral'] === referral);
const sameRequest = on(['ReturnRequested'], (own, { request }) => own['request'] === request);
const sameDraft = on(
  ['ReplyDrafted'],
  (own, { round, version }) => own['round'] === round && own['version'] === version,
);
const sameCommitment = on(['ReplyFiled', 'RevisitRecorded'], ({ commitment }, { commitments }) =>
  ids(commitments).includes(String(commitment)),
);

/** A later round rests on its order; a first reply on the assignment, unless it came from a ledger that has none. */
const answerable: Need = (event, candidates) => {
  const { round, notEvidenced = [] } = dataOf(event) as { round?: number; notEvidenced?: readonly string[] };
  if (round !== 1) return sameRound('RehandlingOrdered')(event, candidates);
  return (notEvidenced.includes('reply.unassigned') ? registered : assigned)(event, candidates);
};

/** An inner opinion rests on the unit's assignment; what comes from or goes outside rests on the case alone. */
const askedFor: Need = (event, candidates) =>
  (dataOf(event)['layer'] === 'inner' ? supporting : registered)(event, candidates);

/** Event type → what it rests on (semantics 9); whatever else a case holds rests on its registration. */
const rows: { readonly [T in keyof CaseEvents]?: Need } = {
  AssignmentAccepted: namedUnit,
  ReferralAccepted: sameReferral,
  ReferralRefused: sameReferral,
  ReturnRequested: namedUnit,
  ReturnApproved: sameRequest,
  ReturnRefused: sameRequest,
  CoUnitAdded: assigned,
  CoUnitDropped: supporting,
  CoordinationDecided: on(['CoordinationRaised'], (own, { coordination }) => own['coordination'] === coordination),
  ProposersNotified: on(['ProgressReported'], (own, { progress }) => own['progress'] === progress),
  ReminderSent: assigned,
  UrgeSent: assigned,
  SupervisionOrdered: assigned,
  ReplyReviewed: sameDraft,
  ReplyDraftReturned: sameDraft,
  PublicationWithdrawn: on(['ReplyPublished']),
  CommitmentUnfulfillable: sameCommitment,
  CaseUnflagged: on(['CaseFlagged'], ({ flag }, other) => flag === other['flag']),
  CoOpinionFiled: askedFor,
  CoOpinionReturned: sameOpinion,
  CoOpinionAdopted: sameOpinion,
  CoOpinionRated: sameOpinion,
  PlanSet: assigned,
  MilestoneCompleted: sameMilestone,
  MilestoneSlipped: sameMilestone,
  ReplyDrafted: assigned,
  ReplyFiled: answerable,
  ExtensionGranted: sameExtension,
  ExtensionRefused: sameExtension,
  RehandlingOrdered: on(['ReplyFiled'], ({ round }, other) => Number(round) - 1 === other['round']),
  FeedbackAsked: sameRound('ReplyFiled'),
  FeedbackRecorded: on(
    ['FeedbackAsked'],
    ({ round, proposer }, other) =>
      round === other['round'] && (other['proposers'] as readonly unknown[]).includes(proposer),
  ),
  DisclosureDecided: firstReply,
  ReplyPublished: firstReply,
  RevisitRecorded: firstReply,
  CommitmentFulfilled: sameCommitment,
};

/** @param types every type a person states */
export const needsOf = (types: readonly string[]): Readonly<Record<string, Need>> => ({
  ...Object.fromEntries(types.filter((type) => type !== 'CaseRegistered').map((type) => [type, registered])),
  ...rows,
});
