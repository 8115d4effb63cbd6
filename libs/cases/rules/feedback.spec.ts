import { handled, registering, replied } from '../testing/cases.js';
import { deputy, fromLedger, staffOf } from '../testing/office.js';
import { after, told, type Told } from '../testing/story.js';

const ask = { occurredOn: '2015-05-06' };
const asked: readonly Told[] = [...replied, ['AskFeedback', ask]];
const form = {
  occurredOn: '2015-05-20',
  proposer: '代表甲',
  attitude: 'satisfied',
  result: 'understands',
  evidence: '1号',
} as const;
const rehandle = { occurredOn: '2015-06-01', cause: 'dissatisfied', reason: '不满意' } as const;

describe('AskFeedback', () => {
  it('asks the lead proposer unless others are named (semantics 39)', () => {
    after(...replied)
      .when('AskFeedback', ask)
      .then([{ type: 'FeedbackAsked', data: { round: 1, proposers: ['代表甲'] } }] as never);
    after(...replied)
      .when('AskFeedback', { ...ask, proposers: ['路人'] })
      .thenRefused('visit.not-a-proposer');
  });

  it('each proposer once a round, after its reply (semantics 39)', () => {
    after(...asked)
      .when('AskFeedback', ask)
      .thenRefused('feedback.already-asked');
    after(...handled)
      .when('AskFeedback', ask)
      .thenRefused('reply.none');
    after(...replied)
      .when('AskFeedback', { ...ask, occurredOn: '2015-05-04' })
      .thenRefused('date.contradicts-later');
    after(...replied)
      .when('AskFeedback', ask, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
  });

  it('means the round that was answered on that day', () => {
    const story: readonly Told[] = [
      ...replied,
      ['OrderRehandling', rehandle],
      ['FileReply', { ...(replied.at(-1)![1] as object), occurredOn: '2015-06-20' } as never],
    ];
    after(...story)
      .when('AskFeedback', ask)
      .then([{ type: 'FeedbackAsked', data: { round: 1 } }] as never);
    after(...story)
      .when('AskFeedback', { occurredOn: '2015-06-21' })
      .then([{ type: 'FeedbackAsked', data: { round: 2 } }] as never);
  });
});

describe('RecordFeedback', () => {
  it('by a proposer, of the proposer’s own (domain 3.1)', () => {
    after(...asked)
      .when('RecordFeedback', { ...form, evidence: undefined }, { actor: deputy })
      .thenTypes('FeedbackRecorded');
    after(...asked)
      .when('RecordFeedback', { ...form, proposer: '代表乙' }, { actor: deputy })
      .thenRefused('access.not-own-proposal');
  });

  it('or by a recorder with evidence, never by the judged unit (domain 3.1)', () => {
    after(...asked)
      .when('RecordFeedback', form)
      .thenTypes('FeedbackRecorded');
    after(...asked)
      .when('RecordFeedback', { ...form, evidence: undefined })
      .thenRefused('feedback.evidence-missing');
    after(...asked)
      .when('RecordFeedback', form, { actor: staffOf('jiaotong') })
      .thenRefused('access.judged-unit');
  });

  it('不满意 needs words (domain 3.1)', () => {
    after(...asked)
      .when('RecordFeedback', { ...form, result: 'dissatisfied' })
      .thenRefused('feedback.text-missing');
    after(...asked)
      .when('RecordFeedback', { ...form, result: 'dissatisfied', text: '没有解决' })
      .thenTypes('FeedbackRecorded');
  });

  it('from a ledger evidence and words may be missing, and it says so (semantics 13)', () => {
    after(...asked)
      .when('RecordFeedback', { ...form, evidence: undefined, attitude: 'dissatisfied' }, fromLedger)
      .then([
        { type: 'FeedbackRecorded', data: { notEvidenced: ['feedback.evidence-missing', 'feedback.text-missing'] } },
      ] as never);
  });

  it('of one who was asked, on or after that day (semantics 12)', () => {
    after(...replied)
      .when('RecordFeedback', form)
      .thenRefused('feedback.not-asked');
    after(...asked)
      .when('RecordFeedback', { ...form, proposer: '代表乙' })
      .thenRefused('feedback.not-asked');
    after(...asked)
      .when('RecordFeedback', { ...form, occurredOn: '2015-05-05' })
      .thenRefused('date.contradicts-later');
    after(...handled)
      .when('RecordFeedback', form)
      .thenRefused('reply.none');
  });
});

describe('OrderRehandling', () => {
  it('opens the next round with a clock of its own (semantics 44)', () => {
    after(...replied)
      .when('OrderRehandling', rehandle)
      .then([{ type: 'RehandlingOrdered', data: { round: 2, due: { on: '2015-07-01' } } }] as never);
  });

  it('after a reply of the round before it (semantics 12)', () => {
    after(...handled)
      .when('OrderRehandling', rehandle)
      .thenRefused('rehandling.open');
    after(...replied, ['OrderRehandling', rehandle])
      .when('OrderRehandling', rehandle)
      .thenRefused('rehandling.open');
    after(...replied)
      .when('OrderRehandling', { ...rehandle, occurredOn: '2015-05-04' })
      .thenRefused('date.contradicts-later');
    after(...replied)
      .when('OrderRehandling', { ...rehandle, statedDue: '2015-06-01' })
      .thenRefused('date.not-after');
  });
});

describe('RecordRevisit', () => {
  const revisit = { occurredOn: '2015-08-10', finding: 'inProgress', reason: '企业已停产' } as const;

  it('a finding of solved needs evidence (domain 3.1)', () => {
    for (const finding of ['fullySolved', 'solved', 'concluded'] as const) {
      after(...replied)
        .when('RecordRevisit', { ...revisit, finding })
        .thenRefused('revisit.evidence-missing');
      after(...replied)
        .when('RecordRevisit', { ...revisit, finding, evidence: '现场照片' })
        .thenTypes('RevisitRecorded');
    }
    after(...replied)
      .when('RecordRevisit', { ...revisit, finding: 'partlySolved' })
      .thenTypes('RevisitRecorded');
  });

  it('from a ledger it may lack it, and says so (semantics 13)', () => {
    after(...replied)
      .when('RecordRevisit', { ...revisit, finding: 'solved' }, fromLedger)
      .then([{ type: 'RevisitRecorded', data: { notEvidenced: ['revisit.evidence-missing'] } }] as never);
  });

  it('looks back on a reply, within a campaign that exists (semantics 12)', () => {
    after(...handled)
      .when('RecordRevisit', revisit)
      .thenRefused('revisit.no-reply');
    after(...replied)
      .when('RecordRevisit', { ...revisit, occurredOn: '2015-05-04' })
      .thenRefused('date.contradicts-later');
    after(...replied)
      .when('RecordRevisit', { ...revisit, campaign: 'revisit-2015' })
      .thenTypes('RevisitRecorded');
    after(...replied)
      .when('RecordRevisit', { ...revisit, campaign: 'none' })
      .thenRefused('revisit.campaign-unknown');
    after(...replied)
      .when('RecordRevisit', revisit, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
  });

  it('a new outcome stands in the scheme of the kind; dates are real (semantics 13)', () => {
    const proposal = [registering({ kind: 'proposal' }), ...replied.slice(1)];
    after(...proposal)
      .when('RecordRevisit', { ...revisit, newOutcome: 'solving' })
      .thenRefused('reply.outcome-not-in-scheme');
    after(...replied)
      .when('RecordRevisit', { ...revisit, waitingOn: { body: '市有关部门', since: '2015-02-29' } })
      .thenRefused('date.unreal');
    after(...replied)
      .when('RecordRevisit', { ...revisit, commitments: [{ text: '一', due: '2015-11-31', owner: '甲' }] })
      .thenRefused('date.unreal');
  });
});

describe('FulfilCommitment', () => {
  const promised: readonly Told[] = [
    ...handled,
    [
      'FileReply',
      { ...(replied.at(-1)![1] as object), commitments: [{ text: '竣工', due: '2015-12-01', owner: '甲' }] } as never,
    ],
  ];
  const { commitments } = told(...promised).at(-1)!.data as { commitments: readonly { id: string }[] };
  const fulfil = { occurredOn: '2015-12-01', commitment: commitments[0]!.id, evidence: '验收单' };

  it('is kept once, after it was made', () => {
    after(...promised)
      .when('FulfilCommitment', fulfil)
      .thenTypes('CommitmentFulfilled');
    after(...promised, ['FulfilCommitment', fulfil])
      .when('FulfilCommitment', fulfil)
      .thenRefused('commitment.fulfilled');
    after(...promised)
      .when('FulfilCommitment', { ...fulfil, commitment: 'x' })
      .thenRefused('commitment.unknown');
    after(...promised)
      .when('FulfilCommitment', { ...fulfil, occurredOn: '2015-05-04' })
      .thenRefused('date.contradicts-later');
    after(...promised)
      .when('FulfilCommitment', fulfil, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
  });
});
