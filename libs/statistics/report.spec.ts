import { drill } from './drill.js';
import { compare } from './compare.js';
import { closedUnits } from './closed-units.js';
import { caseRow, childRow, columnsOf, figureAt, office, repliedCase, type HandMadeRow } from './hand-made-rows.js';
import { report } from './report.js';
import type { Scope } from './scope.js';

const at = { validAt: '2015-12-31', knownAt: 100 };
const counted = (rows: readonly HandMadeRow[], scope: Scope, facts = {}) =>
  figureAt(rows, 'N1', { scope, office: office(facts) }).numerator;

describe('scope', () => {
  const rows = [
    caseRow('c1', { leaderInCharge: 'p1', flags: ['legacy', 'repeated'], countingUnit: 'A' }),
    caseRow('c2', {
      kind: 'proposal',
      body: '上海市政协',
      term: 12,
      outerRole: 'joint',
      supervisingLeader: 'p1',
      subject: '城建交通',
    }),
    caseRow('c3', { level: 'district', outerRole: null, session: 2, sitting: 'recess', countingUnit: null }),
    caseRow(
      'c4',
      { outerRole: 'co', registeredOn: '2014-12-31', stage: 'unassigned', countingUnit: 'B' },
      { from: '2014-12-31' },
    ),
    childRow('assignment', { case: 'c1', key: 'A' }, { unit: 'A', role: 'lead', live: true }),
    childRow('assignment', { case: 'c1', key: 'C' }, { unit: 'C', role: 'support', live: true }),
    childRow('assignment', { case: 'c4', key: 'C' }, { unit: 'C', role: 'lead', live: true }),
    childRow('assignment', { case: 'c2', key: 'C' }, { unit: 'C', role: 'lead', live: false }),
  ];

  it.each<[Scope, number]>([
    [{}, 4],
    [{ kind: 'proposal' }, 1],
    [{ level: ['city', 'district'] }, 4],
    [{ outerRole: 'none' }, 1],
    [{ outerRole: 'leadOrJoint' }, 2],
    [{ outerRole: ['leadOrJoint', 'co'] }, 3],
    [{ year: 2014 }, 1],
    [{ session: 2, sitting: 'recess' }, 1],
    [{ term: [12, 14], body: '上海市政协' }, 1],
    [{ subject: 'unclassified' }, 3],
    [{ stage: 'unassigned' }, 1],
    [{ leader: 'p1' }, 2],
    [{ flag: 'legacy' }, 1],
    [{ case: ['c1', 'c9'] }, 1],
    [{ unit: 'C' }, 2],
    [{ unit: 'C', innerRole: 'support' }, 1],
    [{ innerRole: 'lead' }, 2],
    [{ countingUnit: ['A', 'unassigned'] }, 3],
    [{ kind: 'nonsense' }, 0],
  ])('%j holds %i cases', (scope, expected) => expect(counted(rows, scope)).toBe(expected));

  it('semantics 33: a period joins bodies whose own ordinals differ', () => {
    const periodOf = (body: string, term: number) =>
      (body === '上海市人大' && term === 14) || (body === '上海市政协' && term === 12) ? '2013-2018' : undefined;
    expect(counted(rows, { period: '2013-2018' }, { periodOf })).toBe(4);
    expect(counted(rows, { period: '2013-2018', term: 12 }, { periodOf })).toBe(1);
    const asked = { ...at, figures: ['N1'], by: ['period', 'year'] as const };
    expect(report(columnsOf(rows), office({ periodOf }), asked).groups.map(({ group }) => group)).toEqual([
      { period: '2013-2018', year: '2014' },
      { period: '2013-2018', year: '2015' },
    ]);
  });

  it('a unit asked for sees its own assignments only', () => {
    expect(figureAt(rows, 'N16', { scope: { unit: 'C' } }).numerator).toBe(2);
    expect(figureAt(rows, 'N16', { scope: { unit: 'C', innerRole: 'support' } }).numerator).toBe(1);
  });

  it.each<[Scope, number]>([
    [{ flag: 'none' }, 3],
    [{ leader: ['p1', 'none'] }, 4],
    [{ innerRole: 'none' }, 2],
    [{ flag: 'legacy', also: { flag: 'repeated' } }, 1],
    [{ flag: 'legacy', also: { leader: 'none' } }, 0],
  ])('%j holds %i cases too', (scope, expected) => expect(counted(rows, scope)).toBe(expected));

  it('groups by flags, leaders and inner roles may share cases; the total counts each once (domain 7)', () => {
    const groupsOf = (by: 'flag' | 'leader' | 'innerRole', figure = 'N1') => {
      const { groups, total } = report(columnsOf(rows), office(), { ...at, figures: [figure], by: [by] });
      return [...groups.map(({ group, figures }) => [group[by], figures[0]?.numerator]), total[0]?.numerator];
    };
    expect(groupsOf('flag')).toEqual([['legacy', 1], ['repeated', 1], ['none', 3], 4]);
    expect(groupsOf('leader')).toEqual([['p1', 2], ['none', 2], 4]);
    expect(groupsOf('innerRole')).toEqual([['lead', 2], ['support', 1], ['none', 2], 4]);
    expect(groupsOf('innerRole', 'N16')).toEqual([['lead', 2], ['support', 1], 3]);
  });

  it('they go with any other grouping, in the order asked for, and open their cases', () => {
    const by = ['flag', 'unit'] as const;
    const { groups } = report(columnsOf(rows), office(), { ...at, figures: ['N1'], by });
    expect(groups.map(({ group }) => Object.values(group).join(' '))).toEqual([
      'legacy A',
      'repeated A',
      'none A',
      'none B',
      'none unassigned',
    ]);
    const opened = { figure: 'N1', group: { flag: 'none', unit: 'B' } };
    expect(drill(columnsOf(rows), office(), { asked: { ...at, by }, opened }).map((row) => row.case)).toEqual(['c4']);
  });

  it('a grouping within a scope of the same flags keeps the scope', () => {
    const asked = { ...at, figures: ['N1'], by: ['flag'] as const, scope: { flag: 'legacy' } };
    const { groups } = report(columnsOf(rows), office(), asked);
    expect(groups.map(({ group, figures }) => [group.flag, figures[0]?.numerator])).toEqual([
      ['legacy', 1],
      ['repeated', 1],
    ]);
  });

  it('a unit asked for is the group of the same unit, whatever the credit', () => {
    const moved = [repliedCase('c1', { countingUnit: 'B', replyUnit: 'A' }), caseRow('c2', { countingUnit: 'B' })];
    const of = (countingUnit: string) => figureAt(moved, 'N3', { scope: { countingUnit } }).numerator;
    expect([of('A'), of('B')]).toEqual([1, 0]);
  });
});

describe('groups', () => {
  const rows = [
    caseRow('c1', { outerRole: 'co' }),
    caseRow('c2', { kind: 'proposal', session: 10 }),
    caseRow('c3', { session: 9 }),
    caseRow('c4', { level: 'district', outerRole: null }),
  ];
  const groupsBy = (by: readonly ['kind', 'outerRole'] | readonly ['session'] | readonly ['outerRole']) =>
    report(columnsOf(rows), office(), { ...at, figures: ['N1'], by }).groups.map(({ group }) =>
      Object.values(group).join(' '),
    );

  it('stand in declared order, numbers by size, buckets last (semantics 32: 「无」)', () => {
    expect(groupsBy(['kind', 'outerRole'])).toEqual([
      'suggestion lead',
      'suggestion co',
      'suggestion none',
      'proposal lead',
    ]);
    expect(groupsBy(['session'])).toEqual(['3', '9', '10']);
    expect(groupsBy(['outerRole'])).toEqual(['lead', 'co', 'none']);
  });

  it('semantics 4: the same rows give the same bytes in whatever order they came', () => {
    const units = ['b', 'a', 'C', '区交通委', 'é'].map((unit, index) => caseRow(`u${index}`, { countingUnit: unit }));
    const bytes = (given: readonly HandMadeRow[]) => {
      const figures = ['N1', 'N11', 'N19', 'stage', 'contacts'];
      return JSON.stringify(report(columnsOf(given), office(), { ...at, figures, by: ['unit', 'outerRole'] }));
    };
    const all = [...rows, ...units];
    expect(bytes(all.toReversed())).toBe(bytes(all));
    expect(
      report(columnsOf(units), office(), { ...at, figures: ['N1'], by: ['unit'] }).groups.map(
        ({ group }) => group.unit,
      ),
    ).toEqual(['C', 'a', 'b', 'é', '区交通委']);
  });

  it('an unknown grouping is refused', () => {
    expect(() => groupsBy(['colour'] as never)).toThrow('dimension.unknown');
  });
});

describe('drill', () => {
  const rows = [
    repliedCase('c2', { registeredSeq: 3, outerRoleSeq: 3, replySeq: 9, countingUnit: 'A' }),
    repliedCase('c1', { registeredSeq: 4, outerRoleSeq: 5, replySeq: 8, countingUnit: 'B' }),
    caseRow('c3', { registeredSeq: 6, outerRoleSeq: 6 }),
    childRow('contact', { case: 'c1', key: 'x' }, { on: '2015-02-01', phase: 'before', faceToFace: true, seq: 7 }),
    childRow('contact', { case: 'c1', key: 'y' }, { on: '2015-02-02', phase: 'after', faceToFace: true, seq: 17 }),
    childRow(
      'opinion',
      { case: 'c3', key: 'U' },
      { layer: 'inner', unit: 'U', due: '2015-03-01', expectedSeq: 11, filedSeq: 12, filedOn: '2015-02-01' },
    ),
  ];
  const columns = columnsOf(rows);
  const opened = (figure: string, rest: object = {}, by: readonly ['unit'] | readonly [] = []) =>
    drill(columns, office(), { asked: { ...at, by }, opened: { figure, ...rest } });

  it('lists the cases behind a part, each with the events that put it there', () => {
    expect(opened('N3')).toEqual([
      { case: 'c1', events: [8] },
      { case: 'c2', events: [9] },
    ]);
    expect(opened('N3', { part: 'denominator' })).toEqual([
      { case: 'c1', events: [4, 5] },
      { case: 'c2', events: [3] },
      { case: 'c3', events: [6] },
    ]);
  });

  it('names the very contacts that count', () => expect(opened('N6f')).toEqual([{ case: 'c1', events: [7] }]));

  it('opens one group, one cell, one row of a case', () => {
    expect(opened('N1', { group: { unit: 'B' } }, ['unit'])).toMatchObject([{ case: 'c1' }]);
    expect(opened('stage', { cell: { key: 'inHandling' } })).toMatchObject([{ case: 'c3' }]);
    expect(opened('N5i')).toEqual([{ case: 'c3', key: 'U', events: [11, 12] }]);
  });

  it('holds as many cases as the figure says', () => {
    for (const figure of ['N1', 'N3', 'N4', 'N6f', 'N11', 'stock', 'overdue'])
      expect(opened(figure)).toHaveLength(
        report(columns, office(), { ...at, figures: [figure] }).total[0]?.numerator ?? -1,
      );
  });
});

describe('compare', () => {
  const corrected = [
    caseRow('c1', { outerRole: 'co', countingUnit: 'A' }, { until: 50 }),
    caseRow('c1', { outerRole: 'lead', countingUnit: 'B' }, { known: 50 }),
    repliedCase('c2'),
  ];
  const side = (knownAt: number, by: readonly ['unit'] | readonly [] = []) => ({
    office: office(),
    request: { validAt: '2015-12-31', knownAt, figures: ['N3', 'N2/co'], by },
  });

  it('N18: prints the difference, in points for rates, and who entered and left each part', () => {
    const [answered, co] = compare(columnsOf(corrected), side(49), side(50)).total;
    expect(answered).toMatchObject({
      id: 'N3@2',
      before: { value: '100.0%' },
      after: { value: '50.0%' },
      difference: { numerator: 0, denominator: 1 },
      points: '-50.0',
      moves: [{ change: 'entered', part: 'denominator', case: 'c1' }],
    });
    expect(co).toMatchObject({
      difference: { numerator: -1 },
      moves: [{ change: 'left', part: 'numerator', case: 'c1' }],
    });
  });

  it('compares group by group, also groups of one side only', () => {
    const { groups } = compare(columnsOf(corrected), side(49, ['unit']), side(50, ['unit']));
    expect(
      groups.map(({ group, figures }) => [
        group.unit,
        figures[0]?.difference,
        figures[1]?.moves.map(({ change }) => change),
      ]),
    ).toEqual([
      ['A', { numerator: 0, denominator: 0 }, ['left']],
      ['B', { numerator: 0, denominator: 1 }, []],
    ]);
  });

  it('finds no difference between equal readings', () => {
    const { total } = compare(columnsOf(corrected), side(60), side(70));
    expect(total.map(({ moves, points }) => [moves, points])).toEqual([
      [[], '0.0'],
      [[], undefined],
    ]);
  });
});

describe('semantics 32: closed units', () => {
  it('are listed while they are the counting unit of a case in stock', () => {
    const rows = [
      caseRow('c1', { countingUnit: 'A' }),
      repliedCase('c2', { countingUnit: 'A' }),
      caseRow('c3', { countingUnit: 'B' }),
    ];
    const facts = office({ closedWithoutSuccessor: (id) => id === 'A' });
    expect(closedUnits(columnsOf(rows), facts, at)).toEqual([{ unit: 'A', cases: ['c1'] }]);
  });
});
