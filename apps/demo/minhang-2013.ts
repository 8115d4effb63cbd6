import type { Answer } from './answering.js';
import type { ProgressRow } from './looking-back.js';

// The texts give sums for the term only: how its first two years shared them, and all dates here, are reconstructed.

export const answers2013: readonly Answer[] = [
  {
    ref: '2013-s0043',
    met: '2013-03-20',
    mode: 'visit',
    replied: '2013-05-08',
    outcome: 'solved',
    gist: '已完成站点周边人行道整治和导向标识增设',
  },
  {
    ref: '2013-s0087',
    met: '2013-03-26',
    replied: '2013-05-15',
    outcome: 'solved',
    gist: '已调整两条公交线路并增设站点',
  },
  {
    ref: '2013-s0112',
    met: '2013-04-10',
    led: 'district',
    mode: 'meeting',
    replied: '2013-05-22',
    outcome: 'reference',
    gist: '经多方协调，企业迁离条件尚不具备',
    because: '涉及市相关部门和企业，多方协调未果',
  },
  {
    ref: '2013-s0156',
    met: '2013-04-02',
    replied: '2013-05-16',
    outcome: 'reference',
    gist: '绿带规划由市级统一编制，意见已转报',
    because: '规划调整须由市级部门统筹',
  },
  {
    ref: '2013-s0345',
    met: '2013-04-17',
    mode: 'visit',
    replied: '2013-06-05',
    outcome: 'solved',
    gist: '已疏通管道并改造易积水路段雨水口',
  },
  {
    ref: '2013-s0372',
    met: '2013-04-24',
    mode: 'meeting',
    replied: '2013-06-14',
    outcome: 'planned',
    gist: '列入区区对接道路年度前期计划',
    milestones: [
      ['完成断头路项目前期研究', '2014-06-30'],
      ['与相邻区商定建设时序', '2014-12-31'],
    ],
  },
  {
    ref: '2013-s0398',
    met: '2013-05-08',
    replied: '2013-06-13',
    outcome: 'reference',
    gist: '站点设置须符合全市急救网络规划',
    because: '近期规划中尚无该点位',
  },
  {
    ref: '2013-p0025',
    met: '2013-04-11',
    replied: '2013-05-20',
    outcome: 'solved',
    gist: '已增设公共停车泊位并优化停车引导',
  },
];

export const progress2013: readonly ProgressRow[] = [
  { ref: '2013-s0043', on: '2013-09-25', percent: 90, text: '人行道整治完成竣工验收', products: ['project'] },
  {
    ref: '2013-s0112',
    on: '2013-10-16',
    percent: 10,
    text: '召开现场沟通会，听取居民和企业意见',
    levels: ['district', 'town'],
  },
  { ref: '2013-s0345', on: '2013-08-21', percent: 60, text: '汛期前完成管道疏通', products: ['project'] },
  { ref: '2013-s0372', on: '2013-11-20', percent: 20, text: '开展断头路项目前期研究', products: ['plan'] },
];
