import type { Inquiry } from '../inquiry.js';
import { and, equal, not, oneOf, present, where } from '../masks.js';
import { grades } from '../orders.js';
import type { Reading } from '../reading.js';
import { firstRoundGiven, laterForms, latest, latestGiven, worstForms, type Axis } from './forms.js';
import { listOver, shareOf } from './bases.js';
import { part, type Definition } from './definition.js';

type Merging = 'strict' | 'merged';

/** Strict: 满意 only; merged: 基本满意 too (semantics 39). */
const content = (reading: Reading, axis: Axis, merging: Merging): Uint8Array => {
  const counted = merging === 'merged' ? ['satisfied', 'mostly'] : ['satisfied'];
  return oneOf(
    reading.column('form', axis),
    counted.map((text) => reading.code(text)),
  );
};

/** Of the forms dissatisfied in round 1 with a later one given: the share whose latest is no longer so (N10). */
const converted =
  (axis: Axis) =>
  ({ reading }: Inquiry) => {
    const unhappy = equal(reading.column('form', axis), reading.code('dissatisfied'));
    const later = laterForms(reading);
    const base = and(not(equal(later, -1)), firstRoundGiven(reading), unhappy);
    return shareOf(
      base,
      where(later.length, (row) => unhappy[later[row] as number] === 0),
    );
  };

const axisName: Readonly<Record<Axis, { zh: string; en: string }>> = {
  result: { zh: '办理结果', en: 'result' },
  attitude: { zh: '办理态度', en: 'attitude' },
};

const policies: Readonly<Record<Merging, { zh: string; en: string }>> = {
  strict: { zh: '只计满意', en: 'satisfied only' },
  merged: { zh: '满意与基本满意', en: 'satisfied and mostly satisfied' },
};

const gradeEvidence = ['askedSeq', 'givenSeq'];

type Base = (reading: Reading) => Uint8Array;

const satisfaction = (
  { id, zh, en }: { id: string; zh: string; en: string },
  { axis, merging }: { axis: Axis; merging: Merging },
  base: Base,
): Definition => ({
  id: axis === 'result' ? id : `${id}a`,
  variant: merging === 'strict' ? undefined : merging,
  version: 1,
  name: { zh: `${zh}（${axisName[axis].zh}）`, en: `${en}, ${axisName[axis].en}` },
  basis: { zh: `${policies[merging].zh} / 已反馈的表`, en: `${policies[merging].en} / forms given` },
  counts: 'form',
  credit: 'countingUnit',
  parts: {
    numerator: part('满意', 'satisfied', gradeEvidence),
    denominator: part('已反馈', 'forms given', gradeEvidence),
  },
  classify: ({ reading }) => shareOf(base(reading), content(reading, axis, merging)),
});

const gradesOf = (axis: Axis): Definition => ({
  id: axis === 'result' ? 'N9' : 'N9a',
  variant: 'grades',
  version: 2,
  name: { zh: `评价构成（${axisName[axis].zh}）`, en: `grades, ${axisName[axis].en}` },
  basis: { zh: '已反馈的表按评价', en: 'forms given, by grade' },
  counts: 'form',
  credit: 'countingUnit',
  parts: { numerator: part('已反馈', 'forms given', gradeEvidence) },
  classify: ({ reading }) => listOver(latestGiven(reading)),
  cells: { column: axis, order: grades, absent: 'none', closed: true, rounding: 'largestRemainder' },
});

/** A case's grade is the worst of its forms: exactly one form a case is counted (semantics 39). */
const worstOf = (axis: Axis): Definition => ({
  ...gradesOf(axis),
  variant: 'worst',
  counts: 'case',
  over: 'form',
  name: { zh: `件的评价（${axisName[axis].zh}）`, en: `grades of cases, ${axisName[axis].en}` },
  basis: { zh: '每件取其各表中最差的评价', en: "each case by the worst of its forms' grades" },
  classify: ({ reading }) => {
    const [worst, cases] = [worstForms(reading, axis), reading.casesOf('form')];
    return listOver(where(cases.length, (row) => worst[cases[row] as number] === row));
  },
});

const conversion = (axis: Axis): Definition => ({
  id: axis === 'result' ? 'N10c' : 'N10ac',
  version: 1,
  name: { zh: `不满意转化率（${axisName[axis].zh}）`, en: `no longer dissatisfied, ${axisName[axis].en}` },
  basis: {
    zh: '首轮不满意且其后再次反馈的，最近一次不再不满意的比例',
    en: 'of those dissatisfied first with a later form, no longer so',
  },
  counts: 'form',
  credit: 'countingUnit',
  parts: {
    numerator: part('已转化', 'no longer dissatisfied', gradeEvidence),
    denominator: part('首轮不满意且再次反馈', 'dissatisfied first, asked again', gradeEvidence),
  },
  classify: converted(axis),
});

const satisfied = { id: 'N9', zh: '满意率', en: 'satisfied' };
const satisfiedFirst = { id: 'N10', zh: '首次满意率', en: 'satisfied at first' };
const axes: readonly Axis[] = ['result', 'attitude'];
const mergings: readonly Merging[] = ['strict', 'merged'];
const readings = axes.flatMap((axis) => mergings.map((merging) => ({ axis, merging })));

/** Feedback counts (case, proposer asked); the headline axis is the result (semantics 39). */
export const feedback: readonly Definition[] = [
  {
    id: 'N8',
    version: 1,
    name: { zh: '反馈回收率', en: 'forms given' },
    basis: { zh: '已反馈 / 已征询，按件与提出人', en: 'forms given / asked, by case and proposer' },
    counts: 'form',
    credit: 'countingUnit',
    parts: { numerator: part('已反馈', 'given', ['givenSeq']), denominator: part('已征询', 'asked', ['askedSeq']) },
    classify: ({ reading }) => shareOf(latest(reading), present(reading.column('form', 'givenOn'))),
  },
  ...readings.map((reading) => satisfaction(satisfied, reading, latestGiven)),
  ...axes.map(gradesOf),
  ...axes.map(worstOf),
  ...readings.map((reading) => satisfaction(satisfiedFirst, reading, firstRoundGiven)),
  ...axes.map(conversion),
];
