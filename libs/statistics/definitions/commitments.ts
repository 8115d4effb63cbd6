import { ofStanding, timely } from './bases.js';
import { part, type Definition } from './definition.js';

const evidence = ['bornSeq', 'fulfilledSeq'];

/** Commitments, in the form of timeliness (semantics 35, 46). */
export const commitments: readonly Definition[] = [
  {
    id: 'N20',
    version: 1,
    name: { zh: '承诺兑现率', en: 'commitments kept' },
    basis: {
      zh: '按期兑现 / （已兑现 + 逾期未兑现），按承诺计',
      en: 'kept in time / (kept + overdue), counting commitments',
    },
    counts: 'commitment',
    credit: 'countingUnit',
    parts: {
      numerator: part('按期兑现', 'kept in time', evidence),
      denominator: part('已兑现与逾期', 'kept or overdue', evidence),
    },
    classify: ({ reading }) => {
      const [due, done] = [reading.column('commitment', 'due'), reading.column('commitment', 'fulfilledOn')];
      return timely(ofStanding(reading, 'commitment'), { due, done, day: reading.day });
    },
  },
];
