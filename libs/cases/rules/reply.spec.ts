import type { FileReply } from '../commands/reply.js';
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
} from '../testing/cases.js';
import { fromLedger, rules, staffOf } from '../testing/office.js';
import { after, told, type Told } from '../testing/story.js';

const reply = replying[1] as FileReply;
const rehandled: readonly Told[] = [
  ...replied,
  ['OrderRehandling', { occurredOn: '2015-06-01', cause: 'dissatisfied', reason: '不满意' }],
];
const dated = [{ text: '完成研究', due: '2015-09-30', owner: '承办人甲' }];
const notEvidenced = (...codes: string[]) => [{ type: 'ReplyFiled', data: { notEvidenced: codes } }] as never;

describe('FileReply', () => {
  it('states outcome, scheme, answering body, signer’s posts and the date to publish by (domain 3.1)', () => {
    after(...handled)
      .when('FileReply', reply)
      .then([
        {
          type: 'ReplyFiled',
          data: {
            round: 1,
            scheme: 's1',
            outcomeWording: '留作参考',
            answeredBy: 'district',
            units: ['jiaotong'],
            signerPosts: ['districtLeader'],
            sentTo: ['代表甲', '代表乙'],
            publicationDue: { on: '2015-06-02' },
          },
        },
      ] as never);
    const [filed] = told(...handled, ['FileReply', { ...reply, disclosure: 'withheld' }]).slice(-1);
    expect(filed!.data).not.toHaveProperty('publicationDue');
  });

  it('is refused on an outer co case, read on the reply’s own day (semantics 12, 19)', () => {
    const change = (occurredOn: string): Told => [
      'ChangeOuterRole',
      { occurredOn, to: 'co', by: '市政府', reason: '改' },
    ];
    after(...handled, change('2015-05-05'))
      .when('FileReply', reply)
      .thenRefused('reply.not-answering-body');
    after(...handled, change('2015-05-06'))
      .when('FileReply', reply)
      .thenTypes('ReplyFiled');
  });

  it('follows the assignment (semantics 12)', () => {
    after(registering()).when('FileReply', reply).thenRefused('reply.unassigned');
    after(registering(), assigning)
      .when('FileReply', { ...reply, occurredOn: '2015-02-12' }, fromLedger)
      .thenRefused('date.contradicts-later');
  });

  it('follows a face-to-face contact of its day or before, or a waiver (semantics 24)', () => {
    const unmet = [registering(), assigning, accepting, innerOpinion] as const;
    const met = (more: object): Told => ['RecordContact', { ...(meeting[1] as object), ...more } as never];
    after(...unmet)
      .when('FileReply', reply)
      .thenRefused('reply.no-contact');
    after(...unmet, met({ mode: 'phone' }))
      .when('FileReply', reply)
      .thenRefused('reply.no-contact');
    after(...unmet, met({ phase: 'after' }))
      .when('FileReply', reply)
      .thenRefused('reply.no-contact');
    after(...unmet, met({ occurredOn: '2015-05-06' }))
      .when('FileReply', reply)
      .thenRefused('reply.no-contact');
    after(...unmet, met({ occurredOn: '2015-05-05' }))
      .when('FileReply', reply)
      .thenTypes('ReplyFiled');
    after(...unmet, ['WaiveVisit', { occurredOn: '2015-03-01', proposer: '代表甲', words: '不必' }])
      .when('FileReply', reply)
      .thenTypes('ReplyFiled');
  });

  it('waits for inner and incoming opinions, or says why it does without (semantics 19)', () => {
    const story = [registering({ coBodies: ['市规土局'] }), assigning, meeting] as const;
    const waived = ['inner:shuiwu', 'incoming:市规土局'].map((opinion) => ({ opinion, reason: '已当面说明' }));
    after(...story)
      .when('FileReply', reply)
      .thenRefused('reply.opinions-missing');
    after(...story, innerOpinion)
      .when('FileReply', reply)
      .thenRefused('reply.opinions-missing');
    after(...story)
      .when('FileReply', { ...reply, opinionsWaived: waived })
      .thenTypes('ReplyFiled');
    after(...story)
      .when('FileReply', { ...reply, opinionsWaived: [{ opinion: 'inner:guitu', reason: '无' }] })
      .thenRefused('opinion.not-owed');
    after(...story, ['FileCoOpinion', { ...(innerOpinion[1] as object), occurredOn: '2015-05-06' } as never])
      .when('FileReply', { ...reply, opinionsWaived: waived.slice(1) })
      .thenRefused('reply.opinions-missing');
  });

  it('② and ③ need dated milestones while the rule book’s switch is on (semantics 50)', () => {
    const planned = { ...reply, outcome: 'planned' } as const;
    after(...handled)
      .when('FileReply', planned)
      .thenRefused('reply.no-dated-milestones');
    after(...handled)
      .when('FileReply', { ...planned, milestones: [...dated, { text: '尽快' }] })
      .thenRefused('reply.no-dated-milestones');
    after(...handled)
      .when('FileReply', { ...planned, milestones: dated })
      .thenTypes('ReplyFiled');
    after(...handled)
      .when('FileReply', planned, {
        rules: () => ({ ...rules, switches: { ...rules.switches, milestoneGate: false } }),
      })
      .thenTypes('ReplyFiled');
  });

  it('④ needs its reason (domain 3.1)', () => {
    after(...handled)
      .when('FileReply', { ...reply, referenceReason: undefined })
      .thenRefused('reply.no-reason');
  });

  it('is signed by who may sign for the answering body that day (semantics 20)', () => {
    const signed = (signer: string | undefined, ...story: readonly Told[]) =>
      after(...story).when('FileReply', { ...reply, signer });
    signed(undefined, ...handled).thenRefused('reply.signer-missing');
    signed('局长甲', ...handled).thenRefused('reply.signer-post');
    const own = [registering(district), ...handled.slice(1)];
    signed('副区长甲', ...own).thenRefused('reply.signer-post');
    signed('局长甲', ...own).then([{ type: 'ReplyFiled', data: { answeredBy: 'jiaotong' } }] as never);
  });

  it('goes to every proposer (domain 3.1)', () => {
    after(...handled)
      .when('FileReply', { ...reply, sentTo: ['代表甲'] })
      .thenRefused('reply.not-sent-to-all');
  });

  it('a ledger row passes every evidence gate and lists what it did not meet (semantics 13)', () => {
    const bare: FileReply = { occurredOn: '2015-05-05', outcome: 'planned', docNo: '1号', disclosure: 'public' };
    after(registering(), assigning)
      .when('FileReply', bare, fromLedger)
      .then(
        notEvidenced('reply.no-contact', 'reply.opinions-missing', 'reply.no-dated-milestones', 'reply.signer-missing'),
      );
    after(registering())
      .when('FileReply', { ...bare, outcome: 'reference', signer: '路人', sentTo: ['代表乙'] }, fromLedger)
      .then(
        notEvidenced(
          'reply.unassigned',
          'reply.no-contact',
          'reply.not-sent-to-all',
          'reply.no-reason',
          'reply.signer-post',
        ),
      );
  });

  it('the outcome stands in the scheme of its kind, from a ledger too (semantics 13)', () => {
    const proposal = [registering({ kind: 'proposal' }), ...handled.slice(1)];
    after(...proposal)
      .when('FileReply', { ...reply, outcome: 'solving', milestones: dated }, fromLedger)
      .thenRefused('reply.outcome-not-in-scheme');
  });

  it('one reply a round; the next round is answered after its order (semantics 20)', () => {
    const again = { ...reply, occurredOn: '2015-06-20' };
    after(...replied)
      .when('FileReply', again)
      .thenRefused('reply.already-filed');
    after(...handled)
      .when('FileReply', { ...reply, round: 2 })
      .thenRefused('reply.none');
    after(...rehandled)
      .when('FileReply', again)
      .then([{ type: 'ReplyFiled', data: { round: 2 } }] as never);
    after(...rehandled)
      .when('FileReply', reply)
      .thenRefused('date.contradicts-later');
    after(...rehandled)
      .when('FileReply', { ...again, round: 1 })
      .thenRefused('reply.already-filed');
  });

  it('is the lead unit’s (quality 4)', () => {
    after(...handled)
      .when('FileReply', reply, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
    after(...handled)
      .when('FileReply', reply, { actor: staffOf('jiaotong') })
      .thenTypes('ReplyFiled');
  });
});

describe('DraftReply', () => {
  const draft = { occurredOn: '2015-04-20', text: '关于您提出的建议' };

  it('every version is kept, and counted', () => {
    after(...handled, ['DraftReply', draft])
      .when('DraftReply', draft)
      .then([{ type: 'ReplyDrafted', data: { round: 1, version: 2, unit: 'jiaotong' } }] as never);
  });

  it('is a lead unit’s, of a case we answer, before the reply', () => {
    after(...replied)
      .when('DraftReply', draft)
      .thenRefused('reply.already-filed');
    after(registering()).when('DraftReply', draft).thenRefused('reply.unassigned');
    after(registering({ outerRole: 'co' }), assigning)
      .when('DraftReply', draft)
      .thenRefused('reply.not-answering-body');
    after(...handled)
      .when('DraftReply', { ...draft, unit: 'shuiwu' })
      .thenRefused('assignment.not-lead');
    after(...handled)
      .when('DraftReply', draft, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
  });
});

describe('disclosure and publication', () => {
  const withheld = { occurredOn: '2015-06-01', disclosure: 'withheld' } as const;
  const publish = { occurredOn: '2015-06-01', channel: '区政府门户网站' };

  it('is decided anew after the reply, where it changes (semantics 40)', () => {
    after(...replied)
      .when('DecideDisclosure', withheld)
      .thenTypes('DisclosureDecided');
    after(...replied)
      .when('DecideDisclosure', { ...withheld, disclosure: 'public' })
      .thenRefused('disclosure.unchanged');
    after(...handled)
      .when('DecideDisclosure', withheld)
      .thenRefused('reply.none');
    after(...replied)
      .when('DecideDisclosure', { ...withheld, occurredOn: '2015-05-04' })
      .thenRefused('date.contradicts-later');
    after(...replied, ['DecideDisclosure', withheld])
      .when('DecideDisclosure', { occurredOn: '2015-05-20', disclosure: 'onRequest' })
      .thenRefused('date.contradicts-later');
  });

  it('only what is public on that day is published, once (domain 3.1)', () => {
    after(...replied)
      .when('PublishReply', publish)
      .thenTypes('ReplyPublished');
    after(...handled)
      .when('PublishReply', publish)
      .thenRefused('reply.none');
    after(...replied, ['DecideDisclosure', withheld])
      .when('PublishReply', publish)
      .thenRefused('publication.not-public');
    after(...replied, ['PublishReply', publish])
      .when('PublishReply', publish)
      .thenRefused('publication.already');
  });
});
