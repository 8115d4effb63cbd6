import type { AssignCase } from '../commands/assignment.js';
import { accepting, assigning, district, registering, replied } from '../testing/cases.js';
import { fromLedger, staffOf } from '../testing/office.js';
import { after, told } from '../testing/story.js';

const assign = assigning[1] as AssignCase;
const accept = accepting[1] as { occurredOn: string; unit: string; leaderInCharge?: string; handler?: string };
const joint = (share?: string) =>
  [
    { unit: 'pujiang', role: 'jointLead', share: '动迁' },
    { unit: 'guitu', role: 'jointLead', share },
  ] satisfies AssignCase['units'];

describe('AssignCase', () => {
  it('starts the inner clocks of each unit, and the return window (semantics 17)', () => {
    const [, assigned] = told(registering(), assigning);
    expect(assigned!.data).toMatchObject({
      units: [
        { unit: 'jiaotong', due: { on: '2015-04-16' } },
        { unit: 'shuiwu', due: { on: '2015-03-13' } },
      ],
      due: { returnRequest: { on: '2015-03-03' } },
    });
    expect((assigned!.data as { due: object }).due).not.toHaveProperty('reply');
  });

  it('starts the reply clock of a district case (semantics 17)', () => {
    const [, assigned] = told(registering(district), assigning);
    expect(assigned!.data).toMatchObject({ due: { reply: { on: '2015-05-18' } } });
  });

  it('by the date of the office’s sheet where it states one, for a district case only (semantics 17)', () => {
    const stated = (statedReplyDue: string, ...given: Parameters<typeof registering>) =>
      after(registering(...given)).when('AssignCase', { ...assign, statedReplyDue });
    stated('2015-04-30', district).then([
      { type: 'CaseAssigned', data: { due: { reply: { on: '2015-04-30', stated: true } } } },
    ] as never);
    stated('2015-02-16', district).thenRefused('date.not-after');
    stated('2015-04-30').thenRefused('assignment.reply-due-outer');
  });

  it('one lead, or several joint leads each with its share in words (domain 3.1)', () => {
    const units = (given: AssignCase['units']) => after(registering()).when('AssignCase', { ...assign, units: given });
    units(joint('规划')).thenTypes('CaseAssigned');
    units(joint()).thenRefused('assignment.share-missing');
    units([...joint('规划'), { unit: 'jiaotong', role: 'lead' }]).thenRefused('assignment.one-lead');
    units([{ unit: 'pujiang', role: 'jointLead', share: '全部' }]).thenRefused('assignment.one-lead');
    units([{ unit: 'jiaotong', role: 'support' }]).thenRefused('assignment.one-lead');
    units([...assign.units, { unit: 'shuiwu', role: 'support' }]).thenRefused('assignment.unit-twice');
  });

  it('a ledger row without shares is taken, and says so once (semantics 13)', () => {
    after(registering())
      .when('AssignCase', { ...assign, units: joint().map(({ unit, role }) => ({ unit, role })) }, fromLedger)
      .then([{ type: 'CaseAssigned', data: { notEvidenced: ['assignment.share-missing'] } }] as never);
  });

  it('only to units that exist that day (semantics 14)', () => {
    after(registering())
      .when('AssignCase', { ...assign, units: [{ unit: 'closed', role: 'lead' }] })
      .thenRefused('unit.unknown');
  });

  it('a stated inner due date lies after the assignment', () => {
    const stated = (statedDue: string) =>
      after(registering()).when('AssignCase', { ...assign, units: [{ unit: 'jiaotong', role: 'lead', statedDue }] });
    stated('2015-03-31').then([
      { type: 'CaseAssigned', data: { units: [{ due: { on: '2015-03-31', stated: true } }] } },
    ] as never);
    stated('2015-02-16').thenRefused('date.not-after');
    stated('2015-02-30').thenRefused('date.unreal');
  });

  it('is done once, and not after the answer', () => {
    after(registering(), assigning).when('AssignCase', assign).thenRefused('assignment.already-made');
    after(registering({ outerRole: 'co' }), [
      'FileCoOpinion',
      { occurredOn: '2015-03-01', layer: 'outer', unit: 'jiaotong', text: '意见' },
    ])
      .when('AssignCase', { ...assign, occurredOn: '2015-03-02' })
      .thenRefused('case.answered');
  });
});

describe('AcceptAssignment', () => {
  it('is given by that unit, naming both people who answer for it (domain 3.1)', () => {
    const context = { actor: staffOf('jiaotong') };
    after(registering(), assigning).when('AcceptAssignment', accept, context).thenTypes('AssignmentAccepted');
    after(registering(), assigning)
      .when('AcceptAssignment', accept, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
    after(registering(), assigning)
      .when('AcceptAssignment', { ...accept, handler: undefined }, context)
      .thenRefused('assignment.names-missing');
  });

  it('from a ledger both names may be missing, and it says so (semantics 13)', () => {
    after(registering(), assigning)
      .when('AcceptAssignment', { occurredOn: '2015-02-25', unit: 'jiaotong' }, fromLedger)
      .then([{ type: 'AssignmentAccepted', data: { notEvidenced: ['assignment.names-missing'] } }] as never);
  });

  it('follows its assignment, once (semantics 12)', () => {
    after(registering(), assigning)
      .when('AcceptAssignment', { ...accept, unit: 'guitu' })
      .thenRefused('assignment.none');
    after(registering(), assigning)
      .when('AcceptAssignment', { ...accept, occurredOn: '2015-02-12' })
      .thenRefused('date.contradicts-later');
    after(...replied)
      .when('AcceptAssignment', accept)
      .thenRefused('assignment.already-accepted');
  });
});

describe('AppointLeader', () => {
  const appoint = { occurredOn: '2015-03-02', duty: 'leading', person: '副区长甲' } as const;

  it('the person holds a post on that day, which the event notes (semantics 14)', () => {
    after(registering())
      .when('AppointLeader', appoint)
      .then([{ type: 'LeaderAppointed', data: { posts: ['districtLeader'] } }] as never);
    after(registering())
      .when('AppointLeader', { ...appoint, person: '路人' })
      .thenRefused('leader.post-not-held');
  });

  it('from a ledger the post may be unknown, and it says so (semantics 13)', () => {
    after(registering())
      .when('AppointLeader', { ...appoint, person: '路人' }, fromLedger)
      .then([{ type: 'LeaderAppointed', data: { posts: [], notEvidenced: ['leader.post-not-held'] } }] as never);
  });
});
