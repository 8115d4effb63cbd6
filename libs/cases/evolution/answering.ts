import { own } from '#libs/kernel/own.js';
import type { EvolveTable } from '#libs/kernel/decider.js';
import type { CaseEvents } from '../events.js';
import {
  asked,
  making,
  marked,
  setting,
  waiving,
  withCommitment,
  withExtension,
  withRound,
  without,
} from '../folding.js';
import { restated } from '../restated.js';
import { formKey, type CaseState } from '../state.js';

/** 答复 and after: what was promised, what the proposers said, what is found when one looks back. */
export const answeringRows = {
  ReplyDrafted: (state, { round }, event) =>
    withRound(state, round, (before) => ({ ...before, drafts: before.drafts + 1, drafted: marked(event) })),
  ReplyReviewed: (state, { round, version }, event) =>
    withRound(state, round, (before) => ({ ...before, reviewed: { version, mark: marked(event) } })),
  ReplyDraftReturned: (state, { round, version }, event) =>
    withRound(state, round, (before) => ({
      ...before,
      sentBack: { version, mark: marked(event) },
      draftsReturned: before.draftsReturned + 1,
    })),
  ReplyFiled: (state, data, event) => ({
    ...withRound(state, data.round, (before) => ({
      ...before,
      reply: { ...data, mark: marked(event) },
    })),
    disclosure: { disclosure: data.disclosure, mark: marked(event) },
    opinions: waiving(state.opinions, data.opinionsWaived ?? [], marked(event)),
    milestones: setting(state.milestones, { milestones: data.milestones, from: 'reply' }, marked(event)),
    commitments: making(state.commitments, data.commitments, marked(event)),
  }),
  ExtensionRequested: (state, { extension, round, newDue, unit }, event) =>
    withExtension(state, extension, { round, requested: { newDue, unit, mark: marked(event) } }),
  ExtensionGranted: (state, { extension, round, newDue }, event) =>
    withExtension(state, extension, { round, granted: { newDue, mark: marked(event) } }),
  ExtensionRefused: (state, { extension }, event) =>
    own(state.extensions, extension) ? withExtension(state, extension, { refused: marked(event) }) : state,
  FeedbackAsked: (state, { round, proposers }, event) => ({
    ...state,
    forms: asked(state.forms, { round, proposers }, marked(event)),
  }),
  FeedbackRecorded: (state, { round, proposer, attitude, result }, event) => ({
    ...state,
    forms: {
      ...state.forms,
      [formKey(round, proposer)]: {
        ...state.forms[formKey(round, proposer)],
        round,
        proposer,
        given: { attitude, result, mark: marked(event) },
      },
    },
  }),
  RehandlingOrdered: (state, { round, cause, due }, event) =>
    withRound(state, round, (before) => ({ ...before, opened: { cause, due, mark: marked(event) } })),
  DisclosureDecided: (state, { disclosure }, event) => ({
    ...state,
    disclosure: { disclosure, mark: marked(event) },
  }),
  ReplyPublished: (state, _, event) => ({ ...state, published: marked(event) }),
  PublicationWithdrawn: (state, _, event) => ({
    ...without(state, 'published'),
    publicationWithdrawn: marked(event),
  }),
  RevisitRecorded: (state, data, event) => ({
    ...state,
    revisits: [...state.revisits, { ...data, mark: marked(event) }],
    commitments: making(state.commitments, data.commitments, marked(event)),
  }),
  CommitmentFulfilled: (state, { commitment }, event) =>
    withCommitment(state, commitment, { fulfilled: marked(event), unfulfillable: undefined }),
  CommitmentUnfulfillable: (state, { commitment }, event) =>
    withCommitment(state, commitment, { unfulfillable: marked(event) }),
  CaseCarriedOver: (state, { toYear, toTerm }, event) => ({
    ...state,
    carriedOver: { to: toYear === undefined ? `term ${toTerm}` : String(toYear), mark: marked(event) },
  }),
  DueDateRestated: restated,
} satisfies Partial<EvolveTable<CaseState, CaseEvents>>;
