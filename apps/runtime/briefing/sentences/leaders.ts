import { dayInWords, ifAny, sentence, type Drafting } from './drafting.js';

/** The few paragraphs that fit on one page. */
export const leaderBlocks = ['totals', 'overdue', 'attention', 'mentions'] as const;
export type LeaderBlock = (typeof leaderBlocks)[number];

const mostNamed = 3;

const named = (drafting: Drafting, list: 'overdue' | 'slow'): string => {
  const lines = drafting.lists.of(list);
  const said = lines.slice(0, mostNamed).map(({ number, title, unit }) => {
    const of = unit === undefined ? '' : `，${drafting.point.units.unitName(unit)}`;
    return `第${number}号“${title}”${of}`;
  });
  return `${said.join('；')}${lines.length > mostNamed ? '等' : ''}`;
};

const totals = (drafting: Drafting): string =>
  sentence([
    `截至${dayInWords(drafting.point.validAt)}，今年共收到代表建议和政协提案{year}件，其中建议{year.suggestion}件、提案{year.proposal}件`,
    '已办复{done}件，按期办复率{doneInTime.rate}',
    '在办{stock}件',
    '历史遗留件{legacy}件',
  ]);

const overdue = (drafting: Drafting): string =>
  ifAny(drafting, 'overdue', '逾期未办{overdue}件') === ''
    ? '目前没有逾期件。'
    : sentence([
        '逾期未办{overdue}件',
        ifAny(drafting, 'list.overdue', `其中逾期未答复{list.overdue}件：${named(drafting, 'overdue')}`),
        ifAny(drafting, 'list.opinions', '会办意见逾期{list.opinions}件'),
      ]);

const attention = (drafting: Drafting): string =>
  ifAny(drafting, 'list.slow', `需要关注：进度较慢{list.slow}件，${named(drafting, 'slow')}。`);

const units = (drafting: Drafting, as: 'praise' | 'criticism'): string =>
  drafting.mentions
    .filter((mention) => mention.as === as)
    .map(({ unit }) => drafting.point.units.unitName(unit))
    .join('、');

const mentions = (drafting: Drafting): string => {
  const [praised, criticised] = [units(drafting, 'praise'), units(drafting, 'criticism')];
  return sentence([praised === '' ? '' : `本期表扬${praised}`, criticised === '' ? '' : `点名批评${criticised}`]);
};

export const leaderWords = (drafting: Drafting): Readonly<Record<LeaderBlock, string>> => ({
  totals: totals(drafting),
  overdue: overdue(drafting),
  attention: attention(drafting),
  mentions: mentions(drafting),
});
