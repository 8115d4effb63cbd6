import { isDay } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import type {
  ContactMode,
  Disclosure,
  Grade,
  Kind,
  Level,
  Outcome,
  OuterRole,
  Sitting,
} from '#libs/cases/vocabulary.js';
import { plainWord } from './columns.js';

/** The words an office writes for one value of the glossary; the first is the one a message names. */
export type Words<T extends string> = Readonly<Record<T, readonly string[]>>;

export const kindWords: Words<Kind> = {
  suggestion: ['建议', '代表建议', '人大代表建议', '代表建议批评意见', '书面意见', '人大建议'],
  proposal: ['提案', '政协提案', '委员提案'],
};

export const levelWords: Words<Level> = {
  city: ['市', '市级', '市办件', '市办'],
  district: ['区', '区级', '区办件', '区办'],
  national: ['全国', '全国件', '国家级'],
};

export const sittingWords: Words<Sitting> = {
  'in-session': ['会上', '会间', '会议期间', '大会', '大会期间'],
  recess: ['闭会', '闭会期间', '平时', '会后'],
};

export const roleWords: Words<OuterRole> = {
  lead: ['主办', '主办件', '独办', '单办'],
  joint: ['合办', '合办件'],
  co: ['会办', '会办件', '协办'],
};

export const modeWords: Words<ContactMode> = {
  faceToFace: ['面商', '当面', '见面', '上门'],
  visit: ['走访'],
  meeting: ['座谈', '座谈会', '会议'],
  phone: ['电话'],
  online: ['线上', '网络', '微信', '视频'],
  written: ['书面', '信函'],
};

export const disclosureWords: Words<Disclosure> = {
  public: ['主动公开', '公开'],
  onRequest: ['依申请公开'],
  withheld: ['不予公开', '不公开'],
};

export const gradeWords: Words<Grade> = {
  satisfied: ['满意'],
  mostly: ['基本满意'],
  understands: ['理解', '表示理解'],
  dissatisfied: ['不满意'],
};

/** The wordings of both kinds' schemes and the class codes; NFKC makes ① a plain 1. */
export const outcomeWords: Words<Outcome> = {
  solved: ['解决采纳', '①', '解决或采纳', '已解决', '已采纳', '①解决采纳', '①解决或采纳'],
  solving: ['正在解决', '②', '②正在解决'],
  planned: ['计划解决', '③', '列入计划拟解决', '列入计划解决', '③计划解决', '③列入计划拟解决'],
  reference: ['留作参考', '④', '④留作参考'],
};

/** Each table turned over once: a word of the office, or the code's own English one → the value. */
const turned = new WeakMap<object, ReadonlyMap<string, string>>();

const turnedOver = <T extends string>(words: Words<T>): ReadonlyMap<string, string> => {
  const values = Object.keys(words) as T[];
  const pairs = values.flatMap((value) => [value, ...words[value]].map((word) => [plainWord(word), value] as const));
  const known = new Map<string, string>(pairs);
  turned.set(words, known);
  return known;
};

/** The value a word stands for. */
export const meant = <T extends string>(words: Words<T>, text: string): T | undefined =>
  (turned.get(words) ?? turnedOver(words)).get(plainWord(text)) as T | undefined;

const twoDigits = (text: string): string => text.padStart(2, '0');
const midnight = /[ T]0?0:00(:00(\.0+)?)?$/;
const datePattern = /^(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})(日?)$/;

/** 2015-04-10 · 2015/4/10 · 2015.4.10 · 2015年4月10日, a midnight behind it ignored; undefined for anything else. */
export const dayOf = (text: string): Day | undefined => {
  const written = text.normalize('NFKC').trim().replace(midnight, '').replace(/\s+/g, '');
  const [, year = '', first, month = '', second, date = '', end] = datePattern.exec(written) ?? [];
  const isChinese = first === '年';
  if (second !== (isChinese ? '月' : first) || (end === '日' && !isChinese)) return undefined;
  const day = `${year}-${twoDigits(month)}-${twoDigits(date)}`;
  return isDay(day) ? day : undefined;
};

const numerals = '零一二三四五六七八九';
const numeralPattern = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/;

/** 十 = 10, 十四 = 14, 二十 = 20, 三十五 = 35. */
const chineseNumber = (text: string): number | undefined => {
  if (text.length === 1 && numerals.indexOf(text) > 0) return numerals.indexOf(text);
  const parts = numeralPattern.exec(text);
  if (!parts) return undefined;
  const [, tens = '', ones = ''] = parts;
  return (tens ? numerals.indexOf(tens) : 1) * 10 + (ones ? numerals.indexOf(ones) : 0);
};

/** 14 · 十四 · 第十四届 · 三次会议: a whole number from 1 to 99. */
export const ordinalOf = (text: string): number | undefined => {
  const bare = plainWord(text)
    .replace(/^第/, '')
    .replace(/(届|次|次会议)$/, '');
  const number = /^\d{1,3}$/.test(bare) ? Number(bare) : chineseNumber(bare);
  return number !== undefined && number >= 1 && number <= 99 ? number : undefined;
};

/** Names parted by the marks people use, each once, in their order. */
export const namesOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[、,，;；\n]/)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];

export interface Share {
  readonly unit: string;
  readonly share?: string;
}

/** 单位名：分工；单位名：分工 */
export const sharesOf = (text: string): readonly Share[] =>
  text
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [unit = '', ...share] = part.split(/[:：]/);
      return { unit: unit.trim(), ...(share.join('：').trim() ? { share: share.join('：').trim() } : {}) };
    });
