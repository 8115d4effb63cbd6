import type { Answer } from './answering.js';
import { flagSteps, progressSteps, type ProgressRow } from './looking-back.js';
import { ledgerRow } from './ledgers.js';
import type { Step } from './step.js';
import { clerks, teller } from './telling.js';

/** Eight answering cases, each met by a leader (领导带队面商全覆盖); 0581 and 0605 on request, six public. */
export const answers2024: readonly Answer[] = [
  {
    ref: '2024-p0256',
    met: '2024-03-26',
    led: 'district',
    mode: 'visit',
    replied: '2024-04-16',
    outcome: 'solved',
    gist: '已出台成果就地转化支持措施',
    disclosure: 'public',
  },
  {
    ref: '2024-s0476',
    met: '2024-03-19',
    led: 'district',
    mode: 'visit',
    replied: '2024-04-17',
    outcome: 'solved',
    gist: '已开放学校场地并新增健身点',
    disclosure: 'public',
  },
  {
    ref: '2024-p0391',
    met: '2024-03-22',
    led: 'district',
    replied: '2024-04-18',
    outcome: 'solved',
    gist: '已新增社区托育“宝宝屋”',
    disclosure: 'public',
  },
  {
    ref: '2024-p0128',
    met: '2024-03-12',
    led: 'district',
    mode: 'visit',
    replied: '2024-04-23',
    outcome: 'planned',
    gist: '多次赴现场勘察点位，列入交通配套计划',
    milestones: [['完成周边公交站点调整', '2024-09-30']],
    disclosure: 'public',
  },
  {
    ref: '2024-s0217',
    met: '2024-03-14',
    led: 'district',
    mode: 'visit',
    replied: '2024-04-24',
    outcome: 'solving',
    gist: '形成项目清单，逐年有序推进道路修复，同步推进非现场治超',
    milestones: [
      ['首批路段大中修竣工', '2024-10-31'],
      ['后续路段完成大中修', '2025-12-31'],
    ],
    disclosure: 'public',
  },
  {
    ref: '2024-s0581',
    met: '2024-03-27',
    led: 'district',
    replied: '2024-04-25',
    outcome: 'solved',
    gist: '已优化接驳线路和首末班时间',
    disclosure: 'onRequest',
  },
  {
    ref: '2024-s0605',
    met: '2024-04-09',
    led: 'district',
    replied: '2024-04-29',
    outcome: 'reference',
    gist: '相关政策正在市级层面研究',
    because: '须待市级存量用地政策出台',
    disclosure: 'public',
    isUnpublished: true,
  },
  {
    ref: '2024-s0342',
    met: '2024-03-21',
    led: 'district',
    mode: 'meeting',
    // The due day itself: three months end in the May holiday and move to the first day worked.
    replied: '2024-05-06',
    outcome: 'planned',
    gist: '纳入城市更新计划，协调推进设计方案',
    milestones: [
      ['项目设计方案通过预审', '2024-12-31'],
      ['项目开工', '2025-12-31'],
    ],
    disclosure: 'public',
  },
];

const progress: readonly ProgressRow[] = [
  { ref: '2024-s0217', on: '2024-06-20', percent: 40, text: '首批路段大中修开工', products: ['project'] },
  { ref: '2024-s0217', on: '2024-10-23', percent: 60, text: '多个路段竣工或正在建设', products: ['plan', 'project'] },
  {
    ref: '2024-s0342',
    on: '2024-07-25',
    percent: 30,
    text: '多次召开项目推进会议，设计方案开展预审',
    levels: ['city', 'district', 'town'],
  },
  {
    ref: '2024-s0342',
    on: '2024-11-21',
    percent: 60,
    text: '设计方案完成多轮预审',
    levels: ['city', 'district', 'town'],
  },
  {
    ref: '2024-p0128',
    on: '2024-08-15',
    percent: 50,
    text: '会同市级主管部门完成点位勘察',
    levels: ['city', 'district'],
    waitingOn: { body: '市级主管部门', since: '2024-08-15' },
  },
  { ref: '2024-p0391', on: '2024-09-12', percent: 90, text: '年度托育点全部启用', products: ['project'] },
];

/** Filed as public, then found to touch others' affairs: kept for those who ask. */
const restricted = (): Step => {
  const body = { occurredOn: '2024-05-08', disclosure: 'onRequest' as const, reason: '涉及第三方信息' };
  return teller(ledgerRow('2024-s0605'))('DecideDisclosure', body, { by: clerks.first });
};

export const more2024 = (): readonly Step[] => [
  ...progressSteps(progress),
  ...flagSteps('governmentSupervised', '2024-04-11', '区政府领导督办件')(['2024-s0217', '2024-s0342', '2024-p0128']),
  restricted(),
];
