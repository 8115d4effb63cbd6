import { addDays } from '#libs/calendar/day.js';
import { gb2312Coverage } from '#libs/documents/coverage.js';
import { standardFonts } from '#libs/documents/fonts.js';
import { missingGlyphs, type MissingGlyph } from '#libs/documents/glyphs.js';
import type { FigureRun, Paragraph } from '#libs/documents/content.js';
import { briefing } from '#libs/office/briefing.js';
import {
  openRestatement,
  type BriefingDrafted,
  type BriefingRestated,
  type BriefingState,
} from '#libs/office/briefing-events.js';
import { fieldsIn } from '#libs/office/briefing-prose.js';
import { isOpen, ledgerImport } from '#libs/office/import.js';
import { refuseQuery } from '../errors.js';
import type { CauseSources } from '../queries/causes.js';
import { resolvePoint, type AskedPoint } from '../queries/point.js';
import { identitiesAt } from './checking.js';
import { blocksOf, draftAt, draftedWords, frozenFigures, headingOf, pagingOf, proposalsAt } from './drafts.js';
import { namedFields } from './field-list.js';
import { differenceFrom } from './difference.js';
import { contentStateOf, draftRequest, printableOf, stateOf, type IssueSources } from './issues.js';
import { BriefingLists, listNames, listTitles } from './lists/lists.js';
import { pagesOf, type Pages } from './pages/pages.js';
import { pointOf } from './point.js';
import { printed, printedInto, type Printable, type PrintFormat } from './printing.js';
import { paragraphsOf } from './prose.js';
import type { Drafting } from './sentences/drafting.js';

type Sources = IssueSources & CauseSources;

/** Everything one asks of a briefing (domain 8). */
export const briefingQueries = (sources: Sources) => ({ ...ofDrafts(sources), ...ofIssues(sources) });

export type BriefingQueries = ReturnType<typeof briefingQueries>;

const stateReady = async (id: string, sources: Sources): Promise<BriefingState> => {
  await sources.feed.refresh();
  await sources.office.refresh();
  return stateOf(id, sources);
};

const draftReady = async (id: string, sources: Sources) => {
  const state = await stateReady(id, sources);
  if (!state.drafted) throw refuseQuery('briefing.no-draft', { id });
  return { state, draft: state.drafted, drafting: draftAt(state.drafted, sources, state.mentions) };
};

const ofDrafts = (sources: Sources) => ({
  /** The draft as it reads: blocks with their words and numbers, what the rules propose, what is confirmed. */
  draft: async (id: string) => {
    const { state, draft, drafting } = await draftReady(id, sources);
    return {
      ...draft,
      revision: sources.office.revision(briefing.stream(id)),
      isIssued: state.issued !== undefined,
      blocks: blocksIn(drafting, state),
      mentions: state.mentions,
      proposals: proposalsAt(draft, sources),
    };
  },
  /** The numbers prose may name, as they read in this draft. */
  fields: async (id: string) => {
    const { drafting } = await draftReady(id, sources);
    return { briefing: id, fields: namedFields(drafting) };
  },
  proposals: async (id: string, as: 'praise' | 'criticism') => {
    const { state, draft } = await draftReady(id, sources);
    const of = <T extends { as: string }>(mentions: readonly T[]) => mentions.filter((mention) => mention.as === as);
    return { briefing: id, proposed: of(proposalsAt(draft, sources)), confirmed: of(state.mentions) };
  },
  /** One list at any reading: what a field `list.…` counts. */
  list: async (name: string, asked: AskedPoint & { from?: string }) => {
    await sources.office.refresh();
    const list = listNames.find((each) => each === name);
    if (!list) throw refuseQuery('briefing.list-unknown', { list: name, lists: listNames });
    const point = await resolvePoint(asked, sources);
    const { validAt, knownAt } = point;
    const span = { kind: 'bulletin' as const, until: addDays(validAt, 1), validAt, knownAt };
    const lines = new BriefingLists(pointOf({ ...span, from: asked.from }, sources)).of(list);
    return { reading: point, list, title: listTitles[list], count: lines.length, lines };
  },
});

const ofIssues = (sources: Sources) => ({
  /** Before issuing: whatever stands in its way. Of an issue: whether its frozen pages are whole. */
  check: async (id: string) => {
    const { issued } = await stateReady(id, sources);
    if (issued)
      return { briefing: id, isIssued: true as const, content: (await contentStateOf(issued, sources)) ?? null };
    return { briefing: id, isIssued: false as const, ...checked(await draftReady(id, sources), sources) };
  },
  /** Every restatement there has been, the standing one last. */
  restatements: async (id: string) => {
    const state = await stateReady(id, sources);
    const events = sources.office.events(briefing.stream(id)).filter(({ type }) => type === 'BriefingRestated');
    const stated = events.map(({ seq, metadata, data }) => ({
      seq,
      recordedAt: metadata.recordedAt,
      ...(data as BriefingRestated),
    }));
    return { briefing: id, open: openRestatement(state) ?? null, restatements: stated };
  },
  /** Against the issue before, each figure that moved by the cases and events that moved it. */
  diff: async (id: string) => {
    const difference = await differenceFrom(await stateReady(id, sources), sources);
    if (!difference) throw refuseQuery('briefing.nothing-before', { id });
    return difference;
  },
  file: async (id: string, asked: { format: PrintFormat; part?: string }) => {
    await stateReady(id, sources);
    const printable = await printableOf(id, sources);
    return filed(printable, await printed(printable, asked));
  },
  /** As Word, in an office's own template. */
  filled: async (id: string, { template, part }: { template: Uint8Array; part?: string }) => {
    await stateReady(id, sources);
    const printable = await printableOf(id, sources);
    return filed(printable, await printedInto(template, printable, part));
  },
});

const filed = ({ at, provenance }: Printable, bytes: Uint8Array) => ({
  bytes,
  reading: at,
  contentHash: provenance.contentHash,
});

interface Checking {
  readonly state: BriefingState;
  readonly draft: BriefingDrafted;
  readonly drafting: Drafting;
}

/** Whatever stands in the way of issuing, all at once; what a font lacks is a warning only. */
const checked = ({ state, draft, drafting }: Checking, sources: IssueSources) => {
  const identities = identitiesAt(drafting.point);
  const failed = identities.filter(({ holds }) => !holds).map(({ id }) => id);
  const unfounded = unfoundedIn(state, draft, sources);
  const importsOpen = openImports(sources);
  const isStale = movedSince({ state, draft, drafting }, sources);
  const glyphs = lackingIn(pagesOf(pagingOf(draftRequest(draft, state), sources)));
  const blocking = { failed, unfounded, importsOpen, isStale };
  const mayIssue = [failed, unfounded, importsOpen].every((list) => list.length === 0) && !isStale;
  return { mayIssue, ...blocking, identities, missingGlyphs: glyphs };
};

/** On any of the pages, the sheets of units too; each character of a font once. */
const lackingIn = ({ main, leaders, units }: Pages): readonly MissingGlyph[] => {
  const { body, kai, title } = standardFonts;
  const coverages = [body, kai, title].map(gb2312Coverage);
  const found = [main, leaders, ...Object.values(units)].flatMap((page) =>
    missingGlyphs({ ...page, issuedAt: '' }, coverages),
  );
  return [...new Map(found.toReversed().map((one) => [`${one.font} ${one.character}`, one])).values()].toReversed();
};

/** Confirmed units that no rule proposes at the draft's reading. */
const unfoundedIn = (state: BriefingState, draft: BriefingDrafted, sources: IssueSources): readonly string[] => {
  if (state.mentions.length === 0) return [];
  const proposed = proposalsAt(draft, sources);
  const isFounded = ({ as, unit }: { as: string; unit: string }) =>
    proposed.some((each) => each.as === as && each.unit === unit);
  return state.mentions.filter((mention) => !isFounded(mention)).map(({ unit }) => unit);
};

const openImports = ({ office }: IssueSources): readonly string[] =>
  office
    .named('import-')
    .map((name) => name.slice('import-'.length))
    .filter((digest) => isOpen(office.state(ledgerImport, digest)));

/** Figures that read differently at the head: issued now, they would be restated at once. */
const movedSince = ({ state, draft, drafting }: Checking, sources: IssueSources): boolean => {
  const fields = Object.values(state.edits).flatMap(fieldsIn);
  const now = draftAt({ ...draft, knownAt: sources.feed.columns.seq }, sources);
  const [then, later] = [drafting, now].map((each) => JSON.stringify(frozenFigures(each, fields)));
  return then !== later;
};

export interface DraftedBlock {
  readonly block: string;
  readonly heading?: string;
  /** The drafted words with their fields; the starting point of an edit. */
  readonly drafted: string;
  readonly edited?: string;
  /** As it would be printed. */
  readonly text: string;
  readonly figures: readonly FigureRun[];
}

const blocksIn = (drafting: Drafting, { edits }: Pick<BriefingState, 'edits'>): readonly DraftedBlock[] => {
  const words = draftedWords(drafting);
  const { kind } = drafting.point;
  return blocksOf(kind).map((block) => {
    const heading = headingOf(kind, block);
    const [own, edited] = [words[block] ?? '', edits[block]];
    const paragraphs = paragraphsOf(edited ?? own, drafting.fields);
    const shown = { text: textOf(paragraphs), figures: figureRuns(paragraphs) };
    return {
      block,
      ...(heading === undefined ? {} : { heading }),
      drafted: own,
      ...(edited === undefined ? {} : { edited }),
      ...shown,
    };
  });
};

const figureRuns = (paragraphs: readonly Paragraph[]): readonly FigureRun[] =>
  paragraphs.flatMap(({ runs }) => runs.filter((run) => typeof run === 'object' && 'address' in run));

export const textOf = (paragraphs: readonly Paragraph[]): string =>
  paragraphs
    .map(({ runs }) =>
      runs.map((run) => (typeof run === 'string' ? run : 'text' in run ? run.text : run.strong)).join(''),
    )
    .join('\n');
