import { dayFromNumber, yearOf } from '#libs/calendar/day.js';
import { refuseReport } from './errors.js';
import { none, type ColumnOf } from './grains.js';
import type { Inquiry } from './inquiry.js';
import type { Keys } from './keys.js';
import {
  disclosures,
  implementations,
  kinds,
  levels,
  outcomes,
  outerRoles,
  stages,
  terminations,
  type Ordering,
} from './orders.js';
import type { Rows } from './reading.js';

/** How cases are told into groups: every case falls into exactly one; what has no value has a bucket. */
interface DimensionRow extends Ordering {
  readonly column: ColumnOf<'case'>;
  /** Key of the bucket: 「无」, 「未分办」, 「未分类」. */
  readonly absent: 'none' | 'unassigned' | 'unclassified';
  /** `year`: of the day; `period`: of the body's term (semantics 33). */
  readonly reads?: 'number' | 'year' | 'period' | 'unit';
}

export const dimensions = {
  level: { column: 'level', absent: 'none', declared: levels },
  kind: { column: 'kind', absent: 'none', declared: kinds },
  body: { column: 'body', absent: 'none' },
  period: { column: 'term', absent: 'none', reads: 'period' },
  term: { column: 'term', absent: 'none', reads: 'number', numeric: true },
  session: { column: 'session', absent: 'none', reads: 'number', numeric: true },
  sitting: { column: 'sitting', absent: 'none', declared: ['in-session', 'recess'] },
  year: { column: 'registeredOn', absent: 'none', reads: 'year', numeric: true },
  outerRole: { column: 'outerRole', absent: 'none', declared: outerRoles },
  unit: { column: 'countingUnit', absent: 'unassigned', reads: 'unit' },
  stage: { column: 'stage', absent: 'none', declared: stages },
  subject: { column: 'subject', absent: 'unclassified' },
  leaderInCharge: { column: 'leaderInCharge', absent: 'none' },
  leadingLeader: { column: 'leadingLeader', absent: 'none' },
  supervisingLeader: { column: 'supervisingLeader', absent: 'none' },
  handler: { column: 'handler', absent: 'none' },
  outcome: { column: 'replyOutcome', absent: 'none', declared: outcomes },
  currentOutcome: { column: 'currentOutcome', absent: 'none', declared: outcomes },
  implementation: { column: 'implementation', absent: 'none', declared: implementations },
  disclosure: { column: 'disclosure', absent: 'none', declared: disclosures },
  terminatedAs: { column: 'terminatedAs', absent: 'none', declared: terminations },
  waitingBody: { column: 'waitingBody', absent: 'none' },
} as const satisfies Record<string, DimensionRow>;

/** A grouping that tells cases apart: no case is in two groups. */
export type Partition = keyof typeof dimensions;

export const dimensionOf = (name: Partition): DimensionRow => dimensions[name];

/** Groupings that overlap: a case may bear several flags, leaders and inner roles, or none; what groups come to is no sum. */
export const overlappings = ['flag', 'leader', 'innerRole'] as const;
export type Overlapping = (typeof overlappings)[number];

/** Everything figures may be grouped by (domain 7). */
export type Dimension = Partition | Overlapping;

export const isOverlapping = (name: string): name is Overlapping => (overlappings as readonly string[]).includes(name);

/** Those that tell cases apart. Refuses `dimension.unknown`. */
export const partitionsOf = (by: readonly Dimension[]): readonly Partition[] => {
  const unknown = by.find((name) => !Object.hasOwn(dimensions, name) && !isOverlapping(name));
  if (unknown !== undefined) throw refuseReport('dimension.unknown', { dimension: unknown });
  return by.filter((name): name is Partition => !isOverlapping(name));
};

export type GroupKey = Readonly<Partial<Record<Dimension, string>>>;

/** The unit a report names: itself or what mergers made of it; 'unassigned' where there is none (semantics 32). */
export const unitKey =
  ({ reading, office, originalUnits }: Inquiry) =>
  (code: number): string => {
    if (code === none) return 'unassigned';
    const id = reading.dictionary.text(code);
    return originalUnits ? id : office.unitNow(id);
  };

/** For each case row the index of its key. */
export const indexCases = (
  inquiry: Inquiry,
  name: Partition,
  { rows, keys }: { rows: Rows<'case'>; keys: Keys },
): Int32Array => {
  const row = dimensionOf(name);
  if (row.reads === 'period') return indexPeriods(inquiry, rows, keys);
  return keys.indexAll(rows.column(row.column), keyOf(inquiry, row));
};

const keyOf = (inquiry: Inquiry, { reads, absent }: DimensionRow): ((value: number) => string) => {
  if (reads === 'unit') return unitKey(inquiry);
  const read = readers[reads ?? 'code'];
  return (value) => (value === none ? absent : read(inquiry, value));
};

const readers = {
  code: ({ reading }: Inquiry, value: number): string => reading.dictionary.text(value),
  number: (_: Inquiry, value: number): string => String(value),
  year: (_: Inquiry, value: number): string => String(yearOf(dayFromNumber(value))),
  period: ({ reading }: Inquiry, value: number): string => reading.dictionary.text(value),
};

/** A body's code and its term as one number. */
const termStride = 4096;

const indexPeriods = (inquiry: Inquiry, rows: Rows<'case'>, keys: Keys): Int32Array => {
  const [body, term] = [rows.column('body'), rows.column('term')];
  const pairs = Float64Array.from(body, (code, row) => code * termStride + (term[row] as number));
  return keys.indexAll(pairs, (pair) => {
    const ordinal = pair % termStride;
    const name = inquiry.reading.dictionary.text((pair - ordinal) / termStride);
    return inquiry.office.periodOf(name, ordinal) ?? 'none';
  });
};
