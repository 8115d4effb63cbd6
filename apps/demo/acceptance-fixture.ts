import {
  book,
  cells,
  figure,
  fraction,
  largest,
  line,
  of2024,
  period,
  then,
  type At,
  type Find,
  type Row,
} from './acceptance-questions.js';

const termSuggestions = { period, kind: 'suggestion' };

const plannedAndReference: Find = async (runtime, at) => {
  const found = await cells('N11', { period, kind: 'proposal' })(runtime, at);
  const [solved, , planned, reference] = found.split('/').map(Number);
  return `${(solved ?? 0) + (planned ?? 0)} + ${reference}`;
};

const mappedSolved: Find = async (runtime, at) => {
  const asked = { ...at, figures: ['N12c'], scope: { period }, mapping: 'solvedOrAdopted' } as const;
  const [found] = (await runtime.statistics.report(asked)).total;
  return `${found?.numerator}/${found?.denominator}`;
};

const publicOf2024 = { id: 'N14', scope: { year: 2024 } };

const onRequest = line({ scope: { year: 2024 } }, ({ disclosure, term, session, number }) =>
  disclosure === 'onRequest' ? `${String(term)}-${String(session)} ${String(number)}` : '',
);

const tianli = line(
  { contains: '天利' },
  ({ currentOutcome, replyOutcome }) => `${String(currentOutcome)} ${String(replyOutcome)}`,
);

/** T5: the case of T4a, received on 2015-04-10. */
const receivedOfThatDay: Find = async (runtime, at) => {
  const { cases } = await runtime.cases.ledger({ number: '0722', scope: { year: 2015, kind: 'suggestion' } });
  return fraction('received', { case: cases.map((found) => found.case) })(runtime, at);
};

/** T6: every view dropped and built anew, then the same questions. */
const rebuilt: Find = async (runtime, at) => {
  const answers = async () => [
    await runtime.statistics.report({ ...at, by: ['unit', 'kind'] }),
    await runtime.cases.ledger({ ...at, limit: 500 }),
    await runtime.statistics.matrix(at),
    await runtime.lists.briefings(at),
    await runtime.activity.find({ limit: 500 }),
  ];
  const before = JSON.stringify(await answers());
  for (const { name } of await runtime.projector.progress()) await runtime.projector.rebuild(name);
  await runtime.settle();
  return JSON.stringify(await answers()) === before ? 'byte-equal' : 'different';
};

/** Nobody dissatisfied on this axis, nor merely 基本满意. */
const onlySatisfiedOrUnderstands =
  (id: string): Find =>
  async (runtime, at) => {
    const given = await largest(id, { year: 2015 }, 4)(runtime, at);
    const others = given.split(' ').filter((grade) => grade !== 'satisfied' && grade !== 'understands');
    return others.length === 0 ? '满意 / 理解 only' : others.join(' ');
  };
const now: At = { validAt: '2015-09-30' };

const rowsOfOutcome: readonly Row[] = [
  { id: 'Q7 attitude', at: then, expected: '满意 / 理解 only', find: onlySatisfiedOrUnderstands('N9a/grades') },
  { id: 'Q7 result', at: then, expected: '满意 / 理解 only', find: onlySatisfiedOrUnderstands('N9/grades') },
  { id: 'Q16 by-finding', at: then, expected: '4/19', find: fraction('classChanged', termSuggestions) },
  {
    id: 'Q16 explicit-only',
    at: then,
    expected: '1/19',
    find: fraction('classChanged/explicit-only', termSuggestions),
  },
  { id: 'Q18 at reply', at: then, expected: '3 + 1', find: plannedAndReference },
  { id: 'Q19', at: then, expected: '14/23', find: mappedSolved },
  { id: 'Q31 2015', at: now, expected: '33 = 7 + 26', find: book({ year: 2015 }) },
  { id: 'Q31 2024', at: of2024, expected: '34 = 8 + 26', find: book({ year: 2024 }) },
];

/** Grades, changed classes, disclosure, subjects, and the laws T1, T5, T6. */
export const fixtureRows: readonly Row[] = [
  ...rowsOfOutcome,
  { id: 'Q27', at: of2024, expected: '16-2 0581 16-2 0605', find: onRequest },
  { id: 'Q28 suggestions', at: of2024, expected: '3/5', find: fraction('N14', { year: 2024, kind: 'suggestion' }) },
  { id: 'Q28 proposals', at: of2024, expected: '3/3', find: fraction('N14', { year: 2024, kind: 'proposal' }) },
  {
    id: 'Q29',
    at: of2024,
    expected: '75.0%',
    find: async (runtime, at) => (await figure(runtime, at, publicOf2024)).value,
  },
  { id: 'Q32', at: of2024, expected: '城建交通 经济财农 教科文卫体', find: largest('N19', { year: 2024 }, 3) },
  { id: 'T1 the day before', at: { validAt: '2015-08-19' }, expected: 'reference reference', find: tianli },
  { id: 'T1 after', at: { validAt: '2015-08-20' }, expected: 'planned reference', find: tianli },
  { id: 'T5 the day', at: { validAt: '2015-04-10' }, expected: '1', find: receivedOfThatDay },
  { id: 'T5 the eve', at: { validAt: '2015-04-09' }, expected: '0', find: receivedOfThatDay },
  { id: 'T6', at: now, expected: 'byte-equal', find: rebuilt },
];
