import type { Inquiry } from '../inquiry.js';
import type { Reading, RowTest } from '../reading.js';
import { answering, ofCase, standing, timely } from './bases.js';
import { apart, inNumerator, part, type Definition } from './definition.js';

const ordered = ({ reading }: Inquiry): RowTest => {
  const [round, isStanding] = [reading.column('round', 'round'), ofCase(reading, 'round', standing(reading))];
  return (row) => (round[row] as number) >= 2 && isStanding(row);
};

/** Ordered since somebody was dissatisfied or in doubt, not for a revisit's or another cause (semantics 36). */
const forDoubt = (inquiry: Inquiry): RowTest => {
  const { reading } = inquiry;
  const [cause, isOrdered] = [reading.column('round', 'cause'), ordered(inquiry)];
  const [dissatisfied, doubt] = [reading.code('dissatisfied'), reading.code('doubt')];
  return (row) => isOrdered(row) && (cause[row] === dissatisfied || cause[row] === doubt);
};

const forOther = (inquiry: Inquiry): RowTest => {
  const [isOrdered, isForDoubt] = [ordered(inquiry), forDoubt(inquiry)];
  return (row) => isOrdered(row) && !isForDoubt(row);
};

const casesWith = (reading: Reading, test: RowTest): Uint8Array => {
  const met = new Uint8Array(reading.rows('case').length);
  reading.casesOf('round').forEach((place, row) => {
    if (place >= 0 && test(row)) met[place] = 1;
  });
  return met;
};

const laterRounds = ({ reading }: Inquiry): ((row: number) => number) => {
  const [round, isAnswering] = [reading.column('round', 'round'), ofCase(reading, 'round', answering(reading))];
  const [due, done] = [reading.column('round', 'due'), reading.column('round', 'repliedOn')];
  const isLater = (row: number) => (round[row] as number) >= 2 && isAnswering(row);
  return timely(isLater, { due, done, day: reading.day });
};

/** Later rounds (semantics 36). */
export const rounds: readonly Definition[] = [
  {
    id: 'N4r',
    version: 1,
    name: { zh: '重新办理按期率', en: 'later rounds replied in time' },
    basis: { zh: '第二轮起按期答复 / （已答复 + 逾期）', en: 'rounds from the second on: in time / (replied + overdue)' },
    counts: 'round',
    credit: 'countingUnit',
    parts: {
      numerator: part('按期', 'in time', ['openedSeq', 'replySeq']),
      denominator: part('已答复与逾期', 'replied or overdue', ['openedSeq', 'replySeq']),
    },
    classify: laterRounds,
  },
  {
    id: 'N15',
    version: 1,
    name: { zh: '重新办理件', en: 'rehandled' },
    basis: { zh: '因不满意或有疑问重新办理的件；其他原因另列', en: 'cases rehandled for dissatisfaction or doubt; other causes apart' },
    counts: 'case',
    credit: 'countingUnit',
    parts: {
      numerator: { ...part('重新办理', 'rehandled'), children: { grain: 'round', column: 'openedSeq', where: forDoubt } },
      apart: { ...part('其他原因', 'other causes'), children: { grain: 'round', column: 'openedSeq', where: forOther } },
    },
    classify: (inquiry) => {
      const [doubted, other] = [casesWith(inquiry.reading, forDoubt(inquiry)), casesWith(inquiry.reading, forOther(inquiry))];
      return (row) => (doubted[row] === 1 ? inNumerator : other[row] === 1 ? apart : 0);
    },
  },
];
