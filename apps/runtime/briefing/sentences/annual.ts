import { enumerated, ifAny, ifBase, linesOf, numberOf, sentence, type Drafting } from './drafting.js';
import { disclosureClause } from './disclosure.js';
import { overviewOf } from './overview.js';
import { revisitWords } from './revisit.js';

/** Blocks of prose of a yearly account, in the order of the two texts. */
export const annualBlocks = [
  'overview',
  'leadership',
  'communication',
  'supervision',
  'revisit',
  'openness',
  'problems',
  'next',
] as const;
export type AnnualBlock = (typeof annualBlocks)[number];

export const annualHeadings: Readonly<Record<AnnualBlock, string>> = {
  overview: '基本情况',
  leadership: '加强组织领导',
  communication: '强化沟通协商',
  supervision: '强化督促检查',
  revisit: '认真落实“回头看”',
  openness: '推进办理公开',
  problems: '存在问题',
  next: '下一步工作',
};

const leadership = (drafting: Drafting): string =>
  sentence([
    ifAny(drafting, 'register.executive', '区政府常务会议专题研究部署{register.executive}次'),
    ifAny(drafting, 'register.portfolio', '各分管领导召开条线办理工作推进专题会{register.portfolio}次'),
    ifAny(drafting, 'register.meetings', '全年召开各类办理工作会议{register.meetings}次'),
    ifAny(drafting, 'register.trainings', '组织全区办理工作培训{register.trainings}次'),
  ]);

const communication = (drafting: Drafting): string =>
  linesOf(
    sentence([
      ifBase(drafting, 'met', '面商率{met.rate}（{met}/{met.base}）'),
      ifBase(drafting, 'metByLeader', '领导带队面商覆盖率{metByLeader.rate}（{metByLeader}/{metByLeader.base}）'),
      ifAny(drafting, 'register.coordination', '召开现场沟通和协调会{register.coordination}次'),
    ]),
    sentence([
      ifBase(drafting, 'formsGiven', '征询反馈回收率{formsGiven.rate}'),
      ifBase(drafting, 'satisfiedAttitude', '办理态度满意率{satisfiedAttitude.rate}'),
      ifBase(drafting, 'satisfied', '办理结果满意率{satisfied.rate}'),
    ]),
  );

const supervision = (drafting: Drafting): string =>
  sentence([
    ifAny(
      drafting,
      'briefings.special',
      '{briefings.special}次以信息专报的形式，对办理工作进度、答复办理质量、历史遗留件等进行汇总通报',
    ),
    ifAny(drafting, 'briefings.bimonthly', '印发双月通报{briefings.bimonthly}期'),
    ifAny(drafting, 'register.inspectedUnits', '对{register.inspectedUnits}家单位进行上门检查指导'),
    ifAny(drafting, 'register.notices', '下发工作提示{register.notices}次'),
  ]);

const openness = (drafting: Drafting): string =>
  linesOf(
    disclosureClause(drafting),
    sentence([ifAny(drafting, 'register.articles', '办理工作稿件被录用{register.articles}篇')]),
  );

const problems = (drafting: Drafting): string =>
  enumerated([
    numberOf(drafting, 'list.vague') + numberOf(drafting, 'list.undated') > 0
      ? '办理答复质量有待进一步提高，办理计划笼统，时间节点不够明确'
      : '',
    ifAny(drafting, 'overdue', '个别件未在规定期限内办复，逾期未办{overdue}件'),
    ifAny(drafting, 'list.unmet', '沟通反馈不够及时细致，{list.unmet}件答复前未面商'),
    ifAny(drafting, 'legacy', '历史遗留件仍有{legacy}件待落实'),
  ]) || '未发现突出问题。';

const next = (drafting: Drafting): string =>
  enumerated([
    '突出重点，对反复提出的重难点问题加强研究',
    '加强沟通，把办理进展及时反馈代表、委员',
    ifAny(drafting, 'legacy', '跟踪督办，对历年遗留的{legacy}件一并纳入办理范围'),
  ]);

/** The drafted words of each block. */
export const annualWords = (drafting: Drafting): Readonly<Record<AnnualBlock, string>> => ({
  overview: overviewOf(drafting),
  leadership: leadership(drafting),
  communication: communication(drafting),
  supervision: supervision(drafting),
  revisit: revisitWords(drafting),
  openness: openness(drafting),
  problems: problems(drafting),
  next: next(drafting),
});
