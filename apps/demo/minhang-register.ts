import type { BriefingKind } from '#libs/office/briefing-commands.js';
import type { Day } from '#libs/kernel/event.js';
import type { MeetingType } from '#libs/office/register-commands.js';
import { at, workingDay } from './days.js';
import { numberOf } from './ledgers.js';
import { officeStep, type Step } from './step.js';
import { clerks } from './telling.js';

type Meeting = readonly [on: Day, type: MeetingType, title: string, chair: string, ref?: string];

const meetings: readonly Meeting[] = [
  ['2015-02-26', 'executive', '区政府常务会议专题部署办理工作', '区长子'],
  ['2015-03-12', 'work', '2015年全区办理工作会议', '区长子'],
  ['2015-05-08', 'work', '区政府二季度工作会议', '区长子'],
  ['2015-05-18', 'coordination', '题桥发射台搬迁工作会议', '副区长子', '2015-s0624'],
  ['2024-02-06', 'assignmentSpecial', '分办工作专题会', '副区长甲'],
  ['2024-02-19', 'party', '区委专题会', '区委书记甲'],
  ...['甲', '乙', '丙', '丁', '戊', '己', '庚'].map((who, index): Meeting => [
    workingDay('2024-02-20', index),
    'portfolio',
    '分管领域办理工作推进专题会',
    `副区长${who}`,
  ]),
  ['2024-03-04', 'executive', '区政府常务会议审议办理工作', '区长甲'],
  ['2024-03-06', 'deployment', '办理部署会', '区长甲'],
  ['2024-04-16', 'supervised', '区政府领导督办件办理工作专题会', '区长甲'],
  ['2024-05-10', 'bimonthly', '双月通报会', '副区长甲'],
  ['2024-07-10', 'bimonthly', '双月通报会', '副区长甲'],
];

const when = (on: Day, key: string) => ({ at: at(on, '16:00'), by: clerks.second, key: `register/${key}/${on}` });

const meeting = ([on, meetingType, title, chair, ref]: Meeting): Step =>
  officeStep(when(on, meetingType), {
    aggregate: 'register',
    name: 'RecordMeeting',
    body: { occurredOn: on, meetingType, title, chair },
    ...(ref ? { cases: { field: 'cases', keys: [numberOf(ref)] } } : {}),
  });

const trainings = ['2015-04-22', '2015-09-17'].map((occurredOn) =>
  officeStep(when(occurredOn, 'training'), {
    aggregate: 'register',
    name: 'RecordTraining',
    body: { occurredOn, title: '全区办理工作培训' },
  }),
);

const inspected = ['jiaotong', 'jianguan', 'shuiwu', 'huanbao', 'guitu', 'jiaoyu', 'weiji', 'lvhua'];

const inspection = officeStep(when('2015-04-08', 'inspection'), {
  aggregate: 'register',
  name: 'RecordInspection',
  body: { occurredOn: '2015-04-08', units: inspected, observations: ['收集办理工作的难点问题'] },
});

const instruction = officeStep(when('2024-02-27', 'instruction'), {
  aggregate: 'register',
  name: 'RecordInstruction',
  body: { occurredOn: '2024-02-27', leader: '区长甲', text: '对今年办理工作作出批示（内容为重建）' },
});

const notices = [
  ['2015-01-12', '关于落实市办件“回头看”的通知'],
  ['2024-03-11', '“领导带队面商”工作提示'],
  ['2024-03-20', '“简报信息报送”工作提示'],
].map(([occurredOn = '', title = '']) =>
  officeStep(when(occurredOn, 'notice'), { aggregate: 'register', name: 'IssueNotice', body: { occurredOn, title } }),
);

const outlet = '上海建议提案工作公众号';
const articles = [
  '闵行区四套班子高规格做好年度建议提案办理工作',
  '闵行区结合建议提案办理 以三“高”助推公共交通高质量发展',
].flatMap((title, index) => {
  const [sent, adopted, entry] = [`2024-0${4 + index}-11`, `2024-0${5 + index}-13`, `article-2024-${index + 1}`];
  return [
    officeStep(when(sent, entry), {
      aggregate: 'register',
      name: 'SubmitArticle',
      body: { occurredOn: sent, entry, title, to: outlet },
    }),
    officeStep(when(adopted, `${entry}-adopted`), {
      aggregate: 'register',
      name: 'AdoptArticle',
      body: { occurredOn: adopted, article: entry, by: outlet },
    }),
  ];
});

const issued = (
  briefing: string,
  kind: BriefingKind,
  body: { occurredOn: Day; period?: string; absent?: string },
): Step =>
  officeStep(
    { at: at(body.occurredOn, '18:00'), by: clerks.first, key: `briefing/${briefing}` },
    { aggregate: 'briefing', id: briefing, name: 'IssueBriefing', body: { briefing, kind, ...body } },
  );

const absent = '重建：专报内容未保存（reconstructed, content not preserved）';

const briefings = [
  issued('bimonthly-2015-01', 'bimonthly', { occurredOn: '2015-03-16', period: '2015-01' }),
  issued('bimonthly-2015-03', 'bimonthly', { occurredOn: '2015-05-15', period: '2015-03' }),
  issued('special-2015-1', 'special', { occurredOn: '2015-05-20', absent }),
  issued('bimonthly-2015-05', 'bimonthly', { occurredOn: '2015-07-15', period: '2015-05' }),
  issued('special-2015-2', 'special', { occurredOn: '2015-09-10', absent }),
  issued('bimonthly-2015-07', 'bimonthly', { occurredOn: '2015-09-15', period: '2015-07' }),
];

export const officeWork = (): readonly Step[] => [
  ...meetings.map(meeting),
  ...trainings,
  inspection,
  instruction,
  ...notices,
  ...articles,
  ...briefings,
];
