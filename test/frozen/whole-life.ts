import { suggestion } from './suggestion.js';
import { idIn, secondClerk, type Scene } from './teller.js';

/** One case of 2015 in which everything happens, up to a second round and what looking back finds. */
export const wholeLife = (): readonly Scene[] => {
  const known = { id: '', milestone: '', commitment: '', extensions: [] as string[] };
  return [...assigned(known), ...handled(known), ...answered(known), ...again(known)];
};

interface Known {
  id: string;
  milestone: string;
  commitment: string;
  extensions: string[];
}

const assigned = (known: Known): readonly Scene[] => [
  [
    '2015-03-20',
    async ({ register, tell }) => {
      const body = { title: '关于尽快落实题桥发射台搬迁的意见', coBodies: ['市规土局'] };
      const told = await register(
        suggestion('0624', { occurredOn: '2015-03-20', ...body, proposers: ['代表甲', '代表乙'] }),
      );
      known.id = told.id;
      await tell(known.id, 'ClassifyCase', { subject: '城市建设和管理' });
      await tell(known.id, 'FlagCase', { flag: 'keyDifficult', reason: '涉及面广、综合性强' });
      const units = [
        { unit: 'pujiang', role: 'lead' },
        { unit: 'shuiwu', role: 'support' },
      ];
      await tell(known.id, 'AssignCase', { units, leaderInCharge: '副区长甲' });
    },
  ],
  [
    '2015-03-26',
    async ({ tell }) => {
      const names = { leaderInCharge: '分管领导甲', handler: '承办人甲' };
      await tell(known.id, 'AcceptAssignment', { unit: 'pujiang', ...names });
      await tell(known.id, 'AppointLeader', { duty: 'leading', person: '副区长甲' });
    },
  ],
];

const handled = (known: Known): readonly Scene[] => [
  [
    '2015-04-02',
    async ({ tell }) => {
      await tell(known.id, 'FileCoOpinion', { layer: 'inner', unit: 'shuiwu', text: '配合迁移管线' });
      await tell(known.id, 'ReturnCoOpinion', { opinion: 'inner:shuiwu', reason: '缺少时间安排' });
    },
  ],
  [
    '2015-04-13',
    async ({ tell }) => {
      const opinion = 'inner:shuiwu';
      await tell(known.id, 'FileCoOpinion', { layer: 'inner', unit: 'shuiwu', text: '九月底前完成管线迁移' });
      await tell(known.id, 'AdoptCoOpinion', { opinion });
      await tell(known.id, 'RateCoOpinion', { opinion, timely: true, specific: true, useful: true });
      await tell(known.id, 'FileCoOpinion', { layer: 'incoming', unit: '市规土局', text: '规划可作调整' });
    },
  ],
  [
    '2015-04-20',
    async ({ tell }) => {
      const milestones = [{ text: '完成可行性研究', due: '2015-06-30', owner: '承办人甲' }];
      known.milestone = idIn(await tell(known.id, 'SetPlan', { text: '分三步推进搬迁', milestones }), 'milestones');
    },
  ],
  [
    '2015-05-18',
    async ({ tell }) => {
      const contact = { mode: 'faceToFace', phase: 'during', proposers: ['代表甲'], ledBy: '副区长甲' };
      await tell(known.id, 'RecordContact', { ...contact, summary: '召开搬迁工作会议', place: '区政府' });
      const progress = { levels: ['city', 'district'], products: ['plan'], at: '15:30' };
      await tell(known.id, 'ReportProgress', { percent: 30, text: '明确分工', ...progress });
    },
  ],
];

const answered = (known: Known): readonly Scene[] => [
  [
    '2015-05-20',
    async ({ tell }) => {
      for (const [newDue, reason] of [
        ['2015-08-20', '涉及多个部门'],
        ['2015-09-20', '涉及市级部门'],
      ] as const)
        known.extensions.push(idIn(await tell(known.id, 'RequestExtension', { newDue, reason }), 'extension'));
    },
  ],
  [
    '2015-05-22',
    async ({ tell }) => {
      const [first, second] = known.extensions;
      await tell(known.id, 'GrantExtension', { extension: first!, consent: '经提出人同意' });
      await tell(known.id, 'RefuseExtension', { extension: second!, reason: '已同意另一申请' });
    },
  ],
  [
    '2015-06-26',
    async ({ tell }) => {
      const slipped = { milestone: known.milestone, newDue: '2015-07-31', reason: '待市级部门意见' };
      await tell(known.id, 'SlipMilestone', slipped);
    },
  ],
  [
    '2015-07-27',
    async ({ tell }) => {
      await tell(known.id, 'DraftReply', { text: '关于您提出的意见，答复如下', outcome: 'planned' });
      const reply = { docNo: '闵府办〔2015〕21号', signer: '副区长甲', disclosure: 'onRequest' };
      const commitments = [{ text: '年内完成搬迁方案', due: '2015-12-20', owner: '承办人甲' }];
      const filed = await tell(known.id, 'FileReply', { outcome: 'planned', ...reply, commitments });
      known.commitment = idIn(filed, 'commitments');
      await tell(known.id, 'CompleteMilestone', { milestone: known.milestone, evidence: '研究报告' });
      await tell(known.id, 'AskFeedback', { proposers: ['代表甲', '代表乙'] });
    },
  ],
];

const again = (known: Known): readonly Scene[] => [
  [
    '2015-08-10',
    async ({ tell }) => {
      const grades = { attitude: 'satisfied', result: 'dissatisfied' };
      const form = { proposer: '代表甲', ...grades, text: '没有明确时间', evidence: '反馈表 1 号' };
      await tell(known.id, 'RecordFeedback', form);
      await tell(known.id, 'OrderRehandling', { cause: 'dissatisfied', reason: '提出人对办理结果不满意' });
    },
  ],
  [
    '2015-09-07',
    async ({ tell }) => {
      const reply = { docNo: '闵府办〔2015〕33号', signer: '副区长甲', disclosure: 'onRequest' };
      await tell(known.id, 'FileReply', { outcome: 'solved', ...reply });
      await tell(known.id, 'DecideDisclosure', { disclosure: 'public', reason: '第三方已同意' });
      await tell(known.id, 'PublishReply', { channel: '区政府门户网站' });
      await tell(known.id, 'AskFeedback', {});
    },
  ],
  [
    '2015-09-21',
    async ({ tell }) => {
      const form = {
        proposer: '代表甲',
        attitude: 'satisfied',
        result: 'understands',
        evidence: '反馈表 2 号',
      };
      await tell(known.id, 'RecordFeedback', form, secondClerk);
      await tell(known.id, 'UnflagCase', { flag: 'keyDifficult', reason: '已有结果' });
    },
  ],
  [
    '2015-12-01',
    async ({ tell }) => {
      await tell(known.id, 'FulfilCommitment', { commitment: known.commitment, evidence: '搬迁方案' });
    },
  ],
];
