import { sha256 } from '#libs/kernel/ids.js';
import type { DecideTable, Folded } from '#libs/kernel/decider.js';
import type { FileReply } from '../commands/reply.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents, ReplyFiled } from '../events.js';
import { refuse } from '../refusals.js';
import { isOuterCo, latestRound, leadUnits, owedOpinions, type CaseState } from '../state.js';
import { actingUnit, actsAsLead, evidenceGates, openCase, standing, type EvidenceGates } from './gates.js';
import { commitmentsOf, milestonesOf } from './progress.js';

/** 答复: drafted, then signed and sent once per round; then made public or not. */
export const reply = {
  DraftReply: {
    conflicts: 'any',
    decide: (command, folded, context) => {
      const { occurredOn, text, outcome } = command;
      openCase(folded, occurredOn, context);
      actsAsLead(folded.now, context);
      const { round, reply: filed, drafts } = latestRound(folded.now);
      if (filed) throw refuse('reply.already-filed', { round, on: filed.mark.on });
      const unit = actingUnit(command.unit, folded.now, context);
      if (!unit) throw refuse('reply.unassigned');
      return [{ type: 'ReplyDrafted', data: { occurredOn, round, version: drafts + 1, unit, text, outcome } }];
    },
  },

  FileReply: {
    conflicts: 'any',
    decide: (command, folded, context) => {
      openCase(folded, command.occurredOn, context);
      actsAsLead(folded.now, context);
      const round = roundToAnswer(command, folded);
      const gates = evidenceGates(context);
      replyGates(command, folded, { context, gates });
      const data = { ...filedReply(command, folded.now, { round, context }), ...gates.written() };
      return [{ type: 'ReplyFiled', data }];
    },
  },

  DecideDisclosure: {
    conflicts: 'any',
    decide: ({ occurredOn, disclosure, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      standing({ then: folded.then.rounds[1]?.reply, now: folded.now.rounds[1]?.reply }, 'reply.none', { round: 1 });
      if (folded.now.disclosure?.disclosure === disclosure) throw refuse('disclosure.unchanged');
      return [{ type: 'DisclosureDecided', data: { occurredOn, disclosure, reason } }];
    },
  },

  PublishReply: {
    conflicts: 'any',
    decide: ({ occurredOn, channel, url }, folded, context) => {
      const { then, now } = folded;
      openCase(folded, occurredOn, context);
      standing({ then: then.rounds[1]?.reply, now: now.rounds[1]?.reply }, 'reply.none', { round: 1 });
      if (then.disclosure?.disclosure !== 'public') throw refuse('publication.not-public');
      if (now.published) throw refuse('publication.already', { on: now.published.on });
      return [{ type: 'ReplyPublished', data: { occurredOn, channel, url } }];
    },
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** The round that is open; a filed one is answered once only. */
const roundToAnswer = ({ round, occurredOn }: FileReply, { now, then }: Folded<CaseState>): number => {
  if (isOuterCo(then)) throw refuse('reply.not-answering-body');
  const open = latestRound(now);
  const wanted = round ?? open.round;
  const filed = now.rounds[wanted]?.reply;
  if (filed) throw refuse('reply.already-filed', { round: wanted, on: filed.mark.on });
  if (wanted !== open.round) throw refuse('reply.none', { round: wanted - 1 });
  if (open.opened && open.opened.mark.on > occurredOn)
    throw refuse('date.contradicts-later', { type: open.opened.mark.type, on: open.opened.mark.on });
  return wanted;
};

interface Gating {
  readonly context: CaseContext;
  readonly gates: EvidenceGates;
}

/** Contact, opinions, milestones, reasons, signer: read as they stood on the reply's own day (semantics 12, 13). */
const replyGates = (command: FileReply, { then }: Folded<CaseState>, { context, gates }: Gating): void => {
  const { opinionsWaived = [], sentTo, outcome } = command;
  gates.demand(then.assigned !== undefined, 'reply.unassigned');
  gates.demand(wasMet(then) || then.waivers.length > 0, 'reply.no-contact');
  const waived = opinionsWaived.map(({ opinion }) => opinion);
  const owed = owedOpinions(then).filter((opinion) => !waived.includes(opinion));
  gates.demand(owed.length === 0, 'reply.opinions-missing', { opinions: owed });
  const missing = then.registered!.proposers.filter((name) => sentTo && !sentTo.includes(name));
  gates.demand(missing.length === 0, 'reply.not-sent-to-all', { missing });
  if (outcome === 'reference') gates.demand(Boolean(command.referenceReason), 'reply.no-reason');
  if (outcome === 'solving' || outcome === 'planned') milestoneGate(command, then, { context, gates });
  signerGate(command, then, { context, gates });
};

/** Face to face with a proposer of the case, by the rule book of the contact's day (semantics 24). */
const wasMet = (state: CaseState): boolean =>
  state.contacts.some(({ countsAsFaceToFace, phase }) => countsAsFaceToFace && phase !== 'after');

const milestoneGate = (command: FileReply, then: CaseState, { context, gates }: Gating): void => {
  if (!context.rules(command.occurredOn).switches.milestoneGate) return;
  const milestones = [...(command.milestones ?? []), ...Object.values(then.milestones)];
  const isDated = milestones.length > 0 && milestones.every(({ due, owner }) => due && owner);
  gates.demand(isDated, 'reply.no-dated-milestones');
};

/** The district's signer holds a district leader's post; a district case is signed by its lead unit (semantics 20). */
const signerGate = ({ signer, occurredOn }: FileReply, then: CaseState, { context, gates }: Gating): void => {
  gates.demand(Boolean(signer), 'reply.signer-missing');
  if (!signer) return;
  const { districtSigningPosts, unitSigningPosts } = context.rules(occurredOn).lists;
  const signing = then.registered!.level === 'district' ? unitSigningPosts : districtSigningPosts;
  const holds = context.postsOf(signer, occurredOn).some((post) => signing.includes(post));
  gates.demand(holds, 'reply.signer-post', { signer, on: occurredOn });
};

const filedReply = (
  command: FileReply,
  state: CaseState,
  { round, context }: { round: number; context: CaseContext },
): ReplyFiled => {
  const { occurredOn, outcome, docNo, signer, disclosure, referenceReason } = command;
  const { kind, level, proposers } = state.registered!;
  const rules = context.rules(occurredOn);
  const { scheme, wording } = rules.outcomes[kind];
  const outcomeWording = wording[outcome];
  if (!outcomeWording) throw refuse('reply.outcome-not-in-scheme', { scheme });
  const units = leadUnits(state);
  return {
    occurredOn,
    round,
    outcome,
    outcomeWording,
    scheme,
    answeredBy: level === 'district' ? (units[0] ?? 'district') : 'district',
    units,
    docNo,
    signer,
    signerPosts: signer ? context.postsOf(signer, occurredOn) : undefined,
    sentTo: command.sentTo ?? proposers,
    disclosure,
    digest: sha256(command.text ?? ''),
    commitments: commitmentsOf(command.commitments ?? [], context),
    milestones: milestonesOf(command.milestones ?? [], context),
    referenceReason,
    opinionsWaived: command.opinionsWaived?.map(({ opinion, reason }) => ({ unit: opinion, reason })),
    publicationDue: disclosure === 'public' ? context.due(occurredOn, rules.clocks.publication) : undefined,
  };
};
