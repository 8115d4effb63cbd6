import { dayNumber } from '#libs/calendar/day.js';
import type { Inquiry } from '../inquiry.js';
import { absent, and, before, bitsOf, equal, not, oneOf } from '../masks.js';
import type { Reading } from '../reading.js';
import { listOver, replied, standing } from './bases.js';
import { apart, inNumerator, part, type Definition } from './definition.js';

/** First day of V's calendar year. */
const yearStart = ({ point }: Reading): number => dayNumber(`${point.validAt.slice(0, 4)}-01-01`);

/** Round-1 reply in an earlier year, an outcome of the policy's set, neither fully nor cannot (semantics 47). */
const legacy = ({ reading, policies }: Inquiry): Uint8Array => {
  const open = policies.legacyOutcomes.map((text) => reading.code(text));
  const closed = [reading.code('fully'), reading.code('cannot')];
  const isOpen = oneOf(reading.column('case', 'replyOutcome'), open);
  const isClosed = oneOf(reading.column('case', 'implementation'), closed);
  const isEarlier = before(reading.column('case', 'replyOn'), yearStart(reading));
  return and(standing(reading), isEarlier, isOpen, not(isClosed));
};

/** Cases received in earlier years and still in stock: unanswered, or open again (semantics 30). */
const unanswered = ({ reading }: Inquiry): Uint8Array =>
  and(equal(reading.column('case', 'inStock'), 1), before(reading.column('case', 'registeredOn'), yearStart(reading)));

const evidence = ['replySeq', 'implementationSeq', 'waitingSeq', 'carriedOverSeq'];

const legacyRow = (
  version: number,
  basis: Definition['basis'],
  { counted, beside }: { counted: (inquiry: Inquiry) => Uint8Array; beside: (inquiry: Inquiry) => Uint8Array },
): Definition => ({
  id: 'N17',
  version,
  name: { zh: '遗留件', en: 'legacy cases' },
  basis,
  counts: 'case',
  credit: 'countingUnit',
  parts: {
    numerator: part('遗留件', 'legacy', evidence),
    apart: part('往年未答复', 'unanswered of earlier years', ['registeredSeq', 'stockSeq']),
  },
  classify: (inquiry) =>
    bitsOf([
      [inNumerator, counted(inquiry)],
      [apart, beside(inquiry)],
    ]),
});

/** 历史遗留件: a table of their own, never stock (semantics 30, 47). */
export const legacies: readonly Definition[] = [
  legacyRow(
    1,
    {
      zh: '往年答复、尚未落实的件；另列往年未答复的',
      en: 'replied in earlier years and not implemented; unanswered ones apart',
    },
    {
      counted: (inquiry) => and(legacy(inquiry), replied(inquiry.reading)),
      beside: (inquiry) => and(unanswered(inquiry), absent(inquiry.reading.column('case', 'replyOn'))),
    },
  ),
  legacyRow(
    2,
    {
      zh: '往年作第一轮答复、尚未落实的件，不论现任角色；另列往年收到、仍在办的',
      en: 'round-1 reply of an earlier year, not implemented, whatever the role now; those of earlier years still in stock apart',
    },
    { counted: legacy, beside: unanswered },
  ),
  {
    id: 'N17',
    variant: 'waiting',
    version: 1,
    name: { zh: '遗留件所待', en: 'legacy cases by whom they wait for' },
    basis: { zh: '遗留件按所等待的单位', en: 'legacy cases by the body they wait for' },
    counts: 'case',
    credit: 'countingUnit',
    parts: { numerator: part('遗留件', 'legacy', evidence) },
    classify: (inquiry) => listOver(legacy(inquiry)),
    cells: { column: 'waitingBody', absent: 'none', rounding: 'largestRemainder' },
  },
];
