import { own } from '#libs/kernel/own.js';
import { isUnitStaff } from '#libs/kernel/actor.js';
import type { DecideTable, Folded } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { RecordFeedback } from '../commands/feedback.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents, DueDate } from '../events.js';
import { refuse } from '../refusals.js';
import { formKey, latestRound, type CaseState, type Round } from '../state.js';
import { statedOr } from './intake.js';
import {
  actsAsLead,
  checkDays,
  checkStated,
  evidenceGates,
  isProposerOnly,
  notBefore,
  openCase,
  proposersOf,
  speaksFor,
  standing,
  type EvidenceGates,
} from './gates.js';
import { commitmentsOf } from './progress.js';
import { outcomeInScheme } from './reply.js';

/** 反馈, 重新办理 and 回头看: what the proposers say, and what is found when one looks back. */
export const feedback = {
  AskFeedback: (command, folded, context) => {
    const { occurredOn } = command;
    openCase(folded, occurredOn, context);
    actsAsLead(folded.now, context);
    const { round } = answered(folded, command.round);
    const proposers = command.proposers ?? [folded.now.registered!.leadProposer];
    const stranger = proposers.find((name) => !proposersOf(folded.now, context).includes(name));
    if (stranger) throw refuse('visit.not-a-proposer', { proposer: stranger });
    const asked = proposers.filter((name) => folded.now.forms[formKey(round, name)]?.asked);
    if (asked.length > 0) throw refuse('feedback.already-asked', { proposers: asked });
    return [{ type: 'FeedbackAsked', data: { occurredOn, round, proposers } }];
  },

  RecordFeedback: (command, folded, context) => {
    const { occurredOn, proposer, attitude, result, text, evidence } = command;
    openCase(folded, occurredOn, context);
    const gates = evidenceGates(context);
    checkRecorder(command, folded.now, { context, gates });
    const { round } = answered(folded, command.round);
    const form = formKey(round, proposer);
    standing({ then: asked(folded.then, form), now: asked(folded.now, form) }, 'feedback.not-asked', {
      round,
      proposer,
    });
    const isUnhappy = attitude === 'dissatisfied' || result === 'dissatisfied';
    gates.demand(!isUnhappy || Boolean(text), 'feedback.text-missing');
    const data = { occurredOn, round, proposer, attitude, result, text, evidence, ...gates.written() };
    return [{ type: 'FeedbackRecorded', data }];
  },

  OrderRehandling: {
    conflicts: ['ReplyFiled', 'RehandlingOrdered', 'OuterRoleChanged'],
    decide: ({ occurredOn, cause, reason, statedDue }, folded, context) => {
      openCase(folded, occurredOn, context);
      checkStated(occurredOn, [statedDue]);
      const { round, reply } = latestRound(folded.now);
      if (!reply) throw refuse('rehandling.open', { round });
      notBefore(occurredOn, reply.mark);
      const due = rehandlingDue({ occurredOn, statedDue }, context);
      return [{ type: 'RehandlingOrdered', data: { occurredOn, round: round + 1, cause, reason, due } }];
    },
  },

  RecordRevisit: (command, folded, context) => {
    const { occurredOn, campaign, finding, evidence, newOutcome, waitingOn, reason } = command;
    openCase(folded, occurredOn, context);
    actsAsLead(folded.now, context);
    checkDays([waitingOn?.since]);
    standing({ then: folded.then.rounds[1]?.reply, now: folded.now.rounds[1]?.reply }, 'revisit.no-reply');
    if (campaign && !context.campaignExists(campaign)) throw refuse('revisit.campaign-unknown', { campaign });
    if (newOutcome) outcomeInScheme({ occurredOn, outcome: newOutcome }, folded.now.registered!.kind, context);
    const gates = evidenceGates(context);
    const claimsSolved = ['fullySolved', 'solved', 'concluded'].includes(finding);
    gates.demand(!claimsSolved || Boolean(evidence), 'revisit.evidence-missing');
    const data = {
      revisit: context.id('revisit'),
      occurredOn,
      campaign,
      finding,
      evidence,
      newOutcome,
      commitments: commitmentsOf(command.commitments ?? [], context),
      waitingOn,
      reason,
      ...gates.written(),
    };
    return [{ type: 'RevisitRecorded', data }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** A new round has a clock of its own. */
export const rehandlingDue = (
  { occurredOn, statedDue }: { occurredOn: Day; statedDue?: Day },
  context: CaseContext,
): DueDate => statedOr(statedDue, () => context.due(occurredOn, context.rules(occurredOn).clocks.rehandling));

/** The round asked about, answered by the command's own day. */
const answered = ({ now, then }: Folded<CaseState>, wanted: number | undefined): Round => {
  const round = wanted ?? lastAnswered(then) ?? lastAnswered(now) ?? 1;
  standing({ then: then.rounds[round]?.reply, now: now.rounds[round]?.reply }, 'reply.none', { round });
  return now.rounds[round]!;
};

const lastAnswered = (state: CaseState): number | undefined =>
  Object.values(state.rounds).findLast(({ reply }) => reply)?.round;

const asked = (state: CaseState, form: string) => {
  const mark = own(state.forms, form)?.asked;
  return mark && { mark };
};

/** Only a proposer, or a named recorder with evidence; never the judged unit (domain 3.1). */
const checkRecorder = (
  { proposer, evidence }: RecordFeedback,
  state: CaseState,
  { context, gates }: { context: CaseContext; gates: EvidenceGates },
): void => {
  if (isUnitStaff(context.actor)) throw refuse('access.judged-unit');
  if (isProposerOnly(context)) speaksFor(proposer, state, context);
  else gates.demand(Boolean(evidence), 'feedback.evidence-missing');
};
