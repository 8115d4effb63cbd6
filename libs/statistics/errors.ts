import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of statistical questions. */
export const refuseReport = refusals({
  'known.ahead': {
    zh: '“当时所知”位置 {knownAt} 尚不存在，统计目前到 {seq}',
    en: 'Position {knownAt} is not known yet; the statistics hold the log up to {seq}',
  },
  'known.before-start': {
    zh: '系统启用前无记录',
    en: 'There are no records from before the system was started',
  },
  'published.unreadable': {
    zh: '这些名称或数字读不懂：{unknown}；每行写名称和数字，以逗号分开，如建议/主办和 5',
    en: 'These names or numbers cannot be read: {unknown}; write "name,number", such as "suggestion/lead,5"',
    status: 400,
  },
  'figure.unknown': {
    zh: '没有名为“{figure}”的指标',
    en: 'There is no figure named {figure}',
    status: 400,
  },
  'dimension.unknown': {
    zh: '没有名为“{dimension}”的分组',
    en: 'There is no grouping named {dimension}',
    status: 400,
  },
  'window.missing': {
    zh: '指标“{figure}”需要给出期间的起始日',
    en: 'Figure {figure} needs the first day of its period',
    status: 400,
  },
  'window.empty': {
    zh: '期间的起始日 {from} 晚于截至日 {validAt}',
    en: 'The period starts on {from}, after its last day {validAt}',
    status: 400,
  },
  'mapping.unknown': {
    zh: '没有名为“{mapping}”的办理结果对照表',
    en: 'There is no mapping of outcomes named {mapping}',
    status: 400,
  },
});
