import { foldAt } from '#libs/kernel/decider.js';
import { cases } from '../aggregate.js';
import { facts } from '../facts.js';
import { stageOf } from '../stage.js';
import { accepting, assigning, district, innerOpinion, registering, replied } from '../testing/cases.js';
import { clerk, rules, staffOf } from '../testing/office.js';
import { after, told, toldAfter, type Told } from '../testing/story.js';

const asked = { occurredOn: '2015-03-03', unit: 'jiaotong', reason: '不属本单位职责', suggestedUnit: 'guitu' };
const asking: Told = ['RequestReturn', asked];
const requestOf = (story: ReturnType<typeof told>): string =>
  (story.findLast(({ type }) => type === 'ReturnRequested')!.data as { request: string }).request;
const returning = told(registering(), assigning, asking);
const request = requestOf(returning);
const toGuitu = [
  { unit: 'guitu', role: 'lead' as const },
  { unit: 'shuiwu', role: 'support' as const },
];
const approving: Told = ['ApproveReturn', { occurredOn: '2015-03-05', request, units: toGuitu }];
const rowsOf = (story: ReturnType<typeof told>, grain: string) =>
  facts(foldAt(cases, story))
    .filter((fact) => fact.grain === grain)
    .map(({ fields }) => fields);

describe('RequestReturn', () => {
  it('within seven working days from receipt by the unit, itself a working day (semantics 17, domain 5)', () => {
    const ask = (occurredOn: string) => after(registering(), assigning).when('RequestReturn', { ...asked, occurredOn });
    ask('2015-03-03').thenTypes('ReturnRequested');
    ask('2015-03-04').thenRefused('return.window-closed');
  });

  it('by the unit itself, for an assignment it holds, once', () => {
    after(registering(), assigning)
      .when('RequestReturn', asked, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
    after(registering(), assigning)
      .when('RequestReturn', { ...asked, unit: 'pujiang' })
      .thenRefused('assignment.none');
    after(registering(), assigning, asking).when('RequestReturn', asked).thenRefused('return.pending');
    after(registering(), assigning, asking, ['RefuseReturn', { occurredOn: '2015-03-03', request, reason: '属其职责' }])
      .when('RequestReturn', asked)
      .thenRefused('return.refused-already');
  });

  it('suggests another unit, one that exists that day', () => {
    const suggest = (suggestedUnit: string) =>
      after(registering(), assigning).when('RequestReturn', { ...asked, suggestedUnit });
    suggest('jiaotong').thenRefused('return.same-unit');
    suggest('nowhere').thenRefused('unit.unknown');
  });

  it('a unit never hands a case on by itself: asking changes the stage and nothing else (semantics 29)', () => {
    const state = foldAt(cases, returning);
    expect(stageOf(state)).toBe('returnPending');
    expect(Object.keys(state.assignments).sort()).toEqual(['jiaotong', 'shuiwu']);
    expect(rowsOf(returning, 'assignment')[0]).toMatchObject({ status: 'returnRequested', live: true });
  });

  it('too late once answered', () => {
    after(...replied)
      .when('RequestReturn', { ...asked, occurredOn: '2015-05-06' })
      .thenRefused('case.answered');
  });
});

describe('ApproveReturn', () => {
  it('the office names the units anew in the same act', () => {
    after(registering(), assigning, asking)
      .when('ApproveReturn', approving[1] as never)
      .thenTypes('ReturnApproved', 'CaseAssigned');
  });

  it('a unit that stays keeps its receipt and its clock; a new one has a clock of its own (semantics 17)', () => {
    const events = toldAfter(returning, approving);
    expect(events.at(-1)!.data).toMatchObject({
      units: [
        { unit: 'guitu', role: 'lead', due: { on: '2015-05-05' } },
        { unit: 'shuiwu', role: 'support', due: { on: '2015-03-13' }, kept: true },
      ],
    });
    const live = rowsOf(events, 'assignment').filter((row) => row['live']);
    expect(live.map((row) => [row['unit'], row['assignedOn']])).toEqual([
      ['guitu', '2015-03-05'],
      ['shuiwu', '2015-02-16'],
    ]);
  });

  it('history keeps the unit that gave it back, with its return', () => {
    const [gone] = rowsOf(toldAfter(returning, approving), 'assignment').filter((row) => !row['live']);
    expect(gone).toMatchObject({
      unit: 'jiaotong',
      status: 'returned',
      returnRequestedOn: '2015-03-03',
      returnDecision: 'approved',
      returnDecidedOn: '2015-03-05',
    });
  });

  it('the unit that gave it back is not named again in its role; a decided request is not decided again', () => {
    const units = [{ unit: 'jiaotong', role: 'lead' as const }];
    after(registering(), assigning, asking)
      .when('ApproveReturn', { occurredOn: '2015-03-05', request, units })
      .thenRefused('return.same-unit');
    after(registering(), assigning, asking, approving)
      .when('RefuseReturn', { occurredOn: '2015-03-06', request, reason: '迟' })
      .thenRefused('return.decided');
    after(registering(), assigning)
      .when('RefuseReturn', { occurredOn: '2015-03-06', request: 'none', reason: '无' })
      .thenRefused('return.unknown');
  });

  it('whether naming anew restarts the reply clock of a district case is a switch of the rule book (domain 5)', () => {
    const story = [registering(district), assigning, asking] as const;
    const decided = (restarts: boolean) => {
      const switches = { ...rules.switches, reassignmentRestartsReply: restarts };
      const events = toldAfter(told(...story), [
        'ApproveReturn',
        { occurredOn: '2015-03-05', request, units: toGuitu },
        { rules: () => ({ ...rules, switches }) },
      ]);
      return foldAt(cases, events).due.reply?.on;
    };
    expect([decided(false), decided(true)]).toEqual(['2015-05-18', '2015-06-05']);
  });
});

describe('co-units', () => {
  const adding: Told = ['AddCoUnit', { occurredOn: '2015-03-02', unit: 'guitu', reason: '涉及规划' }];
  const dropping: Told = ['DropCoUnit', { occurredOn: '2015-03-06', unit: 'shuiwu', reason: '不涉及河道' }];

  it('one added has a clock from its own day and owes an opinion', () => {
    const events = told(registering(), assigning, adding);
    expect(events.at(-1)!.data).toMatchObject({ unit: 'guitu', due: { on: '2015-03-23' } });
    expect(rowsOf(events, 'opinion').find((row) => row['opinion'] === 'inner:guitu')).toMatchObject({
      due: '2015-03-23',
      filedOn: null,
    });
    after(registering(), assigning, adding)
      .when('AddCoUnit', adding[1] as never)
      .thenRefused('assignment.unit-twice');
    after(registering())
      .when('AddCoUnit', adding[1] as never)
      .thenRefused('reply.unassigned');
  });

  it('one dropped owes nothing any more, and its row says since when (semantics 37)', () => {
    const events = told(registering(), assigning, dropping);
    expect(rowsOf(events, 'opinion')[0]).toMatchObject({
      opinion: 'inner:shuiwu',
      due: '2015-03-13',
      droppedOn: '2015-03-06',
    });
    after(registering(), assigning, accepting, dropping, [
      'RecordContact',
      {
        occurredOn: '2015-03-20',
        mode: 'faceToFace',
        phase: 'during',
        proposers: ['代表甲'],
        summary: '听取意见',
      },
    ])
      .when('FileReply', {
        occurredOn: '2015-05-05',
        outcome: 'solved',
        docNo: '1号',
        signer: '副区长甲',
        disclosure: 'public',
      })
      .thenTypes('ReplyFiled');
  });

  it('not before its opinion came in (semantics 12), and only a co-unit', () => {
    after(registering(), assigning, innerOpinion)
      .when('DropCoUnit', dropping[1] as never)
      .thenRefused('date.contradicts-later');
    after(registering(), assigning)
      .when('DropCoUnit', { ...(dropping[1] as object), unit: 'jiaotong' } as never)
      .thenRefused('opinion.not-support');
  });

  it('dropped and added again, it owes again', () => {
    const events = told(registering(), assigning, dropping, [
      'AddCoUnit',
      { occurredOn: '2015-03-10', unit: 'shuiwu', reason: '又涉及' },
      { actor: clerk },
    ]);
    expect(rowsOf(events, 'opinion')).toHaveLength(1);
    expect(rowsOf(events, 'opinion')[0]).toMatchObject({ droppedOn: null, due: '2015-03-31' });
    expect(rowsOf(events, 'assignment')).toHaveLength(3);
  });
});
