import type { BriefingKind } from '#libs/office/briefing-bodies.js';
import type { ContentRequest } from '#libs/office/briefing-context.js';
import type { BriefingSpan, Figure, Mention } from '#libs/office/briefing-events.js';
import { fieldsIn } from '#libs/office/briefing-prose.js';
import { fieldsOf } from './fields.js';
import { figuresOfSet, setOf } from './figure-sets.js';
import { nameOf } from './figures.js';
import { BriefingLists } from './lists/lists.js';
import { proposedMentions } from './mentions.js';
import type { Paging } from './pages/page.js';
import { pointOf, type BriefingSources } from './point.js';
import { figuresIn } from './prose.js';
import { previousOf } from './previous.js';
import { annualBlocks, annualHeadings, annualWords } from './sentences/annual.js';
import { bimonthlyBlocks, bimonthlyHeadings, bimonthlyWords } from './sentences/bimonthly.js';
import type { Drafting } from './sentences/drafting.js';
import { leaderBlocks, leaderWords } from './sentences/leaders.js';

type Words = (drafting: Drafting) => Readonly<Record<string, string>>;

interface Kind {
  readonly blocks: readonly string[];
  /** What stands over each block in print; a page for leaders has none. */
  readonly headings: Readonly<Record<string, string>>;
  readonly words: Words;
}

const twoMonths: Kind = { blocks: bimonthlyBlocks, headings: bimonthlyHeadings, words: bimonthlyWords };

const kinds: Readonly<Record<BriefingKind, Kind>> = {
  bimonthly: twoMonths,
  bulletin: twoMonths,
  special: { blocks: leaderBlocks, headings: {}, words: leaderWords },
  annual: { blocks: annualBlocks, headings: annualHeadings, words: annualWords },
};

/** The blocks of prose of a kind, in printed order. */
export const blocksOf = (kind: BriefingKind): readonly string[] => kinds[kind].blocks;

export const headingOf = (kind: BriefingKind, block: string): string | undefined => kinds[kind].headings[block];

/** The drafted words of each block, with their fields. */
export const draftedWords = (drafting: Drafting): Readonly<Record<string, string>> =>
  kinds[drafting.point.kind].words(drafting);

type Place = BriefingSpan & { readonly knownAt: number; readonly definitions?: readonly string[] };

/** What a briefing of that span says at that K, whatever is said of it by people apart. */
export const draftAt = (place: Place, sources: BriefingSources, mentions: readonly Mention[] = []): Drafting => {
  const point = pointOf(spanOnly(place), sources);
  const lists = new BriefingLists(point);
  const previous = previousOf(point, sources);
  return { point, lists, fields: fieldsOf(lists, previous), ...(previous ? { previous } : {}), mentions };
};

/** A command's own fields are no part of a place. */
const spanOnly = ({ kind, period, from, until, validAt, knownAt, definitions }: Place): Place => ({
  kind,
  until,
  validAt,
  knownAt,
  ...(period === undefined ? {} : { period }),
  ...(from === undefined ? {} : { from }),
  ...(definitions === undefined ? {} : { definitions }),
});

/** The figures of the kind's list, and those that edited words name beside. */
export const frozenFigures = (drafting: Drafting, fields: readonly string[]): readonly Figure[] => {
  const { point } = drafting;
  const figures = figuresOfSet(setOf(point.kind), point);
  const known = new Set(figures.map(({ id, scope }) => nameOf(id, scope)));
  const named = figuresIn(fields, drafting.fields).filter(({ id, scope }) => !known.has(nameOf(id, scope)));
  const once = new Map(named.map((figure) => [nameOf(figure.id, figure.scope), figure]));
  return [...figures, ...once.values()];
};

export const proposalsAt = (place: Place, sources: BriefingSources): readonly Mention[] =>
  proposedMentions(new BriefingLists(pointOf(spanOnly(place), sources)));

/** A draft ready to be made into pages. */
export const pagingOf = (request: ContentRequest, sources: BriefingSources): Paging => {
  const drafting = draftAt(request, sources, request.mentions);
  const fields = Object.values(request.edits).flatMap(fieldsIn);
  return { drafting, request, figures: frozenFigures(drafting, fields) };
};
