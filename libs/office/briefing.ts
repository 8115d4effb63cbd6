import type { Aggregate } from '#libs/kernel/aggregate.js';
import type { EvolveTable } from '#libs/kernel/decider.js';
import { briefingCommands, type BriefingCommands } from './briefing-commands.js';
import type { BriefingContext } from './briefing-context.js';
import { drafting } from './briefing-drafting.js';
import type { BriefingEvents, BriefingState, Mention } from './briefing-events.js';
import { issuing } from './briefing-issuing.js';
import { restating } from './briefing-restating.js';

const briefingInitial: BriefingState = { edits: {}, mentions: [] };

const evolve: EvolveTable<BriefingState, BriefingEvents> = {
  BriefingDrafted: (state, drafted) => ({ ...state, drafted }),
  BriefingEdited: (state, { block, text }) => ({ ...state, edits: withWords(state.edits, block, text) }),
  PraiseConfirmed: (state, { unit, grounds, remark }) => withMention(state, { as: 'praise', unit, grounds, remark }),
  CriticismConfirmed: (state, { unit, grounds, remark }) =>
    withMention(state, { as: 'criticism', unit, grounds, remark }),
  MentionWithdrawn: (state, withdrawn) => ({
    ...state,
    mentions: state.mentions.filter(({ as, unit }) => as !== withdrawn.as || unit !== withdrawn.unit),
  }),
  BriefingDiscarded: (_, { occurredOn }) => ({ ...briefingInitial, discardedOn: occurredOn }),
  BriefingIssued: (state, issued) => ({ ...state, issued }),
  BriefingRestated: (state, restated) => ({ ...state, restated }),
};

const withWords = (edits: BriefingState['edits'], block: string, text?: string): BriefingState['edits'] =>
  Object.fromEntries([
    ...Object.entries(edits).filter(([name]) => name !== block),
    ...(text === undefined ? [] : [[block, text] as const]),
  ]);

const withMention = (state: BriefingState, mention: Mention): BriefingState => ({
  ...state,
  mentions: [...state.mentions, mention],
});

/** One briefing: opened, edited, issued once, restated by the system whenever what it froze reads differently. */
export const briefing: Aggregate<BriefingState, BriefingEvents, BriefingCommands, BriefingContext> = {
  name: 'briefing',
  stream: (id = '') => `briefing-${id}`,
  versions: {
    BriefingDrafted: 1,
    BriefingEdited: 1,
    PraiseConfirmed: 1,
    CriticismConfirmed: 1,
    MentionWithdrawn: 1,
    BriefingDiscarded: 1,
    BriefingIssued: 2,
    BriefingRestated: 2,
  },
  initial: briefingInitial,
  evolve,
  decide: { ...drafting, ...issuing, ...restating },
  commands: briefingCommands,
};
