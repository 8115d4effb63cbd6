import type { Day } from '#libs/kernel/event.js';
import type { Cell, DocumentNumber, Level, Rate, Run, Value } from './content.js';

/** 「2015年9月16日」: no zeros in front (GB/T 9704, 成文日期). */
export const dateInWords = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** Without a serial there is room for one. */
export const numberInWords = ({ code, year, serial }: DocumentNumber): string =>
  `${code}〔${year}〕${serial ?? '　'}号`;

const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1–99 as they number headings: 十, 十一, 二十, 二十一. */
export const chineseNumeral = (value: number): string => {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`;
  return `${ten}${ones === 0 && tens > 0 ? '' : digits[ones]}`;
};

const levels: Readonly<Record<Level, (value: number) => string>> = {
  1: (value) => `${chineseNumeral(value)}、`,
  2: (value) => `（${chineseNumeral(value)}）`,
  3: (value) => `${value}. `,
  4: (value) => `（${value}）`,
};

/** Numbers headings as they come: each level starts anew below a higher one. */
export const headingNumbers = (): ((level: Level) => string) => {
  const counts = [0, 0, 0, 0];
  return (level) => {
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    counts.fill(0, level);
    return levels[level](counts[level - 1] ?? 1);
  };
};

const isRate = (value: Value): value is Rate => typeof value === 'object' && value !== null;

/** Per cent, half up to one decimal, computed in whole numbers (semantics 42). */
export const rateInWords = ({ numerator, denominator }: Rate): string => {
  if (denominator === 0) return '—';
  const tenths = Math.floor((2000 * numerator + denominator) / (2 * denominator));
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
};

export const valueOf = (cell: Cell): Value =>
  typeof cell === 'object' && cell !== null && 'value' in cell ? cell.value : cell;

export const addressOf = (cell: Cell): string | undefined =>
  typeof cell === 'object' && cell !== null && 'address' in cell ? cell.address : undefined;

/** A cell as it reads on paper. */
export const cellInWords = (cell: Cell): string => {
  const value = valueOf(cell);
  if (value === null) return '';
  return isRate(value) ? rateInWords(value) : String(value);
};

export const runInWords = (run: Run): string => {
  if (typeof run === 'string') return run;
  return 'text' in run ? run.text : run.strong;
};

const isWide = (code: number): boolean => code >= 0x2e80 || (code >= 0x2010 && code <= 0x2027) || code === 0xb7;

/** Width in full-width characters: letters and digits take half of one. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, one) => sum + (isWide(one.codePointAt(0) ?? 0) ? 1 : 0.5), 0);

/** What no XML may hold: control characters and halves of characters. */
const unprintable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export const cleanText = (text: string): string => text.replace(unprintable, '');
