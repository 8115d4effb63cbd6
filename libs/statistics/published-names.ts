/** What a published number is about: its place on every axis it names, and what was counted. */
export interface Named {
  readonly axes: Readonly<Partial<Record<Axis, string>>>;
  readonly measure: Measured;
}

/** `total` where nothing is named: cases received. */
export const measures = [
  'total',
  'replied',
  'forms',
  'opening',
  'received',
  'reopened',
  'answered',
  'terminated',
  'closing',
] as const;
export type Measured = (typeof measures)[number];

export const axes = ['term', 'year', 'window', 'level', 'kind', 'role', 'stage', 'outcome', 'grade', 'unit'] as const;
export type Axis = (typeof axes)[number];

type Words = Readonly<Record<string, readonly string[]>>;

/** The office's words for the values of closed axes; the first is the one printed. */
const values: Readonly<Partial<Record<Axis, Words>>> = {
  kind: {
    suggestion: ['代表建议', '建议', '人大代表建议', '市人大代表建议', '建议件'],
    proposal: ['政协提案', '提案', '市政协提案', '提案件'],
  },
  role: {
    lead: ['主办', '主办件', '单办'],
    joint: ['合办', '分办', '合办件'],
    leadOrJoint: ['主合办', '主合办件', '主办含合办'],
    co: ['会办', '会办件', '协办'],
    none: ['区办', '无'],
  },
  level: { national: ['全国件'], city: ['市办件', '市级'], district: ['区办件', '区级'] },
  outcome: {
    solved: ['解决采纳', '解决或采纳', '已解决', '已经解决', 'A类'],
    solving: ['正在解决', 'B类'],
    planned: ['计划解决', '列入计划拟解决', '列入计划', 'C类'],
    reference: ['留作参考', 'D类'],
  },
  grade: { satisfied: ['满意'], mostly: ['基本满意'], understands: ['理解'], dissatisfied: ['不满意'] },
};

const measureWords: Readonly<Record<Measured, readonly string[]>> = {
  total: ['合计', '总数', '共计', '收件数', '总计'],
  replied: ['答复', '已答复', '办复', '已办复'],
  forms: ['反馈', '反馈表', '测评'],
  opening: ['期初', '期初在办'],
  received: ['本期收到', '收到', '新收'],
  reopened: ['恢复办理'],
  answered: ['本期办复', '本期答复'],
  terminated: ['终止', '本期终止'],
  closing: ['期末', '期末在办'],
};

const meant = <K extends string>(table: Readonly<Record<K, readonly string[]>>, word: string): K | undefined =>
  (Object.keys(table) as K[]).find((key) => key === word || table[key].includes(word));

/** `建议/主办`, `2024/提案/会办`, `本届/建议`, `单位/区交通委`, `2015-03/建议`. Undefined for a word nobody knows. */
export const namedBy = (path: string): Named | undefined => read({ axes: {}, measure: 'total' }, wordsOf(path));

const wordsOf = (path: string): readonly string[] => path.split(/[/>]/).map((word) => word.trim());

const read = (named: Named, [word, ...rest]: readonly string[]): Named | undefined => {
  if (word === undefined) return named;
  const measure = meant(measureWords, word);
  if (measure !== undefined) return read({ ...named, measure }, rest);
  const place = placeOf(word, rest[0]);
  if (!place) return undefined;
  const axes = { ...named.axes, [place.axis]: place.key };
  return read({ ...named, axes }, place.takesNext ? rest.slice(1) : rest);
};

interface Place {
  readonly axis: Axis;
  readonly key: string;
  readonly takesNext?: true;
}

const open: Readonly<Record<string, Axis>> = { 单位: 'unit', unit: 'unit', 阶段: 'stage', stage: 'stage' };

const placeOf = (word: string, next?: string): Place | undefined => {
  const axis = Object.hasOwn(open, word) ? open[word] : undefined;
  if (axis && next !== undefined) return { axis, key: next, takesNext: true };
  if (/^\d{4}年?$/.test(word)) return { axis: 'year', key: word.slice(0, 4) };
  if (/^\d{4}-\d\d$/.test(word)) return { axis: 'window', key: word };
  if (word === '本届' || word === 'term') return { axis: 'term', key: 'term' };
  for (const name of axes) {
    const key = values[name] && meant(values[name], word);
    if (key !== undefined) return { axis: name, key };
  }
  return undefined;
};

/** How a value is printed in an equation. */
export const wordFor = (axis: Axis, key: string): { zh: string; en: string } => {
  const zh = values[axis]?.[key]?.[0] ?? (axis === 'term' ? '本届' : axis === 'year' ? `${key}年` : key);
  return { zh, en: key };
};

export const measureWord = (measure: Measured): { zh: string; en: string } => ({
  zh: measureWords[measure][0]!,
  en: measure,
});
