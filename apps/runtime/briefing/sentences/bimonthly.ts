import { monthOf } from '#libs/calendar/day.js';
import type { MentionKind } from '#libs/office/briefing-bodies.js';
import type { Ground, Mention } from '#libs/office/briefing-events.js';
import { groundWords } from '../mentions.js';
import { yearOf } from '../point.js';
import { dayInWords, enumerated, ifAny, ifBase, linesOf, numberOf, sentence, type Drafting } from './drafting.js';
import { kindByRoles } from './receipts.js';

/** Blocks of prose by name: the five of the 2015 text, then problems and next steps (domain 8). */
export const bimonthlyBlocks = ['progress', 'quality', 'legacy', 'praise', 'criticism', 'problems', 'next'] as const;
export type BimonthlyBlock = (typeof bimonthlyBlocks)[number];

export const bimonthlyHeadings: Readonly<Record<BimonthlyBlock, string>> = {
  progress: '办理进度',
  quality: '答复办理质量',
  legacy: '历史遗留件',
  praise: '表扬',
  criticism: '点名批评',
  problems: '存在问题',
  next: '下一步工作',
};

/** 「1—2月」, 「1月5日至2月3日」. */
export const spanInWords = ({ kind, from, validAt }: Drafting['point']): string => {
  if (from === undefined) return `截至${dayInWords(validAt)}`;
  const isMonths = kind === 'bimonthly';
  return isMonths ? `${monthOf(from)}—${monthOf(validAt)}月` : `${dayInWords(from)}至${dayInWords(validAt)}`;
};

/** 「2015年7—8月」; days of one's own choice say their year themselves. */
export const spanWithYear = (point: Drafting['point']): string =>
  point.kind === 'bimonthly' ? `${yearOf(point)}年${spanInWords(point)}` : spanInWords(point);

/** Nothing came in, nothing was under way. */
const isQuiet = (drafting: Drafting): boolean =>
  ['opening', 'received', 'reopened', 'answered', 'terminated', 'closing'].every(
    (flow) => numberOf(drafting, flow) === 0,
  );

/** Where all are of one kind, which. */
const kindsReceived = (drafting: Drafting): string => {
  if (numberOf(drafting, 'received.proposal') === 0) return '（均为代表建议）';
  if (numberOf(drafting, 'received.suggestion') === 0) return '（均为政协提案）';
  return '（建议{received.suggestion}件、提案{received.proposal}件）';
};

const windowSentence = (drafting: Drafting): string => {
  if (drafting.point.from === undefined) return '';
  if (isQuiet(drafting)) return `${spanInWords(drafting.point)}没有新收到代表建议和政协提案，期末没有在办件。`;
  const came =
    ifAny(drafting, 'received', `新收到代表建议和政协提案{received}件${kindsReceived(drafting)}`) ||
    '没有新收到代表建议和政协提案';
  return sentence([
    `${spanInWords(drafting.point)}${came}`,
    '办复{answered}件',
    ifAny(drafting, 'reopened', '恢复办理{reopened}件'),
    ifAny(drafting, 'terminated', '终止办理{terminated}件'),
    '期末在办{closing}件',
  ]);
};

const yearSentence = (drafting: Drafting): string => {
  const kinds = (['suggestion', 'proposal'] as const)
    .filter((kind) => numberOf(drafting, `year.${kind}`) > 0)
    .map((kind) => kindByRoles(drafting, kind, { joint: '、' }));
  return sentence([
    `截至${dayInWords(drafting.point.validAt)}，今年共收到{year}件${kinds.length > 0 ? `，其中${kinds.join('和')}` : ''}`,
    '已办复{done}件，办复率{done.rate}，按期办复率{doneInTime.rate}',
  ]);
};

const overdueSentence = (drafting: Drafting): string => {
  if (numberOf(drafting, 'overdue') === 0) return '截至期末没有逾期件。';
  const parts = [
    ifAny(drafting, 'overdue.reply', '未答复{overdue.reply}件'),
    ifAny(drafting, 'overdue.opinion', '会办意见{overdue.opinion}件'),
  ].filter((part) => part !== '');
  return `逾期未办{overdue}件，其中${parts.join('、')}。`;
};

const slowSentence = (drafting: Drafting): string =>
  ifAny(drafting, 'list.slow', '办理进度较慢的{list.slow}件，责任单位和责任人见附件。');

const changes = [
  ['收到', 'change.received'],
  ['办复', 'change.answered'],
  ['期末在办', 'change.closing'],
] as const;

/** What stayed as it was is said once. */
const changeSentence = ({ previous, fields }: Drafting): string => {
  if (!previous) return '';
  const isSame = (field: string) => fields(field)?.text === '持平';
  const moved = changes.filter(([, field]) => !isSame(field)).map(([word, field]) => `${word}{${field}}`);
  const same = changes.filter(([, field]) => isSame(field)).map(([word]) => word);
  const level = same.length > 1 ? `${same.slice(0, -1).join('、')}和${same.at(-1)}均持平` : `${same.join('')}持平`;
  return sentence(['与上期相比', ...moved, same.length > 0 ? level : '']);
};

/** 「上期更正」 stands between the issued closing stock and the opening one (semantics 31). */
const correctionSentence = ({ previous }: Drafting): string => {
  const correction = previous?.correction;
  if (!correction) return '';
  const numbers = correction.numbers.map((number) => `第${number}号`).join('、');
  return `上期更正{correction}件：上期印发后情况有变动，涉及${numbers}，本期期初在办{opening}件。`;
};

const progress = (drafting: Drafting): string =>
  linesOf(
    `${windowSentence(drafting)}${correctionSentence(drafting)}${changeSentence(drafting)}`,
    yearSentence(drafting),
    `${overdueSentence(drafting)}${slowSentence(drafting)}`,
  );

const faults: readonly (readonly [field: string, clause: string])[] = [
  ['list.vague', '办理计划笼统{list.vague}件'],
  ['list.undated', '答复未列时间节点{list.undated}件'],
  ['list.returned', '答复稿审核被退回{list.returned}件'],
  ['list.unmet', '未面商{list.unmet}件'],
  ['list.dissatisfied', '代表、委员不满意{list.dissatisfied}件'],
];

const quality = (drafting: Drafting): string => {
  const found = faults.map(([field, clause]) => ifAny(drafting, field, clause)).filter((clause) => clause !== '');
  return linesOf(
    sentence([
      ifBase(drafting, 'inTime', '今年按期答复率{inTime.rate}（{inTime}/{inTime.base}）'),
      ifBase(drafting, 'met', '面商率{met.rate}（{met}/{met.base}）'),
      ifBase(drafting, 'metByLeader', '领导带队面商覆盖率{metByLeader.rate}'),
      ifBase(drafting, 'opinionsInTime', '会办意见按期率{opinionsInTime.rate}'),
      ifBase(drafting, 'innerInTime', '区内配合意见按期率{innerInTime.rate}'),
    ]),
    sentence([
      ifBase(drafting, 'formsGiven', '征询反馈回收率{formsGiven.rate}'),
      ifBase(drafting, 'satisfiedAttitude', '办理态度满意率{satisfiedAttitude.rate}'),
      ifBase(drafting, 'satisfied', '办理结果满意率{satisfied.rate}'),
      ifAny(drafting, 'rehandled', '重新办理{rehandled}件'),
    ]),
    found.length === 0 ? '抽查未发现计划笼统、节点不明等情形。' : `从答复办理质量看，${found.join('，')}。`,
  );
};

const legacy = (drafting: Drafting): string => {
  const waiting = [...new Set(drafting.lists.of('legacy').flatMap(({ waitingBody }) => waitingBody ?? []))];
  const byBody = waiting.map((body) => `等待${body}{N17/waiting|cell=${body}}件`);
  return linesOf(
    sentence([
      '往年已答复、尚未落实的历史遗留件{legacy}件',
      ifAny(drafting, 'legacy.unanswered', '往年收到、仍在办的{legacy.unanswered}件'),
    ]),
    byBody.length > 0 ? `其中${byBody.join('，')}。` : '',
  );
};

/** 「区交通委：本期答复和会办意见全部按期（第0624号、第0581号）。」 Numbers of cases are names, not figures. */
const mentionLine = ({ point }: Drafting, { unit, grounds, remark }: Mention): string => {
  const said = grounds.map(groundInWords).join('；');
  return `${point.units.unitName(unit)}：${said}${remark ? `；${remark}` : ''}。`;
};

const mostNamed = 5;

const groundInWords = ({ rule, evidence }: Ground): string => {
  const named = evidence.slice(0, mostNamed).map(({ number }) => `第${number}号`);
  return `${groundWords[rule]?.zh ?? rule}（${named.join('、')}${evidence.length > mostNamed ? '等' : ''}）`;
};

const mentioned = (drafting: Drafting, as: MentionKind): string =>
  linesOf(...drafting.mentions.filter((mention) => mention.as === as).map((mention) => mentionLine(drafting, mention)));

const problems = (drafting: Drafting): string =>
  enumerated([
    ifAny(drafting, 'overdue', '办理时限观念不强，逾期未办{overdue}件'),
    ifAny(drafting, 'list.opinions', '会办意见提交不及时，逾期{list.opinions}件'),
    ifAny(drafting, 'list.slow', '部分办理件推进缓慢，{list.slow}件进度滞后'),
    numberOf(drafting, 'list.vague') + numberOf(drafting, 'list.undated') > 0
      ? '办理计划和答复不够具体，时间节点不够明确'
      : '',
    ifAny(drafting, 'list.unmet', '沟通面商不够到位，{list.unmet}件未面商'),
    ifAny(drafting, 'list.dissatisfied', '少数代表、委员对办理不满意，需重新研究答复'),
  ]) || '本期未发现突出问题。';

const next = (drafting: Drafting): string =>
  enumerated([
    ifAny(drafting, 'overdue', '逾期件由分管领导牵头，逐件明确办结时间'),
    ifAny(drafting, 'list.milestones', '对照时间节点清单，抓紧落实近期到期的{list.milestones}项'),
    ifAny(drafting, 'legacy', '持续跟踪历史遗留件，条件具备的及时重新答复'),
    '加强与代表、委员的沟通，办理进展及时告知',
  ]);

/** The drafted words of each block; a person may put others in their place. */
export const bimonthlyWords = (drafting: Drafting): Readonly<Record<BimonthlyBlock, string>> => ({
  progress: progress(drafting),
  quality: quality(drafting),
  legacy: legacy(drafting),
  praise: mentioned(drafting, 'praise') || '本期没有提出表扬的单位。',
  criticism: mentioned(drafting, 'criticism') || '本期没有点名批评的单位。',
  problems: problems(drafting),
  next: next(drafting),
});
