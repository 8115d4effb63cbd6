import { accepting, assigning, district, registering, replied } from '../testing/cases.js';
import { fromLedger } from '../testing/office.js';
import { after, told, type Told } from '../testing/story.js';
import type { RegisterCase } from '../commands/intake.js';

const body = (more: Partial<RegisterCase> = {}) => registering(more)[1] as RegisterCase;
const withdrawn: Told = [
  'WithdrawCase',
  { occurredOn: '2015-03-01', reason: '提出人要求撤回', signers: ['代表甲', '代表乙'] },
];
const withdrawal = withdrawn[1] as { occurredOn: string; reason: string; signers: string[] };

describe('RegisterCase', () => {
  it('receipt starts the outer clocks of a city case, and notes the rule version (semantics 17)', () => {
    after()
      .when('RegisterCase', body())
      .then([
        {
          type: 'CaseRegistered',
          data: {
            leadProposer: '代表甲',
            due: { reply: { on: '2015-05-11' }, coOpinion: { on: '2015-03-10' }, referral: { on: '2015-02-25' } },
            rules: 'r1',
          },
        },
      ] as never);
  });

  it('a co case has no reply clock, a district case no outer clock at all (semantics 17)', () => {
    const due = (more: Partial<RegisterCase>) => (told(registering(more))[0]!.data as { due: object }).due;
    expect(due({ outerRole: 'co' })).not.toHaveProperty('reply');
    expect(due(district)).toEqual({});
  });

  it('a due date printed on the city’s sheet overrides the computed one (semantics 17)', () => {
    const [registered] = told(registering({ statedReplyDue: '2015-06-30' }));
    expect(registered!.data).toMatchObject({ due: { reply: { on: '2015-06-30', stated: true } } });
    expect(registered!.data).not.toHaveProperty('statedReplyDue');
  });

  it('is refused unless roles, people and dates are in order (domain 3.1)', () => {
    const refused = (more: Partial<RegisterCase>, code: string) =>
      after().when('RegisterCase', body(more)).thenRefused(code);
    refused({ outerRole: undefined }, 'case.outer-role-required');
    refused({ level: 'district' }, 'case.outer-role-district');
    refused({ ...district, statedReplyDue: '2015-06-01' }, 'case.outer-due-district');
    refused({ leadProposer: '代表丙' }, 'case.lead-proposer-unnamed');
    refused({ occurredOn: '2015-02-29' }, 'date.unreal');
    refused({ occurredOn: '2016-01-01' }, 'date.in-future');
    refused({ statedReplyDue: '2015-02-30' }, 'date.unreal');
    refused({ statedReplyDue: '2015-02-10' }, 'date.not-after');
  });

  it('a case is registered once', () => {
    after(registering()).when('RegisterCase', body()).thenRefused('case.already-registered');
  });
});

describe('AbandonRegistration', () => {
  it('fences a registration that never came to be, once (engine 5)', () => {
    after().when('AbandonRegistration', { claim: 'c' }).thenTypes('RegistrationAbandoned');
    after(['AbandonRegistration', { claim: 'c' }])
      .when('AbandonRegistration', { claim: 'c' })
      .then([]);
    after(['AbandonRegistration', { claim: 'c' }])
      .when('RegisterCase', body())
      .thenRefused('case.already-registered');
    after(registering()).when('AbandonRegistration', { claim: 'c' }).thenRefused('case.already-registered');
  });
});

describe('ChangeOuterRole', () => {
  const change = { occurredOn: '2015-04-10', to: 'co', by: '市政府办公厅', reason: '改由市里主办' } as const;

  it('starts the new role’s clock on its own day and says what it was before (semantics 6, 17)', () => {
    after(registering())
      .when('ChangeOuterRole', change)
      .then([
        { type: 'OuterRoleChanged', data: { from: 'lead', to: 'co', due: { coOpinion: { on: '2015-05-11' } } } },
      ] as never);
  });

  it('to lead, other bodies owe their opinions from that day too (semantics 17)', () => {
    const [, changed] = told(registering({ outerRole: 'co' }), ['ChangeOuterRole', { ...change, to: 'lead' }]);
    expect(changed!.data).toMatchObject({ due: { reply: { on: '2015-07-10' }, coOpinion: { on: '2015-05-11' } } });
  });

  it('is refused where nothing changes, for district cases, and before a later change (semantics 12)', () => {
    after(registering())
      .when('ChangeOuterRole', { ...change, to: 'lead' })
      .thenRefused('role.unchanged');
    after(registering(district)).when('ChangeOuterRole', change).thenRefused('case.outer-role-district');
    after(registering(), ['ChangeOuterRole', change])
      .when('ChangeOuterRole', { ...change, occurredOn: '2015-04-01', to: 'joint' })
      .thenRefused('date.contradicts-later');
    after(registering())
      .when('ChangeOuterRole', { ...change, statedDue: '2015-04-10' })
      .thenRefused('date.not-after');
    after().when('ChangeOuterRole', change).thenRefused('case.not-registered');
    after(registering())
      .when('ChangeOuterRole', { ...change, occurredOn: '2015-02-09' })
      .thenRefused('date.before-registration');
  });
});

describe('ClassifyCase', () => {
  const subject = { occurredOn: '2015-02-20', subject: '城建交通' };

  it('writes the version of the scheme in force for the case’s year', () => {
    after(registering())
      .when('ClassifyCase', subject)
      .then([{ type: 'CaseClassified', data: { ...subject, scheme: 'subjects-1' } }] as never);
  });

  it('is refused where the scheme, or the subject in it, is unknown', () => {
    after(registering())
      .when('ClassifyCase', { ...subject, subject: '月球' })
      .thenRefused('subject.unknown');
    after(registering())
      .when('ClassifyCase', { ...subject, scheme: 'none' })
      .thenRefused('subject.no-scheme');
  });
});

describe('flags', () => {
  const flag = { occurredOn: '2015-03-02', flag: 'keyDifficult' } as const;

  it('are set once and removed once, in order', () => {
    after(registering()).when('FlagCase', flag).thenTypes('CaseFlagged');
    after(registering(), ['FlagCase', flag]).when('FlagCase', flag).thenRefused('flag.already-set');
    after(registering()).when('UnflagCase', flag).thenRefused('flag.not-set');
    after(registering(), ['FlagCase', flag])
      .when('UnflagCase', { ...flag, occurredOn: '2015-03-01' })
      .thenRefused('date.contradicts-later');
    after(registering(), ['FlagCase', flag]).when('UnflagCase', flag).thenTypes('CaseUnflagged');
  });

  it('a flag that was set on that day is not set again, though it was removed later', () => {
    after(registering(), ['FlagCase', flag], ['UnflagCase', { ...flag, occurredOn: '2015-09-01' }])
      .when('FlagCase', { ...flag, occurredOn: '2015-05-01' })
      .thenRefused('flag.already-set');
  });
});

describe('leaving without an answer', () => {
  const returned = { occurredOn: '2015-03-01', reason: '不属于受理范围' };

  it('a co-signed case is withdrawn by all its signers (domain 3.1)', () => {
    after(registering()).when('WithdrawCase', withdrawal).thenTypes('CaseWithdrawn');
    after(registering())
      .when('WithdrawCase', { ...withdrawal, signers: ['代表甲'] })
      .thenRefused('case.not-all-signers');
  });

  it('a ledger row that names one signer is taken, and says so (semantics 13)', () => {
    after(registering())
      .when('WithdrawCase', { ...withdrawal, signers: ['代表甲'] }, fromLedger)
      .then([{ type: 'CaseWithdrawn', data: { notEvidenced: ['case.not-all-signers'] } }] as never);
  });

  it('the reason is one of the rule book’s list, from a ledger too (semantics 13)', () => {
    const other = { ...withdrawal, reason: '别的' };
    after(registering()).when('WithdrawCase', other, fromLedger).thenRefused('reason.not-listed');
    after(registering())
      .when('ReturnToProposer', { ...returned, reason: '别的' })
      .thenRefused('reason.not-listed');
  });

  it('not after a reply, and not before anything that was done in the case (semantics 12)', () => {
    after(...replied)
      .when('WithdrawCase', { ...withdrawal, occurredOn: '2015-06-01' })
      .thenRefused('case.answered');
    after(...replied)
      .when('ReturnToProposer', { ...returned, occurredOn: '2015-06-01' })
      .thenRefused('case.answered');
    after(registering(), assigning, accepting)
      .when('ReturnToProposer', { ...returned, occurredOn: '2015-02-20' })
      .thenRefused('date.contradicts-later');
    after(registering()).when('ReturnToProposer', returned).thenTypes('CaseReturnedToProposer');
  });

  it('what is dated after the end is refused, what went before it may be recorded late (semantics 12)', () => {
    const flag = { flag: 'repeated' } as const;
    after(registering(), withdrawn)
      .when('FlagCase', { ...flag, occurredOn: '2015-03-02' })
      .thenRefused('case.terminated');
    after(registering(), withdrawn)
      .when('FlagCase', { ...flag, occurredOn: '2015-02-20' })
      .thenTypes('CaseFlagged');
    after(registering(), withdrawn)
      .when('ReturnToProposer', { ...returned, occurredOn: '2015-02-20' })
      .thenRefused('case.terminated');
  });
});
