import { none } from '../grains.js';
import type { Inquiry } from '../inquiry.js';
import { grades } from '../orders.js';
import type { Reading, RowTest } from '../reading.js';
import { ofCase, shareOf, standing } from './bases.js';
import { inBoth, part, type Definition } from './definition.js';

type Axis = 'result' | 'attitude';
type Merging = 'strict' | 'merged';

const asked = (reading: Reading): Uint8Array =>
  reading.mask('form', 'asked', () => {
    const [askedOn, isStanding] = [reading.column('form', 'askedOn'), ofCase(reading, 'form', standing(reading))];
    return (row) => askedOn[row] !== none && isStanding(row);
  });

/** The latest asked form of each (case, proposer), at most one each (semantics 39). */
const latest = (reading: Reading): Uint8Array =>
  reading.memo('forms:latest', () => {
    const [isAsked, round] = [asked(reading), reading.column('form', 'round')];
    const last = new Map<number, number>();
    const mask = new Uint8Array(isAsked.length);
    pairsOf(reading).forEach((pair, row) => {
      const before = last.get(pair) ?? -1;
      if (isAsked[row] === 0 || (before >= 0 && (round[before] as number) > (round[row] as number))) return;
      if (before >= 0) mask[before] = 0;
      mask[row] = 1;
      last.set(pair, row);
    });
    return mask;
  });

/** One number a (case, proposer), exact far beyond any ledger. */
const pairsOf = (reading: Reading): Float64Array => {
  const [cases, proposer, size] = [reading.casesOf('form'), reading.column('form', 'proposer'), reading.dictionary.size];
  return Float64Array.from(cases, (place, row) => place * size + (proposer[row] as number));
};

const given = (reading: Reading): RowTest => {
  const givenOn = reading.column('form', 'givenOn');
  return (row) => givenOn[row] !== none;
};

const latestGiven = (reading: Reading): RowTest => {
  const [isLatest, isGiven] = [latest(reading), given(reading)];
  return (row) => isLatest[row] === 1 && isGiven(row);
};

const firstRoundGiven = (reading: Reading): RowTest => {
  const [isAsked, isGiven, round] = [asked(reading), given(reading), reading.column('form', 'round')];
  return (row) => round[row] === 1 && isAsked[row] === 1 && isGiven(row);
};

/** Strict: 满意 only; merged: 基本满意 too (semantics 39). */
const content = (reading: Reading, axis: Axis, merging: Merging): RowTest => {
  const grade = reading.column('form', axis);
  const [satisfied, mostly] = [reading.code('satisfied'), reading.code('mostly')];
  return (row) => grade[row] === satisfied || (merging === 'merged' && grade[row] === mostly);
};

const dissatisfied = (reading: Reading, axis: Axis): RowTest => {
  const [grade, code] = [reading.column('form', axis), reading.code('dissatisfied')];
  return (row) => grade[row] === code;
};

/** Of the forms dissatisfied in round 1 with a later one given: the share whose latest is no longer so (N10). */
const converted =
  (axis: Axis) =>
  ({ reading }: Inquiry) => {
    const [isFirst, isUnhappy] = [firstRoundGiven(reading), dissatisfied(reading, axis)];
    const later = laterForms(reading);
    const isBase = (row: number) => (later[row] as number) >= 0 && isFirst(row) && isUnhappy(row);
    return shareOf(isBase, (row) => !isUnhappy(later[row] as number));
  };

/** For each round-1 form the row of the same pair's latest given form of a later round, else -1. */
const laterForms = (reading: Reading): Int32Array =>
  reading.memo('forms:later', () => {
    const [pairs, round] = [pairsOf(reading), reading.column('form', 'round')];
    const [isAsked, isGiven] = [asked(reading), given(reading)];
    const last = new Map<number, number>();
    pairs.forEach((pair, row) => {
      const before = last.get(pair) ?? row;
      const counts = (round[row] as number) > 1 && isAsked[row] === 1 && isGiven(row);
      if (counts && (round[before] as number) <= (round[row] as number)) last.set(pair, row);
    });
    return Int32Array.from(pairs, (pair, row) => (round[row] === 1 ? (last.get(pair) ?? -1) : -1));
  });

const axisName: Readonly<Record<Axis, { zh: string; en: string }>> = {
  result: { zh: '办理结果', en: 'result' },
  attitude: { zh: '办理态度', en: 'attitude' },
};

const policies: Readonly<Record<Merging, { zh: string; en: string }>> = {
  strict: { zh: '只计满意', en: 'satisfied only' },
  merged: { zh: '满意与基本满意', en: 'satisfied and mostly satisfied' },
};

const gradeEvidence = ['askedSeq', 'givenSeq'];

type Base = (reading: Reading) => RowTest;

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
  version: 1,
  name: { zh: `评价构成（${axisName[axis].zh}）`, en: `grades, ${axisName[axis].en}` },
  basis: { zh: '已反馈的表按评价', en: 'forms given, by grade' },
  counts: 'form',
  credit: 'countingUnit',
  parts: { numerator: part('已反馈', 'forms given', gradeEvidence) },
  classify: ({ reading }) => {
    const isGiven = latestGiven(reading);
    return (row) => (isGiven(row) ? inBoth : 0);
  },
  cells: { column: axis, order: grades, absent: 'none', closed: true },
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
    const worst = worstForms(reading, axis);
    const cases = reading.casesOf('form');
    return (row) => (worst[cases[row] as number] === row ? inBoth : 0);
  },
});

/** For each case the row of its worst latest form given, else -1. */
const worstForms = (reading: Reading, axis: Axis): Int32Array => {
  const [isGiven, grade] = [latestGiven(reading), reading.column('form', axis)];
  const ranks = new Map(grades.map((text, rank) => [reading.code(text), rank]));
  const rank = (row: number) => ranks.get(grade[row] as number) ?? -1;
  const worst = new Int32Array(reading.rows('case').length).fill(-1);
  reading.casesOf('form').forEach((place, row) => {
    const before = worst[place];
    if (before === undefined || !isGiven(row)) return;
    if (before < 0 || rank(row) > rank(before)) worst[place] = row;
  });
  return worst;
};

const conversion = (axis: Axis): Definition => ({
  id: axis === 'result' ? 'N10c' : 'N10ac',
  version: 1,
  name: { zh: `不满意转化率（${axisName[axis].zh}）`, en: `no longer dissatisfied, ${axisName[axis].en}` },
  basis: { zh: '首轮不满意且其后再次反馈的，最近一次不再不满意的比例', en: 'of those dissatisfied first with a later form, no longer so' },
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
    classify: ({ reading }) => {
      const isLatest = latest(reading);
      return shareOf((row) => isLatest[row] === 1, given(reading));
    },
  },
  ...readings.map((reading) => satisfaction(satisfied, reading, latestGiven)),
  ...axes.map(gradesOf),
  ...axes.map(worstOf),
  ...readings.map((reading) => satisfaction(satisfiedFirst, reading, firstRoundGiven)),
  ...axes.map(conversion),
];
