import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { recorded } from '#libs/kernel/specification.js';
import { accepting, assigning, innerOpinion, meeting, registering, replying } from './cases.js';
import { secondClerk } from './office.js';
import { told, toldAfter, type Told } from './story.js';

const approve = (proposal: string): Told => ['ApproveCorrection', { proposal }, { actor: secondClerk }];

const intake: readonly Told[] = [
  registering({ coBodies: ['市规土局'] }),
  ['ClassifyCase', { occurredOn: '2015-02-20', subject: '城建交通' }],
  ['FlagCase', { occurredOn: '2015-03-02', flag: 'keyDifficult' }],
  ['UnflagCase', { occurredOn: '2015-09-01', flag: 'keyDifficult' }],
  assigning,
  accepting,
  ['AppointLeader', { occurredOn: '2015-03-02', duty: 'leading', person: '副区长甲' }],
];

const handling: readonly Told[] = [
  meeting,
  ['WaiveVisit', { occurredOn: '2015-03-21', proposer: '代表乙', words: '无须面商' }],
  innerOpinion,
  ['ReturnCoOpinion', { occurredOn: '2015-03-12', opinion: 'inner:shuiwu', reason: '缺少时间安排' }],
  ['FileCoOpinion', { occurredOn: '2015-03-18', layer: 'inner', unit: 'shuiwu', text: '年内完成' }],
  ['AdoptCoOpinion', { occurredOn: '2015-03-20', opinion: 'inner:shuiwu' }],
  ['RateCoOpinion', { occurredOn: '2015-03-20', opinion: 'inner:shuiwu', timely: true, specific: true, useful: true }],
  ['FileCoOpinion', { occurredOn: '2015-03-18', layer: 'incoming', unit: '市规土局', text: '无意见' }],
  [
    'SetPlan',
    { occurredOn: '2015-03-25', text: '两步走', milestones: [{ text: '研究', due: '2015-06-30', owner: '甲' }] },
  ],
  [
    'ReportProgress',
    { occurredOn: '2015-04-10', percent: 30, text: '开会', waitingOn: { body: '市里', since: '2015-04-01' } },
  ],
  ['RequestExtension', { occurredOn: '2015-04-20', newDue: '2015-07-10', reason: '多部门' }],
  ['RequestExtension', { occurredOn: '2015-04-20', newDue: '2015-07-20', reason: '多部门' }],
];

const firstId = (events: readonly RecordedEvent[], type: string, field: string): string =>
  (events.findLast((event) => event.type === type)!.data as Record<string, readonly { id: string }[]>)[field]![0]!.id;

/** Extensions decided, a reply with a promise, published; then dissatisfaction and a second round. */
const answering = (before: readonly RecordedEvent[]): readonly Told[] => {
  const asked = before
    .filter(({ type }) => type === 'ExtensionRequested')
    .map(({ data }) => data as { extension: string });
  const milestone = firstId(before, 'PlanSet', 'milestones');
  return [
    ['GrantExtension', { occurredOn: '2015-04-22', extension: asked[0]!.extension, consent: '经提出人同意' }],
    ['RefuseExtension', { occurredOn: '2015-04-22', extension: asked[1]!.extension, reason: '已同意另一申请' }],
    ['SlipMilestone', { occurredOn: '2015-04-25', milestone, newDue: '2015-07-31', reason: '待市里意见' }],
    ['DraftReply', { occurredOn: '2015-04-28', text: '答复如下' }],
    [
      'FileReply',
      { ...(replying[1] as object), commitments: [{ text: '竣工', due: '2015-12-01', owner: '甲' }] } as never,
    ],
    ['AskFeedback', { occurredOn: '2015-05-06', proposers: ['代表甲', '代表乙'] }],
    ['DecideDisclosure', { occurredOn: '2015-05-07', disclosure: 'onRequest' }],
    ['DecideDisclosure', { occurredOn: '2015-05-08', disclosure: 'public' }],
    ['PublishReply', { occurredOn: '2015-05-08', channel: '区政府门户网站' }],
    [
      'RecordFeedback',
      {
        occurredOn: '2015-05-20',
        proposer: '代表甲',
        attitude: 'satisfied',
        result: 'dissatisfied',
        text: '没有解决',
        evidence: '1号',
      },
    ],
    ['OrderRehandling', { occurredOn: '2015-06-01', cause: 'dissatisfied', reason: '不满意' }],
    ['CompleteMilestone', { occurredOn: '2015-06-25', milestone }],
  ];
};

const looking = (before: readonly RecordedEvent[]): readonly Told[] => [
  ['RecordRevisit', { occurredOn: '2015-08-10', finding: 'inProgress', newOutcome: 'planned', reason: '已停产' }],
  [
    'FulfilCommitment',
    { occurredOn: '2015-11-01', commitment: firstId(before, 'ReplyFiled', 'commitments'), evidence: '验收单' },
  ],
  ['ChangeOuterRole', { occurredOn: '2015-11-10', to: 'co', by: '市政府', reason: '调整' }],
  ['FileCoOpinion', { occurredOn: '2015-11-20', layer: 'outer', unit: 'jiaotong', text: '意见' }],
  ['ChangeOuterRole', { occurredOn: '2015-11-30', to: 'lead', by: '市政府', reason: '调整' }],
  ['CorrectFact', { target: 'e1', data: { title: '另一个案由' }, reason: '误' }],
];

/** Each act of correcting, once. */
const corrections = (before: readonly RecordedEvent[]): readonly RecordedEvent[] => {
  const proposed = toldAfter(before, ['CorrectFact', { target: 'e1', data: { sitting: 'recess' }, reason: '误' }]);
  const rejected = toldAfter(proposed, ['RejectCorrection', { proposal: proposed.at(-1)!.id, reason: '无误' }]);
  const contact = rejected.find(({ type }) => type === 'ContactRecorded')!.id;
  const retracted = toldAfter(rejected, ['RetractFact', { target: contact, reason: '重复' }]);
  return toldAfter(retracted, approve(retracted.at(-1)!.id));
};

/** Two ends: no story of commands has both, yet either may be late. */
const ends: readonly DomainEvent[] = [
  {
    type: 'CaseWithdrawn',
    data: { occurredOn: '2015-12-30', reason: '提出人要求撤回', signers: ['代表甲', '代表乙'] },
  },
  { type: 'CaseReturnedToProposer', data: { occurredOn: '2015-12-31', reason: '不属于受理范围' } },
];

/** A case in which everything happened: every type of event but the fence. */
export const everything = (): readonly RecordedEvent[] => {
  const handled = told(...intake, ...handling);
  const answered = toldAfter(handled, ...answering(handled));
  return recorded([...corrections(toldAfter(answered, ...looking(answered))), ...ends]);
};
