import type { Provenance } from '#libs/documents/content.js';
import type { BlobStore } from '#libs/blob-store/port.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { sha256 } from '#libs/kernel/ids.js';
import { briefing } from '#libs/office/briefing.js';
import type { BriefingDrafted, BriefingIssued, BriefingState } from '#libs/office/briefing-events.js';
import type { ContentRequest } from '#libs/office/briefing-context.js';
import { refuseQuery } from '../errors.js';
import { resolvePoint, type PointSources } from '../queries/point.js';
import { pagingOf } from './drafts.js';
import { frozen, pagesFrom, renderer, unpackedText } from './freezing.js';
import { pagesOf, type Pages } from './pages/pages.js';
import type { BriefingSources } from './point.js';
import type { Printable } from './printing.js';

/** What printing reads: the briefing's own events, and where too large pages lie. */
export interface IssueSources extends BriefingSources, Pick<PointSources, 'activity' | 'clock' | 'events'> {
  readonly feed: PointSources['feed'];
  readonly blobs: BlobStore;
}

export const stateOf = (id: string, { office }: Pick<BriefingSources, 'office'>): BriefingState => {
  const state = office.state(briefing, id);
  if (!state.drafted && !state.issued) throw refuseQuery('briefing.unknown', { id });
  return state;
};

/** What is printed of a briefing: the frozen pages of an issued one, of a draft the pages it would have. */
export const printableOf = async (id: string, sources: IssueSources): Promise<Printable> => {
  const { issued, ...state } = stateOf(id, sources);
  return issued ? issuedPrintable(issued, state, sources) : draftPrintable(state.drafted!, state, sources);
};

const issuedPrintable = async (
  issued: BriefingIssued,
  state: BriefingState,
  sources: IssueSources,
): Promise<Printable> => {
  const { content } = issued;
  if (!content) throw refuseQuery('briefing.content-absent', { reason: issued.absent ?? issued.briefing });
  const pages = pagesFrom(await textOf(issued, state, sources), content.digest);
  const recorded = recordedOf(issued.briefing, 'BriefingIssued', sources);
  const provenance = await provenanceOf(issued, content.digest, sources);
  const { definitions, rules, overrides } = issued;
  const said = { ...provenance, definitions, rules, ...(overrides ? { overrides } : {}) };
  const printing = { issuedAt: recorded.metadata.recordedAt, provenance: said, renderer: content.renderer };
  return { pages, figures: issued.figures ?? [], at: issued, ...printing };
};

/** From the event; from its file; where that is gone, made again from the log, and only taken if it has the issued hash. */
const textOf = async (issued: BriefingIssued, state: BriefingState, sources: IssueSources): Promise<string> => {
  const { packed, digest } = issued.content!;
  if (packed !== undefined) return unpackedText(packed);
  const stored = await sources.blobs.get(digest);
  if (stored) return Buffer.from(stored).toString('utf8');
  const { blob, content } = frozen(pagesOf(pagingOf(requestOf(issued, state), sources)));
  if (content.digest !== digest || !blob) throw refuseQuery('briefing.content-absent', { reason: digest });
  return Buffer.from(blob).toString('utf8');
};

/** How the frozen pages of an issue stand: whole, gone, or no longer those that were issued. */
export interface ContentState {
  readonly digest: string;
  readonly state: 'whole' | 'missing' | 'damaged';
}

/** Undefined where the content was never preserved. */
export const contentStateOf = async (
  { content }: BriefingIssued,
  { blobs }: Pick<IssueSources, 'blobs'>,
): Promise<ContentState | undefined> => {
  if (!content) return undefined;
  const { digest, packed } = content;
  try {
    const stored = packed === undefined ? await blobs.get(digest) : Buffer.from(unpackedText(packed));
    if (!stored) return { digest, state: 'missing' };
    return { digest, state: sha256(stored) === digest ? 'whole' : 'damaged' };
  } catch {
    return { digest, state: 'damaged' };
  }
};

const requestOf = (issued: BriefingIssued, { edits, drafted }: BriefingState): ContentRequest => {
  const { mentions = [], occurredOn: issuedOn, overrides } = issued;
  return { ...issued, issuedOn, edits, mentions, overrides, title: drafted?.title, letterhead: drafted?.letterhead };
};

const draftPrintable = async (
  drafted: BriefingDrafted,
  state: BriefingState,
  sources: IssueSources,
): Promise<Printable> => {
  const paging = pagingOf(draftRequest(drafted, state), sources);
  const pages = asDraft(pagesOf(paging));
  const recorded = recordedOf(drafted.briefing, 'BriefingDrafted', sources);
  const provenance = await provenanceOf(drafted, frozen(pages).content.digest, sources);
  const printing = { issuedAt: recorded.metadata.recordedAt, provenance, renderer };
  return { pages, figures: paging.figures, at: drafted, ...printing };
};

/** What a draft would be printed from, were it issued on the day it was drafted. */
export const draftRequest = (drafted: BriefingDrafted, { edits, mentions }: BriefingState): ContentRequest => ({
  ...drafted,
  issuedOn: drafted.occurredOn,
  edits,
  mentions,
});

const asDraft = (pages: Pages): Pages => ({
  ...pages,
  main: { ...pages.main, title: `${[pages.main.title].flat().join('')}（草案）` },
});

/** The last of the briefing's events of that type. */
const recordedOf = (id: string, type: string, { office }: Pick<BriefingSources, 'office'>): RecordedEvent =>
  office.events(briefing.stream(id)).findLast((event) => event.type === type)!;

const provenanceOf = async (
  { validAt, knownAt }: Pick<BriefingIssued, 'validAt' | 'knownAt'>,
  contentHash: string,
  sources: IssueSources,
): Promise<Provenance> => {
  const { knownDay } = await resolvePoint({ validAt, knownAt: String(knownAt) }, sources);
  return { validAt, knownAt: knownDay, position: knownAt, contentHash };
};
