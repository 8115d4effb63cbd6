import { caseRow, childRow, figureAt, repliedCase } from '../hand-made-rows.js';

const at = (validAt: string, figure: string, rows: Parameters<typeof figureAt>[0]) =>
  figureAt(rows, figure, { validAt });
const parts = (figure: ReturnType<typeof figureAt>) => [figure.numerator, figure.denominator];

describe('semantics 23: late', () => {
  const late = repliedCase('late', { replyDue: '2015-02-28' });
  const open = caseRow('open', { replyDue: '2015-02-28' });

  it('the due day itself is neither missed nor overdue', () => {
    expect(at('2015-02-28', 'overdue', [open]).value).toBe('0');
    expect(at('2015-02-28', 'missed', [open]).value).toBe('0');
  });

  it('the day after it is both', () => {
    expect(at('2015-03-01', 'overdue', [open]).value).toBe('1');
    expect(at('2015-03-01', 'missed', [open]).value).toBe('1');
  });

  it('a late answer stays missed and is overdue no more', () => {
    expect(at('2015-03-01', 'overdue', [late]).value).toBe('0');
    expect(at('2015-03-01', 'missed', [late]).value).toBe('1');
  });

  it('a co case is late by its opinion', () => {
    const co = { outerRole: 'co', opinionDue: '2015-02-28', replyDue: '2015-02-01' };
    const figures = ['overdue', 'overdue/reply', 'overdue/opinion', 'missed/opinion'];
    expect(figures.map((figure) => at('2015-03-01', figure, [caseRow('c', co)]).value)).toEqual(['1', '0', '1', '1']);
    const filed = caseRow('c', { ...co, opinionOn: '2015-02-28' });
    expect(figures.map((figure) => at('2015-03-01', figure, [filed]).value)).toEqual(['0', '0', '0', '0']);
  });
});

describe('semantics 35: timeliness', () => {
  const rows = [
    repliedCase('in-time', { replyDue: '2015-03-01', innerReplyDue: '2015-02-01' }),
    repliedCase('late', { replyDue: '2015-02-28', innerReplyDue: '2015-02-01' }),
    caseRow('overdue', { replyDue: '2015-12-30', innerReplyDue: '2015-12-30' }),
    caseRow('running', { replyDue: '2015-12-31', innerReplyDue: '2015-12-31' }),
    caseRow('co-in-time', { outerRole: 'co', opinionDue: '2015-03-01', opinionOn: '2015-03-01' }),
    caseRow('co-overdue', { outerRole: 'co', opinionDue: '2015-03-01' }),
    caseRow('gone', { replyDue: '2015-02-01', terminatedOn: '2015-01-20' }),
  ];

  it('N4 is done in time over done and overdue: a backlog never shows 100 %', () => {
    expect(parts(figureAt(rows, 'N4'))).toEqual([1, 3]);
  });

  it('N4b takes lead and co cases together', () => expect(parts(figureAt(rows, 'N4b'))).toEqual([2, 5]));
  it('N4i goes by the inner clock', () => expect(parts(figureAt(rows, 'N4i'))).toEqual([0, 3]));
  it('N3b is answered by either over both', () => expect(parts(figureAt(rows, 'N3b'))).toEqual([3, 6]));

  it('N20 counts commitments in the same form', () => {
    const commitment = (key: string, due: string, fulfilledOn: string | null) =>
      childRow('commitment', { case: 'in-time', key }, { due, fulfilledOn });
    const kept = commitment('1', '2015-06-01', '2015-06-01');
    const broken = [commitment('2', '2015-06-01', '2015-06-02'), commitment('3', '2015-06-01', null)];
    const running = commitment('4', '2016-06-01', null);
    expect(parts(figureAt([...rows, kept, ...broken, running], 'N20'))).toEqual([1, 3]);
  });
});

describe('semantics 36: rounds', () => {
  const round = (number: number, fields: object, id = 'c1') =>
    childRow('round', { case: id, key: String(number) }, { round: number, openedSeq: 20 + number, ...fields });

  it('N4 uses round 1, N4r the later ones', () => {
    const rows = [
      repliedCase('c1', { replyDue: '2015-02-28' }),
      round(1, { due: '2015-02-28', repliedOn: '2015-03-01' }),
      round(2, { due: '2015-05-01', repliedOn: '2015-05-01', cause: 'doubt' }),
      round(3, { due: '2015-06-01', cause: 'other' }),
    ];
    expect(parts(figureAt(rows, 'N4'))).toEqual([0, 1]);
    expect(parts(figureAt(rows, 'N4r'))).toEqual([1, 2]);
  });

  it('N15 counts dissatisfaction and doubt; other causes stand apart', () => {
    const rows = [
      ...['c1', 'c2', 'c3', 'c4'].map((id) => repliedCase(id)),
      round(2, { cause: 'dissatisfied' }, 'c1'),
      round(3, { cause: 'revisit' }, 'c1'),
      round(2, { cause: 'doubt' }, 'c2'),
      round(2, { cause: 'other' }, 'c3'),
      round(1, {}, 'c4'),
    ];
    expect(figureAt(rows, 'N15')).toMatchObject({ numerator: 2, apart: 1 });
  });
});

describe('semantics 37: opinions', () => {
  const opinion = (key: string, fields: object) =>
    childRow('opinion', { case: 'c1', key }, { layer: 'inner', unit: key, due: '2015-03-01', filings: 1, ...fields });
  const rows = [
    caseRow('c1'),
    opinion('in-time', { filedOn: '2015-03-01' }),
    opinion('late', { filedOn: '2015-03-02' }),
    opinion('missing', {}),
    opinion('waived-in-time', { waivedOn: '2015-03-01' }),
    opinion('waived-late', { waivedOn: '2015-03-02' }),
    opinion('outer', { layer: 'outer', filedOn: '2015-02-01' }),
    opinion('incoming', { layer: 'incoming', filedOn: '2015-02-01' }),
  ];

  it('N5i and N5 count opinions of their layer; one waived on or before its due date leaves the base', () => {
    expect(parts(figureAt(rows, 'N5i'))).toEqual([1, 4]);
    expect(parts(figureAt(rows, 'N5'))).toEqual([1, 1]);
  });

  it('timeliness is by the first filing; a resubmission has its own clock and rate', () => {
    const again = {
      filedOn: '2015-02-01',
      returnedOn: '2015-02-10',
      resubmissionDue: '2015-02-17',
      resubmittedOn: '2015-02-18',
    };
    const returned = [caseRow('c1'), opinion('returned', again)];
    expect(parts(figureAt(returned, 'N5i'))).toEqual([1, 1]);
    expect(parts(figureAt(returned, 'N5i/resubmitted'))).toEqual([0, 1]);
  });
});

describe('semantics 24, 38: contact', () => {
  const contact = (id: string, fields: object) =>
    childRow(
      'contact',
      { case: id, key: JSON.stringify(fields) },
      { on: '2015-02-01', mode: 'phone', phase: 'during', faceToFace: false, seq: 30, ...fields },
    );
  const cases = ['none', 'phoned', 'met', 'led', 'too-late', 'after', 'waived'];
  const rows = [
    ...cases.map((id) => repliedCase(id, id === 'waived' ? { visitWaivedOn: '2015-02-01' } : {})),
    contact('phoned', {}),
    contact('phoned', { mode: 'online', ledByPosts: ['districtLeader'] }),
    contact('met', { faceToFace: true, ledByPosts: ['unitLeader'] }),
    contact('led', { faceToFace: true, ledByPosts: ['deputy', 'districtLeader'], on: '2015-03-01' }),
    contact('too-late', { faceToFace: true, on: '2015-03-02' }),
    contact('after', { faceToFace: true, phase: 'after' }),
    contact('waived', { faceToFace: true }),
  ];

  it.each([
    ['N6', 4],
    ['N6f', 2],
    ['N7', 1],
    ['N7u', 1],
  ])('%s covers %i of the six that were not waived', (figure, covered) => {
    expect(figureAt(rows, figure)).toMatchObject({ numerator: covered, denominator: 6, apart: 1 });
  });

  it('the posts that lead are rule-book data', () => {
    expect(figureAt(rows, 'N7', { policies: { districtLeaderPosts: ['deputy', 'unitLeader'] } }).numerator).toBe(2);
  });
});
