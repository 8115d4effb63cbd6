import { sha256 } from '#libs/kernel/ids.js';
import type { DecideTable, Folded } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { FileReply } from '../commands/reply.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents, ReplyFiled } from '../events.js';
import { refuse } from '../refusals.js';
import { isOuterCo, latestRound, leadUnits, wasMet, owedOpinions, type CaseState } from '../state.js';
import type { Disclosure, Kind, Outcome } from '../vocabulary.js';
import { actsAsLead, evidenceGates, notBefore, openCase, type EvidenceGates } from './gates.js';
import { commitmentsOf, milestonesOf } from './progress.js';

/** 答复: signed and sent, once per round. */
export const reply = {
  FileReply: {
    conflicts: 'any',
    decide: (command, folded, context) => {
      openCase(folded, command.occurredOn, context);
      actsAsLead(folded.now, context);
      const round = roundToAnswer(command, folded);
      if (!folded.then.assigned) notBefore(command.occurredOn, folded.now.assigned?.mark);
      const gates = evidenceGates(context);
      replyGates(command, folded, { context, gates });
      const data = { ...filedReply(command, folded.now, { round, context }), ...gates.written() };
      return [{ type: 'ReplyFiled', data }];
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
  notBefore(occurredOn, open.opened?.mark);
  return wanted;
};

interface Gating {
  readonly context: CaseContext;
  readonly gates: EvidenceGates;
}

/** Contact, opinions, milestones, reasons, signer: read as they stood on the reply's own day (semantics 12, 13). */
const replyGates = (command: FileReply, { then }: Folded<CaseState>, { context, gates }: Gating): void => {
  const { sentTo, outcome } = command;
  gates.demand(then.assigned !== undefined, 'reply.unassigned');
  gates.demand(wasMet(then) || then.waivers.length > 0, 'reply.no-contact');
  opinionGate(command, then, gates);
  const missing = then.registered!.proposers.filter((name) => sentTo && !sentTo.includes(name));
  gates.demand(missing.length === 0, 'reply.not-sent-to-all', { missing });
  if (outcome === 'reference') gates.demand(Boolean(command.referenceReason), 'reply.no-reason');
  if (outcome === 'solving' || outcome === 'planned') milestoneGate(command, then, { context, gates });
  signerGate(command, then, { context, gates });
};

/** Every opinion owed is in, or done without for a reason; what is not owed cannot be waived. */
const opinionGate = ({ opinionsWaived = [] }: FileReply, then: CaseState, gates: EvidenceGates): void => {
  const owed = owedOpinions(then);
  const waived = opinionsWaived.map(({ opinion }) => opinion);
  const stranger = waived.find((opinion) => !owed.includes(opinion));
  if (stranger) throw refuse('opinion.not-owed', { opinion: stranger });
  const missing = owed.filter((opinion) => !waived.includes(opinion));
  gates.demand(missing.length === 0, 'reply.opinions-missing', { opinions: missing });
};

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
  const { occurredOn, outcome, docNo, signer, disclosure, referenceReason, opinionsWaived } = command;
  const { kind, level, proposers } = state.registered!;
  const units = leadUnits(state);
  return {
    occurredOn,
    round,
    outcome,
    ...outcomeInScheme({ occurredOn, outcome }, kind, context),
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
    opinionsWaived,
    publicationDue: publicationDue({ occurredOn, disclosure }, context),
  };
};

/** The scheme in force that day and its own word for the outcome; a scheme need not know every outcome. */
export const outcomeInScheme = (
  { occurredOn, outcome }: { occurredOn: Day; outcome: Outcome },
  kind: Kind,
  context: CaseContext,
): Pick<ReplyFiled, 'scheme' | 'outcomeWording'> => {
  const { scheme, wording } = context.rules(occurredOn).outcomes[kind];
  const outcomeWording = Object.hasOwn(wording, outcome) ? wording[outcome] : undefined;
  if (!outcomeWording) throw refuse('reply.outcome-not-in-scheme', { scheme });
  return { scheme, outcomeWording };
};

/** Only a public reply is to be published, hence has a date to be published by. */
export const publicationDue = (
  { occurredOn, disclosure }: { occurredOn: Day; disclosure: Disclosure },
  context: CaseContext,
): ReplyFiled['publicationDue'] =>
  disclosure === 'public' ? context.due(occurredOn, context.rules(occurredOn).clocks.publication) : undefined;
