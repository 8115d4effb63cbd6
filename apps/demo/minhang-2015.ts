import type { Answer } from './answering.js';
import { flagSteps, progressSteps, type ProgressRow } from './looking-back.js';
import { ledgerRow } from './ledgers.js';
import type { Step } from './step.js';
import { clerks, teller } from './telling.js';

/** Six suggestions and one proposal, all replied by 2015-08-05; grades are 满意 or 理解 only, as the text says. */
export const answers2015: readonly Answer[] = [
  {
    ref: '2015-s0136',
    met: '2015-03-10',
    mode: 'visit',
    replied: '2015-04-28',
    outcome: 'solved',
    gist: '已优化公交站点和非机动车停放区',
    grades: ['satisfied', 'satisfied'],
  },
  {
    ref: '2015-p0318',
    met: '2015-04-01',
    led: 'district',
    mode: 'meeting',
    replied: '2015-05-06',
    outcome: 'reference',
    gist: '降噪工程须由市有关部门统一协调实施',
    because: '待市有关部门协调推进',
    grades: ['satisfied', 'understands'],
  },
  {
    ref: '2015-s0217',
    met: '2015-03-26',
    replied: '2015-05-07',
    outcome: 'reference',
    gist: '贯通涉及跨区岸线，意见已转报',
    because: '岸线权属和规划尚待市级明确',
    grades: ['satisfied', 'understands'],
  },
  {
    ref: '2015-s0658',
    met: '2015-04-15',
    led: 'district',
    replied: '2015-06-03',
    outcome: 'solved',
    gist: '已启用一处社区服务点，另一处年内开工',
    grades: ['satisfied', 'satisfied'],
    inner: { minzheng: '2015-04-08' },
  },
  {
    ref: '2015-s0624',
    met: '2015-04-22',
    led: 'district',
    mode: 'meeting',
    replied: '2015-06-10',
    outcome: 'planned',
    gist: '由浦江镇和区规土局共同牵头，研究搬迁可行性',
    milestones: [
      ['完成搬迁可行性研究', '2015-12-31'],
      ['与产权单位商定搬迁方案', '2016-06-30'],
    ],
    grades: ['satisfied', 'satisfied'],
  },
  {
    ref: '2015-s0745',
    met: '2015-05-20',
    replied: '2015-06-26',
    outcome: 'reference',
    gist: '整治范围由市级方案确定，意见已转报',
    because: '综合整治范围须由市级统筹调整',
    grades: ['satisfied', 'understands'],
  },
  {
    ref: '2015-s0731',
    met: '2015-05-13',
    led: 'district',
    mode: 'visit',
    replied: '2015-07-07',
    outcome: 'reference',
    gist: '区域卫生规划中已有布点，近期无新增计划',
    because: '须待全市医疗机构设置规划调整',
    grades: ['satisfied', 'understands'],
    // Later than the inner clock allows: 强调按时提交会办意见.
    inner: { guitu: '2015-05-12' },
  },
];

export const progress2015: readonly ProgressRow[] = [
  { ref: '2014-s0131', on: '2015-04-22', percent: 80, text: '沿线截污纳管完成', levels: ['district', 'town'] },
  {
    ref: '2015-s0624',
    on: '2015-05-18',
    percent: 10,
    text: '召开题桥发射台搬迁工作会议，商议下一步工作',
    products: ['plan'],
  },
  {
    ref: '2015-p0318',
    on: '2015-05-20',
    percent: 10,
    text: '意见已报市有关部门，待协调推进',
    levels: ['city', 'district'],
    waitingOn: { body: '市有关部门', since: '2015-05-20' },
  },
  // Written down three weeks late, within its two months.
  { ref: '2015-s0136', on: '2015-05-26', percent: 70, text: '非机动车停放区建成启用', products: ['project'], lag: 14 },
  { ref: '2013-s0112', on: '2015-06-17', percent: 30, text: '与企业对接，推动转型发展', levels: ['district', 'town'] },
  { ref: '2013-s0112', on: '2015-07-22', percent: 60, text: '企业已停产停业', levels: ['district', 'town'] },
  {
    ref: '2015-s0658',
    on: '2015-07-16',
    percent: 50,
    text: '首处社区服务点启用',
    levels: ['town'],
    products: ['project'],
  },
  { ref: '2015-s0624', on: '2015-09-10', percent: 30, text: '开展搬迁可行性研究', levels: ['district', 'town'] },
  { ref: '2015-s0624', on: '2015-11-04', percent: 40, text: '可行性研究形成初稿', levels: ['district', 'town'] },
];

/** 重难点件 and who leads them: 各副区长带头办理本条线重难点件. */
const hardCases = (): readonly Step[] => {
  const refs = ['2015-s0624', '2015-s0658', '2015-s0731'];
  const appointed = refs.map((ref) => {
    const row = ledgerRow(ref);
    const body = { occurredOn: '2015-04-14', duty: 'leading' as const, person: row.leaderInCharge };
    return teller(row)('AppointLeader', body, { by: clerks.first });
  });
  return [...flagSteps('keyDifficult', '2015-04-14', '涉及面广、综合性强')(refs), ...appointed];
};

/** An inner opinion sent back for substance, and filed again: 提高会办意见针对性、有效性. */
const returnedOpinion = (): readonly Step[] => {
  const tell = teller(ledgerRow('2015-s0658'));
  const [opinion, lead, unit] = ['inner:minzheng', { by: 'unit-meilong' }, 'minzheng'];
  const text = '会办意见（补充）：写明服务项目和时间安排。（内容为重建）';
  return [
    tell('ReturnCoOpinion', { occurredOn: '2015-04-10', opinion, reason: '缺少具体项目和时间安排' }, lead),
    tell('FileCoOpinion', { occurredOn: '2015-04-16', layer: 'inner', unit, text }, { by: 'unit-minzheng' }),
    tell('RateCoOpinion', { occurredOn: '2015-04-20', opinion, timely: true, specific: true, useful: true }, lead),
    tell('AdoptCoOpinion', { occurredOn: '2015-04-20', opinion }, lead),
  ];
};

export const more2015 = (): readonly Step[] => [...progressSteps(progress2015), ...hardCases(), ...returnedOpinion()];
