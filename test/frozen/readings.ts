import type { Runtime } from '#apps/runtime/runtime.js';
import { officeAt, policiesAt } from '#apps/runtime/queries/office-at.js';
import { briefingFigures } from '#apps/runtime/queries/briefing-figures.js';
import { addDays } from '#libs/calendar/day.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
import type { Figure } from '#libs/statistics/figure.js';
import { openSqliteViews } from '#libs/view-store/sqlite/sqlite-views.js';

/** What is frozen beside a log: asked again by every later release, answered byte for byte. */
export interface Asked {
  /** `N4@1`: every definition of the release, with its version. */
  readonly definitions: readonly string[];
  readonly identities: readonly string[];
  /** Projections and their versions. */
  readonly views: readonly (readonly [name: string, version: number, collection: string])[];
}

const days = ['2015-02-28', '2015-04-30', '2015-08-31', '2015-12-31'];
/** A reply falls due on the first of them. */
const dueDays = ['2015-05-27', '2015-05-28'];
const periods = ['2015-01', '2015-03', '2015-05', '2015-07', '2015-09', '2015-11'];
const groupings: readonly (readonly Dimension[])[] = [['kind', 'outerRole'], ['unit'], ['year', 'subject']];

/** Each day as known in the middle of the log, before the corrections of its end, and at its head; a due day and the next. */
export const pointsOf = (events: readonly RecordedEvent[]) => {
  const head = events.length;
  const before = events.findLast(({ metadata }) => metadata.recordedAt < '2015-12-01')!.seq;
  const early = events.findLast(({ metadata }) => metadata.recordedAt < '2015-05-01')!.seq;
  const grid = days.flatMap((validAt) => [early, before, head].map((knownAt) => ({ validAt, knownAt })));
  return [...dueDays.map((validAt) => ({ validAt, knownAt: head })), ...grid];
};

/** Everything frozen, in an order that never changes. */
export const readingsOf = async (
  runtime: Runtime,
  events: readonly RecordedEvent[],
  asked: Asked,
): Promise<Readonly<Record<string, unknown>>> => {
  const points = pointsOf(events);
  const head = points.at(-1)!;
  return {
    reports: await inTurn(points, (point) => reportAt(runtime, point, asked)),
    originalUnits: await reportAt(runtime, head, asked, 'original'),
    matrices: await inTurn(points, async (point) => (await runtime.statistics.matrix(textual(point))).answer),
    identities: await inTurn(points, (point) => identitiesAt(runtime, point, asked)),
    briefings: points.slice(-3).flatMap(({ knownAt }) => periods.map((period) => bookOf(runtime, period, knownAt))),
    issued: (await runtime.lists.briefings(textual(head))).briefings,
    register: await inTurn(points, async (point) => registerAt(runtime, point)),
    campaigns: (await runtime.lists.campaigns(textual(head))).campaigns,
    units: (await runtime.lists.units(textual(head))).units,
    views: await viewsOf(runtime, asked),
  };
};

type At = ReturnType<typeof pointsOf>[number];

const textual = ({ validAt, knownAt }: At) => ({ validAt, knownAt: String(knownAt) });

const inTurn = async <T, R>(items: readonly T[], each: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const done: R[] = [];
  for (const item of items) done.push(await each(item));
  return done;
};

const reportAt = async (runtime: Runtime, point: At, { definitions }: Asked, units?: 'original') => {
  const asking = { ...textual(point), figures: definitions, units, from: `${point.validAt.slice(0, 4)}-01-01` };
  const whole = await runtime.statistics.report(asking);
  const groups = await inTurn(groupings, async (by) => {
    const { groups: found } = await runtime.statistics.report({ ...asking, by });
    return found.map(({ group, labels, figures }) => ({ group, labels, ...said(figures.filter(isTold)) }));
  });
  return {
    at: whole.reading,
    total: said(whole.total),
    ...Object.fromEntries(groups.map((found, index) => [groupings[index]!.join('+'), found])),
  };
};

/** In a group, a figure that counts nothing over nothing is left out. */
const isTold = ({ numerator, denominator, apart }: Figure): boolean =>
  Boolean(numerator) || Boolean(denominator) || Boolean(apart);

/** One line a figure: what it counts, over what, apart, as printed, and its cells. */
const said = (figures: readonly Figure[]) =>
  Object.fromEntries(
    figures.map(({ id, numerator, denominator, apart, value, cells = [], remark }) => {
      const counted = cells.filter(({ count }) => count > 0).map(Object.values);
      return [id, [numerator, denominator ?? null, apart ?? null, value, ...counted, ...(remark ? [remark] : [])]];
    }),
  );

const identitiesAt = async (runtime: Runtime, point: At, { identities }: Asked) => {
  const from = `${point.validAt.slice(0, 7)}-01`;
  const { answer } = await runtime.statistics.identities({ ...textual(point), from });
  return answer
    .filter(({ id }) => identities.includes(id))
    .map(({ id, holds, left, right, cases }) => [id, holds, left, right, ...cases]);
};

/** The figures a bimonthly briefing freezes, as they would be issued at this position. */
const bookOf = (runtime: Runtime, period: string, knownAt: number) => {
  const { office, feed, config } = runtime;
  const [year, month] = [Number(period.slice(0, 4)), Number(period.slice(5))];
  const next = month === 11 ? `${year + 1}-01-01` : `${year}-${String(month + 2).padStart(2, '0')}-01`;
  const at = { validAt: addDays(next, -1), knownAt };
  const policies = policiesAt(office, config.jurisdiction, at);
  const reading = officeAt(office, config.jurisdiction, at);
  const figures = briefingFigures(feed.columns, reading, { ...at, from: `${period}-01`, policies });
  return {
    period,
    knownAt,
    figures: figures.map(({ id, scope, numerator, denominator }) => [id, scope, numerator, denominator ?? null]),
  };
};

const registerAt = async (runtime: Runtime, point: At) => {
  const { counts, entries } = await runtime.lists.register(textual(point));
  return { ...point, counts, entries };
};

/**
 * The documents of the counters, as any reporting tool would read them; how far each was written is no reading. A view
 * of another version by now is left out: its documents are another release's.
 */
const viewsOf = async ({ config }: Runtime, { views }: Asked) => {
  const store = openSqliteViews({ folder: config.data, readOnly: true });
  try {
    const read = await inTurn(views, async ([name, version, collection]) => {
      const generations = await store.generations(name);
      const held = generations.find(({ generation, live }) => live && generation.version === version);
      const documents = held ? await store.find(held.generation, collection, {}, { sort: { _id: 1 } }) : [];
      return [name, version, documents.map(({ seq: _seq, ...document }) => document)] as const;
    });
    return Object.fromEntries(
      read
        .filter(([, , documents]) => documents.length > 0)
        .map(([name, version, documents]) => [`${name}@${version}`, documents]),
    );
  } finally {
    await store.close();
  }
};
