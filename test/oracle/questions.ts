import { addDays } from '#libs/calendar/day.js';
import { stages } from '#libs/statistics/orders.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { dimensions, overlappings, type Dimension } from '#libs/statistics/dimensions.js';
import type { Scope } from '#libs/statistics/scope.js';
import { maybe, oneOf, type Stroke } from './random/stroke.js';

/** One question of both, the engine and the naive reading. */
export interface Question {
  readonly validAt: string;
  readonly knownAt: number;
  readonly by: readonly Dimension[];
  readonly scope: Scope;
  readonly units?: 'original';
  readonly mapping?: 'solvedOrAdopted';
  /** First day of the window of flows. */
  readonly from: string;
}

/** Groupings that reports and briefings ask for; any others are thrown together. */
const groupings: readonly (readonly Dimension[])[] = [
  [],
  ['unit'],
  ['unit'],
  ['kind', 'outerRole'],
  ['innerRole', 'unit'],
];
const names = [...(Object.keys(dimensions) as Dimension[]), ...overlappings];

const units = ['jiaotong', 'shuiwu', 'guitu', 'pujiang', 'weisheng'];
const people = ['副区长甲', '局长甲', '经办甲', 'none'];

/** What each part of a scope may be asked for. */
const values = {
  level: ['city', 'national', 'district'],
  kind: ['suggestion', 'proposal'],
  body: ['上海市人大', '上海市政协'],
  period: ['2013–2017', '2008–2012', 'none'],
  term: [11, 12, 13, 14],
  session: [1, 2, 3, 4],
  sitting: ['in-session', 'recess'],
  year: [2014, 2015, 2016],
  outerRole: ['lead', 'joint', 'co', 'none', 'leadOrJoint', 'leadOrJoint'],
  subject: ['城建交通', '其他', 'unclassified'],
  stage: stages,
  unit: units,
  innerRole: ['lead', 'jointLead', 'support', 'support', 'none'],
  countingUnit: [...units, 'unassigned'],
  leader: people,
  flag: ['keySupervised', 'leaderSupervised', 'difficult', 'legacy', 'repeated', 'none'],
  case: ['c0', 'c1', 'c2'],
} as const satisfies Partial<Record<keyof Scope, readonly (string | number)[]>>;

const parts = Object.keys(values) as (keyof typeof values)[];

/** None of its parts, or one, or some of them; each asked for by one word or by a list. */
const scopeOf = ({ a, b, c }: Stroke): Scope =>
  Object.fromEntries(
    Array.from({ length: oneOf([0, 0, 0, 1, 1, 1, 2, 3], c) }, (_, at) => {
      const name = oneOf(parts, (c >> 3) + at * (1 + (b % 16)));
      const wanted: readonly (string | number)[] = values[name];
      const [first, others] = [oneOf(wanted, (a >> 2) + at), wanted.filter((_value, place) => (b >> place) % 2 === 1)];
      return [name, maybe(first, a + at, 3) ?? [...new Set([first, ...others])]];
    }),
  );

const groupingOf = ({ a, b, c }: Stroke): readonly Dimension[] => {
  if (b % 3 === 0) return oneOf(groupings, b >> 2);
  const others = Array.from({ length: 1 + (c % 3) }, (_, at) => oneOf(names, (b >> 2) + at * (1 + (a % 16))));
  return [...new Set(others)];
};

/** Whatever days the cases tell of, and those from which the office's own events hold. */
const daysOf = (events: readonly RecordedEvent[]): readonly string[] => {
  const told = events.map(({ stream, data }) =>
    stream.includes('-case-') ? data : (data as { effectiveFrom?: string }).effectiveFrom,
  );
  return [...new Set(JSON.stringify(told).match(/20\d\d-\d\d-\d\d/g))].sort();
};

/** Days before the first event, of an event or beside it, at the ends of years and months, years ahead. */
const dayOf = (events: readonly RecordedEvent[], { day, a }: Stroke): string => {
  const own = addDays(oneOf(daysOf(events), day >> 3), (a % 3) - 1);
  const edges = ['2014-10-31', '2014-12-31', '2015-01-01', '2015-02-28', '2015-12-31', '2016-01-01', '2017-06-30'];
  return oneOf([own, own, own, own, addDays('2014-12-01', day % 460), addDays(own, day % 90), oneOf(edges, a)], day);
};

/** From the day itself back over a few days, two months, or more than a year. */
const windowOf = ({ a, b }: Stroke): number => oneOf([b % 5, b % 62, b % 120, 200 + (b % 250)], a >> 1);

/** The head, or any position: mostly one after the office's own first day. */
const knownOf = ({ length }: readonly RecordedEvent[], { what, a, b }: Stroke): number => {
  if (a % 3 === 0) return length;
  const office = b % 7 === 0 ? 0 : Math.min(14, length - 1);
  return 1 + office + (what % (length - office));
};

/** A day of the log's own, or one near it, known at any position of it. */
export const questionOf = (events: readonly RecordedEvent[], stroke: Stroke): Question => {
  const { case: third } = stroke;
  const validAt = dayOf(events, stroke);
  return {
    validAt,
    knownAt: knownOf(events, stroke),
    by: groupingOf(stroke),
    scope: scopeOf(stroke),
    units: maybe('original' as const, third, 4),
    mapping: maybe('solvedOrAdopted' as const, third, 3),
    from: addDays(validAt, -windowOf(stroke)),
  };
};
