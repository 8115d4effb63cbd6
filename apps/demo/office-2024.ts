import type { MeetingType } from '#libs/office/register-commands.js';
import { bimonthly, entered, workedBimonthly } from './register-rows.js';
import type { Step } from './step.js';

const head = '区长甲';
const yearly: readonly (readonly [on: string, type: MeetingType, title: string, chair: string])[] = [
  ['2024-02-06', 'assignmentSpecial', '分办工作专题会：完成全部办理件的分办落实', '副区长甲'],
  ['2024-02-19', 'party', '节后第一个区委专题会：研究建议提案办理工作', '区委书记甲'],
  ['2024-03-04', 'executive', '区政府常务会议：听取并审议市、区建议提案情况和推进计划', head],
  ['2024-03-06', 'deployment', '2024年建议提案办理部署会', head],
  ['2024-04-11', 'supervised', '区政府领导督办件办理工作专题会', head],
];

/** Seven 副区长, seven meetings; the days are reconstructed. */
const portfolios: readonly (readonly [on: string, chair: string])[] = [
  ['2024-02-20', '副区长甲'],
  ['2024-02-21', '副区长乙'],
  ['2024-02-22', '副区长丙'],
  ['2024-02-23', '副区长丁'],
  ['2024-02-26', '副区长戊'],
  ['2024-02-27', '副区长己'],
  ['2024-02-28', '副区长庚'],
];

const bimonthlyMeetings = ['2024-03-08', '2024-05-10', '2024-07-10', '2024-09-11', '2024-11-13', '2025-01-10'];

const meeting = (
  meetingType: MeetingType,
  on: string,
  said: { title: string; chair: string; refs?: string[] },
): Step => {
  const { refs, ...body } = said;
  return entered('RecordMeeting', { entry: `${meetingType}-${on}`, on, refs, body: { meetingType, ...body } });
};

const coordination = (): readonly Step[] => [
  meeting('coordination', '2024-04-02', {
    title: '立波宾馆城市更新项目推进会',
    chair: '副区长乙',
    refs: ['2024-s0342'],
  }),
  meeting('coordination', '2024-06-25', {
    title: '立波宾馆项目设计方案预审会',
    chair: '副区长乙',
    refs: ['2024-s0342'],
  }),
  meeting('coordination', '2024-07-18', {
    title: '精卫中心闵行分院周边交通现场会',
    chair: '副区长乙',
    refs: ['2024-p0128'],
  }),
];

const meetings = (): readonly Step[] => [
  ...yearly.map(([on, type, title, chair]) => meeting(type, on, { title, chair })),
  ...portfolios.map(([on, chair]) => meeting('portfolio', on, { title: '分管领域办理工作推进专题会', chair })),
  ...bimonthlyMeetings.map((on) =>
    meeting('bimonthly', on, { title: '建议提案办理双月通报会', chair: '区政府办公室' }),
  ),
  ...coordination(),
];

const guidance = (): readonly Step[] => [
  entered('RecordInstruction', {
    entry: 'instruction-2024',
    on: '2024-02-27',
    body: { leader: head, text: '对今年的办理工作作出批示（内容为重建）' },
  }),
  entered('IssueNotice', { entry: 'notice-2024-1', on: '2024-03-11', body: { title: '“领导带队面商”工作提示' } }),
  entered('IssueNotice', { entry: 'notice-2024-2', on: '2024-03-18', body: { title: '“简报信息报送”工作提示' } }),
  entered('IssueNotice', {
    entry: 'notice-2024-3',
    on: '2024-05-22',
    body: { title: '修订《闵行区人民政府办理区人大代表建议和政协提案办法》' },
  }),
  entered('RecordTraining', { entry: 'training-2024', on: '2024-03-28', body: { title: '建议提案办理实训课' } }),
  entered('RecordInspection', {
    entry: 'inspection-2024',
    on: '2024-06-18',
    body: { units: ['jiaotong', 'jianguan', 'jiaoyu', 'jingwei'], observations: ['实地督查办理进度'] },
  }),
];

const outlet = '上海建议提案工作公众号';
const articles: readonly (readonly [entry: string, title: string, submitted: string, adopted: string])[] = [
  ['article-2024-1', '闵行区四套班子高规格做好年度建议提案办理工作', '2024-04-12', '2024-05-15'],
  ['article-2024-2', '闵行区结合建议提案办理 以三“高”助推公共交通高质量发展', '2024-09-05', '2024-10-16'],
];

const press = (): readonly Step[] =>
  articles.flatMap(([entry, title, submitted, adopted]) => [
    entered('SubmitArticle', { entry, on: submitted, body: { title, to: outlet } }),
    entered('AdoptArticle', { entry: `${entry}-adopted`, on: adopted, body: { article: entry, by: outlet } }),
  ]);

const briefings = (): readonly Step[] => [
  bimonthly('2024-01', '2024-03-15'),
  ...workedBimonthly('2024-03', '2024-05-16', {
    words: {
      problems: '部分办理件推进缓慢，{list.slow}件进度滞后，责任单位要倒排时间、逐件销号。',
      next: '一是抓紧办理在办的{stock}件，确保按期答复；二是持续跟踪历史遗留件{legacy}件，条件具备的及时重新答复；三是落实“领导带队面商”全覆盖。',
    },
    praised: ['jiaotong', 'jiaoyu', 'jingwei'],
  }),
  bimonthly('2024-05', '2024-07-15'),
  bimonthly('2024-07', '2024-09-18'),
  bimonthly('2024-09', '2024-11-15'),
  bimonthly('2024-11', '2025-01-14'),
];

export const office2024 = (): readonly Step[] => [...meetings(), ...guidance(), ...press(), ...briefings()];
