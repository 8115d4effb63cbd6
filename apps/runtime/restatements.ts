import { isDeepStrictEqual } from 'node:util';
import type { Executor } from '#libs/cqrs/executor.js';
import { systemActor } from '#libs/kernel/actor.js';
import type { Day, Position, RecordedEvent } from '#libs/kernel/event.js';
import { correctionTypes, dawn, validFrom } from '#libs/kernel/history.js';
import { derivedId } from '#libs/kernel/ids.js';
import { briefing } from '#libs/office/briefing.js';
import type { FigureChange } from '#libs/office/briefing-bodies.js';
import { openRestatement, type Mention } from '#libs/office/briefing-events.js';
import { BriefingLists } from './briefing/lists/lists.js';
import { proposedMentions } from './briefing/mentions.js';
import type { BriefingPoint } from './briefing/point.js';
import { changesSince, hasFigures, pointNow, type IssuedFigures } from './briefing/restated-figures.js';
import { causesBehind, type Causing } from './briefing/restatement-causes.js';
import { restatementInWords } from './briefing/restatement-words.js';

type Restating = Causing & { readonly execute: Executor };

const manager = systemActor('restatements');

/** From which day on facts may read differently, and which briefings were issued: what a check has to look at. */
interface Touched {
  from?: Day;
  readonly issued: Set<string>;
}

/**
 * The process manager of semantics 49. It is level-triggered: whatever was missed, the next check compares every issued
 * briefing with what is known now, so it needs no state of its own and a repeated check is a no-op. A process that
 * starts compares all; later only those whose last day facts recorded since can reach.
 */
export const restatements = (sources: Restating) => {
  let position: Position | undefined;
  const touched = async (): Promise<Touched> => {
    if (position !== undefined) return touchedSince(position);
    position = (await sources.events.head()).position;
    return { from: dawn, issued: new Set() };
  };
  const touchedSince = async (after: Position): Promise<Touched> => {
    const found: Touched = { issued: new Set() };
    for (let next = after; ;) {
      const page = await sources.events.readAll(next, 1_000);
      page.events.forEach((event) => touch(found, event));
      position = next = page.next;
      if (page.atEnd) return found;
    }
  };
  return {
    /** Brings every restatement to what the columns now say; answers how many events it appended. */
    check: async (): Promise<number> => {
      await sources.office.refresh();
      const { from, issued } = await touched();
      const mayDiffer = ({ briefing: id, validAt }: IssuedFigures) =>
        issued.has(id) || (from !== undefined && from <= validAt);
      let appended = 0;
      for (const each of issuedBriefings(sources).filter(mayDiffer)) appended += await restateOne(each, sources);
      return appended;
    },
  };
};

/** Late facts, corrections, mergers, rule books: nothing else can change a figure of a day gone by. */
const touch = (touched: Touched, { type, stream, data }: RecordedEvent): void => {
  if (type === 'BriefingIssued') touched.issued.add((data as { briefing: string }).briefing);
  const isFact = stream.includes('-case-') || stream.endsWith('-unit') || stream.includes('-rule-book-');
  if (!isFact) return;
  const day = correctionTypes.has(type) ? dawn : validFrom(data);
  if (touched.from === undefined || day < touched.from) touched.from = day;
};

const issuedBriefings = ({ office }: Restating): readonly IssuedFigures[] =>
  office
    .named('briefing-')
    .map((name) => office.state(briefing, name.slice('briefing-'.length)).issued)
    .filter(hasFigures);

const restateOne = async (issued: IssuedFigures, sources: Restating): Promise<number> => {
  const knownAt = sources.feed.columns.seq;
  if (knownAt <= issued.knownAt) return 0;
  const point = pointNow(issued, sources);
  const changes = changesSince(issued, point);
  const standing = openRestatement(sources.office.state(briefing, issued.briefing));
  if (isDeepStrictEqual(changes, standing?.changes ?? [])) return 0;
  const body = { knownAt, ...(await statement({ issued, changes, point }, sources)) };
  const key = derivedId('restatement', issued.briefing, knownAt);
  const causationId = body.causes.at(-1)?.eventId;
  const restate = { aggregate: briefing, id: issued.briefing, name: 'RestateBriefing', actor: manager };
  return (await sources.execute({ ...restate, body, key, causationId })).events.length;
};

interface Moved {
  readonly issued: IssuedFigures;
  readonly changes: readonly FigureChange[];
  readonly point: BriefingPoint;
}

const statement = async (moved: Moved, sources: Restating) => {
  const { issued, changes, point } = moved;
  if (changes.length === 0) return { changes, causes: [], addressees: [] };
  const causes = await causesBehind(moved, sources);
  const addressees = addresseesOf(moved);
  const said = { issued, changes, causes, addressees };
  const text = await restatementInWords(said, (unit) => point.units.unitName(unit), sources);
  return { changes: changes.slice(0, mostChanges), causes, addressees, text: text.slice(0, mostText) };
};

/** What an event may hold. */
const mostChanges = 2_000;
const mostText = 8_000;

/** Units criticised by name whose evidence moved are to be told (semantics 49). */
const addresseesOf = ({ issued, changes, point }: Moved): readonly string[] => {
  if (issued.criticised.length === 0) return [];
  const now = proposedMentions(new BriefingLists(point));
  return issued.criticised.filter((unit) => {
    const then = issued.mentions?.find((mention) => mention.as === 'criticism' && mention.unit === unit);
    if (!then) return changes.some(({ scope }) => scope['unit'] === unit);
    return evidenceMoved(then, { now, unitNow: point.units.unitNow(unit) });
  });
};

/** A unit that was merged since answers with the whole of what it became: then only evidence that is gone has moved. */
const evidenceMoved = (then: Mention, { now, unitNow }: { now: readonly Mention[]; unitNow: string }): boolean => {
  const standing = now.find((mention) => mention.as === 'criticism' && mention.unit === unitNow);
  const [before, after] = [evidenceIn(then), standing ? evidenceIn(standing) : new Set<string>()];
  const isLost = [...before].some((each) => !after.has(each));
  return isLost || (unitNow === then.unit && after.size !== before.size);
};

const evidenceIn = ({ grounds }: Mention): ReadonlySet<string> =>
  new Set(grounds.flatMap(({ rule, evidence }) => evidence.map(({ case: id }) => `${rule}|${id}`)));
