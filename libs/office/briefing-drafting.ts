import type { DecideTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import { assertHappened } from './bodies.js';
import type { MentionKind, OpenBriefing, RedraftBriefing } from './briefing-bodies.js';
import type { BriefingCommands } from './briefing-commands.js';
import type { BriefingContext, BriefingFigures } from './briefing-context.js';
import type { BriefingDrafted, BriefingEvents, BriefingSpan, BriefingState, Mention } from './briefing-events.js';
import { fieldsIn, numbersIn } from './briefing-prose.js';
import { spanOf } from './briefing-span.js';
import { refuse } from './errors.js';
import { present } from './present.js';

/** 起草: from opening to the last word, before anything is frozen. */
export const drafting = {
  OpenBriefing: (command, { now }, context) => {
    assertHappened(command.occurredOn, context.today);
    if (now.issued) throw refuse('briefing.already-issued');
    if (now.drafted) throw refuse('briefing.already-open');
    const { discardedOn = '' } = now;
    if (command.occurredOn < discardedOn) throw refuse('date.contradicts-later', { day: discardedOn });
    return [{ type: 'BriefingDrafted', data: draftOf(command, spanOf(command), context) }];
  },

  RedraftBriefing: (command, { now }, context) => {
    const drafted = openDraft(now, command.occurredOn, context);
    const { briefing, kind, period, from, title, letterhead } = drafted;
    const isFixed = kind === 'bimonthly' || command.validAt === undefined;
    const validAt = isFixed ? drafted.validAt : command.validAt;
    if (isFixed && (command.validAt ?? validAt) !== validAt) throw refuse('briefing.not-its-period');
    const said = { title, letterhead, ...present(command), briefing };
    const span = spanOf({ ...said, kind, period, from, validAt });
    return [{ type: 'BriefingDrafted', data: draftOf(said, span, context) }];
  },

  EditBriefing: {
    conflicts: 'any',
    decide: ({ occurredOn, block, text }, { now }, context) => {
      const { kind } = openDraft(now, occurredOn, context);
      const blocks = context.blocksOf(kind);
      if (!blocks.includes(block)) throw refuse('briefing.block-unknown', { block, blocks });
      if (text === undefined) return now.edits[block] === undefined ? [] : [edited(occurredOn, block)];
      assertProse(text, (names) => context.unknownFields(kind, names));
      return [edited(occurredOn, block, text)];
    },
  },

  ConfirmPraise: (command, { now }, context) => [
    { type: 'PraiseConfirmed', data: confirmed('praise', command, { now, context }) },
  ],

  ConfirmCriticism: (command, { now }, context) => [
    { type: 'CriticismConfirmed', data: confirmed('criticism', command, { now, context }) },
  ],

  WithdrawMention: ({ occurredOn, as, unit, reason }, { now }, context) => {
    openDraft(now, occurredOn, context);
    if (!now.mentions.some((mention) => isOf(mention, as, unit))) throw refuse('briefing.mention-unknown', { unit });
    return [{ type: 'MentionWithdrawn', data: { occurredOn, as, unit, reason } }];
  },

  DiscardBriefing: ({ occurredOn, reason }, { now }, context) => {
    openDraft(now, occurredOn, context);
    return [{ type: 'BriefingDiscarded', data: { occurredOn, reason } }];
  },
} satisfies Partial<DecideTable<BriefingCommands, BriefingState, BriefingEvents, BriefingContext>>;

/** The draft as it stands. Refuses `briefing.not-drafted`, `briefing.already-issued`, and days before it was drafted. */
const openDraft = (state: BriefingState, on: Day, { today }: BriefingContext): BriefingDrafted => {
  assertHappened(on, today);
  if (state.issued) throw refuse('briefing.already-issued');
  if (!state.drafted) throw refuse('briefing.not-drafted');
  if (on < state.drafted.occurredOn) throw refuse('date.contradicts-later', { day: state.drafted.occurredOn });
  return state.drafted;
};

type Said = Pick<OpenBriefing, 'occurredOn' | 'briefing' | 'knownAt' | 'title' | 'letterhead'> & RedraftBriefing;

const draftOf = (said: Said, span: BriefingSpan, context: BriefingContext): BriefingDrafted => {
  const { knownAt, knownDay, rules, set } = readingOf({ ...span, knownAt: said.knownAt }, context);
  const { occurredOn, briefing, title, letterhead } = said;
  const plainHead = letterhead && present({ ...letterhead });
  return present({ occurredOn, briefing, ...span, knownAt, knownDay, rules, set, title, letterhead: plainHead });
};

/** Refuses `known.before-start`, `briefing.provisional`: a briefing states what has been, not what is expected. */
export const readingOf = (span: BriefingSpan & { knownAt?: number }, { figures }: BriefingContext): BriefingFigures => {
  const reading = figures({ ...span, isAbsent: true });
  if (!reading) throw refuse('known.before-start');
  assertNotExpected(span.validAt, reading.knownDay);
  return reading;
};

/** V lies on a day of which everything could be known (semantics 3). */
export const assertNotExpected = (validAt: Day, knownDay: Day): void => {
  if (validAt > knownDay) throw refuse('briefing.provisional', { validAt, knownDay });
};

const edited = (occurredOn: Day, block: string, text?: string) => ({
  type: 'BriefingEdited' as const,
  data: { occurredOn, block, ...(text === undefined ? {} : { text }) },
});

/** Numbers are fields, and every field is known. Refuses `briefing.number-in-prose`, `briefing.field-unknown`. */
const assertProse = (text: string, unknownIn: (names: readonly string[]) => readonly string[]): void => {
  const numbers = numbersIn(text);
  if (numbers.length > 0) throw refuse('briefing.number-in-prose', { numbers });
  const fields = unknownIn(fieldsIn(text));
  if (fields.length > 0) throw refuse('briefing.field-unknown', { fields });
};

const isOf = (mention: Pick<Mention, 'as' | 'unit'>, as: MentionKind, unit: string): boolean =>
  mention.as === as && mention.unit === unit;

interface Confirming {
  readonly now: BriefingState;
  readonly context: BriefingContext;
}

/** Only what a rule proposes is confirmed, with the evidence it proposes it on (semantics 50). */
const confirmed = (
  as: MentionKind,
  { occurredOn, unit, remark }: { occurredOn: Day; unit: string; remark?: string },
  { now, context }: Confirming,
) => {
  const drafted = openDraft(now, occurredOn, context);
  if (now.mentions.some((mention) => isOf(mention, as, unit))) throw refuse('briefing.mention-confirmed', { unit });
  const proposed = context.proposals(drafted).find((proposal) => isOf(proposal, as, unit));
  if (!proposed) throw refuse('briefing.mention-unfounded', { units: [unit] });
  return present({ occurredOn, unit, grounds: proposed.grounds, remark });
};
