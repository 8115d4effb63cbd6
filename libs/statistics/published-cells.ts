import { wholeOf } from './chinese-numerals.js';

// What stands in a cell of a published table, whatever it was typed with.

/** 「合计①」「建议*」「9（注2）」: the mark of a footnote is neither a letter nor a digit of what it stands behind. */
const footnote = /(?:[①-⑳⑴-⒇*＊†‡]|[（([［【]\s*注?\s*\d*\s*[）)\]］】])+\s*$/u;
const isFootnote = (mark: string): boolean => /[①-⑳⑴-⒇*＊†‡注[［【]/u.test(mark);

const withoutFootnote = (text: string): string => {
  const mark = footnote.exec(text);
  return mark && mark.index > 0 && isFootnote(mark[0]) ? text.slice(0, mark.index) : text;
};

const counted = /(?:件|份|个|项|cases?)$/i;

/** Full-width digits, Chinese numerals and letters as plain ones; no blanks, no unit, no thousands separators, no footnote. */
export const normal = (text: string): string => {
  const plain = withoutFootnote(text.trim())
    .normalize('NFKC')
    .replace(/[\s\u200b]+/g, ' ')
    .trim();
  const said = wholeOf(plain.replace(counted, ''));
  if (said !== undefined) return String(said);
  const number = plain.replace(/^([\d, .]+)(?:件|次|份|个|项|cases?)?(%?)$/i, '$1$2');
  return /^\d[\d, .]*%?$/.test(number) ? number.replace(/(\d)[, ](?=\d{3}(?!\d))/g, '$1').replaceAll(' ', '') : plain;
};

/** Nothing was published there. */
export const blank = /^(?:[-—–/\\.…]+|无|空|n\/?a|null)?$/i;

export const isNumber = (cell: string): boolean => /^\d+(?:\.\d+)?%?$/.test(cell);
export const isYear = (cell: string): boolean => /^(?:19|20)\d\d(?:年|年度)?$/.test(cell);
