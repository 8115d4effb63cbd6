import { none } from '../grains.js';
import type { Inquiry } from '../inquiry.js';
import { and, equal, everywhere, present } from '../masks.js';
import { ladderSteps, returnDecisions } from '../orders.js';
import type { Reading } from '../reading.js';
import { countOf, listOver, replied } from './bases.js';
import { part, type Definition } from './definition.js';

/** Where a case's days are counted from: receipt, for a district case its first assignment (semantics 41). */
const starts = (reading: Reading): Int32Array =>
  reading.memo('starts', () => {
    const [receipt, assignment] = [reading.column('case', 'registeredOn'), reading.column('case', 'firstAssignedOn')];
    const ofDistrict = equal(reading.column('case', 'level'), reading.code('district'));
    return receipt.map((on, row) => (ofDistrict[row] === 1 ? (assignment[row] as number) : on));
  });

const daysToReply = ({ reading }: Inquiry): Int32Array => {
  const [from, to] = [starts(reading), reading.column('case', 'replyOn')];
  return to.map((on, row) => (on === none || from[row] === none ? 0 : on - (from[row] as number)));
};

/** How long it takes, what is handed back, whom one had to press (semantics 41). */
export const handling: readonly Definition[] = [
  {
    id: 'N21',
    variant: 'days',
    version: 1,
    name: { zh: '办理周期', en: 'days to the reply' },
    basis: {
      zh: '已答复的主合办件，自收到（区办件自交办）至第一轮答复的日历天数，平均',
      en: 'answering cases replied: calendar days from receipt (district: assignment) to the round-1 reply, mean',
    },
    counts: 'case',
    credit: 'replyUnit',
    parts: { numerator: part('已答复', 'replied', ['registeredSeq', 'firstAssignedSeq', 'replySeq']) },
    classify: ({ reading }) => countOf(and(replied(reading), present(starts(reading)))),
    measure: { takes: 'mean', unit: 'days', per: 1, values: daysToReply },
  },
  {
    id: 'N21',
    variant: 'returns',
    version: 1,
    name: { zh: '退办', en: 'returns' },
    basis: {
      zh: '申请退办的分办，按件与单位，分准退、不准、未定',
      en: 'returns requested, by case and unit: approved, refused, pending',
    },
    counts: 'assignment',
    credit: 'ownUnit',
    parts: { numerator: part('申请退办', 'requested', ['assignedSeq', 'returnRequestedSeq', 'returnDecidedSeq']) },
    classify: ({ reading }) => listOver(present(reading.column('assignment', 'returnRequestedOn'))),
    cells: {
      column: 'returnDecision',
      order: returnDecisions,
      absent: 'pending',
      closed: true,
      rounding: 'largestRemainder',
    },
  },
  {
    id: 'N21',
    variant: 'reminders',
    version: 1,
    name: { zh: '提醒催办督办', en: 'reminders' },
    basis: {
      zh: '截至日的提醒、催办、督办，按次与单位',
      en: 'reminders, urges and supervision orders by V, by act and unit',
    },
    counts: 'reminder',
    credit: 'ownUnit',
    parts: { numerator: part('次', 'acts', ['seq']) },
    classify: ({ reading }) => listOver(everywhere(reading.rows('reminder').length)),
    cells: { column: 'step', order: ladderSteps, absent: 'none', closed: true, rounding: 'largestRemainder' },
  },
];
