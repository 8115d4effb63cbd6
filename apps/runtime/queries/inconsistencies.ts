import { inconsistencies as inconsistenciesOf, type Inconsistency } from '#libs/cases/inconsistencies.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { closedUnits } from '#libs/statistics/closed-units.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import { lineId, lines, type ActivityLine } from '#projections/activity/activity.js';
import { upcast } from '../catalog.js';
import { caseLines } from './ledger-lines.js';
import { bound, type Asking, type StatisticsSources } from './statistics.js';

/** One pair of events of a case that do not fit together as now known (semantics 8). */
export interface CaseInconsistency extends Inconsistency {
  readonly case: string;
  readonly number: string;
  readonly title: string;
}

export interface InconsistencyQuery extends Asking {
  readonly cursor?: string;
  readonly limit?: number;
}

/** Cases looked at in one answer: some 200 milliseconds. */
const mostExamined = 500;

/**
 * Every inconsistency across cases, each with both its events, and the units closed without a successor that still answer
 * for cases (semantics 8, 32). What every decider let pass can only fall out of joint by an act of correcting, so the
 * cases that were corrected are the ones looked at.
 */
export const inconsistencyQueries = (sources: StatisticsSources) => ({
  across: async ({ cursor = '', limit = 100, ...asking }: InconsistencyQuery) => {
    const { point, request, reading, columns } = await bound(asking, sources);
    const inScope = caseLines(columns, reading, request);
    const candidates = (await correctedCases(point.knownAt, sources)).filter((id) => id > cursor && inScope.has(id));
    const found: CaseInconsistency[] = [];
    let examined = 0;
    for (const id of candidates.slice(0, mostExamined)) {
      if (found.length >= limit) break;
      examined += 1;
      const { number, title } = inScope.get(id)!;
      found.push(...(await ofCase(id, point, sources)).map((each) => ({ case: id, number, title, ...each })));
    }
    const more = examined < candidates.length ? { next: candidates[examined - 1] ?? cursor } : {};
    const closed = cursor === '' ? closedUnits(columns, reading, request) : [];
    const named = closed.map((each) => ({ ...each, name: reading.unitName(each.unit) }));
    return { reading: point, inconsistencies: found, closedUnits: named, ...more };
  },
});

const ofCase = async (
  id: string,
  point: { validAt: string; knownAt: number },
  { events, prefix }: StatisticsSources,
): Promise<readonly Inconsistency[]> => {
  const read = await events.readStream(`${prefix}-case-${id}`);
  return inconsistenciesOf(
    read.events.map((event: RecordedEvent) => upcast(event)),
    point,
  );
};

const correcting = ['FactCorrected', 'FactRetracted'];
const pageSize = 1_000;

/** Ids of the cases corrected up to K, in order. */
const correctedCases = async (knownAt: number, { activity, prefix }: StatisticsSources): Promise<readonly string[]> => {
  const start = `${prefix}-case-`;
  const streams = new Set<string>();
  for (let before = knownAt + 1; ;) {
    const filter = { type: { $in: correcting }, _id: { $lt: lineId(before) } };
    const page = (await activity.find(lines, filter, {
      sort: { _id: -1 },
      limit: pageSize,
    })) as readonly ActivityLine[];
    page
      .filter(({ stream }) => stream.startsWith(start))
      .forEach(({ stream }) => streams.add(stream.slice(start.length)));
    if (page.length < pageSize) return [...streams].sort(byCodeUnit);
    before = page.at(-1)!.seq;
  }
};
