import { secondClerk, type Scene, type Teller } from './teller.js';

/** Briefings, a campaign over a legacy case, the register, units that merge and close. */
export const officeWork = (legacy: () => string): readonly Scene[] => [
  ...briefings,
  ...campaign(legacy),
  ['2015-10-21', register],
  ['2015-10-22', reform],
];

const issue = ({ give }: Teller, occurredOn: string, body: object) =>
  give('briefing', 'IssueBriefing', { occurredOn, ...body });

const briefings: readonly Scene[] = [
  [
    '2015-03-25',
    async (teller) => {
      const body = { briefing: 'bimonthly-2015-01', kind: 'bimonthly', period: '2015-01', criticised: ['shuiwu'] };
      await issue(teller, '2015-03-25', body);
    },
  ],
  [
    '2015-05-12',
    async (teller) => {
      const body = { briefing: 'bimonthly-2015-03', kind: 'bimonthly', period: '2015-03' };
      await issue(teller, '2015-05-12', body);
      await issue(teller, '2015-05-12', { briefing: 'special-1', kind: 'special', absent: '内容未留存' });
    },
  ],
];

const campaign = (legacy: () => string): readonly Scene[] => [
  [
    '2015-08-06',
    async ({ give }) => {
      const body = { campaign: 'revisit-2015', title: '历史遗留件“回头看”', trigger: '市政府办公厅要求' };
      await give('campaign', 'OpenCampaign', { occurredOn: '2015-08-06', ...body, scope: [legacy()] });
    },
  ],
  [
    '2015-08-12',
    async ({ tell }) => {
      const found = { campaign: 'revisit-2015', finding: 'inProgress', newOutcome: 'solving' };
      const waitingOn = { body: '市有关部门', since: '2015-01-01' };
      await tell(legacy(), 'RecordRevisit', { ...found, reason: '已列入年度计划', waitingOn });
    },
  ],
  [
    '2015-09-30',
    async ({ give }) => {
      await give('campaign', 'CloseCampaign', { occurredOn: '2015-09-30' }, { id: 'revisit-2015' });
    },
  ],
  [
    '2015-10-20',
    async ({ tell }) => {
      await tell(legacy(), 'RecordRevisit', { finding: 'partlySolved', reason: '完成两个路段' });
    },
  ],
];

const register = async ({ give }: Teller): Promise<void> => {
  const enter = (name: string, occurredOn: string, body: object) => give('register', name, { occurredOn, ...body });
  await enter('RecordMeeting', '2015-03-05', { meetingType: 'work', title: '办理工作会议', chair: '区长甲' });
  await enter('RecordTraining', '2015-04-16', { title: '办理工作培训', topics: ['答复规范'] });
  await enter('RecordInspection', '2015-04-03', { units: ['jiaotong', 'shuiwu'], observations: ['时间节点不够明确'] });
  await enter('RecordInstruction', '2015-03-02', { leader: '区长甲', text: '高质量办好每一件' });
  await enter('IssueNotice', '2015-03-11', { title: '领导带队面商工作提示' });
  await enter('SubmitArticle', '2015-06-10', { entry: 'article-1', title: '办理工作经验', to: '市建议提案工作' });
  await enter('AdoptArticle', '2015-07-06', { article: 'article-1', by: '市建议提案工作' });
};

const reform = async ({ give }: Teller): Promise<void> => {
  const merged = { units: ['weisheng', 'jisheng'], into: 'weiji' };
  await give('unit', 'MergeUnits', { effectiveFrom: '2015-11-01', ...merged });
  const closing = { effectiveFrom: '2015-11-01', unit: 'lianluo', reason: '机构改革' };
  const target = (await give('unit', 'CloseUnit', closing)).events[0]!.id;
  await give('post', 'LeavePost', { effectiveFrom: '2015-11-30', person: '副区长乙', post: 'districtLeader' });
  const correction = { target, data: { effectiveFrom: '2015-12-01' }, reason: '文件日期有误' };
  const proposal = (await give('unit', 'CorrectFact', correction)).events[0]!.id;
  await give('unit', 'ApproveCorrection', { proposal }, { by: secondClerk });
  await give('log', 'SkipEvent', { projection: 'none', eventId: target, seq: 1, reason: '演示' });
  await give('log', 'ResumeProjection', { projection: 'none', reason: '演示' });
};
