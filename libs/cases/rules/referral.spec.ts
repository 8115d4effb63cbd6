import { district, handled, registering, replied } from '../testing/cases.js';
import { fromLedger } from '../testing/office.js';
import { after, told, type Told } from '../testing/story.js';
import { foldAt } from '#libs/kernel/decider.js';
import { cases } from '../aggregate.js';
import { facts } from '../facts.js';
import { stageOf } from '../stage.js';

const referring: Told = ['ReferUp', { occurredOn: '2015-02-12', reason: '属市级事权', suggestedBody: '市交通委' }];
const caseFacts = (...story: readonly Told[]) => facts(foldAt(cases, told(...story)))[0]!.fields;

describe('AcceptFromCity', () => {
  it('is recorded within seven working days of receipt (semantics 18, domain 5)', () => {
    const accept = (occurredOn: string) => after(registering()).when('AcceptFromCity', { occurredOn });
    // Received on 2015-02-10; the Spring Festival lies between, and a Sunday made up for it.
    accept('2015-02-25').thenTypes('CaseAcceptedFromCity');
    accept('2015-02-26').thenRefused('referral.window-closed');
  });

  it('happens once, and never to a district case', () => {
    after(registering(), ['AcceptFromCity', { occurredOn: '2015-02-12' }])
      .when('AcceptFromCity', { occurredOn: '2015-02-13' })
      .thenRefused('referral.accepted-from-city');
    after(registering(district))
      .when('AcceptFromCity', { occurredOn: '2015-02-12' })
      .thenRefused('case.outer-role-district');
  });

  it('a ledger row beyond the window is taken and says so (semantics 13)', () => {
    after(registering())
      .when('AcceptFromCity', { occurredOn: '2015-03-20' }, fromLedger)
      .then([{ type: 'CaseAcceptedFromCity', data: { notEvidenced: ['referral.window-closed'] } }] as never);
  });
});

describe('ReferUp', () => {
  it('while the city has not answered, the case stays ours (semantics 18)', () => {
    expect(caseFacts(registering(), referring)).toMatchObject({
      referral: 'pending',
      inStock: true,
      stage: 'unassigned',
      terminatedAs: null,
    });
    after(registering(), referring)
      .when('ReferUp', { occurredOn: '2015-02-13', reason: '再次' })
      .thenRefused('referral.pending');
  });

  it('is asked within the window, with a reason, and not after an answer', () => {
    after(registering())
      .when('ReferUp', { occurredOn: '2015-03-02', reason: '属市级事权' })
      .thenRefused('referral.window-closed');
    after(...replied)
      .when('ReferUp', { occurredOn: '2015-05-06', reason: '属市级事权' })
      .thenRefused('case.answered');
  });

  it('accepted, it leaves the stock; refused, the clock kept running (semantics 18)', () => {
    const accepted: Told = ['RecordReferralAccepted', { occurredOn: '2015-02-25', by: '市政府办公厅' }];
    const refused: Told = [
      'RecordReferralRefused',
      { occurredOn: '2015-02-25', by: '市政府办公厅', reason: '仍由区里' },
    ];
    expect(caseFacts(registering(), referring, accepted)).toMatchObject({
      terminatedAs: 'referralAccepted',
      terminatedOn: '2015-02-25',
      inStock: false,
      referral: null,
    });
    expect(caseFacts(registering(), referring, refused)).toMatchObject({
      referral: 'refused',
      inStock: true,
      replyDue: '2015-05-11',
    });
  });

  it('the city answers a referral once, on or after its day', () => {
    const answer = { occurredOn: '2015-02-11', by: '市政府办公厅', reason: '不同意' };
    after(registering(), referring).when('RecordReferralRefused', answer).thenRefused('date.contradicts-later');
    after(registering()).when('RecordReferralRefused', answer).thenRefused('referral.none');
    after(registering()).when('RecordReferralAccepted', answer).thenRefused('referral.none');
    after(registering(), referring, ['RecordReferralRefused', { ...answer, occurredOn: '2015-02-13' }])
      .when('RecordReferralAccepted', { occurredOn: '2015-02-14', by: '市政府办公厅' })
      .thenRefused('referral.none');
  });

  it('the city cannot take back what was handled after that day (semantics 12)', () => {
    after(...handled.slice(0, 1), referring, ...handled.slice(1))
      .when('RecordReferralAccepted', { occurredOn: '2015-02-25', by: '市政府办公厅' })
      .thenRefused('date.contradicts-later');
  });
});

it('the stage of a case taken back by the city is named by it (semantics 29)', () => {
  const taken = told(registering(), referring, ['RecordReferralAccepted', { occurredOn: '2015-02-25', by: '市' }]);
  expect(stageOf(foldAt(cases, taken))).toBe('referralAccepted');
});
