import { assigning, innerOpinion, registering } from '#libs/cases/testing/cases.js';
import { told, type Told } from '#libs/cases/testing/story.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { recorded } from '#libs/kernel/specification.js';
import { figures } from './asking.js';
import { expectBoth } from './comparing.js';
import { columnsOf, officeOf } from './engine.js';
import type { Question } from './questions.js';
import { linesOf } from './random/tale.js';

// Stories on which the program and the naive reading once differed, each as short as it can be told.

const caseStream = 'lookback-case-c0';

/** A story of one case, by both readings alike; and what was counted of one figure, group by group. */
const counted = async (events: readonly RecordedEvent[], asked: Partial<Question>, figure: string) => {
  const log = events.map((event) => (event.stream === 'spec' ? { ...event, stream: caseStream } : event));
  const tale = { events: log, columns: await columnsOf(log), office: officeOf(log), lines: linesOf(log) };
  const question = { validAt: '2015-12-31', knownAt: log.length, by: [], scope: {}, from: '2015-01-01', ...asked };
  const { groups, total } = expectBoth(tale, question);
  const at = figures.indexOf(figure);
  const of = groups.flatMap((row) => {
    const { numerator } = row.figures[at]!;
    return numerator ? [[...Object.values(row.group), numerator].join(' ')] : [];
  });
  return { of, total: total[at]!.numerator };
};

const returning: Told = [
  'RequestReturn',
  { occurredOn: '2015-02-18', unit: 'shuiwu', reason: '不属于本单位职责', suggestedUnit: 'pujiang' },
];
/** Given to 水务 and returned by it: now 浦江 alone has the case. */
const handedOn = () => {
  const support: Told = [
    'AssignCase',
    {
      occurredOn: '2015-02-16',
      units: [
        { unit: 'jiaotong', role: 'lead' },
        { unit: 'shuiwu', role: 'support' },
      ],
    },
  ];
  const asked = told(registering(), support, returning);
  const { request } = asked.at(-1)!.data as { request: string };
  const units = [{ unit: 'pujiang', role: 'lead' }];
  const approving = ['ApproveReturn', { occurredOn: '2015-02-20', request, units }] as unknown as Told;
  return told(registering(), support, returning, approving);
};

describe('groups by inner role', () => {
  it('hold what a unit gave back, in the role it had, though nobody has that role now (semantics 41)', async () => {
    const by = ['innerRole', 'unit'] as const;
    const returns = (scope: object) => counted(handedOn(), { by, scope }, 'N21/returns@1');
    expect(await returns({})).toEqual({ of: ['support shuiwu 1'], total: 1 });
    expect(await returns({ innerRole: 'support' })).toEqual({ of: ['support shuiwu 1'], total: 1 });
  });

  it('within the cases of a unit hold no case that nobody has (domain 7)', async () => {
    const received = (scope: object) => counted(told(registering()), { by: ['innerRole'], scope }, 'received@1');
    expect(await received({})).toEqual({ of: ['none 1'], total: 1 });
    expect(await received({ unit: 'jiaotong' })).toEqual({ of: [], total: 0 });
    expect(await received({ unit: 'jiaotong', innerRole: ['lead', 'none'] })).toEqual({ of: [], total: 0 });
    const held = await counted(
      told(registering(), assigning),
      { by: ['innerRole'], scope: { unit: 'jiaotong' } },
      'N1@1',
    );
    expect(held).toEqual({ of: ['lead 1'], total: 1 });
  });
});

describe('groups by common term of office', () => {
  it('know a scheme from the day it holds, at readings of before not at all (semantics 25, 33)', async () => {
    const scheme = { periods: [{ period: '2013–2017', body: '上海市人大', term: 14 }] };
    const issued = { type: 'PeriodSchemeIssued', data: { effectiveFrom: '2015-06-01', ...scheme } };
    const events = [...told(registering()), ...recorded([issued])].map((event, at) => ({
      ...event,
      ...{ seq: at + 1, id: `e${at + 1}`, stream: at === 0 ? caseStream : 'lookback-rule-book-shanghai' },
    }));
    const by = ['period'] as const;
    expect(await counted(events, { by, validAt: '2015-05-31' }, 'received@1')).toEqual({ of: ['none 1'], total: 1 });
    expect(await counted(events, { by, validAt: '2015-06-01' }, 'received@1')).toEqual({
      of: ['2013–2017 1'],
      total: 1,
    });
  });
});

describe('an opinion whose assignment was taken back without it, as older releases let one', () => {
  it('is there all the same: what is missing changes only its own facts (semantics 9, 37)', async () => {
    const story = told(registering(), assigning, innerOpinion);
    const back = { type: 'FactRetracted', data: { target: story[1]!.id, targetType: 'CaseAssigned', reason: '误' } };
    const events = recorded([...story, back]);
    expect(await counted(events, { by: ['unit'] }, 'N5i@1')).toEqual({ of: ['shuiwu 1'], total: 1 });
  });
});
