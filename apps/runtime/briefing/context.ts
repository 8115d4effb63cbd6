import type { Clock } from '#libs/kernel/clock.js';
import { dayOf } from '#libs/kernel/clock.js';
import type { Day } from '#libs/kernel/event.js';
import type { BriefingContext, BriefingFigures, FiguresRequest } from '#libs/office/briefing-context.js';
import { ruleBook, rulesInForce } from '#libs/office/rule-book.js';
import type { BlobStore } from '#libs/blob-store/port.js';
import { failedIdentities } from './checking.js';
import { blocksOf, draftAt, frozenFigures, pagingOf, proposalsAt } from './drafts.js';
import { unknownFields } from './fields.js';
import { definitionsIn, setOf } from './figure-sets.js';
import { frozen } from './freezing.js';
import { pagesOf } from './pages/pages.js';
import type { BriefingSources } from './point.js';

/** The part of a briefing's context that reads facts: at the K it names, from the columns (engine 18). */
export type BriefingReadings = Pick<
  BriefingContext,
  'figures' | 'proposals' | 'content' | 'blocksOf' | 'unknownFields'
>;

export interface ReadingSources extends BriefingSources {
  readonly clock: Clock;
  readonly blobs: BlobStore;
}

export interface LoadedReadings {
  readonly readings: BriefingReadings;
  /** Puts the pages that events only name. */
  beforeAppend(): Promise<void>;
}

/** @param knownDay the day of a K that is not the head, where the command names one */
export const briefingReadings = (sources: ReadingSources, knownDay?: Day): LoadedReadings => {
  const waiting: Uint8Array[] = [];
  const readings: BriefingReadings = {
    figures: (request) => figuresAt(request, sources, knownDay),
    proposals: (place) => proposalsAt(place, sources),
    content: (request) => {
      const { content, blob } = frozen(pagesOf(pagingOf(request, sources)));
      if (blob) waiting.push(blob);
      return content;
    },
    blocksOf,
    unknownFields: (_kind, names) => unknownFields(names),
  };
  const beforeAppend = async () => {
    for (const blob of waiting) await sources.blobs.put(blob);
  };
  return { readings, beforeAppend };
};

const figuresAt = (
  request: FiguresRequest,
  sources: ReadingSources,
  knownDay: Day | undefined,
): BriefingFigures | undefined => {
  const { columns } = sources.feed;
  const knownAt = request.knownAt ?? columns.seq;
  if (knownAt === 0 || knownAt > columns.seq) return undefined;
  const today = dayOf(sources.clock.now());
  const rules = rulesInForce(sources.office.state(ruleBook, sources.jurisdiction, { knownAt }), request.validAt);
  return {
    knownAt,
    knownDay: request.knownAt === undefined ? today : (knownDay ?? today),
    rules: rules?.version ?? 'none',
    set: setOf(request.kind),
    ...computed({ ...request, knownAt }, sources),
  };
};

const computed = (request: FiguresRequest & { knownAt: number }, sources: ReadingSources) => {
  if (request.isAbsent) return { definitions: [], figures: [], failed: [] };
  const drafting = draftAt(request, sources);
  const figures = frozenFigures(drafting, request.fields ?? []);
  const definitions = definitionsIn(setOf(request.kind), figures);
  return { definitions, figures, failed: failedIdentities(drafting.point) };
};
