/** Prose is words and fields: the number of a field is read where the prose is looked at, so that none grows stale. */
export type Segment = { readonly words: string } | { readonly field: string };

/** `{收到}` or `{N4b@2|year=2015|rate}`: a field's name, in braces. */
const fieldPattern = /\{([^{}\n]{1,200})\}/g;

/** Words and fields in their order. A brace that closes nothing is a word like any other. */
export const segmentsOf = (text: string): readonly Segment[] => {
  const segments: Segment[] = [];
  let read = 0;
  for (const match of text.matchAll(fieldPattern)) {
    if (match.index > read) segments.push({ words: text.slice(read, match.index) });
    segments.push({ field: match[1]!.trim() });
    read = match.index + match[0].length;
  }
  if (read < text.length) segments.push({ words: text.slice(read) });
  return segments;
};

export const fieldsIn = (text: string): readonly string[] => [
  ...new Set(segmentsOf(text).flatMap((segment) => ('field' in segment ? [segment.field] : []))),
];

/** 0624 and 2015 年 are names; a number before 件 or a per cent is a statistic, and 第3件 counts through a list. */
const statistic =
  /(?<![第每逐某哪同另这那\d])(?:\d[\d,，.]*|[〇一二两三四五六七八九十百千]+)\s*(?:件次|件(?![件事])|个百分点|百分点|[%％])/g;

/** Numbers typed in as text where a field belongs: they would stand still while the record moves (issue: never text). */
export const numbersIn = (text: string): readonly string[] =>
  segmentsOf(text).flatMap((segment) =>
    'words' in segment ? [...segment.words.matchAll(statistic)].map(([found]) => found) : [],
  );
