import { drill } from '../drill.js';
import { caseRow, childRow, columnsOf, figureAt, office, repliedCase } from '../hand-made-rows.js';
import { report } from '../report.js';

const at = { validAt: '2015-12-31', knownAt: 100 };

describe('semantics 41: days to the reply', () => {
  const rows = [
    repliedCase('c1', { registeredOn: '2015-01-10', replyOn: '2015-01-20', countingUnit: 'A' }),
    repliedCase('c2', { registeredOn: '2015-01-10', replyOn: '2015-01-25', countingUnit: 'B' }),
    repliedCase('c3', {
      level: 'district',
      outerRole: null,
      registeredOn: '2015-01-10',
      firstAssignedOn: '2015-01-15',
      replyOn: '2015-01-17',
      countingUnit: 'B',
    }),
    repliedCase('c4', { level: 'district', outerRole: null, firstAssignedOn: null }),
    repliedCase('c5', { outerRole: 'co' }),
    caseRow('c6'),
  ];

  it('are calendar days from receipt, for a district case from its first assignment, to the round-1 reply', () => {
    expect(figureAt(rows, 'N21/days')).toMatchObject({ numerator: 27, denominator: 3, of: 3, value: '9.0' });
  });

  it('are averaged per unit, a unit without a reply prints no mean', () => {
    const asked = { ...at, figures: ['N21/days'], by: ['unit'] as const };
    const { groups } = report(columnsOf([...rows, caseRow('c7', { countingUnit: 'C' })]), office(), asked);
    expect(groups.map(({ group, figures }) => [group.unit, figures[0]?.value])).toEqual([
      ['A', '10.0'],
      ['B', '8.5'],
      ['C', '—'],
    ]);
  });

  it('open the cases they are of', () => {
    const opened = drill(columnsOf(rows), office(), { asked: at, opened: { figure: 'N21/days', group: {} } });
    expect(opened.map((row) => row.case)).toEqual(['c1', 'c2', 'c3']);
  });
});

describe('semantics 41: extensions and returns', () => {
  it('a case counts as extended by a grant of any of its rounds', () => {
    const rows = [
      caseRow('c1'),
      caseRow('c2'),
      childRow('round', { case: 'c1', key: '1' }, { round: 1 }),
      childRow('round', { case: 'c1', key: '2' }, { round: 2, extensionSeq: 12 }),
      childRow('round', { case: 'c2', key: '1' }, { round: 1 }),
    ];
    expect(figureAt(rows, 'N21/extension')).toMatchObject({ numerator: 1, denominator: 2, value: '50.0%' });
    const opened = drill(columnsOf(rows), office(), { asked: at, opened: { figure: 'N21/extension' } });
    expect(opened).toEqual([{ case: 'c1', events: [12] }]);
  });

  it('returns are counted by case and unit, approved, refused and pending apart', () => {
    const returned = (unit: string, returnDecision: string | null) =>
      childRow('assignment', { case: 'c1', key: unit }, { unit, returnRequestedOn: '2015-02-01', returnDecision });
    const rows = [caseRow('c1'), returned('A', 'approved'), returned('B', 'refused'), returned('C', null)];
    const figure = figureAt([...rows, childRow('assignment', { case: 'c1', key: 'D' }, { unit: 'D' })], 'N21/returns');
    expect(figure.cells?.map(({ key, count }) => [key, count])).toEqual([
      ['approved', 1],
      ['refused', 1],
      ['pending', 1],
    ]);
  });

  it('a unit asked for sees the returns it asked for, though it holds the case no more', () => {
    const gone = childRow(
      'assignment',
      { case: 'c1', key: 'A' },
      { unit: 'A', live: false, returnRequestedOn: '2015-02-01', returnDecision: 'approved' },
    );
    expect(figureAt([caseRow('c1'), gone], 'N21/returns', { scope: { unit: 'A' } }).numerator).toBe(1);
    expect(figureAt([caseRow('c1'), gone], 'N21/returns', { scope: { unit: 'B' } }).numerator).toBe(0);
  });

  it('reminders are counted by act and unit, by step of the ladder', () => {
    const act = (key: string, unit: string, step: string) => childRow('reminder', { case: 'c1', key }, { unit, step });
    const rows = [caseRow('c1'), act('1', 'A', 'remind'), act('2', 'A', 'urge'), act('3', 'B', 'remind')];
    expect(figureAt(rows, 'N21/reminders').cells?.map(({ count }) => count)).toEqual([2, 1, 0]);
    expect(figureAt(rows, 'N21/reminders', { scope: { unit: 'A' } }).numerator).toBe(2);
  });
});

describe('semantics 41: progress told to the proposers', () => {
  const progress = (key: string, fields: object) => childRow('progress', { case: 'c1', key }, { unit: 'A', ...fields });
  // 2015-05-01 is a Friday and, here, a holiday.
  const holiday = office({
    isWorkingDay: (day) => !['2015-05-01', '2015-05-02', '2015-05-03', '2015-05-09', '2015-05-10'].includes(day),
  });

  it('takes working days, mean and median; what is still open counts to V and is told apart', () => {
    const rows = [
      caseRow('c1'),
      progress('p1', { on: '2015-04-30', notifiedOn: '2015-05-04' }),
      progress('p2', { on: '2015-05-04', notifiedOn: '2015-05-04' }),
      progress('p3', { on: '2015-05-04', notifiedOn: null }),
    ];
    const request = { validAt: '2015-05-08', office: holiday };
    expect(figureAt(rows, 'N21/notified', request)).toMatchObject({
      numerator: 5,
      denominator: 3,
      of: 3,
      apart: 1,
      value: '1.7',
    });
    expect(figureAt(rows, 'N21/notifiedMedian', request)).toMatchObject({ numerator: 1, denominator: 1, value: '1.0' });
  });

  it('is measured in hours only where both events carry the minute', () => {
    const rows = [
      caseRow('c1'),
      progress('p1', { on: '2015-04-30', at: 23 * 60, notifiedOn: '2015-05-01', notifiedAt: 60 }),
      progress('p2', { on: '2015-05-04', at: 600, notifiedOn: '2015-05-04', notifiedAt: 645 }),
      progress('p3', { on: '2015-05-04', at: 600, notifiedOn: '2015-05-04', notifiedAt: null }),
      progress('p4', { on: '2015-05-04', at: 600, notifiedOn: null }),
    ];
    expect(figureAt(rows, 'N21/notifiedHours')).toMatchObject({
      numerator: 165,
      denominator: 120,
      of: 2,
      value: '1.4',
    });
    expect(figureAt(rows, 'N21/notifiedHoursMedian').value).toBe('1.4');
  });

  it('prints no time where no progress was reported', () => {
    expect(figureAt([caseRow('c1')], 'N21/notified')).toMatchObject({ numerator: null, of: 0, apart: 0, value: '—' });
  });
});

describe('rehandling and legacy', () => {
  it('semantics 36: orders to rehandle are also listed by cause, counting rounds', () => {
    const round = (key: number, cause: string | null) =>
      childRow('round', { case: 'c1', key: `${key}` }, { round: key, cause });
    const rows = [repliedCase('c1'), round(1, null), round(2, 'doubt'), round(3, 'revisit')];
    expect(figureAt(rows, 'N15/causes').cells?.map(({ key, count }) => [key, count])).toEqual([
      ['dissatisfied', 0],
      ['doubt', 1],
      ['revisit', 1],
      ['other', 0],
    ]);
  });

  it('semantics 47: legacy cases are listed by whom they wait for', () => {
    const legacy = { replyOn: '2014-03-01', replyOutcome: 'planned', implementation: 'inProgress' };
    const rows = [
      repliedCase('c1', { ...legacy, waitingBody: '市有关部门' }),
      repliedCase('c2', { ...legacy }),
      repliedCase('c3', { ...legacy, implementation: 'cannot', waitingBody: '市有关部门' }),
    ];
    expect(figureAt(rows, 'N17/waiting').cells?.map(({ key, count }) => [key, count])).toEqual([
      ['市有关部门', 1],
      ['none', 1],
    ]);
  });

  it('semantics 37: an opinion dropped on or before its due date leaves the base, one dropped later stays in it', () => {
    const opinion = (key: string, droppedOn: string) =>
      childRow('opinion', { case: 'c1', key }, { layer: 'inner', unit: key, due: '2015-03-01', droppedOn });
    const rows = [caseRow('c1'), opinion('A', '2015-03-01'), opinion('B', '2015-03-02')];
    expect(figureAt(rows, 'N5i')).toMatchObject({ numerator: 0, denominator: 1 });
  });
});

describe('what rests on a provisional due date', () => {
  const rows = [
    repliedCase('c1', { replyDue: '2026-01-02', replyOn: '2015-03-01', provisionalDue: true }),
    repliedCase('c2', { replyDue: '2015-04-01', provisionalDue: false }),
    caseRow('c3', { replyDue: '2026-01-02', provisionalDue: true }),
  ];

  it('is told beside the figures judged by due dates, and opens its cases (domain 5)', () => {
    expect(figureAt(rows, 'N4')).toMatchObject({ numerator: 2, denominator: 2, provisional: 1 });
    const asked = { asked: at, opened: { figure: 'N4', part: 'provisional' as const } };
    expect(drill(columnsOf(rows), office(), asked).map((row) => row.case)).toEqual(['c1']);
  });

  it('is told by no other figure, and by none where no date is provisional', () => {
    expect(figureAt(rows, 'N3')).not.toHaveProperty('provisional');
    expect(figureAt(rows.slice(1, 2), 'N4')).not.toHaveProperty('provisional');
  });
});
