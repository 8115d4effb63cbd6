import type { Inquiry } from '../inquiry.js';
import { differ, equal, present } from '../masks.js';
import { disclosures, implementations, outcomes as outcomeOrder } from '../orders.js';
import { outcomeClasses } from '../outcome-classes.js';
import { replied, shareOf } from './bases.js';
import { part, type Cells, type Definition, type PartRow } from './definition.js';

type OutcomeColumn = 'replyOutcome' | 'currentOutcome' | 'explicitOutcome';

const repliedCases: PartRow = part('已答复的主合办件', 'answering cases replied', [
  'registeredSeq',
  'outerRoleSeq',
  'replySeq',
]);

/** Figures over answering cases replied by V (semantics 27). */
const overReplied = (
  row: Pick<Definition, 'id' | 'variant' | 'name' | 'basis' | 'credit'> & {
    version?: number;
    numerator: PartRow;
    cells?: Cells;
  },
  isMet: (inquiry: Inquiry) => Uint8Array,
): Definition => {
  const { numerator, ...rest } = row;
  return {
    version: 1,
    ...rest,
    counts: 'case',
    parts: { numerator, denominator: repliedCases },
    classify: (inquiry) => shareOf(replied(inquiry.reading), isMet(inquiry)),
  };
};

const everyCase = ({ reading }: Inquiry): Uint8Array => replied(reading);

const solved =
  (column: OutcomeColumn) =>
  (inquiry: Inquiry): Uint8Array => {
    const { classes, names } = outcomeClasses(inquiry, column);
    return equal(classes, names.includes('solved') ? names.indexOf('solved') : noClass);
  };

/** No row has this class, not even those without an outcome. */
const noClass = -2;

const outcomeCells = (column: OutcomeColumn): Cells => ({
  column,
  order: outcomeOrder,
  absent: 'none',
  perScheme: 'listed',
  rounding: 'largestRemainder',
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

type CurrentPolicy = (typeof currentPolicies)[number];

const currentOutcomes = ({ column, variant, zh, en }: CurrentPolicy): Definition =>
  overReplied(
    {
      id: 'N11c',
      variant,
      version: 2,
      name: { zh: '现行结果构成', en: 'current outcomes' },
      basis: { zh: `已答复件按现行结果（${zh}），分口径`, en: `replied cases by current outcome (${en}), per scheme` },
      credit: 'countingUnit',
      numerator: part('件', 'cases', currentEvidence[column]),
      cells: outcomeCells(column),
    },
    everyCase,
  );

const solvedNow = ({ column, variant, zh, en }: CurrentPolicy): Definition =>
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
  );

const classChanged = ({ column, variant, zh, en }: CurrentPolicy): Definition =>
  overReplied(
    {
      id: 'classChanged',
      variant,
      name: { zh: '结果类别变化', en: 'class changed' },
      basis: {
        zh: `现行结果（${zh}）与答复结果不同 / 已答复件`,
        en: `current outcome (${en}) other than at reply / replied`,
      },
      credit: 'countingUnit',
      numerator: part('已变化', 'changed', currentEvidence[column]),
    },
    ({ reading }) => differ(reading.column('case', column), reading.column('case', 'replyOutcome')),
  );

const current: readonly Definition[] = currentPolicies.flatMap((policy) => [
  currentOutcomes(policy),
  solvedNow(policy),
  classChanged(policy),
]);

/** Outcome, disclosure and what became of it (semantics 27, 40, 43, 46). */
export const outcomes: readonly Definition[] = [
  overReplied(
    {
      id: 'N11',
      version: 2,
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
      version: 2,
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
    ({ reading }) => equal(reading.column('case', 'implementation'), reading.code('fully')),
  ),
  overReplied(
    {
      id: 'N13',
      variant: 'states',
      version: 2,
      name: { zh: '落实情况', en: 'implementation' },
      basis: { zh: '已答复件按落实情况', en: 'replied cases by implementation' },
      credit: 'countingUnit',
      numerator: part('件', 'cases', ['replySeq', 'implementationSeq']),
      cells: {
        column: 'implementation',
        order: implementations,
        absent: 'none',
        closed: true,
        rounding: 'largestRemainder',
      },
    },
    everyCase,
  ),
  overReplied(
    {
      id: 'N14',
      version: 2,
      name: { zh: '主动公开率', en: 'public' },
      basis: { zh: '截至日公开属性为主动公开 / 已答复件', en: 'disclosure in force at V public / replied' },
      credit: 'replyUnit',
      numerator: part('主动公开', 'public', ['disclosureSeq']),
    },
    ({ reading }) => equal(reading.column('case', 'disclosure'), reading.code('public')),
  ),
  overReplied(
    {
      id: 'N14',
      variant: 'disclosures',
      version: 2,
      name: { zh: '公开属性', en: 'disclosure' },
      basis: { zh: '已答复件按公开属性', en: 'replied cases by disclosure' },
      credit: 'replyUnit',
      numerator: part('件', 'cases', ['replySeq', 'disclosureSeq']),
      cells: { column: 'disclosure', order: disclosures, absent: 'none', closed: true, rounding: 'largestRemainder' },
    },
    everyCase,
  ),
  overReplied(
    {
      id: 'N14p',
      version: 2,
      name: { zh: '已公开率', en: 'published' },
      basis: { zh: '已公开 / 已答复件', en: 'published / replied' },
      credit: 'replyUnit',
      numerator: part('已公开', 'published', ['publishedSeq']),
    },
    ({ reading }) => present(reading.column('case', 'publishedOn')),
  ),
];
