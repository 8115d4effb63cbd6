import type { Answer } from './answering.js';
import type { ProgressRow } from './looking-back.js';

// As for 2013: the texts give the sums of the term, the rest is reconstructed.

export const answers2014: readonly Answer[] = [
  {
    ref: '2014-s0052',
    met: '2014-03-19',
    mode: 'visit',
    replied: '2014-05-07',
    outcome: 'solved',
    gist: '已列入年度二次供水设施改造并开工',
  },
  {
    ref: '2014-s0094',
    met: '2014-03-27',
    replied: '2014-05-14',
    outcome: 'solved',
    gist: '新建幼儿园已开工，另一处配套园移交使用',
  },
  {
    ref: '2014-s0131',
    met: '2014-04-02',
    led: 'district',
    mode: 'visit',
    replied: '2014-05-15',
    outcome: 'solving',
    gist: '沿线环境综合整治正在实施',
    milestones: [
      ['完成沿线截污纳管', '2014-12-31'],
      ['完成环境整治验收', '2015-06-30'],
    ],
  },
  {
    ref: '2014-s0165',
    met: '2014-04-09',
    replied: '2014-05-16',
    outcome: 'reference',
    gist: '项目未列入全市近期建设规划，意见已转报',
    because: '近期建设规划由市级统筹',
  },
  {
    ref: '2014-s0361',
    met: '2014-04-16',
    mode: 'visit',
    replied: '2014-06-04',
    outcome: 'solved',
    gist: '已调整站点并安排候车亭建设',
  },
  {
    ref: '2014-s0389',
    met: '2014-04-23',
    mode: 'meeting',
    replied: '2014-06-12',
    outcome: 'planned',
    gist: '列入跨区河道综合整治三年计划',
    milestones: [
      ['完成整治方案编制', '2015-03-31'],
      ['启动首批河段整治', '2015-12-31'],
    ],
  },
  {
    ref: '2014-p0033',
    met: '2014-04-10',
    replied: '2014-05-08',
    outcome: 'solved',
    gist: '已优化路口渠化和信号配时',
  },
  {
    ref: '2014-p0058',
    met: '2014-04-17',
    mode: 'visit',
    replied: '2014-05-13',
    outcome: 'planned',
    gist: '列入区文物保护修缮计划',
    milestones: [['完成保护修缮方案并实施', '2015-06-30']],
  },
];

export const progress2014: readonly ProgressRow[] = [
  { ref: '2014-s0052', on: '2014-09-17', percent: 70, text: '首批小区改造完成通水', products: ['project'] },
  { ref: '2014-s0131', on: '2014-10-22', percent: 50, text: '截污纳管工程完成过半', levels: ['district', 'town'] },
  // Written down two weeks late: a reading of the days between knows less than one of today.
  { ref: '2014-s0094', on: '2014-09-03', percent: 40, text: '新建幼儿园主体结构封顶', products: ['project'], lag: 9 },
  { ref: '2014-p0058', on: '2014-11-12', percent: 30, text: '完成文物现状勘察', products: ['plan'] },
];
