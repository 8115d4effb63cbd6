import type { DecideTable } from '#libs/kernel/decider.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import { isOuterCo, latestRound, type CaseState } from '../state.js';
import { leadingUnit, notBefore, openCase } from './gates.js';

/** 答复稿: every version is kept; a review lets one pass or sends it back. */
export const drafting = {
  DraftReply: {
    conflicts: 'any',
    decide: (command, folded, context) => {
      const { occurredOn, text, outcome } = command;
      openCase(folded, occurredOn, context);
      const unit = leadingUnit(command, folded.now, context);
      if (!unit) throw refuse('reply.unassigned');
      if (isOuterCo(folded.then)) throw refuse('reply.not-answering-body');
      const { round, reply: filed, drafts } = latestRound(folded.now);
      if (filed) throw refuse('reply.already-filed', { round, on: filed.mark.on });
      return [{ type: 'ReplyDrafted', data: { occurredOn, round, version: drafts + 1, unit, text, outcome } }];
    },
  },

  ReviewReply: {
    conflicts: ['ReplyDrafted', 'ReplyReviewed', 'ReplyDraftReturned', 'ReplyFiled'],
    decide: ({ occurredOn, version, remarks }, folded, context) => {
      openCase(folded, occurredOn, context);
      const draft = underReview(folded.now, version);
      notBefore(occurredOn, draft.drafted);
      if (folded.now.rounds[draft.round]?.reviewed?.version === draft.version) throw refuse('draft.reviewed', draft);
      return [{ type: 'ReplyReviewed', data: { occurredOn, round: draft.round, version: draft.version, remarks } }];
    },
  },

  ReturnDraft: {
    conflicts: ['ReplyDrafted', 'ReplyReviewed', 'ReplyDraftReturned', 'ReplyFiled'],
    decide: ({ occurredOn, version, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      const draft = underReview(folded.now, version);
      notBefore(occurredOn, draft.drafted);
      return [{ type: 'ReplyDraftReturned', data: { occurredOn, round: draft.round, version: draft.version, reason } }];
    },
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** The draft of the open round that is meant: there, not sent back, and its reply not filed. */
const underReview = (state: CaseState, wanted: number | undefined) => {
  const { round, reply, drafts, drafted, sentBack } = latestRound(state);
  if (reply) throw refuse('reply.already-filed', { round, on: reply.mark.on });
  const version = wanted ?? drafts;
  if (drafts === 0 || version > drafts) throw refuse('draft.none', { version });
  if (sentBack?.version === version) throw refuse('draft.returned', { version, on: sentBack.mark.on });
  return { round, version, drafted };
};
