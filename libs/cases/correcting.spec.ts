import { foldAt } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { correctionTypes, effectiveHistory, type FactCorrected } from '#libs/kernel/history.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { cases } from './aggregate.js';
import type { AssignCase } from './commands/assignment.js';
import { correctingCases } from './correcting.js';
import { caseEventVersions } from './events.js';
import { facts } from './facts.js';
import {
  accepting,
  assigning,
  district,
  handled,
  innerOpinion,
  meeting,
  registering,
  replied,
  replying,
} from './testing/cases.js';
import { clerk, secondClerk } from './testing/office.js';
import { told, toldAfter, type Told } from './testing/story.js';

const correct = (target: string, data: Record<string, unknown>): Told => [
  'CorrectFact',
  { target, data, reason: '原件如此' },
];
const retract = (target: string, ...together: string[]): Told => [
  'RetractFact',
  { target, reason: '重复录入', ...(together.length > 0 ? { together } : {}) },
];
const approve = (proposal: string): Told => ['ApproveCorrection', { proposal }, { actor: secondClerk }];

/** Corrects and approves at once; the corrected event as it then reads. */
const corrected = (story: readonly Told[], target: string, data: Record<string, unknown>) => {
  const proposed = told(...story, correct(target, data));
  const settled =
    proposed.at(-1)!.type === 'CorrectionProposed' ? toldAfter(proposed, approve(proposed.at(-1)!.id)) : proposed;
  return effectiveHistory(settled).find(({ id }) => id === target)!.data as Record<string, unknown>;
};
const last = (events: readonly RecordedEvent[]) => events.at(-1)!;
const refusal = (attempt: () => unknown): unknown => {
  try {
    attempt();
  } catch (error) {
    return isRefusal(error) ? error.code : error;
  }
  return 'accepted';
};
const row = (events: readonly RecordedEvent[], knownAt?: number) =>
  facts(foldAt(cases, events, { knownAt })).find(({ grain }) => grain === 'case')!.fields;

describe('who corrects (semantics 10)', () => {
  it('what no figure counts takes effect at once', () => {
    expect(last(told(...handled, correct('e5', { summary: '听取了意见' })))).toMatchObject({
      type: 'FactCorrected',
      data: { fields: ['summary'], proposedBy: clerk.id },
    });
  });

  it('what any figure or breakdown counts waits for a second person', () => {
    const proposed = (story: readonly Told[], target: string, data: object) =>
      expect(last(told(...story, correct(target, data as never))).type).toBe('CorrectionProposed');
    proposed([registering()], 'e1', { outerRole: 'co' });
    proposed([registering()], 'e1', { title: '别的案由' });
    proposed([registering()], 'e1', { occurredOn: '2015-02-11' });
    proposed(handled, 'e3', { handler: '承办人乙' });
    proposed(handled, 'e3', { leaderInCharge: '分管领导乙' });
    proposed(handled, 'e5', { mode: 'phone' });
    proposed(replied, 'e6', { outcome: 'solved' });
  });

  it('nothing is known differently until the second person, and earlier readings never', () => {
    const events = told(registering({ outerRole: 'co' }), correct('e1', { outerRole: 'lead' }), approve('e2'));
    expect(last(events)).toMatchObject({
      type: 'FactCorrected',
      data: { proposal: 'e2', proposedBy: clerk.id, approvedBy: secondClerk.id },
    });
    expect([1, 2, 3].map((knownAt) => row(events, knownAt)['outerRole'])).toEqual(['co', 'co', 'lead']);
  });

  it('nobody approves an own proposal, nor twice', () => {
    const proposed = told(registering(), correct('e1', { outerRole: 'co' }));
    expect(refusal(() => toldAfter(proposed, ['ApproveCorrection', { proposal: 'e2' }]))).toBe(
      'correction.same-person',
    );
    expect(refusal(() => toldAfter(proposed, approve('e2'), approve('e2')))).toBe('correction.decided');
    const rejected = toldAfter(proposed, ['RejectCorrection', { proposal: 'e2', reason: '原件无误' }]);
    expect(refusal(() => toldAfter(rejected, approve('e2')))).toBe('correction.decided');
  });

  it('is checked anew when approved: what was overtaken changes nothing', () => {
    const twice = told(
      registering(),
      correct('e1', { outerRole: 'co' }),
      correct('e1', { outerRole: 'co' }),
      approve('e2'),
    );
    expect(refusal(() => toldAfter(twice, approve('e3')))).toBe('fact.unchanged');
  });

  it('due dates follow what is known when it is approved (semantics 11)', () => {
    const events = told(
      registering({ outerRole: 'co' }),
      correct('e1', { outerRole: 'lead' }),
      correct('e1', { occurredOn: '2015-03-10' }),
      approve('e3'),
      approve('e2'),
    );
    expect(row(events)).toMatchObject({ outerRole: 'lead', registeredOn: '2015-03-10', replyDue: '2015-06-10' });
  });
});

describe('what a correction is checked by (semantics 8)', () => {
  const refused = (story: readonly Told[], target: string, data: Record<string, unknown>) =>
    refusal(() => told(...story, correct(target, data)));

  it('the corrected event alone: shapes, lists and dates', () => {
    expect(refused([registering()], 'e1', { outerRole: 'boss' })).toBe('body.invalid');
    expect(refused([registering()], 'e1', { title: null })).toBe('body.invalid');
    expect(refused([registering()], 'e1', { leadProposer: null })).toBe('body.invalid');
    expect(refused([registering()], 'e1', { leadProposer: '路人' })).toBe('case.lead-proposer-unnamed');
    expect(refused([registering()], 'e1', { level: 'district' })).toBe('case.outer-role-district');
    expect(refused([registering()], 'e1', { occurredOn: '2015-02-30' })).toBe('date.unreal');
    expect(refused([registering()], 'e1', { occurredOn: 5 })).toBe('body.invalid');
    expect(refused([registering()], 'e1', { occurredOn: '2016-01-01' })).toBe('date.in-future');
    expect(refused([registering(), assigning], 'e2', { units: 5 })).toBe('body.invalid');
    expect(refused([registering(), assigning], 'e2', { units: [{ unit: 'jiaotong', role: 'support' }] })).toBe(
      'assignment.one-lead',
    );
    expect(refused([registering(), assigning], 'e2', { units: [{ unit: 'mars', role: 'lead' }] })).toBe('unit.unknown');
    expect(refused(replied, 'e6', { commitments: null })).toBe('body.invalid');
    expect(refused([registering({ kind: 'proposal' }), ...replied.slice(1)], 'e6', { outcome: 'solving' })).toBe(
      'reply.outcome-not-in-scheme',
    );
  });

  it('only what a person stated, never what was derived, nor the round', () => {
    expect(refused([registering()], 'e1', { due: {} })).toBe('fact.field-not-correctable');
    expect(refused([registering()], 'e1', { rules: 'r9' })).toBe('fact.field-not-correctable');
    expect(refused(replied, 'e6', { round: 2 })).toBe('fact.field-not-correctable');
    expect(refused(replied, 'e6', { notEvidenced: [] })).toBe('fact.field-not-correctable');
  });

  it('targets are live ordinary events, and something changes (semantics 7)', () => {
    expect(refused([registering()], 'e9', { title: '甲' })).toBe('fact.unknown');
    expect(refused([registering()], 'e1', { outerRole: 'lead' })).toBe('fact.unchanged');
    expect(refused([registering(), correct('e1', { title: '甲' })], 'e2', { title: '乙' })).toBe(
      'fact.not-correctable',
    );
    const gone = [
      registering(),
      ['FlagCase', { occurredOn: '2015-03-02', flag: 'legacy' }],
      retract('e2'),
      approve('e3'),
    ];
    expect(refused(gone as Told[], 'e2', { flag: 'repeated' })).toBe('fact.retracted');
    expect(refusal(() => told(['AbandonRegistration', { claim: 'c' }], retract('e1')))).toBe('fact.not-correctable');
  });

  it('a later decision is not judged again (semantics 8)', () => {
    const events = told(...replied, retract('e5'));
    expect(last(events).type).toBe('CorrectionProposed');
    expect(row(toldAfter(events, approve('e7')))['replyOn']).toBe('2015-05-05');
  });
});

it('whatever a person states can be corrected; what the system derives or fences cannot (semantics 10)', () => {
  const bySystem = ['RegistrationAbandoned', 'DueDateRestated'];
  const fixed = Object.keys(caseEventVersions).filter(
    (type) => !correctionTypes.has(type) && correctingCases.fields!(type).length === 0,
  );
  expect(fixed).toEqual(bySystem);
});

describe('what follows from a correction (semantics 11)', () => {
  it('date, role and level move the outer clocks and the rule version', () => {
    expect(corrected([registering()], 'e1', { occurredOn: '2015-03-02' })['due']).toMatchObject({
      reply: { on: '2015-06-02' },
    });
    const nowCo = corrected([registering()], 'e1', { outerRole: 'co' });
    expect(nowCo['due']).toEqual({ coOpinion: { on: '2015-03-10' }, referral: { on: '2015-02-25' } });
    expect(corrected([registering()], 'e1', { ...district, outerRole: null })['due']).toEqual({});
  });

  it('a due date printed on the city’s sheet stays until the correction states another (semantics 17)', () => {
    const stated = [registering({ statedReplyDue: '2015-06-30' })];
    const reply = (data: Record<string, unknown>) => (corrected(stated, 'e1', data)['due'] as { reply: object }).reply;
    expect(reply({ occurredOn: '2015-02-11' })).toEqual({ on: '2015-06-30', stated: true });
    expect(reply({ statedReplyDue: '2015-07-31' })).toEqual({ on: '2015-07-31', stated: true });
    expect(reply({ statedReplyDue: null })).toEqual({ on: '2015-05-11' });
    expect(reply({ statedReplyDue: '2015-07-31', occurredOn: '2015-02-11' })).toEqual({
      on: '2015-07-31',
      stated: true,
    });
    expect(reply({ statedReplyDue: null, occurredOn: '2015-02-11' })).toEqual({ on: '2015-05-11' });
    expect(corrected(stated, 'e1', { occurredOn: '2015-02-11' })).not.toHaveProperty('statedReplyDue');
    expect(corrected([registering()], 'e1', { statedOpinionDue: '2015-03-31' })['due']).toMatchObject({
      coOpinion: { on: '2015-03-31', stated: true },
    });
    expect(refusal(() => told(...stated, correct('e1', { statedReplyDue: '2015-02-10' })))).toBe('date.not-after');
  });

  it('so does the reply date on the office’s sheet of a district case (semantics 17)', () => {
    const stated: readonly Told[] = [
      registering(district),
      ['AssignCase', { ...(assigning[1] as AssignCase), statedReplyDue: '2015-06-30' }],
    ];
    const reply = (data: Record<string, unknown>) => (corrected(stated, 'e2', data)['due'] as { reply: object }).reply;
    expect(reply({ occurredOn: '2015-02-20' })).toEqual({ on: '2015-06-30', stated: true });
    expect(reply({ statedReplyDue: '2015-07-31' })).toEqual({ on: '2015-07-31', stated: true });
    expect(reply({ statedReplyDue: null })).toEqual({ on: '2015-05-18' });
    expect(corrected(stated, 'e2', { statedReplyDue: '2015-07-31' })).not.toHaveProperty('statedReplyDue');
    const city = [registering(), assigning];
    expect(refusal(() => told(...city, correct('e2', { statedReplyDue: '2015-07-31' })))).toBe(
      'assignment.reply-due-outer',
    );
  });

  it('so it is for a change of role, a unit and another round', () => {
    const change: Told = [
      'ChangeOuterRole',
      { occurredOn: '2015-04-10', to: 'joint', by: '市政府', reason: '调整', statedDue: '2015-08-31' },
    ];
    const kept = corrected([registering(), change], 'e2', { occurredOn: '2015-04-13' });
    expect(kept).toMatchObject({ due: { reply: { on: '2015-08-31', stated: true } } });
    expect(corrected([registering(), change], 'e2', { to: 'co' })['due']).toEqual({ coOpinion: { on: '2015-05-11' } });

    const stated: Told = [
      'AssignCase',
      { occurredOn: '2015-02-16', units: [{ unit: 'jiaotong', role: 'lead', statedDue: '2015-03-31' }] },
    ];
    const units = (data: Record<string, unknown>) => corrected([registering(), stated], 'e2', data)['units'];
    expect(units({ occurredOn: '2015-02-17' })).toMatchObject([{ due: { on: '2015-03-31', stated: true } }]);
    const two = [
      { unit: 'jiaotong', role: 'lead' },
      { unit: 'shuiwu', role: 'support', statedDue: '2015-03-20' },
    ];
    expect(units({ units: two })).toEqual([
      { unit: 'jiaotong', role: 'lead', due: { on: '2015-03-31', stated: true } },
      { unit: 'shuiwu', role: 'support', due: { on: '2015-03-20', stated: true } },
    ]);

    const early = [{ unit: 'jiaotong', role: 'lead', statedDue: '2015-02-16' }];
    const smuggled = [{ unit: 'shuiwu', role: 'lead', due: { on: 'soon', stated: true } }];
    expect(refusal(() => told(registering(), stated, correct('e2', { units: early })))).toBe('date.not-after');
    expect(refusal(() => told(registering(), stated, correct('e2', { units: smuggled })))).toBe('date.unreal');

    const rehandle: Told = [
      'OrderRehandling',
      { occurredOn: '2015-06-01', cause: 'doubt', reason: '有疑问', statedDue: '2015-08-31' },
    ];
    const due = (data: Record<string, unknown>) => corrected([...replied, rehandle], 'e7', data)['due'];
    expect(due({ occurredOn: '2015-06-02' })).toEqual({ on: '2015-08-31', stated: true });
    expect(due({ statedDue: null })).toEqual({ on: '2015-07-01' });
  });

  it('the level says which event starts the reply clock (semantics 17)', () => {
    const events = told(
      registering(district),
      assigning,
      correct('e1', { level: 'city', outerRole: 'lead' }),
      approve('e3'),
    );
    expect([2, 4].map((knownAt) => row(events, knownAt)['replyDue'])).toEqual(['2015-05-18', '2015-05-11']);
  });

  it('granted extensions keep their date', () => {
    const story: Told[] = [
      ...handled,
      ['RequestExtension', { occurredOn: '2015-04-20', newDue: '2015-07-10', reason: '多部门' }],
      ['GrantExtension', { occurredOn: '2015-04-22', extension: 'extension-6', consent: '同意' }],
      correct('e1', { occurredOn: '2015-02-11' }),
    ];
    const events = told(...story, approve('e8'));
    expect(row(events)).toMatchObject({ registeredOn: '2015-02-11', replyDue: '2015-07-10' });
  });

  it('the mode and the leader of a contact say what it counts as (semantics 24)', () => {
    expect(corrected(handled, 'e5', { mode: 'phone' })['countsAsFaceToFace']).toBe(false);
    expect(corrected(handled, 'e5', { ledBy: '局长甲' })['ledByPosts']).toEqual(['unitLeader']);
    expect(corrected(handled, 'e5', { ledBy: null })).not.toHaveProperty('ledByPosts');
  });

  it('outcome, disclosure, signer and text say wording, date to publish by, posts and digest', () => {
    expect(corrected(replied, 'e6', { outcome: 'solved' })['outcomeWording']).toBe('解决采纳');
    expect(corrected(replied, 'e6', { disclosure: 'withheld' })).not.toHaveProperty('publicationDue');
    expect(corrected(replied, 'e6', { signer: '局长甲' })['signerPosts']).toEqual(['unitLeader']);
    const texted = corrected(replied, 'e6', { text: '答复全文' });
    expect(texted).not.toHaveProperty('text');
    expect(texted['digest']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('milestones and commitments keep their ids by place; no field is smuggled in', () => {
    const promised = [
      ...handled,
      ['FileReply', { ...(replying[1] as object), commitments: [{ text: '一', due: '2015-12-01', owner: '甲' }] }],
    ];
    const commitments = [
      { text: '一期', due: '2015-12-31', owner: '甲', id: 'mine', colour: 'red' },
      { text: '二期', due: '2016-12-31', owner: '甲' },
    ];
    expect(corrected(promised as Told[], 'e6', { commitments })['commitments']).toEqual([
      { id: 'commitment-0-6', text: '一期', due: '2015-12-31', owner: '甲' },
      { id: expect.stringMatching(/^commitment-1/) as string, text: '二期', due: '2016-12-31', owner: '甲' },
    ]);
  });

  it('the opinion’s key follows layer and unit, the clock of a return its date', () => {
    const story: Told[] = [
      registering(),
      [
        'AssignCase',
        {
          occurredOn: '2015-02-16',
          units: ['jiaotong', 'shuiwu', 'guitu'].map((unit, at) => ({
            unit,
            role: at === 0 ? ('lead' as const) : ('support' as const),
          })),
        },
      ],
      innerOpinion,
    ];
    expect(corrected(story, 'e3', { unit: 'guitu' })['opinion']).toBe('inner:guitu');
    const returned: Told = ['ReturnCoOpinion', { occurredOn: '2015-03-12', opinion: 'inner:shuiwu', reason: '空泛' }];
    expect(corrected([...story, returned], 'e4', { occurredOn: '2015-03-13' })['due']).toEqual({ on: '2015-03-20' });
  });

  it('what does not steer a clock leaves it alone, though the rules have changed since', () => {
    const events = told(registering(), [
      'CorrectFact',
      { target: 'e1', data: { title: '别的' }, reason: '误' },
      { due: () => ({ on: '2099-01-01' }) },
    ]);
    expect((last(events).data as FactCorrected).fields).toEqual(['title']);
  });
});

describe('what rests on what (semantics 9)', () => {
  it('an event whose live event needs it is kept, unless that is taken along', () => {
    expect(refusal(() => told(...handled, retract('e2')))).toBe('fact.has-dependents');
    expect(refusal(() => told(...handled, retract('e2', 'e3')))).toBe('fact.has-dependents');
    const events = told(...handled, retract('e2', 'e3', 'e4'));
    expect(row(toldAfter(events, approve(last(events).id)))['stage']).toBe('unassigned');
  });

  it('a plan, a draft and a reply rest on the assignment', () => {
    const plan: Told = [
      'SetPlan',
      { occurredOn: '2015-03-25', text: '计划', milestones: [{ text: '一', due: '2015-06-30', owner: '甲' }] },
    ];
    const draft: Told = ['DraftReply', { occurredOn: '2015-03-25', text: '答复如下' }];
    for (const command of [plan, draft])
      expect(refusal(() => told(registering(), assigning, command, retract('e2')))).toBe('fact.has-dependents');
    expect(refusal(() => told(...replied, retract('e2', 'e3', 'e4')))).toBe('fact.has-dependents');
  });

  it('re-dating past a dependent is refused, and so is re-dating before the own need', () => {
    expect(refusal(() => told(registering(), assigning, accepting, correct('e2', { occurredOn: '2015-02-26' })))).toBe(
      'fact.has-dependents',
    );
    expect(refusal(() => told(registering(), assigning, accepting, correct('e3', { occurredOn: '2015-02-12' })))).toBe(
      'fact.need-missing',
    );
    expect(refusal(() => told(...handled, correct('e1', { occurredOn: '2015-03-01' })))).toBe('fact.has-dependents');
  });

  it('the registration takes the whole case along, and stays in earlier readings', () => {
    const proposed = toldAfter(told(...handled, retract('e1')), meeting);
    const events = toldAfter(proposed, approve('e6'));
    expect((last(events).data as { together: string[] }).together).toEqual(['e2', 'e3', 'e4', 'e5', 'e7']);
    expect(effectiveHistory(events)).toEqual([]);
    expect(effectiveHistory(events, { knownAt: 6 })).toHaveLength(5);
    const back = toldAfter(events, retract('e8'));
    expect(effectiveHistory(toldAfter(back, approve('e9')))).toHaveLength(6);
  });

  it('a correction is undone and a retraction taken back (semantics 7)', () => {
    const done = told(registering({ outerRole: 'co' }), correct('e1', { outerRole: 'lead' }), approve('e2'));
    const undone = toldAfter(done, retract('e3'), approve('e4'));
    expect([3, 5].map((knownAt) => row(undone, knownAt)['outerRole'])).toEqual(['lead', 'co']);
    const redone = toldAfter(undone, retract('e5'), approve('e6'));
    expect(row(redone)['outerRole']).toBe('lead');
    expect(refusal(() => toldAfter(undone, retract('e3')))).toBe('fact.retracted');
  });

  it('an event is not brought back without what it rests on', () => {
    const gone = told(registering(), assigning, accepting, retract('e3'), approve('e4'), retract('e2'), approve('e6'));
    expect(refusal(() => toldAfter(gone, retract('e5')))).toBe('fact.need-missing');
    expect(last(toldAfter(gone, retract('e7'))).type).toBe('CorrectionProposed');
  });

  it('what is named along must be there, live, and of this case', () => {
    expect(refusal(() => told(...handled, retract('e5', 'e99')))).toBe('fact.unknown');
    const gone = told(...handled, retract('e5'), approve('e6'));
    expect(refusal(() => toldAfter(gone, retract('e4', 'e5')))).toBe('fact.retracted');
    expect(refusal(() => toldAfter(gone, retract('e6')))).toBe('fact.not-correctable');
  });

  it('a reply from a ledger that knows no assignment rests on the registration (semantics 13)', () => {
    const bare: Told = [
      'FileReply',
      { occurredOn: '2015-05-05', outcome: 'solved', docNo: '1号', disclosure: 'public' },
      { source: { kind: 'ledger', digest: 'd', row: 2 } },
    ];
    expect(last(told(registering(), bare, correct('e2', { docNo: '2号' }))).type).toBe('FactCorrected');
  });
});
