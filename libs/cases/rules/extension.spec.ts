import { assigning, registering, replied } from '../testing/cases.js';
import { fromLedger, staffOf } from '../testing/office.js';
import { after, type Told } from '../testing/story.js';

const assigned = [registering(), assigning] as const;
const ask = { occurredOn: '2015-04-20', newDue: '2015-07-10', reason: '涉及多个部门' };
const asked: readonly Told[] = [...assigned, ['RequestExtension', ask]];
const grant = { occurredOn: '2015-04-22', extension: 'extension-3', consent: '经提出人同意' };
const granted: readonly Told[] = [...asked, ['GrantExtension', grant]];

describe('RequestExtension', () => {
  it('is asked by the due date, for a later one within the rule book’s span (domain 5)', () => {
    after(...assigned)
      .when('RequestExtension', ask)
      .then([{ type: 'ExtensionRequested', data: { round: 1, unit: 'jiaotong' } }] as never);
    after(...assigned)
      .when('RequestExtension', { ...ask, occurredOn: '2015-05-11' })
      .thenTypes('ExtensionRequested');
    after(...assigned)
      .when('RequestExtension', { ...ask, occurredOn: '2015-05-12' })
      .thenRefused('extension.after-due');
    after(...assigned)
      .when('RequestExtension', { ...ask, newDue: '2015-05-11' })
      .thenRefused('extension.not-later');
    after(...assigned)
      .when('RequestExtension', { ...ask, newDue: '2015-08-11' })
      .thenTypes('ExtensionRequested');
    after(...assigned)
      .when('RequestExtension', { ...ask, newDue: '2015-08-12' })
      .thenRefused('extension.too-long');
    after(...assigned)
      .when('RequestExtension', { ...ask, newDue: '2015-06-31' })
      .thenRefused('date.unreal');
  });

  it('reads the due date of its own day: a later grant does not reach back (engine 17)', () => {
    after(...granted)
      .when('RequestExtension', { ...ask, occurredOn: '2015-04-21', newDue: '2015-07-01' })
      .thenTypes('ExtensionRequested');
    after(...granted)
      .when('RequestExtension', { ...ask, occurredOn: '2015-05-20', newDue: '2015-07-01' })
      .thenRefused('extension.not-later');
  });

  it('is refused where there is nothing to extend', () => {
    after(registering({ outerRole: 'co' }), assigning)
      .when('RequestExtension', ask)
      .thenRefused('extension.no-due');
    after(...replied)
      .when('RequestExtension', { ...ask, occurredOn: '2015-05-06' })
      .thenRefused('reply.already-filed');
  });

  it('is the lead unit’s (quality 4)', () => {
    after(...assigned)
      .when('RequestExtension', ask, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
    after(...assigned)
      .when('RequestExtension', { ...ask, unit: 'shuiwu' })
      .thenRefused('assignment.not-lead');
  });
});

describe('deciding an extension', () => {
  const refuse = { occurredOn: '2015-04-22', extension: 'extension-3', reason: '期限内可以办结' };

  it('is granted with consent, for the date asked or another one (domain 5)', () => {
    after(...asked)
      .when('GrantExtension', grant)
      .then([{ type: 'ExtensionGranted', data: { newDue: '2015-07-10' } }] as never);
    after(...asked)
      .when('GrantExtension', { ...grant, consent: undefined })
      .thenRefused('extension.consent-missing');
    after(...asked)
      .when('GrantExtension', { ...grant, newDue: '2015-05-01' })
      .thenRefused('extension.not-later');
    after(...asked)
      .when('GrantExtension', { ...grant, newDue: '2015-08-12' })
      .thenRefused('extension.too-long');
  });

  it('from a ledger the consent may be missing, and it says so (semantics 13)', () => {
    after(...asked)
      .when('GrantExtension', { ...grant, consent: undefined }, fromLedger)
      .then([{ type: 'ExtensionGranted', data: { notEvidenced: ['extension.consent-missing'] } }] as never);
  });

  it('once, of a request made before (semantics 12)', () => {
    after(...granted)
      .when('GrantExtension', grant)
      .thenRefused('extension.decided');
    after(...granted)
      .when('RefuseExtension', refuse)
      .thenRefused('extension.decided');
    after(...assigned)
      .when('GrantExtension', grant)
      .thenRefused('extension.unknown');
    after(...assigned)
      .when('RefuseExtension', refuse)
      .thenRefused('extension.unknown');
    after(...asked)
      .when('GrantExtension', { ...grant, occurredOn: '2015-04-19' })
      .thenRefused('date.contradicts-later');
    after(...asked)
      .when('RefuseExtension', { ...refuse, occurredOn: '2015-04-19' })
      .thenRefused('date.contradicts-later');
    after(...asked)
      .when('RefuseExtension', refuse)
      .thenTypes('ExtensionRefused');
  });
});
