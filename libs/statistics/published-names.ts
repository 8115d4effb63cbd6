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

/** The office's words for the values of closed axes; the first is the one printed, the first Latin one in English. */
const values: Readonly<Partial<Record<Axis, Words>>> = {
  kind: {
    suggestion: [
      '代表建议',
      '建议',
      '人大代表建议',
      '市人大代表建议',
      '区人大代表建议',
      '人大建议',
      '建议件',
      'suggestions',
    ],
    proposal: [
      '政协提案',
      '提案',
      '市政协提案',
      '区政协提案',
      '政协委员提案',
      '委员提案',
      '提案件',
      'proposals',
      'motions',
    ],
  },
  role: {
    lead: ['主办', '主办件', '单办', '独办', 'lead', 'sole'],
    joint: ['合办', '分办', '合办件', 'joint'],
    leadOrJoint: ['主合办', '主合办件', '主办含合办', '主办和合办', 'lead or joint', 'leadOrJoint'],
    co: ['会办', '会办件', '协办', '协办件', 'co-handled', 'co', 'assisting', 'co-handling'],
    none: ['区办', '无', 'none'],
  },
  level: {
    national: ['全国件', '国家级', 'national'],
    city: ['市办件', '市级', 'city'],
    district: ['区办件', '区级', 'district'],
  },
  outcome: {
    solved: ['解决采纳', '解决或采纳', '已解决', '已经解决', '已解决或采纳', 'A类', 'solved', 'adopted'],
    solving: ['正在解决', '正在推进', 'B类', 'solving', 'in progress'],
    planned: ['计划解决', '列入计划拟解决', '列入计划', 'C类', 'planned'],
    reference: ['留作参考', '暂难解决', 'D类', 'reference', 'kept for reference'],
  },
  grade: {
    satisfied: ['满意', 'satisfied'],
    mostly: ['基本满意', 'mostly satisfied', 'mostly'],
    understands: ['理解', 'understands'],
    dissatisfied: ['不满意', 'dissatisfied'],
  },
};

const measureWords: Readonly<Record<Measured, readonly string[]>> = {
  total: [
    '合计',
    '总数',
    '共计',
    '收件数',
    '总计',
    '小计',
    '件数',
    '总件数',
    '收件',
    '受理',
    'total',
    'cases',
    'all',
    'sum',
  ],
  replied: [
    '答复',
    '已答复',
    '办复',
    '已办复',
    '办结',
    '已办结',
    '办理答复',
    'replied',
    'reply',
    'replies',
    'answered',
    'completed',
  ],
  forms: ['反馈', '反馈表', '测评', 'feedback forms', 'forms', 'feedback'],
  opening: ['期初', '期初在办', '上期结转', 'opening', 'opening stock'],
  received: ['本期收到', '收到', '新收', '本期新收', 'received'],
  reopened: ['恢复办理', 'reopened'],
  answered: ['本期办复', '本期答复', 'answered in the period'],
  terminated: ['终止', '本期终止', 'terminated'],
  closing: ['期末', '期末在办', 'closing', 'closing stock'],
};

const meant = <K extends string>(table: Readonly<Record<K, readonly string[]>>, word: string): K | undefined =>
  (Object.keys(table) as K[]).find(
    (key) => key === word || table[key].some((each) => each.toLowerCase() === word.toLowerCase()),
  );

/** `建议/主办`, `2024/提案/会办`, `本届/建议`, `单位/区交通委`, `2015-03/建议`, word by word. Undefined for a word nobody knows. */
export const namedBy = (words: readonly string[]): Named | undefined => read({ axes: {}, measure: 'total' }, words);

const read = (named: Named, [given, ...rest]: readonly string[]): Named | undefined => {
  if (given === undefined) return named;
  const word = given.replace(/\s*\((?:件|%|个|cases?)\)|[:：]$/gi, '').trim();
  const measure = meant(measureWords, word);
  if (measure !== undefined) return read({ ...named, measure: measure === 'total' ? named.measure : measure }, rest);
  const place = placeOf(word, rest[0]);
  if (!place) return readParts(named, word, rest);
  const axes = { ...named.axes, [place.axis]: place.key };
  return read({ ...named, axes }, place.takesNext ? rest.slice(1) : rest);
};

/** 「代表建议主办件」 is two words; the longest first. */
const readParts = (named: Named, word: string, rest: readonly string[]): Named | undefined => {
  const first = vocabulary.find((each) => word.length > each.length && word.startsWith(each));
  return first === undefined
    ? undefined
    : read(
        named,
        [first, word.slice(first.length).replace(/^[的数]/, ''), ...rest].filter((each) => each !== ''),
      );
};

const vocabulary: readonly string[] = [
  ...Object.values(values).flatMap((words) => Object.values(words ?? {})),
  ...Object.values(measureWords),
]
  .flat()
  .filter((word) => /[\u4e00-\u9fff]/.test(word))
  .sort((a, b) => b.length - a.length);

interface Place {
  readonly axis: Axis;
  readonly key: string;
  readonly takesNext?: true;
}

const open: Readonly<Record<string, Axis>> = { 单位: 'unit', unit: 'unit', 阶段: 'stage', stage: 'stage' };

const placeOf = (word: string, next?: string): Place | undefined => {
  const axis = Object.hasOwn(open, word) ? open[word] : undefined;
  if (axis && next !== undefined) return { axis, key: next, takesNext: true };
  if (/^\d{4}(?:年|年度)?$/.test(word)) return { axis: 'year', key: word.slice(0, 4) };
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
  const known = values[axis]?.[key];
  if (known) return { zh: known[0]!, en: latin(known) ?? key };
  return { zh: axis === 'term' ? '本届' : axis === 'year' ? `${key}年` : key, en: key };
};

const latin = (words: readonly string[]): string | undefined => words.find((word) => /^[a-z]/.test(word));

export const measureWord = (measure: Measured): { zh: string; en: string } => ({
  zh: measureWords[measure][0]!,
  en: latin(measureWords[measure]) ?? measure,
});
