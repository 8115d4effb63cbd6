import { caseRow, childRow, columnsOf, figureAt, office, repliedCase } from '../hand-made-rows.js';
import { revisitMatrix } from '../matrix.js';

const parts = (figure: ReturnType<typeof figureAt>) => [figure.numerator, figure.denominator];

describe('semantics 39: feedback', () => {
  const form = (id: string, [round, proposer]: [number, string], fields: object) =>
    childRow(
      'form',
      { case: id, key: `${round}|${proposer}` },
      {
        round,
        proposer,
        askedOn: '2015-03-05',
        givenOn: '2015-03-10',
        attitude: 'satisfied',
        result: 'satisfied',
        ...fields,
      },
    );
  const rows = [
    ...['c1', 'c2', 'c3'].map((id) => repliedCase(id)),
    form('c1', [1, '代表甲'], { result: 'dissatisfied' }),
    form('c1', [2, '代表甲'], { result: 'mostly' }),
    form('c1', [1, '代表乙'], { result: 'understands' }),
    form('c2', [1, '代表甲'], { result: 'dissatisfied', attitude: 'mostly' }),
    form('c2', [2, '代表甲'], { givenOn: null, attitude: null, result: null }),
    form('c3', [1, '代表丙'], {}),
    form('c3', [1, '代表丁'], { askedOn: null }),
  ];

  it('N8 counts (case, proposer asked) in the latest round with an asked form', () => {
    expect(parts(figureAt(rows, 'N8'))).toEqual([3, 4]);
  });

  it('N9 is over forms given, understands included, strict or merged, per axis', () => {
    expect(parts(figureAt(rows, 'N9'))).toEqual([1, 3]);
    expect(parts(figureAt(rows, 'N9/merged'))).toEqual([2, 3]);
    expect(parts(figureAt(rows, 'N9a'))).toEqual([3, 3]);
  });

  it("a case's grade is the worst of its forms", () => {
    const cells = figureAt(rows, 'N9/worst').cells?.map(({ key, count }) => [key, count]);
    expect(cells).toEqual([
      ['satisfied', 1],
      ['mostly', 0],
      ['understands', 1],
      ['dissatisfied', 0],
    ]);
  });

  it('N10 is round 1, and of those dissatisfied with a later form given the share no longer so', () => {
    expect(parts(figureAt(rows, 'N10'))).toEqual([1, 4]);
    expect(parts(figureAt(rows, 'N10c'))).toEqual([1, 1]);
    const still = [...rows, form('c1', [3, '代表甲'], { result: 'dissatisfied' })];
    expect(parts(figureAt(still, 'N10c'))).toEqual([0, 1]);
  });
});

const proposal = { kind: 'proposal', replyScheme: 'sh-proposal' };
const replies = [
  repliedCase('c1', {
    currentOutcome: 'solved',
    explicitOutcome: 'solved',
    implementation: 'fully',
    disclosure: 'public',
    publishedOn: '2015-04-01',
  }),
  repliedCase('c2', {
    replyOutcome: 'reference',
    currentOutcome: 'solved',
    explicitOutcome: 'reference',
    implementation: 'partly',
    disclosure: 'onRequest',
  }),
  repliedCase('c3', { ...proposal, currentOutcome: 'solved', explicitOutcome: 'solved', disclosure: 'public' }),
  repliedCase('c4', { outerRole: 'co' }),
  caseRow('c5'),
];
const suggestions = { scope: { kind: 'suggestion' } };

describe('outcomes', () => {
  it('semantics 27, 40: N11 and N12 are over replied answering cases, per scheme', () => {
    expect(parts(figureAt(replies, 'N12', suggestions))).toEqual([1, 2]);
    expect(figureAt(replies, 'N11').cells).toEqual([
      { key: 'solved', scheme: 'sh-proposal', count: 1, of: 1, value: '100.0%' },
      { key: 'solved', scheme: 'sh-suggestion', count: 1, of: 2, value: '50.0%' },
      { key: 'reference', scheme: 'sh-suggestion', count: 1, of: 2, value: '50.0%' },
    ]);
  });

  it('semantics 40: kinds are added only by a named mapping', () => {
    const mixed = figureAt(replies, 'N12');
    expect(mixed).toMatchObject({ numerator: null, denominator: null, value: '—', remark: 'mapping.needed' });
    expect(mixed.cells).toMatchObject([
      { scheme: 'sh-proposal', value: '100.0%' },
      { scheme: 'sh-suggestion', value: '50.0%' },
    ]);
    const mapped = { policies: { outcomeMapping: 'solvedOrAdopted' } } as const;
    expect(figureAt(replies, 'N12', mapped)).toMatchObject({ numerator: 2, denominator: 3, value: '66.7%' });
    expect(figureAt(replies, 'N11', mapped).cells?.map(({ key, count }) => [key, count])).toEqual([
      ['solved', 2],
      ['solving', 0],
      ['planned', 0],
      ['reference', 1],
    ]);
    expect(() => figureAt(replies, 'N12', { policies: { outcomeMapping: 'none' as 'solvedOrAdopted' } })).toThrow(
      'mapping.unknown',
    );
  });

  it("the office's list of a scheme gives its order, zeros included", () => {
    const listed = office({
      outcomesOf: (scheme) => (scheme === 'sh-suggestion' ? ['reference', 'planned', 'solved'] : []),
    });
    const cells = figureAt(replies, 'N11', { ...suggestions, office: listed }).cells;
    expect(cells?.map(({ key, count }) => [key, count])).toEqual([
      ['reference', 1],
      ['planned', 0],
      ['solved', 1],
    ]);
  });

  it('semantics 43: the current outcome by either policy, and whether the class changed', () => {
    const figures = ['N12c', 'N12c/explicit-only', 'classChanged', 'classChanged/explicit-only'];
    expect(figures.map((figure) => parts(figureAt(replies, figure, suggestions)))).toEqual([
      [2, 2],
      [1, 2],
      [1, 2],
      [0, 2],
    ]);
  });

  it('semantics 40, 46: disclosure in force, published, implemented', () => {
    expect(parts(figureAt(replies, 'N14'))).toEqual([2, 3]);
    expect(parts(figureAt(replies, 'N14p'))).toEqual([1, 3]);
    expect(parts(figureAt(replies, 'N13'))).toEqual([1, 3]);
    expect(figureAt(replies, 'N14/disclosures').cells?.map(({ count }) => count)).toEqual([2, 1, 0]);
  });
});

describe('semantics 47: legacy cases', () => {
  const rows = [
    repliedCase('open', { replyOutcome: 'planned' }),
    repliedCase('reference', { replyOutcome: 'reference', implementation: 'partly' }),
    repliedCase('solved', { replyOutcome: 'solved' }),
    repliedCase('done', { replyOutcome: 'planned', implementation: 'fully' }),
    repliedCase('impossible', { replyOutcome: 'planned', implementation: 'cannot' }),
    caseRow('unanswered'),
  ];

  it('were replied in an earlier calendar year, with an outcome of the set, neither fully nor cannot', () => {
    expect(figureAt(rows, 'N17', { validAt: '2015-12-31' })).toMatchObject({ numerator: 0, apart: 0 });
    expect(figureAt(rows, 'N17', { validAt: '2016-01-01' })).toMatchObject({ numerator: 2, apart: 1 });
  });

  it('the set of outcomes is a policy', () => {
    const policies = { legacyOutcomes: ['planned'] };
    expect(figureAt(rows, 'N17', { validAt: '2016-01-01', policies }).numerator).toBe(1);
  });
});

describe('semantics 45: the revisit matrix', () => {
  const finding = (id: string, campaign: string, fields: object) =>
    childRow(
      'finding',
      { case: id, key: JSON.stringify([campaign, fields]) },
      { campaign, on: '2015-08-06', seq: 50, ...fields },
    );
  const rows = [
    repliedCase('c1', { matrixColumn: 'fullySolved' }),
    repliedCase('c2', { matrixColumn: 'unchanged' }),
    repliedCase('c3', { replyOutcome: 'reference', matrixColumn: 'to:planned' }),
    repliedCase('c4', { replyOutcome: 'reference' }),
    finding('c1', 'first', { finding: 'partlySolved' }),
    finding('c1', 'first', { finding: 'concluded', seq: 51 }),
    finding('c1', 'second', { finding: 'fullySolved' }),
    finding('c3', 'second', { finding: 'inProgress', newOutcome: 'planned' }),
  ];
  const matrix = (request: object) =>
    revisitMatrix(columnsOf(rows), office(), { validAt: '2015-12-31', knownAt: 100, ...request }).map(
      ({ outcome, cells }) => [outcome, ...cells.map(({ column, cases }) => `${column}: ${cases.join()}`)],
    );

  it('is cumulative over the last findings', () => {
    expect(matrix({})).toEqual([
      ['solved', 'fullySolved: c1', 'unchanged: c2'],
      ['reference', 'to:planned: c3', 'unchecked: c4'],
    ]);
  });

  it("a campaign's uses its own findings, the last of each case, over its frozen cases", () => {
    expect(matrix({ campaign: 'first', scope: { case: ['c1', 'c2'] } })).toEqual([
      ['solved', 'concluded: c1', 'unchecked: c2'],
    ]);
    expect(matrix({ campaign: 'second', scope: { case: ['c1', 'c3'] } })).toEqual([
      ['solved', 'fullySolved: c1'],
      ['reference', 'to:planned: c3'],
    ]);
  });
});
