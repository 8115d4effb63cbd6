import { assigning, registering, replied } from '../testing/cases.js';
import { fromLedger, staffOf } from '../testing/office.js';
import { after, type Told } from '../testing/story.js';

const assigned = [registering(), assigning] as const;
const plan = {
  occurredOn: '2015-03-25',
  text: '分三步推进',
  milestones: [{ text: '完成可行性研究', due: '2015-06-30', owner: '承办人甲' }],
};
const planned: readonly Told[] = [...assigned, ['SetPlan', plan]];
const milestone = 'milestone-0-3';
const as = (unit: string) => ({ actor: staffOf(unit) });

describe('SetPlan', () => {
  it('every milestone has text, date and owner (domain 3.1)', () => {
    after(...assigned)
      .when('SetPlan', plan)
      .thenTypes('PlanSet');
    const vague = { ...plan, milestones: [{ text: '尽快推进' }] };
    after(...assigned)
      .when('SetPlan', vague)
      .thenRefused('milestone.undated');
    after(...assigned)
      .when('SetPlan', vague, fromLedger)
      .then([{ type: 'PlanSet', data: { notEvidenced: ['milestone.undated'] } }] as never);
  });

  it('a milestone’s date is a real one, from a ledger too (semantics 13)', () => {
    after(...assigned)
      .when('SetPlan', { ...plan, milestones: [{ text: '一', due: '2015-06-31', owner: '甲' }] }, fromLedger)
      .thenRefused('date.unreal');
  });

  it('is the lead unit’s (quality 4)', () => {
    after(...assigned)
      .when('SetPlan', plan, as('jiaotong'))
      .thenTypes('PlanSet');
    after(...assigned)
      .when('SetPlan', plan, as('shuiwu'))
      .thenRefused('access.not-own-unit');
    after(...assigned)
      .when('SetPlan', { ...plan, unit: 'shuiwu' })
      .thenRefused('assignment.not-lead');
    after(registering()).when('SetPlan', plan).thenRefused('assignment.none');
  });
});

describe('milestones', () => {
  const done = { occurredOn: '2015-06-25', milestone };
  const slip = { ...done, newDue: '2015-09-30', reason: '待市级意见' };

  it('are completed once, after they were set', () => {
    after(...planned)
      .when('CompleteMilestone', done)
      .thenTypes('MilestoneCompleted');
    after(...planned)
      .when('CompleteMilestone', { ...done, milestone: 'x' })
      .thenRefused('milestone.unknown');
    after(...planned)
      .when('CompleteMilestone', { ...done, occurredOn: '2015-03-01' })
      .thenRefused('date.contradicts-later');
    after(...planned, ['CompleteMilestone', done])
      .when('CompleteMilestone', done)
      .thenRefused('milestone.completed');
    after(...planned, ['CompleteMilestone', done])
      .when('SlipMilestone', slip)
      .thenRefused('milestone.completed');
  });

  it('are put off to a later, real date', () => {
    after(...planned)
      .when('SlipMilestone', slip)
      .thenTypes('MilestoneSlipped');
    after(...planned)
      .when('SlipMilestone', { ...slip, newDue: '2015-06-30' })
      .thenRefused('date.not-after');
    after(...planned)
      .when('SlipMilestone', { ...slip, newDue: '2015-09-31' })
      .thenRefused('date.unreal');
    after(...planned)
      .when('SlipMilestone', slip, as('shuiwu'))
      .thenRefused('access.not-own-unit');
  });
});

describe('ReportProgress', () => {
  const progress = { occurredOn: '2015-05-18', percent: 30, text: '召开搬迁工作会议' };

  it('is any unit’s of the case, for itself (quality 4)', () => {
    after(...assigned)
      .when('ReportProgress', progress, as('shuiwu'))
      .then([{ type: 'ProgressReported', data: { unit: 'shuiwu', levels: [], products: [] } }] as never);
    after(...assigned)
      .when('ReportProgress', progress, as('guitu'))
      .thenRefused('access.not-own-unit');
    after(...assigned)
      .when('ReportProgress', { ...progress, unit: 'jiaotong' }, as('shuiwu'))
      .thenRefused('access.not-own-unit');
  });

  it('goes on after the reply: a reply is not the end (domain 2)', () => {
    after(...replied)
      .when('ReportProgress', progress)
      .thenTypes('ProgressReported');
  });

  it('says since when it waits, in a real date', () => {
    after(...assigned)
      .when('ReportProgress', { ...progress, waitingOn: { body: '市有关部门', since: '2015-02-29' } })
      .thenRefused('date.unreal');
  });
});
