import type { Disclosure, Outcome } from '#libs/cases/vocabulary.js';
import { addDays } from '#libs/calendar/day.js';
import type { Answer } from './answering.js';
import { workingDay } from './days.js';
import { ledgerRow } from './ledgers.js';

type Row = readonly [ref: string, outcome: Outcome, gist: string, disclosure?: Disclosure];

/** Every answering case: of the term 8 / 1 / 3 / 7 suggestions and 2 / 1 / 1 proposals, then 2024. */
const table: readonly Row[] = [
  ['2013-s0043', 'solved', '步行设施年内改造'],
  ['2013-s0087', 'solved', '新辟公交线路'],
  ['2013-s0112', 'reference', '搬迁涉及市级规划，暂难实施'],
  ['2013-s0156', 'reference', '规划调整条件尚不具备'],
  ['2013-p0025', 'solved', '新增停车泊位'],
  ['2013-s0345', 'solved', '排水管网改造'],
  ['2013-s0372', 'planned', '列入区区对接道路计划'],
  ['2013-s0398', 'planned', '列入急救站点布局计划'],
  ['2014-s0052', 'solved', '完成二次供水改造'],
  ['2014-s0094', 'solved', '公办幼儿园开办'],
  ['2014-s0131', 'solving', '河道整治正在实施'],
  ['2014-s0165', 'reference', '近期建设规划未列入'],
  ['2014-p0033', 'planned', '列入交通组织改善计划'],
  ['2014-p0058', 'solved', '完成遗存登记保护'],
  ['2014-s0361', 'solved', '增设公交站点'],
  ['2014-s0389', 'reference', '跨区事项待市里统筹'],
  ['2015-s0136', 'solved', '交通组织方案已实施'],
  ['2015-s0217', 'planned', '列入贯通工程计划'],
  ['2015-p0318', 'reference', '待市有关部门协调推进'],
  ['2015-s0624', 'reference', '搬迁可行性仍在研究'],
  ['2015-s0658', 'solved', '新增社区服务设施'],
  ['2015-s0731', 'reference', '医疗设施布局未列入'],
  ['2015-s0745', 'reference', '整治范围由市统一划定'],
  ['2024-s0217', 'solving', '形成项目清单，逐年有序修复', 'public'],
  ['2024-s0342', 'planned', '推进城市更新项目方案', 'public'],
  ['2024-s0476', 'solved', '新增公共体育场地', 'public'],
  ['2024-s0581', 'solving', '优化接驳线路', 'onRequest'],
  ['2024-s0605', 'solved', '出台盘活支持措施', 'onRequest'],
  ['2024-p0128', 'planned', '完善周边交通配套', 'public'],
  ['2024-p0256', 'solved', '支持成果就地转化', 'public'],
  ['2024-p0391', 'solved', '增加托育服务供给', 'public'],
];

const answerOf = ([ref, outcome, gist, disclosure]: Row, place: number): Answer => {
  const { assignedOn } = ledgerRow(ref);
  const year = Number(assignedOn.slice(0, 4));
  const hasPlan = outcome === 'solving' || outcome === 'planned';
  return {
    ref,
    met: workingDay(assignedOn, 20 + (place % 4)),
    ...(year === 2024 || place % 2 === 0 ? { led: 'district' as const } : {}),
    replied: workingDay(addDays(assignedOn, 68 + (place % 5) * 2), 0),
    outcome,
    gist,
    ...(outcome === 'reference' ? { because: gist } : {}),
    ...(hasPlan
      ? {
          milestones: [
            [`${gist}：完成方案`, `${year}-10-31`],
            [`${gist}：实施`, `${year + 1}-12-31`],
          ],
        }
      : {}),
    ...(disclosure ? { disclosure } : {}),
    grades: ['satisfied', outcome === 'reference' ? 'understands' : 'satisfied'],
  };
};

export const answers: readonly Answer[] = table.map(answerOf);
