import { campaignSteps, flagSteps, type CampaignRow, type FindingRow } from './looking-back.js';
import type { Step } from './step.js';

const earlier = [
  '2013-s0043',
  '2013-s0087',
  '2013-s0112',
  '2013-s0156',
  '2013-s0345',
  '2013-s0372',
  '2013-s0398',
  '2013-p0025',
  '2014-s0052',
  '2014-s0094',
  '2014-s0131',
  '2014-s0165',
  '2014-s0361',
  '2014-s0389',
  '2014-p0033',
  '2014-p0058',
];

const ofThisYear = ['2015-s0136', '2015-p0318', '2015-s0217', '2015-s0658', '2015-s0624', '2015-s0745', '2015-s0731'];

const unchanged = (on: string, ...refs: readonly string[]): readonly FindingRow[] =>
  refs.map((ref) => ({ ref, on, finding: 'unchanged', reason: '情况无变化，继续跟踪' }));

const wholly = (on: string, ...refs: readonly string[]): readonly FindingRow[] =>
  refs.map((ref) => ({ ref, on, finding: 'fullySolved', reason: '核实确已解决', evidence: '现场核查记录（重建）' }));

const partly = (on: string, ...refs: readonly string[]): readonly FindingRow[] =>
  refs.map((ref) => ({ ref, on, finding: 'partlySolved', reason: '部分内容已落实，其余继续推进' }));

const inProgress = (on: string, ...refs: readonly string[]): readonly FindingRow[] =>
  refs.map((ref) => ({ ref, on, finding: 'inProgress', reason: '正在推进，进度已明确' }));

/** 年初: all answering cases of the term so far. It changes no outcome class. */
const first: CampaignRow = {
  id: 'revisit-2015-01',
  title: '本届以来市办件“回头看”',
  trigger: '年初对本届以来代表建议和政协提案进行全面“回头看”',
  opened: '2015-01-12',
  closed: '2015-02-05',
  scope: earlier,
  findings: [
    ...wholly('2015-01-20', '2013-s0043', '2013-s0087', '2014-p0033'),
    ...partly('2015-01-22', '2013-s0345', '2014-s0052', '2014-s0094', '2013-p0025'),
    ...inProgress('2015-01-23', '2014-s0361', '2014-s0131', '2014-p0058'),
    ...unchanged('2015-01-27', '2013-s0112', '2013-s0156', '2013-s0398', '2014-s0165', '2013-s0372', '2014-s0389'),
  ],
};

/** The only class the office itself restated: 留作参考 → 计划解决. */
const tianli: FindingRow = {
  ref: '2013-s0112',
  on: '2015-08-20',
  finding: 'inProgress',
  newOutcome: 'planned',
  reason: '多方努力下企业已停产停业，由“留作参考”改为“计划解决”',
};

const evidence = '现场核查记录（重建）';

/** 8月6日: legacy cases once more, those answered this year with them; the proposal kept for reference was not found on. */
const second: CampaignRow = {
  id: 'revisit-2015-08',
  title: '历史遗留件“回头看”',
  trigger: '市政府办公厅要求',
  opened: '2015-08-06',
  closed: '2015-09-25',
  scope: [...earlier, ...ofThisYear],
  findings: [
    ...wholly('2015-08-13', '2013-s0043', '2013-s0087', '2014-s0052'),
    ...wholly('2015-08-18', '2013-s0345', '2015-s0136'),
    ...partly('2015-08-19', '2014-s0094', '2014-s0361', '2015-s0658'),
    tianli,
    { ref: '2014-s0131', on: '2015-08-25', finding: 'concluded', reason: '整治通过验收，已办结', evidence },
    { ref: '2013-s0372', on: '2015-09-08', finding: 'solved', reason: '道路已贯通，已解决', evidence },
    { ref: '2013-s0156', on: '2015-09-09', finding: 'solved', reason: '绿带规划已调整，已解决', evidence },
    ...wholly('2015-09-11', '2013-p0025', '2014-p0033', '2014-p0058'),
    ...unchanged('2015-09-14', '2014-s0389', '2015-s0624', '2013-s0398', '2014-s0165'),
    ...unchanged('2015-09-16', '2015-s0217', '2015-s0745', '2015-s0731'),
  ],
};

/** 历史遗留件: earlier years' ②, ③ and ④ not yet done. */
const legacy = [
  '2013-s0112',
  '2013-s0156',
  '2013-s0372',
  '2013-s0398',
  '2014-s0131',
  '2014-s0165',
  '2014-s0389',
  '2014-p0058',
];

export const campaigns2015 = { first, second };

export const lookingBack2015 = (): readonly Step[] => [
  ...campaignSteps(first),
  ...flagSteps('legacy', second.opened, '历年答复尚未落实，纳入今年办理范围')(legacy),
  ...campaignSteps(second),
];
