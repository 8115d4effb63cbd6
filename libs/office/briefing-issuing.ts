import { isDeepStrictEqual } from 'node:util';
import type { DecideTable } from '#libs/kernel/decider.js';
import { assertHappened } from './bodies.js';
import type { IdentityOverride, IssueBriefing, Letterhead } from './briefing-bodies.js';
import type { BriefingCommands } from './briefing-commands.js';
import type { BriefingContext, BriefingFigures } from './briefing-context.js';
import { assertNotExpected } from './briefing-drafting.js';
import type { BriefingEvents, BriefingIssued, BriefingSpan, BriefingState, Mention } from './briefing-events.js';
import { fieldsIn } from './briefing-prose.js';
import { spanOf, type SaidSpan } from './briefing-span.js';
import { assertUnitsExist } from './context.js';
import { refuse } from './errors.js';
import { present } from './present.js';

/** 印发: figures, evidence and pages are frozen at one reading. */
export const issuing = {
  IssueBriefing: {
    conflicts: 'any',
    decide: (command, { now }, context) => {
      assertMayIssue(command, now, context);
      return [{ type: 'BriefingIssued', data: frozen(command, now, context) }];
    },
  },
} satisfies Partial<DecideTable<BriefingCommands, BriefingState, BriefingEvents, BriefingContext>>;

const assertMayIssue = (command: IssueBriefing, { issued, drafted }: BriefingState, context: BriefingContext): void => {
  assertHappened(command.occurredOn, context.today);
  if (issued) throw refuse('briefing.already-issued');
  if (context.importsOpen.length > 0) throw refuse('briefing.import-open', { imports: context.importsOpen });
  assertUnitsExist(command.criticised ?? [], command.occurredOn, context);
  assertNumbered(drafted?.letterhead);
};

/** A 文件 or 信函 does not leave the house without its number. */
const assertNumbered = (letterhead: Letterhead | undefined): void => {
  if (!letterhead || letterhead.form === 'bulletin') return;
  if (letterhead.code === undefined || letterhead.serial === undefined) throw refuse('briefing.number-missing');
};

type Named = SaidSpan & Pick<IssueBriefing, 'absent'>;

/** What was drafted stands; a command may say it again, never otherwise. */
const named = (command: IssueBriefing, { drafted }: BriefingState): Named => {
  const { occurredOn, absent } = command;
  const said = { briefing: command.briefing, kind: command.kind, ...daysSaid(command) };
  if (drafted) return { ...asDrafted(said, drafted), occurredOn, absent };
  const { briefing, kind, ...days } = said;
  if (briefing === undefined || kind === undefined) throw refuse('briefing.not-drafted');
  return { occurredOn, absent, briefing, kind, ...days };
};

const daysSaid = ({ period, from, validAt }: IssueBriefing) => ({ period, from, validAt });

const asDrafted = (said: object, { briefing, kind, period, from, validAt }: NonNullable<BriefingState['drafted']>) => {
  const drafted = { briefing, kind, period, from, validAt };
  const others = Object.entries(said).filter(
    ([name, value]) => value !== undefined && value !== drafted[name as 'kind'],
  );
  if (others.length > 0) throw refuse('briefing.not-as-drafted', { fields: others.map(([name]) => name) });
  return drafted;
};

const frozen = (command: IssueBriefing, state: BriefingState, context: BriefingContext): BriefingIssued => {
  const said = named(command, state);
  if (said.kind === 'bimonthly' && said.absent !== undefined) throw refuse('briefing.figures-required');
  const span = spanOf(said);
  const { occurredOn, briefing, absent } = said;
  const reading = issuedReading(command, { span, state, context });
  const { knownAt, rules } = reading;
  const head = { occurredOn, briefing, ...span, knownAt, rules };
  if (absent !== undefined) return present({ ...head, criticised: command.criticised ?? [], definitions: [], absent });
  assertIdentities(reading.failed, command.overrides);
  return { ...head, ...written({ command, head, reading }, state, context) };
};

interface Issuing {
  readonly command: IssueBriefing;
  readonly head: BriefingSpan & Pick<BriefingIssued, 'occurredOn' | 'briefing' | 'knownAt' | 'rules'>;
  readonly reading: BriefingFigures;
}

/** Figures, mentions and pages. */
const written = ({ command, head, reading }: Issuing, state: BriefingState, context: BriefingContext) => {
  const { definitions, figures, set } = reading;
  const mentions = founded(state.mentions, context.proposals(head));
  const byName = mentions.filter(({ as }) => as === 'criticism').map(({ unit }) => unit);
  const criticised = [...new Set([...(command.criticised ?? []), ...byName])];
  const overrides = command.overrides?.map((override) => ({ ...override }));
  const { edits, drafted } = state;
  const asked = { ...head, issuedOn: head.occurredOn, edits, mentions, overrides };
  const content = context.content({ ...asked, title: drafted?.title, letterhead: drafted?.letterhead });
  const said = mentions.length > 0 ? { mentions } : {};
  return present({ criticised, definitions, set, figures, ...said, overrides, content });
};

/** Confirmed mentions with their evidence at the issued reading. Refuses `briefing.mention-unfounded` where it is gone. */
const founded = (confirmed: readonly Mention[], proposed: readonly Mention[]): readonly Mention[] => {
  const now = confirmed.map(({ as, unit, remark }) => {
    const proposal = proposed.find((each) => each.as === as && each.unit === unit);
    return proposal && present({ ...proposal, remark });
  });
  const gone = confirmed.filter((_, index) => now[index] === undefined).map(({ unit }) => unit);
  if (gone.length > 0) throw refuse('briefing.mention-unfounded', { units: gone });
  return now.filter((mention) => mention !== undefined);
};

interface Reading {
  readonly span: BriefingSpan;
  readonly state: BriefingState;
  readonly context: BriefingContext;
}

/** At the K said, else at the draft's, else at the head. Refuses `known.before-start`, `briefing.provisional`, `briefing.draft-stale`. */
const issuedReading = ({ knownAt, absent }: IssueBriefing, { span, state, context }: Reading): BriefingFigures => {
  const { drafted, edits } = state;
  const fields = Object.values(edits).flatMap(fieldsIn);
  const asked = { ...span, isAbsent: absent !== undefined, fields };
  const reading = context.figures({ ...asked, knownAt: knownAt ?? drafted?.knownAt });
  if (!reading) throw refuse('known.before-start');
  const isDrafted = drafted !== undefined && knownAt === undefined;
  const knownDay = isDrafted ? drafted.knownDay : reading.knownDay;
  assertNotExpected(span.validAt, knownDay);
  if (isDrafted) assertFresh(reading, context.figures(asked));
  return reading;
};

/** What would be restated at once is drafted anew instead. */
const assertFresh = ({ figures }: BriefingFigures, now: BriefingFigures | undefined): void => {
  if (now && !isDeepStrictEqual(now.figures, figures)) throw refuse('briefing.draft-stale', { knownAt: now.knownAt });
};

/** A failed identity blocks issuing unless each is overridden with a reason that is printed (domain 7). */
const assertIdentities = (failed: BriefingFigures['failed'], overrides: readonly IdentityOverride[] = []): void => {
  const unexcused = failed.filter(({ identity }) => !overrides.some((override) => override.identity === identity));
  if (unexcused.length === 0) return;
  const identities = unexcused.map(({ identity }) => identity);
  throw refuse('briefing.identity-failed', { identities, cases: unexcused.flatMap(({ cases }) => cases) });
};
