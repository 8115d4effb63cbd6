import { ifAny, linesOf, numberOf, sentence, type Drafting } from './drafting.js';

type Kind = 'suggestion' | 'proposal';

const names: Readonly<Record<Kind, { said: string; outcomes: Readonly<Record<string, string>> }>> = {
  suggestion: {
    said: '市人大代表建议',
    outcomes: { solved: '解决采纳', solving: '正在解决', planned: '计划解决', reference: '留作参考' },
  },
  proposal: {
    said: '市政协提案',
    outcomes: { solved: '解决或采纳', planned: '列入计划拟解决', reference: '留作参考' },
  },
};

const receivedIn = (drafting: Drafting, kind: Kind, term: string): string => {
  const field = (role?: string) =>
    `{received|period=${term}|level=city,national|kind=${kind}${role ? `|outerRole=${role}` : ''}}`;
  const isJoint = numberOf(drafting, field('joint').slice(1, -1)) > 0;
  const lead = `${isJoint ? '主合办' : '主办'}${field('leadOrJoint')}件`;
  return `共收到${names[kind].said}共计${field()}件，其中${lead}，会办${field('co')}件`;
};

/** What a revisit's finding is called behind a number; 无变化 and 未核 are passed over, as in the text. */
const found: readonly (readonly [column: string, words: string])[] = [
  ['fullySolved', '已全部解决'],
  ['partlySolved', '部分解决'],
  ['concluded', '已办结'],
  ['solved', '已经解决'],
  ['inProgress', '正在推进'],
  ['to:solved', '改为解决采纳'],
  ['to:solving', '改为正在解决'],
  ['to:planned', '改为计划解决'],
  ['to:reference', '改为留作参考'],
];

/** 「“计划解决”3件中，1件已经解决」; where all are the same, 「1件“正在解决”已办结」. */
const outcomeSentence = (drafting: Drafting, kind: Kind, outcome: string): string => {
  const name = `matrix.${kind}.${outcome}`;
  const total = numberOf(drafting, name);
  if (total === 0) return '';
  const wording = `“${names[kind].outcomes[outcome]}”`;
  const cells = found.filter(([column]) => numberOf(drafting, `${name}.${column}`) > 0);
  const [only] = cells;
  if (cells.length === 1 && only && numberOf(drafting, `${name}.${only[0]}`) === total)
    return `{${name}}件${wording}${only[1]}。`;
  const said = cells.map(([column, words]) => `{${name}.${column}}件${words}`);
  return said.length === 0 ? `${wording}{${name}}件。` : `${wording}{${name}}件中，${said.join('，')}。`;
};

const kindSentence = (drafting: Drafting, kind: Kind): string => {
  const said = Object.keys(names[kind].outcomes).map((outcome) => outcomeSentence(drafting, kind, outcome));
  const words = said.join('');
  return words === '' ? '' : `本届以来我区主办${names[kind].said}：${words}`;
};

/** 「回头看」: what the term received, and what became of what was promised (semantics 45). */
export const revisitWords = (drafting: Drafting): string => {
  const { term } = drafting.point;
  if (term === undefined) return '';
  const received = (['suggestion', 'proposal'] as const).map((kind) => receivedIn(drafting, kind, term));
  return linesOf(
    `本届以来我区${received.join('；')}。`,
    sentence([ifAny(drafting, 'campaigns', '今年{campaigns}次开展“回头看”跟踪梳理')]),
    kindSentence(drafting, 'suggestion'),
    kindSentence(drafting, 'proposal'),
  );
};
