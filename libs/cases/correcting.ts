import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import type { Correcting } from '#libs/kernel/aggregate.js';
import { problemsIn } from '#libs/kernel/body-problems.js';
import { step } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import { caseCommands } from './commands.js';
import type { CaseContext } from './context.js';
import { checkKept, derive } from './deriving.js';
import type { WaitingOn } from './events.js';
import { evolve } from './evolve.js';
import { facts } from './facts.js';
import { needsOf } from './needs.js';
import { caseFieldLabels } from './field-labels.js';
import { refuse } from './refusals.js';
import { checkDate, checkDays } from './rules/gates.js';
import { checkListed, checkRegistration, isListed } from './rules/intake.js';
import { unregistered } from './state.js';

/** Which command's body states the fields of an event that a person may correct. */
const statedBy: Readonly<Record<string, keyof typeof caseCommands>> = {
  CaseRegistered: 'RegisterCase',
  OuterRoleChanged: 'ChangeOuterRole',
  CaseClassified: 'ClassifyCase',
  CaseFlagged: 'FlagCase',
  CaseUnflagged: 'UnflagCase',
  CaseWithdrawn: 'WithdrawCase',
  CaseReturnedToProposer: 'ReturnToProposer',
  CaseAssigned: 'AssignCase',
  AssignmentAccepted: 'AcceptAssignment',
  LeaderAppointed: 'AppointLeader',
  ContactRecorded: 'RecordContact',
  VisitWaived: 'WaiveVisit',
  CoOpinionFiled: 'FileCoOpinion',
  CoOpinionReturned: 'ReturnCoOpinion',
  CoOpinionAdopted: 'AdoptCoOpinion',
  CoOpinionRated: 'RateCoOpinion',
  PlanSet: 'SetPlan',
  MilestoneCompleted: 'CompleteMilestone',
  MilestoneSlipped: 'SlipMilestone',
  ProgressReported: 'ReportProgress',
  ReplyDrafted: 'DraftReply',
  ReplyFiled: 'FileReply',
  ExtensionRequested: 'RequestExtension',
  ExtensionGranted: 'GrantExtension',
  ExtensionRefused: 'RefuseExtension',
  FeedbackAsked: 'AskFeedback',
  FeedbackRecorded: 'RecordFeedback',
  RehandlingOrdered: 'OrderRehandling',
  DisclosureDecided: 'DecideDisclosure',
  ReplyPublished: 'PublishReply',
  RevisitRecorded: 'RecordRevisit',
  CommitmentFulfilled: 'FulfilCommitment',
  CaseConvertedToLetter: 'ConvertToLetter',
  CaseMerged: 'MergeCase',
  CaseAcceptedFromCity: 'AcceptFromCity',
  CaseReferredUp: 'ReferUp',
  ReferralAccepted: 'RecordReferralAccepted',
  ReferralRefused: 'RecordReferralRefused',
  CaseLinked: 'LinkSimilarCases',
  ReturnRequested: 'RequestReturn',
  ReturnApproved: 'ApproveReturn',
  ReturnRefused: 'RefuseReturn',
  CoUnitAdded: 'AddCoUnit',
  CoUnitDropped: 'DropCoUnit',
  CoordinationRaised: 'RaiseCoordination',
  CoordinationDecided: 'DecideCoordination',
  ProposersNotified: 'NotifyProposers',
  ReminderSent: 'Remind',
  UrgeSent: 'Urge',
  SupervisionOrdered: 'Supervise',
  ReplyReviewed: 'ReviewReply',
  ReplyDraftReturned: 'ReturnDraft',
  PublicationWithdrawn: 'WithdrawPublication',
  CommitmentUnfulfillable: 'DeclareUnfulfillable',
  CaseCarriedOver: 'CarryOver',
};

/** Fields a command states that its event does not hold: what followed from them stands in an event of its own. */
const statedElsewhere: Readonly<Record<string, readonly string[]>> = {
  ReturnApproved: ['units', 'leaderInCharge', 'handler'],
  CoordinationDecided: ['units'],
};

const bodyOf = (type: string): (new () => object) | undefined => {
  const name = Object.hasOwn(statedBy, type) ? statedBy[type] : undefined;
  return name && (caseCommands[name].body as new () => object);
};

/**
 * Fields of the command that stated the fact; what the system derived follows by itself. A round is no field of these:
 * what was filed in the wrong round is taken back and filed anew.
 */
const fields = (type: string): readonly string[] => {
  const body = bodyOf(type);
  if (!body) return [];
  const stated = getMetadataStorage().getTargetValidationMetadatas(body, '', false, false);
  const elsewhere = ['round', ...(Object.hasOwn(statedElsewhere, type) ? statedElsewhere[type]! : [])];
  return [...new Set(stated.map(({ propertyName }) => propertyName))].filter((field) => !elsewhere.includes(field));
};

const validate = (type: string, data: Record<string, unknown>, context: CaseContext): void => {
  const body = bodyOf(type);
  if (!body) throw refuse('body.invalid', { problems: type });
  const stated = Object.fromEntries(fields(type).flatMap((field) => (field in data ? [[field, data[field]]] : [])));
  const missing = Object.hasOwn(statedElsewhere, type) ? statedElsewhere[type]! : [];
  const errors = validateSync(plainToInstance(body, stated)).filter(({ property }) => !missing.includes(property));
  if (errors.length > 0) throw refuse('body.invalid', { problems: problemsIn(errors, caseFieldLabels) });
  checkKept(type, data);
  checkDate(data['occurredOn'] as string, unregistered, context);
  checkDays([data['newDue'] as Day | undefined, (data['waitingOn'] as WaitingOn | undefined)?.since]);
  if (type === 'CaseRegistered') checkRegistration(data as never);
  if (isListed(type)) checkListed(type, data as never, context);
};

/** Event type → what it rests on (semantics 9). */
export const caseNeeds = needsOf(Object.keys(statedBy));

/** The case's facts at each day they change, without the seqs of their events. */
const timeline = (history: readonly EffectiveEvent[]): string => {
  let state = unregistered;
  let last = '';
  return history
    .flatMap((event, index) => {
      state = step(evolve, state, event);
      if (history[index + 1]?.on === event.on) return [];
      const now = JSON.stringify(facts(state).map(counted));
      const changed = now === last ? [] : [`${event.on} ${now}`];
      last = now;
      return changed;
    })
    .join('\n');
};

const counted = ({ grain, fields: row }: ReturnType<typeof facts>[number]) => [
  grain,
  Object.entries(row).filter(([name]) => !name.toLowerCase().endsWith('seq')),
];

export const correctingCases: Correcting<CaseContext> = {
  validate,
  derive,
  needs: caseNeeds,
  // A fence that can be lifted is none: the number behind it may be another case's by now (engine 5).
  retractable: (type) => type !== 'RegistrationAbandoned',
  root: 'CaseRegistered',
  fields,
  movesStatistics: (before, after) => timeline(before) !== timeline(after),
};
