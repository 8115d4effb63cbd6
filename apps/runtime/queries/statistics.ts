import { endOfDay } from '#libs/kernel/clock.js';
import type { Day } from '#libs/kernel/event.js';
import { compare, type Comparison } from '#libs/statistics/compare.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { drill, type DrillRow, type Opened } from '#libs/statistics/drill.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
import { checkIdentities, type IdentityResult } from '#libs/statistics/identities.js';
import { revisitMatrix, type MatrixRow } from '#libs/statistics/matrix.js';
import type { OutcomeMapping, Policies } from '#libs/statistics/policies.js';
import { report, type Report, type ReportRequest } from '#libs/statistics/report.js';
import { readingAt } from '#libs/statistics/reading.js';
import { recentlyUsed, type RecentlyUsed } from '#libs/projecting/recently-used.js';
import type { Scope } from '#libs/statistics/scope.js';
import { trend, type Against } from '#libs/statistics/trend.js';
import type { Office } from '../office.js';
import { causesOf, type CauseSources } from './causes.js';
import { officeAt, policiesAt } from './office-at.js';
import { caseNames, type CaseName } from './ledger-lines.js';
import { resolvePoint, type AskedPoint, type Point, type PointSources } from './point.js';

/** A statistical question as the ways in ask it. */
export interface Asking extends AskedPoint {
  readonly figures?: readonly string[];
  readonly scope?: Scope;
  readonly by?: readonly Dimension[];
  readonly units?: 'mapped' | 'original';
  readonly mapping?: OutcomeMapping;
  /** First day of the window of flows. */
  readonly from?: Day;
}

/** The figures of a report that names none: the ones an office asks for every day. */
export const usualFigures: readonly string[] = [
  'received',
  'N1',
  'N2/lead',
  'N2/leadOrJoint',
  'N2/co',
  'stock',
  'N3',
  'N3b',
  'N4',
  'N4b',
  'N5',
  'N6f',
  'N7',
  'N9',
  'N11',
  'N12',
  'N12c',
  'N13',
  'N14',
  'N15',
  'N17',
  'overdue',
];

export interface StatisticsSources extends PointSources, CauseSources {
  readonly office: Office;
  readonly jurisdiction: string;
}

/** One question bound to its point: what every kind of answer is computed from. */
export const bound = async (asking: Asking, sources: StatisticsSources) => {
  const point = await resolvePoint(asking, sources);
  await sources.office.lookAgain();
  return { point, ...requestAt(asking, point, sources), columns: sources.feed.columns };
};

/** The request at a resolved point; also used where the point is known already. */
export const requestAt = (
  asking: Asking,
  point: Point,
  { office, jurisdiction }: Pick<StatisticsSources, 'office' | 'jurisdiction'>,
) => {
  const policies: Partial<Policies> = { ...policiesAt(office, jurisdiction, point), outcomeMapping: asking.mapping };
  const request: ReportRequest = {
    validAt: point.validAt,
    knownAt: point.knownAt,
    knownInstant: endOfDay(point.knownDay),
    figures: asking.figures ?? usualFigures,
    scope: asking.scope,
    by: asking.by,
    units: asking.units,
    policies,
    ...(asking.from ? { window: { from: asking.from } } : {}),
  };
  return { request, reading: officeAt(office, jurisdiction, point) };
};

type Question = Pick<Awaited<ReturnType<typeof bound>>, 'request' | 'reading' | 'columns'>;

/** Answers of late, by question: at one K they never change (quality 5). A rebuild brings new columns, hence none. */
const answers = new WeakMap<FactColumns, RecentlyUsed<Report>>();
const keptAnswers = 32;

const answerTo = ({ request, reading, columns }: Question): Report => {
  const kept = answers.get(columns) ?? recentlyUsed<Report>(keptAnswers);
  answers.set(columns, kept);
  const asked = JSON.stringify(request);
  const answer = kept.get(asked) ?? report(columns, reading, request);
  kept.set(asked, answer);
  return answer;
};

export interface Answered<T> {
  readonly reading: Point & { readonly marks?: readonly string[] };
  readonly answer: T;
}

export interface ComparedReport {
  readonly before: Point;
  readonly after: Point;
  readonly comparison: Comparison;
  /** For every case that moved, the events that moved it. */
  readonly causes: Awaited<ReturnType<typeof causesOf>>;
  /** What the cases that moved are called. */
  readonly cases: Readonly<Record<string, CaseName>>;
}

export interface Drilled extends Answered<readonly DrillRow[]> {
  /** What these cases are called. */
  readonly cases: Readonly<Record<string, CaseName>>;
}

/** Reports, their cases, their differences: all from the columns, none by replay. */
export const statistics = (sources: StatisticsSources) => ({
  report: async (asking: Asking): Promise<Report & { readonly known: Point }> => {
    const { point, ...question } = await bound(asking, sources);
    return { known: point, ...answerTo(question) };
  },
  drill: async (asking: Asking, opened: Opened): Promise<Drilled> => {
    const { point, request, reading, columns } = await bound(asking, sources);
    const answer = drill(columns, reading, { asked: request, opened });
    const ids = answer.map((row) => row.case);
    return { reading: point, answer, cases: caseNames(ids, [readingAt(columns, request)]) };
  },
  compare: async (before: Asking, after: Asking): Promise<ComparedReport> => {
    const [earlier, later] = [await bound(before, sources), await bound(after, sources)];
    const columns: FactColumns = later.columns;
    const sides = [earlier, later].map(({ request, reading }) => ({ request, office: reading }));
    const comparison = compare(columns, sides[0]!, sides[1]!);
    const causes = await causesOf(comparison, { before: sides[0]!, after: sides[1]!, columns }, sources);
    const readings = sides.map(({ request }) => readingAt(columns, request));
    const cases = caseNames(
      causes.map((cause) => cause.case),
      readings,
    );
    return { before: earlier.point, after: later.point, comparison, causes, cases };
  },
  /** 环比, 同比: read at the report's own K, under its own units (semantics 31, N18). */
  trend: async (asking: Asking, against: Against): Promise<Answered<Comparison>> => {
    const { point, request, reading, columns } = await bound(asking, sources);
    return { reading: point, answer: trend(columns, reading, { request, against }) };
  },
  matrix: async (asking: Asking & { campaign?: string }): Promise<Answered<readonly MatrixRow[]>> => {
    const { point, request, reading, columns } = await bound(asking, sources);
    return { reading: point, answer: revisitMatrix(columns, reading, { ...request, campaign: asking.campaign }) };
  },
  identities: async (asking: Asking): Promise<Answered<readonly IdentityResult[]>> => {
    const { point, request, reading, columns } = await bound(asking, sources);
    return { reading: point, answer: checkIdentities(columns, reading, request) };
  },
});

export type Statistics = ReturnType<typeof statistics>;
