import { addDays } from '#libs/calendar/day.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
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

const groupings: readonly (readonly Dimension[])[] = [
  [],
  ['unit'],
  ['kind', 'outerRole'],
  ['year', 'subject'],
  ['level', 'stage'],
  ['period', 'term'],
  ['leaderInCharge', 'session'],
  ['flag'],
  ['innerRole', 'unit'],
  ['leader', 'kind'],
  ['body', 'sitting'],
];

const scopes: readonly Scope[] = [
  {},
  {},
  { kind: 'suggestion' },
  { outerRole: 'leadOrJoint' },
  { outerRole: ['co', 'none'], level: ['city', 'district'] },
  { year: 2015 },
  { unit: 'jiaotong' },
  { unit: ['shuiwu', 'guitu'], innerRole: 'support' },
  { innerRole: ['lead', 'jointLead'] },
  { countingUnit: ['jiaotong', 'unassigned'] },
  { flag: ['legacy', 'repeated', 'none'] },
  { leader: '副区长甲' },
  { subject: 'unclassified', session: [1, 2] },
  { period: '2013–2017', term: [12, 14] },
  { case: ['c0', 'c1', 'c2'] },
  { stage: ['replied', 'inHandling', 'toAccept'] },
];

/** A day of the log's own, or one near it, known at any position of it. */
export const questionOf = (events: readonly RecordedEvent[], { what, case: third, day, a, b, c }: Stroke): Question => {
  const days = [...new Set(JSON.stringify(events.map(({ data }) => data)).match(/20\d\d-\d\d-\d\d/g))].sort();
  const validAt = addDays(day % 2 === 0 ? oneOf(days, day >> 1) : addDays('2014-12-01', day % 460), (a % 3) - 1);
  return {
    validAt,
    knownAt: a % 3 === 0 ? events.length : 1 + (what % events.length),
    by: oneOf(groupings, b),
    scope: oneOf(scopes, c),
    units: maybe('original' as const, third, 4),
    mapping: maybe('solvedOrAdopted' as const, third, 3),
    from: addDays(validAt, -(b % 120)),
  };
};
