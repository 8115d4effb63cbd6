import { foldAt } from '#libs/kernel/decider.js';
import { cases } from '../aggregate.js';
import { facts } from '../facts.js';
import { accepting, assigning, handled, registering } from '../testing/cases.js';
import { staffOf } from '../testing/office.js';
import { after, told, toldAfter, type Told } from '../testing/story.js';

const raising = (tier: 1 | 2 | 3, occurredOn = '2015-03-03'): Told => [
  'RaiseCoordination',
  { occurredOn, tier, question: '明确牵头单位' },
];
const idOf = (story: ReturnType<typeof told>, type: string, field: string): string =>
  (story.findLast((event) => event.type === type)!.data as Record<string, string>)[field]!;
const raised = told(registering(), assigning, accepting, raising(1));
const coordination = idOf(raised, 'CoordinationRaised', 'coordination');
const raisedStory = [registering(), assigning, accepting, raising(1)] as const;

describe('RaiseCoordination', () => {
  it('tiers are taken in order, unless the case is flagged 疑难件 by then (domain 3.1)', () => {
    after(registering(), assigning)
      .when('RaiseCoordination', raising(2)[1] as never)
      .thenRefused('coordination.tier-skipped');
    after(registering(), assigning, raising(1))
      .when('RaiseCoordination', raising(2)[1] as never)
      .thenTypes('CoordinationRaised');
    const flagged: Told = ['FlagCase', { occurredOn: '2015-03-02', flag: 'difficult' }];
    after(registering(), assigning, flagged)
      .when('RaiseCoordination', raising(3)[1] as never)
      .thenTypes('CoordinationRaised');
    after(registering(), assigning, flagged)
      .when('RaiseCoordination', raising(3, '2015-03-01')[1] as never)
      .thenRefused('coordination.tier-skipped');
  });

  it('one question of a tier at a time, by a unit of the case or the office', () => {
    after(...raisedStory)
      .when('RaiseCoordination', raising(1)[1] as never)
      .thenRefused('coordination.pending');
    after(registering(), assigning)
      .when('RaiseCoordination', raising(1)[1] as never, { actor: staffOf('pujiang') })
      .thenRefused('access.not-own-unit');
  });

  it('the highest tier reached is a fact of the case', () => {
    const events = told(...raisedStory, raising(2));
    expect(facts(foldAt(cases, events))[0]!.fields).toMatchObject({ coordinationTier: 2, coordinationSeq: 5 });
  });
});

describe('DecideCoordination', () => {
  const joint = [
    { unit: 'pujiang', role: 'jointLead' as const, share: '动迁' },
    { unit: 'guitu', role: 'jointLead' as const, share: '规划' },
  ];
  const decision = { occurredOn: '2015-05-18', coordination, measures: '两家共同牵头推进', decidedBy: '副区长甲' };

  it('names who leads from then on; co-units stay (domain 9: 浦江镇和区规土局共同牵头)', () => {
    const events = toldAfter(raised, ['DecideCoordination', { ...decision, units: joint }]);
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['CoordinationDecided', 'CaseAssigned']);
    const { assignments } = foldAt(cases, events);
    expect(Object.values(assignments).map(({ unit, role }) => [unit, role])).toEqual([
      ['pujiang', 'jointLead'],
      ['guitu', 'jointLead'],
      ['shuiwu', 'support'],
    ]);
  });

  it('without units it leaves the assignment as it is', () => {
    after(...raisedStory)
      .when('DecideCoordination', decision)
      .then([{ type: 'CoordinationDecided', data: { leadUnits: ['jiaotong'], tier: 1 } }] as never);
  });

  it('decides a question that was raised, once, and names no co-units', () => {
    after(...raisedStory, ['DecideCoordination', decision])
      .when('DecideCoordination', decision)
      .thenRefused('coordination.decided');
    after(registering(), assigning).when('DecideCoordination', decision).thenRefused('coordination.unknown');
    after(...raisedStory)
      .when('DecideCoordination', { ...decision, occurredOn: '2015-03-01' })
      .thenRefused('date.contradicts-later');
    after(...raisedStory)
      .when('DecideCoordination', { ...decision, units: [{ unit: 'guitu', role: 'support' }] })
      .thenRefused('coordination.leads-only');
  });
});

describe('提醒, 催办, 督办', () => {
  it('go to the lead units unless others are named, and count the steps of the ladder', () => {
    const events = told(
      ...handled,
      ['Remind', { occurredOn: '2015-04-20', text: '请抓紧' }],
      ['Urge', { occurredOn: '2015-04-27', units: ['jiaotong', 'shuiwu'], text: '仍未提交' }],
      ['Supervise', { occurredOn: '2015-05-04', text: '列入督办', due: '2015-05-11' }],
    );
    expect(events.slice(-3).map(({ type, data }) => [type, (data as { step: number }).step])).toEqual([
      ['ReminderSent', 1],
      ['UrgeSent', 2],
      ['SupervisionOrdered', 3],
    ]);
    const rows = facts(foldAt(cases, events)).filter(({ grain }) => grain === 'reminder');
    expect(rows.map(({ fields }) => [fields['unit'], fields['step']])).toEqual([
      ['jiaotong', 'remind'],
      ['jiaotong', 'urge'],
      ['shuiwu', 'urge'],
      ['jiaotong', 'supervise'],
    ]);
  });

  it('only to units that hold the case', () => {
    after(...handled)
      .when('Urge', { occurredOn: '2015-04-27', units: ['pujiang'], text: '催' })
      .thenRefused('assignment.none');
    after(registering()).when('Remind', { occurredOn: '2015-04-27', text: '催' }).thenRefused('reply.unassigned');
  });
});

describe('NotifyProposers', () => {
  const reporting: Told = ['ReportProgress', { occurredOn: '2015-04-10', percent: 30, text: '开会', at: '10:00' }];
  const reported = told(...handled, reporting);
  const progress = idOf(reported, 'ProgressReported', 'progress');
  const notice = { occurredOn: '2015-04-13', progress, channel: '电话' };

  it('cites the report it tells of; the first one closes the duty (domain 9)', () => {
    const events = toldAfter(
      reported,
      ['NotifyProposers', notice],
      ['NotifyProposers', { ...notice, occurredOn: '2015-04-20' }],
    );
    const row = facts(foldAt(cases, events)).find(({ grain }) => grain === 'progress')!;
    expect(row.fields).toMatchObject({ notifiedOn: '2015-04-13', notifiedSeq: 7, at: 600, notifiedAt: null });
    after(...handled)
      .when('NotifyProposers', notice)
      .thenRefused('progress.unknown');
  });

  it('not before the report, to the minute where both are known, and to proposers of the case only', () => {
    const notify = (more: object) => after(...handled, reporting).when('NotifyProposers', { ...notice, ...more });
    notify({ occurredOn: '2015-04-09' }).thenRefused('date.contradicts-later');
    notify({ occurredOn: '2015-04-10', at: '09:59' }).thenRefused('date.not-after');
    notify({ occurredOn: '2015-04-10', at: '10:00' }).thenTypes('ProposersNotified');
    notify({ proposers: ['代表丙'] }).thenRefused('visit.not-a-proposer');
  });

  it('of a merged case the survivor tells its proposers too (semantics 16)', () => {
    after(...handled, reporting)
      .when('NotifyProposers', notice, { absorbed: [{ case: 'other', proposers: ['委员乙'] }] })
      .then([{ type: 'ProposersNotified', data: { proposers: ['代表甲', '代表乙', '委员乙'] } }] as never);
  });
});
