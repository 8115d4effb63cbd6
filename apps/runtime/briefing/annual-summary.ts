import type { Run } from '#libs/documents/content.js';
import { addDays } from '#libs/calendar/day.js';
import { dayOf } from '#libs/kernel/clock.js';
import { refuseQuery } from '../errors.js';
import { resolvePoint, type AskedPoint } from '../queries/point.js';
import { draftAt, draftedWords, pagingOf } from './drafts.js';
import { malformedParameter } from '../malformed.js';
import type { IssueSources } from './issues.js';
import { frozen, renderer } from './freezing.js';
import { pagesOf } from './pages/pages.js';
import { printed, type PrintFormat } from './printing.js';
import { paragraphsOf } from './prose.js';
import { annualBlocks, annualHeadings } from './sentences/annual.js';

/** A sentence of the yearly account with every figure in it linked to its cases. */
export interface LinkedSentence {
  readonly block: string;
  readonly heading: string;
  readonly text: string;
  readonly figures: readonly { readonly text: string; readonly address: string }[];
}

/** Nothing is issued: the year as it reads, at any V of it and any K. */
export const annualSummaries = (sources: IssueSources) => {
  const placeOf = async (year: string, asked: AskedPoint) => {
    await sources.feed.refresh();
    await sources.office.refresh();
    if (!/^(19|20)\d\d$/.test(year)) throw malformedParameter('year', 'isYear');
    const today = dayOf(sources.clock.now());
    const end = `${year}-12-31`;
    const validAt = asked.validAt ?? (end < today ? end : today);
    if (!validAt.startsWith(year)) throw refuseQuery('valid.malformed', { validAt });
    const point = await resolvePoint({ ...asked, validAt }, sources);
    const span = { kind: 'annual' as const, from: `${year}-01-01`, until: addDays(validAt, 1), validAt };
    return { point, place: { ...span, knownAt: point.knownAt } };
  };
  return {
    summary: async (year: string, asked: AskedPoint) => {
      const { point, place } = await placeOf(year, asked);
      const drafting = draftAt(place, sources);
      const words = draftedWords(drafting);
      const sentences = annualBlocks.flatMap((block): readonly LinkedSentence[] =>
        paragraphsOf(words[block] ?? '', drafting.fields).map(({ runs }) => ({
          block,
          heading: annualHeadings[block],
          ...linked(runs),
        })),
      );
      return { year: Number(year), reading: point, sentences };
    },
    file: async (year: string, asked: AskedPoint, format: PrintFormat) => {
      const { point, place } = await placeOf(year, asked);
      const request = { ...place, briefing: `annual-${year}`, issuedOn: place.validAt, edits: {}, mentions: [] };
      const paging = pagingOf(request, sources);
      const pages = pagesOf(paging);
      const contentHash = frozen(pages).content.digest;
      const provenance = { validAt: place.validAt, knownAt: point.knownDay, position: point.knownAt, contentHash };
      const printing = { issuedAt: point.knownInstant, provenance, renderer };
      const printable = { pages, figures: paging.figures, at: place, ...printing };
      return { bytes: await printed(printable, { format }), reading: place, contentHash };
    },
  };
};

export type AnnualSummaries = ReturnType<typeof annualSummaries>;

const linked = (runs: readonly Run[]) => ({
  text: runs.map((run) => (typeof run === 'string' ? run : 'text' in run ? run.text : run.strong)).join(''),
  figures: runs.flatMap((run) => (typeof run === 'object' && 'address' in run ? [run] : [])),
});
