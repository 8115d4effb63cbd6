import { bookFlows } from './definitions/definition.js';
import { caseRow, columnsOf, figureAt, office, repliedCase, type HandMadeRow } from './hand-made-rows.js';
import { checkIdentities } from './identities.js';
import { report } from './report.js';

const window = { from: '2015-03-01' };
const march = { validAt: '2015-04-30', knownAt: 100, window };
const figures = bookFlows.map((name) => `flow.${name}`);
const flowsOf = (rows: readonly HandMadeRow[], rest: object = {}) =>
  report(columnsOf(rows), office(), { ...march, figures, ...rest }).total.map(({ numerator }) => numerator);

/** One case whose facts change on the given days. */
const history = (id: string, ...steps: readonly [string, object][]): HandMadeRow[] =>
  steps.map(([from, fields], index) => caseRow(id, fields, { from, to: steps[index + 1]?.[0] }));

const answered = { inStock: false, stage: 'replied', answeredSeq: 9 };
const terminated = { inStock: false, stage: 'withdrawn', terminatedAs: 'withdrawn', terminatedOn: '2015-03-05' };

describe('semantics 30: flows of the stock', () => {
  it.each<[string, HandMadeRow[], number[]]>([
    ['a case in stock throughout', history('c', ['2015-01-10', {}]), [1, 0, 0, 0, 0, 0, 0, 1]],
    ['received', history('c', ['2015-03-01', {}]), [0, 1, 0, 0, 0, 0, 0, 1]],
    ['received on the eve', history('c', ['2015-02-28', {}]), [1, 0, 0, 0, 0, 0, 0, 1]],
    ['received after', history('c', ['2015-05-01', {}]), [0, 0, 0, 0, 0, 0, 0, 0]],
    ['answered', history('c', ['2015-01-10', {}], ['2015-04-30', answered]), [1, 0, 0, 0, 1, 0, 0, 0]],
    ['terminated', history('c', ['2015-01-10', {}], ['2015-03-05', terminated]), [1, 0, 0, 0, 0, 1, 0, 0]],
    ['reopened', history('c', ['2015-01-10', answered], ['2015-03-05', {}]), [0, 0, 1, 0, 0, 0, 0, 1]],
    [
      'answered, reopened and answered again',
      history('c', ['2015-01-10', {}], ['2015-03-05', answered], ['2015-03-20', {}], ['2015-04-02', answered]),
      [1, 0, 1, 0, 2, 0, 0, 0],
    ],
    ['received and answered on one day', history('c', ['2015-03-05', answered]), [0, 1, 0, 0, 1, 0, 0, 0]],
    [
      'answered, then terminated: no flow of what was out already',
      history('c', ['2015-01-10', answered], ['2015-03-05', terminated]),
      [0, 0, 0, 0, 0, 0, 0, 0],
    ],
    [
      'an event that moves nothing',
      history('c', ['2015-01-10', {}], ['2015-03-05', { stage: 'toAccept' }]),
      [1, 0, 0, 0, 0, 0, 0, 1],
    ],
  ])('%s', (_, rows, expected) => expect(flowsOf(rows)).toEqual(expected));

  it('per unit, what changes hands is transferred first and leaves from where it came to', () => {
    const rows = [
      ...history('c1', ['2015-01-10', { countingUnit: 'A' }], ['2015-03-05', { countingUnit: 'B' }]),
      ...history('c2', ['2015-01-10', { countingUnit: 'A' }], ['2015-03-05', { ...answered, countingUnit: 'B' }]),
    ];
    const { groups } = report(columnsOf(rows), office(), { ...march, figures, by: ['unit'] });
    expect(groups.map(({ group, figures: found }) => [group.unit, ...found.map(({ numerator }) => numerator)])).toEqual(
      [
        ['A', 2, 0, 0, 0, 0, 0, 2, 0],
        ['B', 0, 0, 0, 2, 1, 0, 0, 1],
      ],
    );
  });

  it('a case that changes sides moves between scopes', () => {
    const rows = history('c', ['2015-01-10', { outerRole: 'co' }], ['2015-03-05', { outerRole: 'lead' }]);
    expect(flowsOf(rows, { scope: { outerRole: 'lead' } })).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
    expect(flowsOf(rows, { scope: { outerRole: 'co' } })).toEqual([1, 0, 0, 0, 0, 0, 1, 0]);
  });

  it('corrections are no flow: they redraw history at the later K', () => {
    const rows = [
      caseRow('c', {}, { until: 50 }),
      caseRow('c', {}, { known: 50, to: '2015-02-01' }),
      caseRow('c', answered, { known: 50, from: '2015-02-01' }),
    ];
    expect(flowsOf(rows, { knownAt: 49 })).toEqual([1, 0, 0, 0, 0, 0, 0, 1]);
    expect(flowsOf(rows)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('semantics 48: flows need the first day of their period', () => {
    expect(() => figureAt([], 'flow.received')).toThrow('window.missing');
    expect(() => figureAt([], 'flow.received', { window: { from: '2016-01-01' } })).toThrow('window.empty');
  });
});

describe('identities', () => {
  const failing = (rows: readonly HandMadeRow[], rest: object = {}) =>
    checkIdentities(columnsOf(rows), office(), { ...march, ...rest })
      .filter(({ holds }) => !holds)
      .map(({ id, left, right, cases }) => [id, left, right, cases]);

  const sound = [
    ...history(
      'c1',
      ['2015-01-10', {}],
      ['2015-03-05', { countingUnit: 'B' }],
      ['2015-04-02', { ...answered, countingUnit: 'B' }],
    ),
    ...history('c2', ['2015-03-10', { kind: 'proposal', outerRole: 'co' }]),
    ...history(
      'c3',
      ['2015-01-10', { level: 'district', outerRole: null }],
      ['2015-03-05', { ...terminated, level: 'district', outerRole: null }],
    ),
    repliedCase('c4', { countingUnit: null, subject: '城建交通' }),
  ];

  it('hold over sound rows, in any scope', () => {
    expect(failing(sound)).toEqual([]);
    expect(failing(sound, { scope: { kind: 'suggestion', countingUnit: 'B' } })).toEqual([]);
    expect(failing(sound, { scope: { outerRole: 'leadOrJoint' }, units: 'original' })).toEqual([]);
    expect(checkIdentities(columnsOf(sound), office(), march)).toHaveLength(13);
  });

  it('those of the stock are checked only where a window is asked for', () => {
    const ids = checkIdentities(columnsOf(sound), office(), { validAt: '2015-04-30', knownAt: 100 }).map(
      ({ id }) => id,
    );
    expect(ids).toHaveLength(11);
    expect(ids).not.toContain('stock');
  });

  it('the windows of the year bring in what the year received, whatever became of it since (semantics 26, 48)', () => {
    const rows = [
      ...history('c1', ['2015-01-10', { registeredOn: '2015-01-10', outerRole: 'co' }], ['2015-03-05', {}]),
      ...history('c2', ['2014-12-31', { registeredOn: '2014-12-31' }]),
      ...history('c3', ['2015-04-30', { ...terminated, registeredOn: '2015-04-30', countingUnit: 'B' }]),
    ];
    const tiled = (scope: object) =>
      checkIdentities(columnsOf(rows), office(), { ...march, scope }).find(({ id }) => id === 'year.windows');
    expect(tiled({})).toMatchObject({ holds: true, left: 2, right: 2 });
    expect(tiled({ outerRole: 'lead' })).toMatchObject({ holds: true, left: 2, right: 2 });
    expect(tiled({ countingUnit: 'B' })).toMatchObject({ holds: true, left: 1, right: 1 });
    const late = history('c4', ['2015-02-10', { registeredOn: '2014-02-10' }]);
    expect(failing([...rows, ...late])).toContainEqual(['year.windows', 2, 3, ['c4']]);
  });

  it('the list carried over must be the legacy cases of New Year, where any was carried over (semantics 47)', () => {
    const legacy = { replyOn: '2014-03-01', replyOutcome: 'planned', implementation: 'inProgress', inStock: false };
    const of = (id: string, fields: object) => caseRow(id, { ...legacy, ...fields }, { from: '2014-01-10' });
    const check = (...rows: HandMadeRow[]) => failing(rows).filter(([id]) => id === 'legacy.carried-over');
    expect(check(of('c1', {}))).toEqual([]);
    expect(check(of('c1', { carriedOverTo: '2015' }))).toEqual([]);
    expect(check(of('c1', { carriedOverTo: '2015' }), of('c2', {}))).toEqual([['legacy.carried-over', 1, 2, ['c2']]]);
    expect(
      check(of('c1', { carriedOverTo: '2015' }), of('c2', { carriedOverTo: '2015', implementation: 'fully' })),
    ).toEqual([['legacy.carried-over', 2, 1, ['c2']]]);
  });

  it('what is carried over to the next year, as this one ends, is no list of this one; what was carried to this one stays in it (semantics 47)', () => {
    const legacy = { replyOn: '2014-03-01', replyOutcome: 'planned', implementation: 'inProgress', inStock: false };
    const carried = (id: string, ...days: readonly [string, object][]) =>
      history(id, ['2014-01-10', { ...legacy, registeredOn: '2014-01-10' }], ...days);
    const to = (year: string, carriedOverSeq: number) => ({ ...legacy, carriedOverTo: year, carriedOverSeq });
    const checked = (rows: HandMadeRow[], validAt: string) =>
      checkIdentities(columnsOf(rows), office(), { validAt, knownAt: 100 }).find(
        ({ id }) => id === 'legacy.carried-over',
      );
    const moved = carried('c1', ['2015-01-08', to('2015', 7)], ['2015-04-20', to('2016', 8)]);
    const fresh = history('c2', ['2015-02-01', { ...legacy, replyOn: '2015-03-01' }], ['2015-04-20', to('2016', 9)]);
    expect(checked(fresh, '2015-04-30')).toBeUndefined();
    expect(checked([...moved, ...fresh], '2015-04-30')).toMatchObject({ holds: true, left: 1, right: 1 });
    expect(checked([...moved, ...fresh], '2016-02-28')).toMatchObject({ holds: true, left: 2, right: 2 });
    const inTerm = carried(
      'c3',
      ['2014-12-20', to('term 15', 5)],
      ['2015-03-01', { ...to('term 15', 5), implementation: 'fully' }],
    );
    expect(checked(inTerm, '2015-04-30')).toMatchObject({ holds: true, left: 1, right: 1 });
    expect(checked(inTerm, '2016-01-31')).toBeUndefined();
  });

  it.each<[string, HandMadeRow[], unknown[]]>([
    ['a kind off the list', [caseRow('c1', { kind: 'letter' })], ['total.kinds', 1, 0, ['c1']]],
    ['a stage off the list', [caseRow('c1', { stage: null })], ['total.stages', 1, 0, ['c1']]],
    ['a city case without a role', [caseRow('c1', { outerRole: null })], ['total.outer-roles', 1, 0, ['c1']]],
    ['a district case with one', [caseRow('c1', { level: 'district' })], ['suggestions.outer-roles', 1, 0, ['c1']]],
    [
      'terminated, at an open stage',
      [caseRow('c1', { terminatedOn: '2015-03-05' })],
      ['received.terminated', 0, 1, ['c1']],
    ],
    ['two rows of one case', [caseRow('c1'), caseRow('c1', { stage: 'toAccept' })], ['cases.one-row', 2, 1, ['c1']]],
    ['a timeline that ends', [caseRow('c1', {}, { to: '2015-03-20' })], ['stock', 1, 0, ['c1']]],
  ])('%s breaks one, and is named', (_, rows, expected) => {
    expect(failing(rows)).toContainEqual(expected);
  });
});
