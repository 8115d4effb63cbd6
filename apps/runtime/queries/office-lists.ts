import { account, actorOf } from '#libs/office/account.js';
import { briefing } from '#libs/office/briefing.js';
import { openRestatement, type BriefingIssued, type FrozenContent } from '#libs/office/briefing-events.js';
import { campaign } from '#libs/office/campaign.js';
import { register, registerCounts, registerEntries, type RegisterQuery } from '#libs/office/register.js';
import { nameOf, unit, unitsOn } from '#libs/office/unit.js';
import { post } from '#libs/office/post.js';
import { ruleBook } from '#libs/office/rule-book.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { refuseQuery } from '../errors.js';
import { resolvePoint, type AskedPoint, type Point } from './point.js';
import type { StatisticsSources } from './statistics.js';

/** Lists of the office's own streams at any (V, K), from their folds (engine 27). */
export const officeLists = (sources: StatisticsSources) => ({
  ...dated(sources),
  ...briefings(sources),
  ...asRecorded(sources),
});

const readingOf = (sources: StatisticsSources) => async (asked: AskedPoint) => {
  const point = await resolvePoint(asked, sources);
  await sources.office.lookAgain();
  return { point, cut: { validAt: point.validAt, knownAt: point.knownAt } };
};

const dated = (sources: StatisticsSources) => {
  const { office } = sources;
  const at = readingOf(sources);
  return {
    register: async (asked: AskedPoint & RegisterQuery) => {
      const { point, cut } = await at(asked);
      const state = office.state(register, undefined, cut);
      const query = { from: asked.from, validAt: point.validAt, type: asked.type, meetingType: asked.meetingType };
      const entries = registerEntries(state, query);
      const units = office.state(unit, undefined, { knownAt: point.knownAt });
      const inspected = entries.flatMap((entry) => (entry.type === 'InspectionMade' ? entry.data.units : []));
      const names = Object.fromEntries([...new Set(inspected)].map((id) => [id, nameOf(units, id, point.validAt)]));
      return { reading: point, counts: registerCounts(state, query), entries, units: names };
    },
    campaigns: async (asked: AskedPoint) => {
      const { point, cut } = await at(asked);
      const states = office
        .named('campaign-')
        .map((name) => office.state(campaign, name.slice('campaign-'.length), cut));
      const opened = states.flatMap(({ opened: each, closedOn }) =>
        each ? [{ ...each, closedOn: closedOn ?? null }] : [],
      );
      return { reading: point, count: opened.length, campaigns: opened.toSorted(byOccurrence) };
    },
  };
};

/** Issued and drafted, counted by kind. */
const briefings = (sources: StatisticsSources) => {
  const { office } = sources;
  const at = readingOf(sources);
  return {
    briefings: async (asked: AskedPoint) => {
      const { point, cut } = await at(asked);
      const states = briefingIds(sources).map((id) => office.state(briefing, id, cut));
      const issued = states.flatMap((state) =>
        state.issued ? [{ ...withoutFigures(state.issued), restatement: openRestatement(state) ?? null }] : [],
      );
      const counts = Object.fromEntries(
        [...new Set(issued.map(({ kind }) => kind))]
          .sort()
          .map((kind) => [kind, issued.filter((each) => each.kind === kind).length]),
      );
      const drafts = states.flatMap(({ drafted, issued: isIssued }) => (drafted && !isIssued ? [drafted] : []));
      return {
        reading: point,
        counts,
        briefings: issued.toSorted(byOccurrence),
        drafts: drafts.toSorted(byOccurrence),
      };
    },
  };
};

const asRecorded = (sources: StatisticsSources) => {
  const { office, jurisdiction } = sources;
  const at = readingOf(sources);
  return {
    briefing: async (id: string) => {
      await office.lookAgain();
      const state = office.state(briefing, id);
      const said = state.issued ?? state.drafted;
      if (!said) throw refuseQuery('briefing.unknown', { id });
      return {
        ...withoutPages(said),
        isIssued: state.issued !== undefined,
        revision: office.revision(`briefing-${id}`),
        restatement: openRestatement(state) ?? null,
      };
    },
    units: async (asked: AskedPoint) => {
      const { point } = await at(asked);
      const state = office.state(unit, undefined, { knownAt: point.knownAt });
      const units = unitsOn(state, point.validAt).map((id) => ({ unit: id, name: nameOf(state, id, point.validAt) }));
      return { reading: point, units };
    },
    names: (actors: readonly string[], reading: Reading) => namesAt(office, actors, reading),
    /** Events of one office stream as recorded: units, posts, rule books, the register. */
    stream: async (name: string): Promise<{ revision: number; events: readonly RecordedEvent[] }> => {
      await office.lookAgain();
      return { revision: office.revision(name), events: office.events(name) };
    },
    streams: {
      unit: unit.stream(),
      post: post.stream(),
      rules: ruleBook.stream(jurisdiction),
      register: register.stream(),
    },
  };
};

type Reading = Pick<Point, 'validAt' | 'knownAt'>;

/** What accounts are called today, and every unit at a reading: for whoever tells a history. */
const namesAt = async (
  office: StatisticsSources['office'],
  actors: readonly string[],
  { validAt, knownAt }: Reading,
) => {
  await office.lookAgain();
  const state = office.state(unit, undefined, { knownAt });
  const called = [...new Set(actors)].flatMap((id) => {
    const name = actorOf(office.state(account, id))?.name;
    return name === undefined ? [] : [[id, name] as const];
  });
  const units = [...state.units.keys()].map((id) => [id, nameOf(state, id, validAt)] as const);
  return { actors: Object.fromEntries(called), units: Object.fromEntries(units) };
};

export type OfficeLists = ReturnType<typeof officeLists>;

export const briefingIds = ({ office }: Pick<StatisticsSources, 'office'>): readonly string[] =>
  office.named('briefing-').map((name) => name.slice('briefing-'.length));

/** Pages are asked for as files. */
const withoutPages = <T extends object>({ content, ...rest }: T & { content?: FrozenContent }) => ({
  ...rest,
  ...(content ? { content: { digest: content.digest, renderer: content.renderer } } : {}),
});

const withoutFigures = ({ figures, mentions, ...rest }: BriefingIssued) => ({
  ...withoutPages(rest),
  ...(mentions ? { praised: mentions.filter(({ as }) => as === 'praise').map(({ unit: id }) => id) } : {}),
  figures: Array.isArray(figures) ? figures.length : 0,
});

const byOccurrence = (a: { occurredOn: string }, b: { occurredOn: string }): number =>
  a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : 0;
