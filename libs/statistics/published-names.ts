import { axes, measureWords, values, type Axis, type Measured } from './published-words.js';

/** What a published number is about: its place on every axis it names, and what was counted. */
export interface Named {
  readonly axes: Readonly<Partial<Record<Axis, string>>>;
  readonly measure: Measured;
}

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
  const year = /^\d{4}(?:年度?)?(?=\D)/.exec(word)?.[0];
  const first = year ?? vocabulary.find((each) => word.length > each.length && word.startsWith(each));
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
  .concat([['本届']])
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
