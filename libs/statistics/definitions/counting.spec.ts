import { caseRow, childRow, columnsOf, figureAt, office, repliedCase } from '../hand-made-rows.js';
import { leadLabel, report } from '../report.js';
import { definitions } from './table.js';
import { figureId } from './definition.js';
import { rulesOf } from './source-rules.js';

const withdrawn = {
  terminatedOn: '2015-02-01',
  terminatedAs: 'withdrawn',
  terminatedSeq: 5,
  stage: 'withdrawn',
  inStock: false,
};
const valueOf = (rows: Parameters<typeof figureAt>[0], figure: string, request = {}) =>
  figureAt(rows, figure, request).value;

describe('definitions', () => {
  it('semantics 4: each has an id and version of its own, and says what it counts in both languages', () => {
    const ids = definitions.map(figureId);
    expect(new Set(ids).size).toBe(ids.length);
    definitions.forEach(({ name, basis }) =>
      [name.zh, name.en, basis.zh, basis.en].forEach((text) => expect(text).not.toBe('')),
    );
  });

  it('semantics 4: each names the rules that fix it', () => {
    expect(definitions.filter((definition) => rulesOf(definition).length === 0).map(figureId)).toEqual([]);
  });

  it('are asked for by name, or by name and version', () => {
    expect(figureAt([caseRow('c1')], 'N1').id).toBe('N1@1');
    expect(figureAt([caseRow('c1')], 'N1@1').id).toBe('N1@1');
    expect(() => figureAt([], 'N99')).toThrow('figure.unknown');
    expect(() => figureAt([], 'N1@2')).toThrow('figure.unknown');
  });
});

describe('receipt', () => {
  const rows = [
    caseRow('c1'),
    caseRow('c2', { outerRole: 'joint' }),
    caseRow('c3', { outerRole: 'co', kind: 'proposal' }),
    caseRow('c4', { ...withdrawn, outerRole: 'co' }),
    caseRow('c5', { level: 'district', outerRole: null }),
  ];

  it('semantics 26: received is gross, N1 is less those terminated on or before V', () => {
    expect([valueOf(rows, 'received'), valueOf(rows, 'terminated'), valueOf(rows, 'N1')]).toEqual(['5', '1', '4']);
    expect(figureAt(rows, 'terminated').cells?.find(({ key }) => key === 'withdrawn')).toMatchObject({
      count: 1,
      of: 1,
    });
  });

  it('semantics 27: the three counts of N2 overlap', () => {
    const counts = ['N2/lead', 'N2/leadOrJoint', 'N2/co'].map((figure) => valueOf(rows, figure));
    expect(counts).toEqual(['1', '2', '1']);
  });

  it('semantics 27: answering are outer lead, joint and district cases that stand', () => {
    expect(figureAt(rows, 'N3')).toMatchObject({ numerator: 0, denominator: 3 });
    expect(figureAt(rows, 'N3b')).toMatchObject({ numerator: 0, denominator: 4 });
  });

  it('semantics 29: every received case is in exactly one stage', () => {
    const cells = figureAt(rows, 'stage').cells ?? [];
    expect(cells.filter(({ count }) => count > 0)).toMatchObject([
      { key: 'withdrawn', count: 1, of: 5, value: '20.0%' },
      { key: 'inHandling', count: 4, of: 5, value: '80.0%' },
    ]);
    expect(cells).toHaveLength(12);
  });

  it('semantics 51: 主合办 is printed only where a joint case is held', () => {
    expect(leadLabel({ lead: 3, leadOrJoint: 3 }).zh).toBe('主办');
    expect(leadLabel({ lead: 3, leadOrJoint: 4 }).zh).toBe('主合办');
  });
});

describe('semantics 28: units', () => {
  const byUnit = (rows: Parameters<typeof columnsOf>[0], figures: readonly string[], facts = {}) =>
    report(columnsOf(rows), office(facts), { validAt: '2015-12-31', knownAt: 100, figures, by: ['unit'] });
  const countsOf = (...asked: Parameters<typeof byUnit>) =>
    byUnit(...asked).groups.map(({ group, figures }) => [group.unit, ...figures.map((figure) => figure.numerator)]);

  it('every case has one counting unit, or stands under 未分办, last', () => {
    const rows = [
      caseRow('c1', { countingUnit: 'B' }),
      caseRow('c2', { countingUnit: null }),
      caseRow('c3', { countingUnit: 'a' }),
    ];
    expect(countsOf(rows, ['N1'])).toEqual([
      ['B', 1],
      ['a', 1],
      ['unassigned', 1],
    ]);
  });

  it('a reply is credited to the unit of its day, an overdue case to the present one', () => {
    const due = { replyDue: '2015-03-10' };
    const rows = [
      repliedCase('c1', { ...due, countingUnit: 'B', replyUnit: 'A' }),
      caseRow('c2', { ...due, countingUnit: 'B' }),
    ];
    const [a, b] = byUnit(rows, ['N4', 'N3']).groups;
    expect(a).toMatchObject({ group: { unit: 'A' }, figures: [{ value: '100.0%' }, { numerator: 1, denominator: 1 }] });
    expect(b).toMatchObject({ group: { unit: 'B' }, figures: [{ value: '0.0%' }, { numerator: 0, denominator: 1 }] });
  });

  it('件次 counts live assignments of any inner role, and a joint lead has a column of its own', () => {
    const assignment = (unit: string, role: string, live = true) =>
      childRow('assignment', { case: 'c1', key: unit }, { unit, role, live, assignedSeq: 3 });
    const rows = [
      caseRow('c1', { countingUnit: 'A' }),
      ...[
        assignment('A', 'jointLead'),
        assignment('B', 'jointLead'),
        assignment('C', 'support'),
        assignment('D', 'support', false),
      ],
    ];
    expect(countsOf(rows, ['N1', 'N16', 'N16/jointShare'])).toEqual([
      ['A', 1, 1, 0],
      ['B', 0, 1, 1],
      ['C', 0, 1, 0],
      ['D', 0, 0, 0],
    ]);
  });

  it('semantics 32: one mapping of merged units for a whole report, switched off by name', () => {
    const rows = [caseRow('c1', { countingUnit: 'A' }), caseRow('c2', { countingUnit: 'B' })];
    const facts = { unitNow: (id: string) => (id === 'A' ? 'B' : id), unitName: (id: string) => `名称${id}` };
    expect(countsOf(rows, ['N1'], facts)).toEqual([['B', 2]]);
    expect(byUnit(rows, ['N1'], facts).groups[0]?.labels).toEqual({ B: '名称B' });
    const asked = { validAt: '2015-12-31', knownAt: 100, figures: ['N1'], by: ['unit'], units: 'original' } as const;
    expect(report(columnsOf(rows), office(facts), asked).groups.map(({ group }) => group.unit)).toEqual(['A', 'B']);
  });
});

describe('subjects', () => {
  it('semantics 40: 未分类 is one of them, shares sum to 100, in the order of the scheme', () => {
    const subjects = ['教科文卫体', '城建交通', null].map((subject, at) =>
      caseRow(`c${at}`, { subject, subjectScheme: subject && '2024' }),
    );
    const schemes = office({ subjectsOf: () => ['城建交通', '教科文卫体'] });
    expect(figureAt(subjects, 'N19', { office: schemes }).cells).toMatchObject([
      { key: '城建交通', value: '33.4%' },
      { key: '教科文卫体', value: '33.3%' },
      { key: 'unclassified', value: '33.3%' },
    ]);
  });
});
