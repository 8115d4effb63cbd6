import { none } from '../grains.js';
import type { Inquiry } from '../inquiry.js';
import { and, equal, present } from '../masks.js';
import type { Reading } from '../reading.js';
import { ofStanding, timely } from './bases.js';
import { part, type Definition } from './definition.js';

/** Opinions of a layer; one dropped or waived on or before its due date has left the base (semantics 37). */
const expected = (reading: Reading, layer: string): Uint8Array =>
  and(
    equal(reading.column('opinion', 'layer'), reading.code(layer)),
    ofStanding(reading, 'opinion'),
    remaining(reading),
  );

const remaining = (reading: Reading): Uint8Array =>
  reading.memo('opinions:remaining', () => and(staying(reading, 'waivedOn'), staying(reading, 'droppedOn')));

const staying = (reading: Reading, left: 'waivedOn' | 'droppedOn'): Uint8Array => {
  const [due, leftOn] = [reading.column('opinion', 'due'), reading.column('opinion', left)];
  const mask = new Uint8Array(due.length);
  for (let row = 0; row < mask.length; row += 1) {
    const on = leftOn[row] as number;
    const by = due[row] as number;
    mask[row] = on === none || (by !== none && on > by) ? 1 : 0;
  }
  return mask;
};

const firstFilings =
  (layer: string) =>
  ({ reading }: Inquiry) => {
    const [due, done] = [reading.column('opinion', 'due'), reading.column('opinion', 'filedOn')];
    return timely(expected(reading, layer), { due, done, day: reading.day });
  };

const resubmissions =
  (layer: string) =>
  ({ reading }: Inquiry) => {
    const returned = and(expected(reading, layer), present(reading.column('opinion', 'returnedOn')));
    const [due, done] = [reading.column('opinion', 'resubmissionDue'), reading.column('opinion', 'resubmittedOn')];
    return timely(returned, { due, done, day: reading.day });
  };

const evidence = ['expectedSeq', 'filedSeq', 'returnedSeq', 'waivedSeq', 'droppedSeq'];

const opinionRow = (
  id: 'N5' | 'N5i',
  { variant, zh, en }: { variant?: string; zh: string; en: string },
  classify: Definition['classify'],
): Definition => ({
  id,
  variant,
  version: 1,
  name: { zh, en },
  basis: { zh: '按期提交 / （已提交 + 逾期），按意见计', en: 'in time / (filed + overdue), counting opinions' },
  counts: 'opinion',
  credit: 'ownUnit',
  byDueDate: true,
  parts: {
    numerator: part('按期', 'in time', evidence),
    denominator: part('已提交与逾期', 'filed or overdue', evidence),
  },
  classify,
});

/** Opinions, timeliness by the first filing; a resubmission has its own clock and rate (semantics 35, 37). */
export const opinions: readonly Definition[] = [
  opinionRow('N5', { zh: '会办意见按期率', en: 'outer opinions in time' }, firstFilings('outer')),
  opinionRow(
    'N5',
    { variant: 'resubmitted', zh: '会办意见重新提交按期率', en: 'outer opinions resubmitted in time' },
    resubmissions('outer'),
  ),
  opinionRow('N5i', { zh: '区内配合意见按期率', en: 'inner opinions in time' }, firstFilings('inner')),
  opinionRow(
    'N5i',
    { variant: 'resubmitted', zh: '区内配合意见重新提交按期率', en: 'inner opinions resubmitted in time' },
    resubmissions('inner'),
  ),
];
