import type { Inquiry } from '../inquiry.js';
import { and, atLeast, bitsOf, casesOfRows, not, oneOf, present } from '../masks.js';
import { rehandlingCauses } from '../orders.js';
import { answering, listOver, ofCase, ofStanding, shareOf, timely } from './bases.js';
import { apart, inNumerator, part, type Definition } from './definition.js';

const later = ({ reading }: Inquiry): Uint8Array => atLeast(reading.column('round', 'round'), 2);

/** Ordered since somebody was dissatisfied or in doubt, not for a revisit's or another cause (semantics 36). */
const causedByDoubt = ({ reading }: Inquiry): Uint8Array =>
  oneOf(reading.column('round', 'cause'), [reading.code('dissatisfied'), reading.code('doubt')]);

const forDoubt = (inquiry: Inquiry): Uint8Array =>
  and(later(inquiry), ofStanding(inquiry.reading, 'round'), causedByDoubt(inquiry));

const forOther = (inquiry: Inquiry): Uint8Array =>
  and(later(inquiry), ofStanding(inquiry.reading, 'round'), not(causedByDoubt(inquiry)));

const laterRounds = (inquiry: Inquiry): Uint8Array => {
  const { reading } = inquiry;
  const [due, done] = [reading.column('round', 'due'), reading.column('round', 'repliedOn')];
  const base = and(later(inquiry), ofCase(reading, 'round', answering(reading)));
  return timely(base, { due, done, day: reading.day });
};

const extended = ({ reading }: Inquiry): Uint8Array =>
  and(present(reading.column('round', 'extensionSeq')), ofStanding(reading, 'round'));

const rehandled = (inquiry: Inquiry): Uint8Array => {
  const { reading } = inquiry;
  const [places, cases] = [reading.casesOf('round'), reading.rows('case').length];
  const doubted = casesOfRows(forDoubt(inquiry), places, cases);
  const others = casesOfRows(forOther(inquiry), places, cases);
  return bitsOf([
    [inNumerator, doubted],
    [apart, and(others, not(doubted))],
  ]);
};

/** Later rounds (semantics 36). */
export const rounds: readonly Definition[] = [
  {
    id: 'N4r',
    version: 1,
    name: { zh: '重新办理按期率', en: 'later rounds replied in time' },
    basis: {
      zh: '第二轮起按期答复 / （已答复 + 逾期）',
      en: 'rounds from the second on: in time / (replied + overdue)',
    },
    counts: 'round',
    credit: 'countingUnit',
    byDueDate: true,
    parts: {
      numerator: part('按期', 'in time', ['openedSeq', 'replySeq', 'extensionSeq']),
      denominator: part('已答复与逾期', 'replied or overdue', ['openedSeq', 'replySeq', 'extensionSeq']),
    },
    classify: laterRounds,
  },
  {
    id: 'N15',
    version: 1,
    name: { zh: '重新办理件', en: 'rehandled' },
    basis: {
      zh: '因不满意或有疑问重新办理的件；其他原因另列',
      en: 'cases rehandled for dissatisfaction or doubt; other causes apart',
    },
    counts: 'case',
    credit: 'countingUnit',
    parts: {
      numerator: {
        ...part('重新办理', 'rehandled'),
        children: { grain: 'round', column: 'openedSeq', where: forDoubt },
      },
      apart: {
        ...part('其他原因', 'other causes'),
        children: { grain: 'round', column: 'openedSeq', where: forOther },
      },
    },
    classify: rehandled,
  },
  {
    id: 'N15',
    variant: 'causes',
    version: 1,
    name: { zh: '重新办理（按原因）', en: 'rehandling by cause' },
    basis: {
      zh: '截至日有效的重新办理，按轮次计，按原因分',
      en: 'live orders to rehandle by V, counting rounds, by cause',
    },
    counts: 'round',
    credit: 'countingUnit',
    parts: { numerator: part('轮次', 'rounds', ['openedSeq']) },
    classify: (inquiry) => listOver(and(later(inquiry), ofStanding(inquiry.reading, 'round'))),
    cells: { column: 'cause', order: rehandlingCauses, absent: 'none', closed: true, rounding: 'largestRemainder' },
  },
  {
    id: 'N21',
    variant: 'extension',
    version: 2,
    name: { zh: '延期率', en: 'extended' },
    basis: {
      zh: '获准延期（任何一轮） / 主合办件',
      en: 'cases with a granted extension, of any round / answering cases',
    },
    counts: 'case',
    credit: 'countingUnit',
    parts: {
      numerator: {
        ...part('获准延期', 'extended'),
        children: { grain: 'round', column: 'extensionSeq', where: extended },
      },
      denominator: part('主合办件', 'answering cases', ['registeredSeq', 'outerRoleSeq']),
    },
    classify: (inquiry) => {
      const { reading } = inquiry;
      const cases = casesOfRows(extended(inquiry), reading.casesOf('round'), reading.rows('case').length);
      return shareOf(answering(reading), cases);
    },
  },
];
