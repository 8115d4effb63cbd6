import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import type { Corrected, Correcting, Need } from '#libs/kernel/aggregate.js';
import { step } from '#libs/kernel/decider.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import { caseCommands } from './commands.js';
import type { CaseContext } from './context.js';
import type { CaseAssigned, CaseRegistered, OuterRoleChanged } from './events.js';
import { evolve } from './evolve.js';
import { facts } from './facts.js';
import { refuse } from './refusals.js';
import { assignmentClocks } from './rules/assignment.js';
import { checkDate } from './rules/gates.js';
import { receiptClocks, roleClocks } from './rules/intake.js';
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
};

const bodyOf = (type: string): (new () => object) | undefined => {
  const name = Object.hasOwn(statedBy, type) ? statedBy[type] : undefined;
  return name && (caseCommands[name].body as new () => object);
};

/** Fields of the command that stated the fact; what the system derived follows by itself. */
const fields = (type: string): readonly string[] => {
  const body = bodyOf(type);
  if (!body) return [];
  const stated = getMetadataStorage().getTargetValidationMetadatas(body, '', false, false);
  return [...new Set(stated.map(({ propertyName }) => propertyName))];
};

const validate = (type: string, data: Record<string, unknown>, context: CaseContext): void => {
  const body = bodyOf(type);
  if (!body) throw refuse('body.invalid', { problems: type });
  const stated = Object.fromEntries(fields(type).flatMap((field) => (field in data ? [[field, data[field]]] : [])));
  const errors = validateSync(plainToInstance(body, stated), { skipUndefinedProperties: true });
  if (errors.length > 0) throw refuse('body.invalid', { problems: errors.map(({ property }) => property) });
  checkDate(data['occurredOn'] as string, unregistered, context);
  if (type === 'CaseRegistered') checkRegistration(data as unknown as CaseRegistered);
};

const checkRegistration = ({ level, outerRole, leadProposer, proposers }: CaseRegistered): void => {
  if (level === 'district' && outerRole) throw refuse('case.outer-role-district');
  if (level !== 'district' && !outerRole) throw refuse('case.outer-role-required');
  if (!proposers.includes(leadProposer)) throw refuse('case.lead-proposer-unnamed', { leadProposer });
};

/** Fields that start or steer a clock: due dates and rule version are recomputed with them (semantics 11). */
const clockFields = [
  'occurredOn',
  'level',
  'outerRole',
  'statedReplyDue',
  'statedOpinionDue',
  'statedDue',
  'to',
  'units',
];

const derive = ({ type, data, patched, history }: Corrected, context: CaseContext): Record<string, unknown> => {
  if (!patched.some((field) => clockFields.includes(field))) return data;
  const deriveClocks = Object.hasOwn(derivations, type) ? derivations[type] : undefined;
  return deriveClocks ? { ...data, ...deriveClocks(data as never, history, context) } : data;
};

type Derivation = (data: never, history: readonly EffectiveEvent[], context: CaseContext) => object;

const derivations: Readonly<Record<string, Derivation>> = {
  CaseRegistered: (data: CaseRegistered, _, context) => ({
    due: receiptClocks(data, context),
    rules: context.rules(data.occurredOn).version,
  }),
  OuterRoleChanged: ({ occurredOn, to }: OuterRoleChanged, _, context) => roleClocks(occurredOn, to, { context }),
  CaseAssigned: (data: CaseAssigned, history, context) => {
    const registered = history.find(({ type }) => type === 'CaseRegistered')?.data as CaseRegistered | undefined;
    const clocks = assignmentClocks(data.occurredOn, registered?.level ?? 'city', context);
    const dueOf = (role: string) => (role === 'support' ? clocks.due.innerOpinion : clocks.due.innerReply);
    const units = data.units.map((unit) => (unit.due?.stated ? unit : { ...unit, due: dueOf(unit.role) }));
    return { ...clocks, units };
  },
  RehandlingOrdered: ({ occurredOn }: { occurredOn: string }, _, context) => ({
    due: context.due(occurredOn, context.rules(occurredOn).clocks.rehandling),
  }),
};

type Data = Readonly<Record<string, unknown>>;
const dataOf = ({ data }: EffectiveEvent): Data => data as Data;

/** The event rests on an earlier one that fits; `CaseRegistered` is what everything rests on. */
const on =
  (types: readonly string[], fits: (own: Data, theirs: Data) => boolean = () => true): Need =>
  (event, candidates) => {
    const found = candidates.filter((other) => types.includes(other.type) && fits(dataOf(event), dataOf(other)));
    return found.length > 0 ? found : 'missing';
  };

const ids = (list: unknown): readonly string[] => ((list ?? []) as readonly { id: string }[]).map(({ id }) => id);
const sameOpinion = on(['CoOpinionFiled'], (own, { opinion }) => own['opinion'] === opinion);
const sameExtension = on(['ExtensionRequested'], (own, { extension }) => own['extension'] === extension);
const sameMilestone = on(['PlanSet', 'ReplyFiled'], (own, { milestones }) =>
  ids(milestones).includes(String(own['milestone'])),
);
const firstReply = on(['ReplyFiled'], (_, { round }) => round === 1);
const registered = on(['CaseRegistered']);

/** Event type → what it rests on (semantics 9). */
export const caseNeeds: Readonly<Record<string, Need>> = {
  ...Object.fromEntries(
    Object.keys(statedBy)
      .filter((type) => type !== 'CaseRegistered')
      .map((type) => [type, registered]),
  ),
  AssignmentAccepted: on(['CaseAssigned'], ({ unit }, { units }) =>
    (units as readonly { unit: string }[]).some((assigned) => assigned.unit === unit),
  ),
  CaseUnflagged: on(['CaseFlagged'], ({ flag }, other) => flag === other['flag']),
  CoOpinionReturned: sameOpinion,
  CoOpinionAdopted: sameOpinion,
  CoOpinionRated: sameOpinion,
  MilestoneCompleted: sameMilestone,
  MilestoneSlipped: sameMilestone,
  ExtensionGranted: sameExtension,
  ExtensionRefused: sameExtension,
  ReplyFiled: (event, candidates) =>
    dataOf(event)['round'] === 1
      ? registered(event, candidates)
      : on(['RehandlingOrdered'], ({ round }, other) => round === other['round'])(event, candidates),
  RehandlingOrdered: on(['ReplyFiled'], ({ round }, other) => Number(round) - 1 === other['round']),
  FeedbackAsked: on(['ReplyFiled'], ({ round }, other) => round === other['round']),
  FeedbackRecorded: on(
    ['FeedbackAsked'],
    ({ round, proposer }, other) =>
      round === other['round'] && (other['proposers'] as readonly unknown[]).includes(proposer),
  ),
  DisclosureDecided: firstReply,
  ReplyPublished: firstReply,
  RevisitRecorded: firstReply,
  CommitmentFulfilled: on(['ReplyFiled', 'RevisitRecorded'], ({ commitment }, { commitments }) =>
    ids(commitments).includes(String(commitment)),
  ),
};

/** Names shown beside a figure, never counted: correcting them alone needs no second person. */
const shown = new Set(['title', 'ledBy', 'handler', 'leaderInCharge']);

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
  Object.entries(row).filter(([name]) => !name.toLowerCase().endsWith('seq') && !shown.has(name)),
];

export const correctingCases: Correcting<CaseContext> = {
  validate,
  derive,
  needs: caseNeeds,
  root: 'CaseRegistered',
  fields,
  movesStatistics: (before, after) => timeline(before) !== timeline(after),
};
