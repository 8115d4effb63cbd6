import type { Corrected } from '#libs/kernel/aggregate.js';
import { problemOf } from '#libs/kernel/body-problems.js';
import type { Day } from '#libs/kernel/event.js';
import { sha256 } from '#libs/kernel/ids.js';
import type { CaseContext } from './context.js';
import type { AssignedUnit, CaseEvents, CaseRegistered, DueDate, ReplyFiled, WaitingOn } from './events.js';
import { caseFieldLabels } from './field-labels.js';
import { refuse } from './refusals.js';
import { assignmentClocks, checkUnits, withDue } from './rules/assignment.js';
import { opinionClock } from './rules/handover.js';
import { contactWeight, resubmissionDue } from './rules/contact.js';
import { rehandlingDue } from './rules/feedback.js';
import { checkStated } from './rules/gates.js';
import { receiptClocks, roleClocks, schemeOf } from './rules/intake.js';
import { commitmentsOf, milestonesOf } from './rules/progress.js';
import { outcomeInScheme, publicationDue } from './rules/reply.js';
import { opinionKey } from './state.js';

/** The corrected event `data`, and what is known around it. */
interface Deriving<D> extends Omit<Corrected, 'data' | 'before'> {
  readonly data: D;
  readonly before: D;
  readonly context: CaseContext;
}

/** What follows from fields of one event; `from` names the fields it follows from. */
interface Derivation<D> {
  readonly from: readonly string[];
  derive(correction: Deriving<D>): object;
}

type Derivations = { readonly [T in keyof CaseEvents]?: Derivation<CaseEvents[T]> };

/** A date printed on a sheet stays until a correction states another one, or takes it away (semantics 17). */
const statedDue = (
  field: string,
  known: DueDate | undefined,
  { data, patched }: Pick<Corrected, 'patched'> & { data: object },
): Day | undefined => {
  if (!patched.includes(field)) return known?.stated ? known.on : undefined;
  const { occurredOn, [field]: stated } = data as Record<string, Day | undefined>;
  checkStated(occurredOn!, [stated]);
  return stated;
};

const registrationOf = ({ history }: Pick<Corrected, 'history'>): CaseRegistered | undefined =>
  history.find(({ type }) => type === 'CaseRegistered')?.data as CaseRegistered | undefined;

type UnitAsGiven = AssignedUnit & { readonly statedDue?: Day };

/** Units keep the due date stated for them while they keep their role. */
const statedFor = (unit: UnitAsGiven, { before }: Deriving<CaseEvents['CaseAssigned']>): Day | undefined => {
  const known = before.units.find((other) => other.unit === unit.unit && other.role === unit.role);
  return unit.statedDue ?? [unit.due, known?.due].find((due) => due?.stated)?.on;
};

/** A unit that went on in its role keeps its clock, whatever day it was named again. */
const keptUnit = (unit: UnitAsGiven, { before }: Deriving<CaseEvents['CaseAssigned']>): AssignedUnit | undefined =>
  before.units.find((other) => other.kept && other.unit === unit.unit && other.role === unit.role);

/** Naming the units anew need not have started the reply clock anew (domain 5). */
const replyKept = (
  { reply, ...inner }: CaseEvents['CaseAssigned']['due'],
  { before }: Deriving<CaseEvents['CaseAssigned']>,
): CaseEvents['CaseAssigned']['due'] => (before.due.reply ? { reply, ...inner } : inner);

const assignment = (correction: Deriving<CaseEvents['CaseAssigned']>): object => {
  const { data, context } = correction;
  checkUnits(data, context);
  const stated = data.units.map((unit) => statedFor(unit, correction));
  checkStated(data.occurredOn, stated);
  const level = registrationOf(correction)?.level ?? 'city';
  const statedReplyDue = statedDue('statedReplyDue', data.due.reply, correction);
  if (statedReplyDue && level !== 'district') throw refuse('assignment.reply-due-outer');
  const clocks = assignmentClocks(data.occurredOn, { level, statedReplyDue }, context);
  const units = data.units.map(
    (unit, index) => keptUnit(unit, correction) ?? withDue({ ...unit, statedDue: stated[index] }, clocks.due),
  );
  return { ...clocks, due: replyKept(clocks.due, correction), units };
};

type Nested = Partial<Pick<ReplyFiled, 'milestones' | 'commitments' | 'opinionsWaived'> & { waitingOn: WaitingOn }>;

/** Milestones and commitments keep their ids by their place, so that what was fulfilled stays so; no field is added. */
const nested = ({ data, before, patched, context }: Deriving<Nested>): Nested => {
  const { milestones = [], commitments = [], opinionsWaived, waitingOn } = data;
  const derived: Nested = {
    milestones: milestonesOf(milestones, context, before.milestones),
    commitments: commitmentsOf(commitments, context, before.commitments),
    opinionsWaived: opinionsWaived?.map(({ opinion, reason }) => ({ opinion, reason })),
    waitingOn: waitingOn && { body: waitingOn.body, since: waitingOn.since },
  };
  return Object.fromEntries(Object.entries(derived).filter(([field]) => patched.includes(field)));
};

const reply = (correction: Deriving<ReplyFiled>): object => {
  const { data, patched, context } = correction;
  const { occurredOn, signer } = data;
  const kind = registrationOf(correction)?.kind ?? 'suggestion';
  return {
    ...nested(correction),
    ...outcomeInScheme(data, kind, context),
    signerPosts: signer ? context.postsOf(signer, occurredOn) : undefined,
    publicationDue: publicationDue(data, context),
    ...(patched.includes('text') ? { digest: sha256((data as { text?: string }).text ?? '') } : {}),
  };
};

const revisit = (correction: Deriving<CaseEvents['RevisitRecorded']>): object => {
  const { data, context } = correction;
  const { occurredOn, newOutcome: outcome } = data;
  if (outcome) outcomeInScheme({ occurredOn, outcome }, registrationOf(correction)?.kind ?? 'suggestion', context);
  return nested(correction);
};

const rows: Derivations = {
  CaseRegistered: {
    from: ['occurredOn', 'level', 'outerRole', 'statedReplyDue', 'statedOpinionDue'],
    derive: ({ data, patched, context }) => {
      const statedReplyDue = statedDue('statedReplyDue', data.due.reply, { data, patched });
      const statedOpinionDue = statedDue('statedOpinionDue', data.due.coOpinion, { data, patched });
      return {
        due: receiptClocks({ ...data, statedReplyDue, statedOpinionDue }, context),
        rules: context.rules(data.occurredOn).version,
      };
    },
  },
  OuterRoleChanged: {
    from: ['occurredOn', 'to', 'statedDue'],
    derive: ({ data, patched, context }) => {
      const known = data.to === 'co' ? data.due.coOpinion : data.due.reply;
      return roleClocks(data.occurredOn, data.to, {
        statedDue: statedDue('statedDue', known, { data, patched }),
        context,
      });
    },
  },
  CaseClassified: {
    from: ['subject', 'scheme'],
    derive: (correction) => {
      const registered = registrationOf(correction);
      const { data, context } = correction;
      const of = { kind: registered?.kind ?? 'suggestion', on: registered?.occurredOn ?? data.occurredOn } as const;
      return { scheme: schemeOf(data, of, context) };
    },
  },
  CaseAssigned: { from: ['occurredOn', 'units', 'statedReplyDue'], derive: assignment },
  CoUnitAdded: {
    from: ['occurredOn', 'statedDue'],
    derive: ({ data, patched, context }) =>
      opinionClock(data.occurredOn, statedDue('statedDue', data.due, { data, patched }), context),
  },
  LeaderAppointed: {
    from: ['occurredOn', 'person'],
    derive: ({ data: { person, occurredOn }, context }) => ({ posts: context.postsOf(person, occurredOn) }),
  },
  ContactRecorded: {
    from: ['occurredOn', 'mode', 'ledBy'],
    derive: ({ data, context }) => contactWeight(data, context),
  },
  CoOpinionFiled: {
    from: ['layer', 'unit'],
    derive: ({ data: { layer, unit } }) => ({ opinion: opinionKey(layer, unit) }),
  },
  CoOpinionReturned: {
    from: ['occurredOn'],
    derive: ({ data, context }) => ({ due: resubmissionDue(data.occurredOn, context) }),
  },
  PlanSet: { from: ['milestones'], derive: nested },
  ProgressReported: { from: ['waitingOn'], derive: nested },
  ReplyFiled: {
    from: ['occurredOn', 'outcome', 'signer', 'disclosure', 'text', 'milestones', 'commitments', 'opinionsWaived'],
    derive: reply,
  },
  RehandlingOrdered: {
    from: ['occurredOn', 'statedDue'],
    derive: ({ data, patched, context }) => ({
      due: rehandlingDue(
        { occurredOn: data.occurredOn, statedDue: statedDue('statedDue', data.due, { data, patched }) },
        context,
      ),
    }),
  },
  RevisitRecorded: { from: ['occurredOn', 'newOutcome', 'commitments', 'waitingOn'], derive: revisit },
};

/** Fields a command states that its event keeps in another form: a due date, a digest. */
const notStored: { readonly [T in keyof CaseEvents]?: readonly string[] } = {
  CaseRegistered: ['statedReplyDue', 'statedOpinionDue'],
  OuterRoleChanged: ['statedDue'],
  CaseAssigned: ['statedReplyDue'],
  CoUnitAdded: ['statedDue'],
  RehandlingOrdered: ['statedDue'],
  ReplyFiled: ['text'],
};

/** Recomputes what follows from corrected fields: due dates, rule version, posts, ids (semantics 11). */
export const derive = (correction: Corrected, context: CaseContext): Record<string, unknown> => {
  const type = correction.type as keyof CaseEvents;
  const row = Object.hasOwn(rows, type) ? (rows[type] as Derivation<never>) : undefined;
  const follows = row && correction.patched.some((field) => row.from.includes(field));
  const derived = follows ? row.derive({ ...correction, context } as never) : {};
  const data = { ...correction.data, ...derived } as Record<string, unknown>;
  const unstored = Object.hasOwn(notStored, type) ? notStored[type]! : [];
  return Object.fromEntries(
    Object.entries(data).filter(([field, value]) => value !== undefined && !unstored.includes(field)),
  );
};

/** Fields a command may leave out though its event always has them: a correction replaces them, never takes them away. */
const kept: { readonly [T in keyof CaseEvents]?: readonly (keyof CaseEvents[T] & string)[] } = {
  CaseRegistered: ['leadProposer'],
  CaseClassified: ['scheme'],
  ContactRecorded: ['participants'],
  PlanSet: ['unit'],
  ProposersNotified: ['proposers'],
  ReminderSent: ['units'],
  UrgeSent: ['units'],
  SupervisionOrdered: ['units'],
  ReplyReviewed: ['version'],
  ReplyDraftReturned: ['version'],
  ProgressReported: ['levels', 'products'],
  ReplyDrafted: ['unit'],
  ReplyFiled: ['sentTo', 'milestones', 'commitments'],
  ExtensionRequested: ['unit'],
  ExtensionGranted: ['newDue'],
  FeedbackAsked: ['proposers'],
  RevisitRecorded: ['commitments'],
};

export const checkKept = (type: string, data: Readonly<Record<string, unknown>>): void => {
  const fields: readonly string[] = Object.hasOwn(kept, type) ? (kept[type as keyof CaseEvents] ?? []) : [];
  const missing = fields.filter((field) => data[field] === undefined);
  const problems = missing.map((field) => problemOf(field, { isDefined: '' }, caseFieldLabels));
  if (problems.length > 0) throw refuse('body.invalid', { problems });
};
