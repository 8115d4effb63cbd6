import { dayNumber } from '#libs/calendar/day.js';
import { none } from '../grains.js';
import type { Inquiry } from '../inquiry.js';
import { disclosures, implementations, outcomes as outcomeOrder } from '../orders.js';
import { outcomeClasses } from '../outcome-classes.js';
import type { RowTest } from '../reading.js';
import { holds, replied, shareOf, standing } from './bases.js';
import { apart, inNumerator, part, type Cells, type Definition, type PartRow } from './definition.js';

type OutcomeColumn = 'replyOutcome' | 'currentOutcome' | 'explicitOutcome';

const repliedCases: PartRow = part('已答复的主合办件', 'answering cases replied', ['registeredSeq', 'outerRoleSeq', 'replySeq']);

/** Figures over answering cases replied by V (semantics 27). */
const overReplied = (
  row: Pick<Definition, 'id' | 'variant' | 'name' | 'basis' | 'credit'> & { numerator: PartRow; cells?: Cells },
  isMet: (inquiry: Inquiry) => RowTest,
): Definition => {
  const { numerator, ...rest } = row;
  return {
    ...rest,
    version: 1,
    counts: 'case',
    parts: { numerator, denominator: repliedCases },
    classify: (inquiry) => shareOf(holds(replied(inquiry.reading)), isMet(inquiry)),
  };
};

const everyCase = () => () => true;

const solved =
  (column: OutcomeColumn) =>
  (inquiry: Inquiry): RowTest => {
    const { classes, names } = outcomeClasses(inquiry, column);
    const code = names.indexOf('solved');
    return (row) => code >= 0 && classes[row] === code;
  };

const outcomeCells = (column: OutcomeColumn): Cells => ({
  column,
  order: outcomeOrder,
  absent: 'none',
  perScheme: 'listed',
});

/** A rate a scheme: rates of two schemes are not added without a mapping (semantics 40). */
const schemeCells: Cells = { column: 'replyScheme', absent: 'none', perScheme: 'rated' };

const currentEvidence: Readonly<Record<'currentOutcome' | 'explicitOutcome', readonly string[]>> = {
  currentOutcome: ['replySeq', 'currentOutcomeSeq'],
  explicitOutcome: ['replySeq', 'explicitOutcomeSeq'],
};

/** The two policies of what an outcome is now (semantics 43). */
const currentPolicies = [
  { column: 'currentOutcome', variant: undefined, zh: '按核查结论', en: 'by finding' },
  { column: 'explicitOutcome', variant: 'explicit-only', zh: '只按明确改定', en: 'explicit only' },
] as const;

const current = currentPolicies.flatMap(({ column, variant, zh, en }): Definition[] => [
  overReplied(
    {
      id: 'N11c',
      variant,
      name: { zh: '现行结果构成', en: 'current outcomes' },
      basis: { zh: `已答复件按现行结果（${zh}），分口径`, en: `replied cases by current outcome (${en}), per scheme` },
      credit: 'countingUnit',
      numerator: part('件', 'cases', currentEvidence[column]),
      cells: outcomeCells(column),
    },
    everyCase,
  ),
  overReplied(
    {
      id: 'N12c',
      variant,
      name: { zh: '现行解决采纳率', en: 'solved now' },
      basis: { zh: `现行结果为解决采纳（${zh}） / 已答复件`, en: `current outcome solved (${en}) / replied` },
      credit: 'countingUnit',
      numerator: part('现行解决采纳', 'solved now', currentEvidence[column]),
      cells: schemeCells,
    },
    solved(column),
  ),
  overReplied(
    {
      id: 'classChanged',
      variant,
      name: { zh: '结果类别变化', en: 'class changed' },
      basis: { zh: `现行结果（${zh}）与答复结果不同 / 已答复件`, en: `current outcome (${en}) other than at reply / replied` },
      credit: 'countingUnit',
      numerator: part('已变化', 'changed', currentEvidence[column]),
    },
    ({ reading }) => {
      const [now, then] = [reading.column('case', column), reading.column('case', 'replyOutcome')];
      return (row) => now[row] !== then[row];
    },
  ),
]);

/** Round-1 reply in an earlier year, an outcome of the policy's set, neither fully nor cannot (semantics 47). */
const legacy = ({ reading, policies }: Inquiry): ((row: number) => number) => {
  const yearStart = dayNumber(`${reading.point.validAt.slice(0, 4)}-01-01`);
  const [isReplied, isStanding] = [replied(reading), standing(reading)];
  const [replyOn, registeredOn] = [reading.column('case', 'replyOn'), reading.column('case', 'registeredOn')];
  const [outcome, state] = [reading.column('case', 'replyOutcome'), reading.column('case', 'implementation')];
  const inStock = reading.column('case', 'inStock');
  const open = policies.legacyOutcomes.map((text) => reading.code(text));
  const [fully, cannot] = [reading.code('fully'), reading.code('cannot')];
  const isLegacy = (row: number) =>
    isReplied[row] === 1 &&
    (replyOn[row] as number) < yearStart &&
    open.includes(outcome[row] as number) &&
    state[row] !== fully &&
    state[row] !== cannot;
  const isUnanswered = (row: number) =>
    isStanding[row] === 1 && inStock[row] === 1 && replyOn[row] === none && (registeredOn[row] as number) < yearStart;
  return (row) => (isLegacy(row) ? inNumerator : isUnanswered(row) ? apart : 0);
};

/** Outcome, disclosure and what became of it (semantics 27, 40, 43, 46, 47). */
export const outcomes: readonly Definition[] = [
  overReplied(
    {
      id: 'N11',
      name: { zh: '结果构成', en: 'outcomes at reply' },
      basis: { zh: '已答复件按第一轮答复的结果，分口径', en: 'replied cases by the round-1 outcome, per scheme' },
      credit: 'replyUnit',
      numerator: part('件', 'cases', ['replySeq']),
      cells: outcomeCells('replyOutcome'),
    },
    everyCase,
  ),
  overReplied(
    {
      id: 'N12',
      name: { zh: '解决采纳率', en: 'solved at reply' },
      basis: { zh: '答复结果为解决采纳 / 已答复件', en: 'round-1 outcome solved / replied' },
      credit: 'replyUnit',
      numerator: part('解决采纳', 'solved', ['replySeq']),
      cells: schemeCells,
    },
    solved('replyOutcome'),
  ),
  ...current,
  overReplied(
    {
      id: 'N13',
      name: { zh: '落实率', en: 'implemented' },
      basis: { zh: '已全部落实 / 已答复件', en: 'fully implemented / replied' },
      credit: 'countingUnit',
      numerator: part('全部落实', 'fully implemented', ['implementationSeq']),
    },
    ({ reading }) => {
      const [state, fully] = [reading.column('case', 'implementation'), reading.code('fully')];
      return (row) => state[row] === fully;
    },
  ),
  overReplied(
    {
      id: 'N13',
      variant: 'states',
      name: { zh: '落实情况', en: 'implementation' },
      basis: { zh: '已答复件按落实情况', en: 'replied cases by implementation' },
      credit: 'countingUnit',
      numerator: part('件', 'cases', ['replySeq', 'implementationSeq']),
      cells: { column: 'implementation', order: implementations, absent: 'none', closed: true },
    },
    everyCase,
  ),
  overReplied(
    {
      id: 'N14',
      name: { zh: '主动公开率', en: 'public' },
      basis: { zh: '截至日公开属性为主动公开 / 已答复件', en: 'disclosure in force at V public / replied' },
      credit: 'replyUnit',
      numerator: part('主动公开', 'public', ['disclosureSeq']),
    },
    ({ reading }) => {
      const [disclosure, isPublic] = [reading.column('case', 'disclosure'), reading.code('public')];
      return (row) => disclosure[row] === isPublic;
    },
  ),
  overReplied(
    {
      id: 'N14',
      variant: 'disclosures',
      name: { zh: '公开属性', en: 'disclosure' },
      basis: { zh: '已答复件按公开属性', en: 'replied cases by disclosure' },
      credit: 'replyUnit',
      numerator: part('件', 'cases', ['replySeq', 'disclosureSeq']),
      cells: { column: 'disclosure', order: disclosures, absent: 'none', closed: true },
    },
    everyCase,
  ),
  overReplied(
    {
      id: 'N14p',
      name: { zh: '已公开率', en: 'published' },
      basis: { zh: '已公开 / 已答复件', en: 'published / replied' },
      credit: 'replyUnit',
      numerator: part('已公开', 'published', ['publishedSeq']),
    },
    ({ reading }) => {
      const publishedOn = reading.column('case', 'publishedOn');
      return (row) => publishedOn[row] !== none;
    },
  ),
  {
    id: 'N17',
    version: 1,
    name: { zh: '遗留件', en: 'legacy cases' },
    basis: { zh: '往年答复、尚未落实的件；另列往年未答复的', en: 'replied in earlier years and not implemented; unanswered ones apart' },
    counts: 'case',
    credit: 'countingUnit',
    parts: {
      numerator: part('遗留件', 'legacy', ['replySeq', 'implementationSeq', 'waitingSeq']),
      apart: part('往年未答复', 'unanswered of earlier years', ['registeredSeq', 'stockSeq']),
    },
    classify: legacy,
  },
];
