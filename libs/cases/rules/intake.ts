import type { DecideTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { ChangeOuterRole, RegisterCase } from '../commands/intake.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents, DueDate } from '../events.js';
import { refuse } from '../refusals.js';
import type { CaseState } from '../state.js';
import type { Kind, OuterRole } from '../vocabulary.js';
import { checkDate, checkStated, endsHandling, evidenceGates, notAnswered, notBefore, openCase } from './gates.js';

/** 受理: how a case comes in, is sorted, and leaves without an answer. */
export const intake = {
  RegisterCase: (command, { now }, context) => {
    if (now.registered || now.abandoned) throw refuse('case.already-registered');
    checkDate(command.occurredOn, now, context);
    checkRegistration(command);
    return [{ type: 'CaseRegistered', data: registration(command, context) }];
  },

  AbandonRegistration: ({ claim }, { now }) => {
    if (now.registered) throw refuse('case.already-registered');
    return now.abandoned ? [] : [{ type: 'RegistrationAbandoned', data: { claim } }];
  },

  ChangeOuterRole: {
    conflicts: 'any',
    decide: (command, folded, context) => {
      const { now, then } = folded;
      openCase(folded, command.occurredOn, context);
      const from = then.role?.role;
      if (!from) throw refuse('case.outer-role-district');
      notBefore(command.occurredOn, now.role?.mark);
      if (from === command.to) throw refuse('role.unchanged');
      return [{ type: 'OuterRoleChanged', data: roleChange(command, from, context) }];
    },
  },

  ClassifyCase: (command, folded, context) => {
    openCase(folded, command.occurredOn, context);
    const kind = folded.now.registered!.kind;
    const { occurredOn, subject } = command;
    const scheme = schemeOf(command, { kind, on: folded.now.registered!.mark.on }, context);
    return [{ type: 'CaseClassified', data: { occurredOn, scheme, subject } }];
  },

  FlagCase: ({ occurredOn, flag, reason }, folded, context) => {
    openCase(folded, occurredOn, context);
    if (folded.now.flags[flag] ?? folded.then.flags[flag]) throw refuse('flag.already-set');
    return [{ type: 'CaseFlagged', data: { occurredOn, flag, reason } }];
  },

  UnflagCase: ({ occurredOn, flag, reason }, folded, context) => {
    openCase(folded, occurredOn, context);
    const set = folded.now.flags[flag];
    if (!set) throw refuse('flag.not-set');
    notBefore(occurredOn, set);
    return [{ type: 'CaseUnflagged', data: { occurredOn, flag, reason } }];
  },

  WithdrawCase: {
    conflicts: 'any',
    decide: ({ occurredOn, reason, signers }, folded, context) => {
      openCase(folded, occurredOn, context);
      notAnswered(folded.now, 'withdraw');
      endsHandling(folded, occurredOn);
      checkListed('CaseWithdrawn', { occurredOn, reason }, context);
      const gates = evidenceGates(context);
      const missing = folded.now.registered!.proposers.filter((proposer) => !signers.includes(proposer));
      gates.demand(missing.length === 0, 'case.not-all-signers', { missing });
      return [{ type: 'CaseWithdrawn', data: { occurredOn, reason, signers, ...gates.written() } }];
    },
  },

  ReturnToProposer: {
    conflicts: 'any',
    decide: ({ occurredOn, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      notAnswered(folded.now, 'return');
      endsHandling(folded, occurredOn);
      checkListed('CaseReturnedToProposer', { occurredOn, reason }, context);
      return [{ type: 'CaseReturnedToProposer', data: { occurredOn, reason } }];
    },
  },

  ConvertToLetter: {
    conflicts: 'any',
    decide: ({ occurredOn, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      notAnswered(folded.now, 'convert');
      endsHandling(folded, occurredOn);
      checkListed('CaseConvertedToLetter', { occurredOn, reason }, context);
      return [{ type: 'CaseConvertedToLetter', data: { occurredOn, reason } }];
    },
  },

  MergeCase: {
    conflicts: 'any',
    context: ({ into }) => [`case-${into}`],
    decide: ({ occurredOn, into, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      notAnswered(folded.now, 'merge');
      endsHandling(folded, occurredOn);
      checkListed('CaseMerged', { occurredOn, reason }, context);
      checkSurvivor(into, folded.now, context);
      const { proposers } = folded.now.registered!;
      return [{ type: 'CaseMerged', data: { occurredOn, into, reason, proposers } }];
    },
  },

  LinkSimilarCases: {
    context: ({ cases }) => cases.map((id) => `case-${id}`),
    decide: ({ occurredOn, cases, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      const strangers = cases.filter((id) => !context.caseNamed(id)?.registered);
      if (strangers.length > 0) throw refuse('link.unknown-case', { cases: strangers });
      const linked = folded.now.links.flatMap((link) => link.cases);
      const fresh = cases.filter((id) => !linked.includes(id));
      if (fresh.length === 0) throw refuse('link.already-made');
      return [{ type: 'CaseLinked', data: { occurredOn, cases: fresh, reason } }];
    },
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** Of the same kind and level, still handled, and itself no part of a chain (semantics 16). */
const checkSurvivor = (into: string, state: CaseState, context: CaseContext): void => {
  const survivor = context.caseNamed(into);
  if (!survivor?.registered) throw refuse('merge.unknown-case', { into });
  if (survivor.registered.mark.id === state.registered!.mark.id) throw refuse('merge.itself');
  const { kind, level } = state.registered!;
  if (survivor.registered.kind !== kind || survivor.registered.level !== level) throw refuse('merge.other-kind');
  if (survivor.terminated) throw refuse('merge.terminated', { on: survivor.terminated.mark.on });
  if (context.absorbed.length > 0) throw refuse('merge.chain', { cases: context.absorbed.map((each) => each.case) });
};

type Registration = Pick<RegisterCase, 'level' | 'outerRole' | 'leadProposer' | 'occurredOn'> & {
  readonly proposers: readonly string[];
  readonly statedReplyDue?: Day;
  readonly statedOpinionDue?: Day;
};

/** What a registration must be in itself, whether given or corrected. */
export const checkRegistration = (given: Registration): void => {
  const { level, outerRole, leadProposer, proposers } = given;
  if (level === 'district' && outerRole) throw refuse('case.outer-role-district');
  if (level !== 'district' && !outerRole) throw refuse('case.outer-role-required');
  if (leadProposer && !proposers.includes(leadProposer)) throw refuse('case.lead-proposer-unnamed', { leadProposer });
  const stated = [given.statedReplyDue, given.statedOpinionDue];
  checkStated(given.occurredOn, stated);
  if (level === 'district' && stated.some(Boolean)) throw refuse('case.outer-due-district');
};

/** The scheme version in which the subject stands. */
export const schemeOf = (
  { subject, scheme: version }: { subject: string; scheme?: string },
  { kind, on }: { kind: Kind; on: Day },
  context: CaseContext,
): string => {
  const scheme = context.subjectScheme(kind, on, version);
  if (!scheme) throw refuse('subject.no-scheme', { on });
  if (!scheme.subjects.includes(subject)) throw refuse('subject.unknown', { scheme: scheme.version, subject });
  return scheme.version;
};

const registration = (command: RegisterCase, context: CaseContext): CaseEvents['CaseRegistered'] => {
  const { statedReplyDue, statedOpinionDue, ...stated } = command;
  return {
    ...stated,
    leadProposer: command.leadProposer ?? command.proposers[0]!,
    due: receiptClocks(command, context),
    rules: context.rules(command.occurredOn).version,
  };
};

interface Received {
  occurredOn: Day;
  level: string;
  outerRole?: OuterRole;
  statedReplyDue?: Day;
  statedOpinionDue?: Day;
}

/** The outer clocks run from receipt, for city and national cases only (semantics 17). */
export const receiptClocks = (received: Received, context: CaseContext): CaseEvents['CaseRegistered']['due'] => {
  if (received.level === 'district' || !received.outerRole) return {};
  const { clocks } = context.rules(received.occurredOn);
  const from = received.occurredOn;
  const opinion = statedOr(received.statedOpinionDue, () => context.due(from, clocks.coOpinion));
  const referral = context.due(from, clocks.referral);
  if (received.outerRole === 'co') return { coOpinion: opinion, referral };
  const reply = statedOr(received.statedReplyDue, () => context.due(from, clocks.reply));
  return { reply, coOpinion: opinion, referral };
};

export const statedOr = (stated: Day | undefined, computed: () => DueDate): DueDate =>
  stated ? { on: stated, stated: true } : computed();

/** The new role's outer clock starts on the day the role changed (semantics 17). */
const roleChange = (
  { occurredOn, to, by, reason, statedDue }: ChangeOuterRole,
  from: OuterRole,
  context: CaseContext,
): CaseEvents['OuterRoleChanged'] => {
  checkStated(occurredOn, [statedDue]);
  return { occurredOn, from, to, by, reason, ...roleClocks(occurredOn, to, { statedDue, context }) };
};

/** Due date and rule version of a role that began on a day; also recomputed when that day is corrected (semantics 11). */
export const roleClocks = (
  from: Day,
  to: OuterRole,
  { statedDue, context }: { statedDue?: Day; context: CaseContext },
): Pick<CaseEvents['OuterRoleChanged'], 'due' | 'rules'> => {
  const { clocks, version } = context.rules(from);
  const coOpinion = () => context.due(from, clocks.coOpinion);
  if (to === 'co') return { due: { coOpinion: statedOr(statedDue, coOpinion) }, rules: version };
  const reply = statedOr(statedDue, () => context.due(from, clocks.reply));
  return { due: { reply, coOpinion: coOpinion() }, rules: version };
};

const reasonLists = {
  CaseWithdrawn: 'withdrawReasons',
  CaseReturnedToProposer: 'returnToProposerReasons',
  CaseConvertedToLetter: 'letterReasons',
  CaseMerged: 'mergeReasons',
} as const;

export const isListed = (type: string): type is keyof typeof reasonLists => Object.hasOwn(reasonLists, type);

/** Handling ends for a reason of the rule book's list in force that day. */
export const checkListed = (
  type: keyof typeof reasonLists,
  { occurredOn, reason }: { occurredOn: Day; reason: string },
  context: CaseContext,
): void => {
  const listed = context.rules(occurredOn).lists[reasonLists[type]];
  if (listed && !listed.includes(reason)) throw refuse('reason.not-listed', { reason });
};
