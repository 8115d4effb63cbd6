import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { recorded } from '#libs/kernel/specification.js';
import { foldAt } from '#libs/kernel/decider.js';
import { cases } from '../aggregate.js';
import { accepting, assigning, innerOpinion, meeting, registering, replying } from './cases.js';
import { secondClerk } from './office.js';
import { told, toldAfter, type Told } from './story.js';

const approve = (proposal: string): Told => ['ApproveCorrection', { proposal }, { actor: secondClerk }];

const other = told(registering({ number: '0001' }));

const intake: readonly Told[] = [
  registering({ coBodies: ['市规土局'] }),
  ['ReferUp', { occurredOn: '2015-02-11', reason: '属市级事权' }],
  ['RecordReferralRefused', { occurredOn: '2015-02-12', by: '市政府办公厅', reason: '仍由区里办理' }],
  ['AcceptFromCity', { occurredOn: '2015-02-12' }],
  [
    'LinkSimilarCases',
    { occurredOn: '2015-02-13', cases: ['other'], reason: '多年重复' },
    { caseNamed: () => foldAt(cases, other) },
  ],
  ['ClassifyCase', { occurredOn: '2015-02-20', subject: '城建交通' }],
  ['FlagCase', { occurredOn: '2015-03-02', flag: 'keyDifficult' }],
  ['UnflagCase', { occurredOn: '2015-09-01', flag: 'keyDifficult' }],
  assigning,
  accepting,
  ['AppointLeader', { occurredOn: '2015-03-02', duty: 'leading', person: '副区长甲' }],
];

const handling: readonly Told[] = [
  ['AddCoUnit', { occurredOn: '2015-03-02', unit: 'guitu', reason: '涉及规划' }],
  ['DropCoUnit', { occurredOn: '2015-03-05', unit: 'guitu', reason: '不涉及' }],
  ['RaiseCoordination', { occurredOn: '2015-03-03', tier: 1, question: '明确牵头单位' }],
  ['RequestReturn', { occurredOn: '2015-02-26', unit: 'jiaotong', reason: '不属职责', suggestedUnit: 'guitu' }],
  ['RequestReturn', { occurredOn: '2015-02-26', unit: 'shuiwu', reason: '不属职责', suggestedUnit: 'guitu' }],
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

const ownId = (type: string, field: string) => (events: readonly RecordedEvent[]) =>
  (events.find((event) => event.type === type)!.data as Record<string, string>)[field]!;
const coordination = ownId('CoordinationRaised', 'coordination');
const progress = ownId('ProgressReported', 'progress');

const firstId = (events: readonly RecordedEvent[], type: string, field: string): string =>
  (events.findLast((event) => event.type === type)!.data as Record<string, readonly { id: string }[]>)[field]![0]!.id;

/** What was asked is decided, the units are driven on, the proposers told. */
const deciding = (before: readonly RecordedEvent[]): readonly Told[] => {
  const asked = before
    .filter(({ type }) => type === 'ExtensionRequested')
    .map(({ data }) => data as { extension: string });
  const request = (unit: string) =>
    before
      .filter(({ type }) => type === 'ReturnRequested')
      .map(({ data }) => data as { unit: string; request: string })
      .find((each) => each.unit === unit)!.request;
  return [
    ['GrantExtension', { occurredOn: '2015-04-22', extension: asked[0]!.extension, consent: '经提出人同意' }],
    ['RefuseExtension', { occurredOn: '2015-04-22', extension: asked[1]!.extension, reason: '已同意另一申请' }],
    ['RefuseReturn', { occurredOn: '2015-02-27', request: request('jiaotong'), reason: '属其职责' }],
    ['DecideCoordination', { occurredOn: '2015-03-12', coordination: coordination(before), measures: '维持原分工' }],
    ['NotifyProposers', { occurredOn: '2015-04-12', progress: progress(before), channel: '电话' }],
    ['Remind', { occurredOn: '2015-04-13', text: '请抓紧' }],
    ['Urge', { occurredOn: '2015-04-14', text: '请抓紧' }],
    ['Supervise', { occurredOn: '2015-04-15', text: '列入督办' }],
  ];
};

/** A reply with a promise, published; then dissatisfaction and a second round. */
const answering = (before: readonly RecordedEvent[]): readonly Told[] => {
  const milestone = firstId(before, 'PlanSet', 'milestones');
  return [
    ['SlipMilestone', { occurredOn: '2015-04-25', milestone, newDue: '2015-07-31', reason: '待市里意见' }],
    ['DraftReply', { occurredOn: '2015-04-26', text: '答复' }],
    ['ReturnDraft', { occurredOn: '2015-04-27', reason: '缺少时间节点' }],
    ['DraftReply', { occurredOn: '2015-04-28', text: '答复如下' }],
    ['ReviewReply', { occurredOn: '2015-04-29' }],
    [
      'FileReply',
      { ...(replying[1] as object), commitments: [{ text: '竣工', due: '2015-12-01', owner: '甲' }] } as never,
    ],
    ['AskFeedback', { occurredOn: '2015-05-06', proposers: ['代表甲', '代表乙'] }],
    ['DecideDisclosure', { occurredOn: '2015-05-07', disclosure: 'onRequest' }],
    ['DecideDisclosure', { occurredOn: '2015-05-08', disclosure: 'public' }],
    ['PublishReply', { occurredOn: '2015-05-08', channel: '区政府门户网站' }],
    ['WithdrawPublication', { occurredOn: '2015-05-09', reason: '含个人信息' }],
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
  [
    'DeclareUnfulfillable',
    { occurredOn: '2015-10-01', commitment: firstId(before, 'ReplyFiled', 'commitments'), explanation: '规划调整' },
  ],
  ['CarryOver', { occurredOn: '2015-10-10', toYear: 2016, explanation: '跨年实施' }],
  ['RecordRevisit', { occurredOn: '2015-08-10', finding: 'inProgress', newOutcome: 'planned', reason: '已停产' }],
  [
    'FulfilCommitment',
    { occurredOn: '2015-11-01', commitment: firstId(before, 'ReplyFiled', 'commitments'), evidence: '验收单' },
  ],
  ['ChangeOuterRole', { occurredOn: '2015-11-10', to: 'co', by: '市政府', reason: '调整' }],
  ['FileCoOpinion', { occurredOn: '2015-11-20', layer: 'outer', unit: 'jiaotong', text: '意见' }],
  ['ChangeOuterRole', { occurredOn: '2015-11-30', to: 'lead', by: '市政府', reason: '调整' }],
  ['CorrectFact', { target: 'e1', data: { cityLead: '市规土局' }, reason: '误' }],
];

/** Each act of correcting, once. */
const corrections = (before: readonly RecordedEvent[]): readonly RecordedEvent[] => {
  const proposed = toldAfter(before, ['CorrectFact', { target: 'e1', data: { sitting: 'recess' }, reason: '误' }]);
  const rejected = toldAfter(proposed, ['RejectCorrection', { proposal: proposed.at(-1)!.id, reason: '无误' }]);
  const contact = rejected.find(({ type }) => type === 'ContactRecorded')!.id;
  const retracted = toldAfter(rejected, ['RetractFact', { target: contact, reason: '重复' }]);
  return toldAfter(retracted, approve(retracted.at(-1)!.id));
};

/** A unit given back, dates restated, and every end there is: no story of commands has them all, yet each may be late. */
const ends: readonly DomainEvent[] = [
  {
    type: 'ReturnApproved',
    data: { occurredOn: '2015-03-01', request: 'request-16', unit: 'shuiwu', reason: '同意' },
  },
  {
    type: 'DueDateRestated',
    data: {
      occurredOn: '2015-02-10',
      clock: 'reply',
      target: 'e1',
      old: { on: '2015-05-11' },
      new: { on: '2015-05-12' },
      because: 'notice',
    },
  },
  { type: 'ReferralAccepted', data: { occurredOn: '2015-12-28', referral: 'referral-2', by: '市政府办公厅' } },
  { type: 'CaseConvertedToLetter', data: { occurredOn: '2015-12-29', reason: '反映个人具体问题' } },
  {
    type: 'CaseMerged',
    data: { occurredOn: '2015-12-30', into: 'other', reason: '内容相同', proposers: ['代表甲', '代表乙'] },
  },
  {
    type: 'CaseWithdrawn',
    data: { occurredOn: '2015-12-30', reason: '提出人要求撤回', signers: ['代表甲', '代表乙'] },
  },
  { type: 'CaseReturnedToProposer', data: { occurredOn: '2015-12-31', reason: '不属于受理范围' } },
];

/** A case in which everything happened: every type of event but the fence. */
export const everything = (): readonly RecordedEvent[] => {
  const handled = told(...intake, ...handling);
  const answered = toldAfter(handled, ...deciding(handled), ...answering(handled));
  return recorded([...corrections(toldAfter(answered, ...looking(answered))), ...ends]);
};
