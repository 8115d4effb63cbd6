import type { Mention } from '#libs/office/briefing-events.js';
import type { Fields } from '../fields.js';
import type { BriefingLists } from '../lists/lists.js';
import type { BriefingPoint } from '../point.js';
import type { Previous } from '../previous.js';

/** What the drafted words of a briefing are made from. */
export interface Drafting {
  readonly point: BriefingPoint;
  readonly lists: BriefingLists;
  readonly fields: Fields;
  readonly previous?: Previous;
  /** Confirmed by a person. */
  readonly mentions: readonly Mention[];
}

/** The number a field prints, for words that depend on it; 0 where it means nothing. */
export const numberOf = ({ fields }: Drafting, name: string): number => Number(fields(name)?.text ?? 0) || 0;

/** A clause, only where its number is not 0. */
export const ifAny = (drafting: Drafting, name: string, clause: string): string =>
  numberOf(drafting, name) === 0 ? '' : clause;

/** A clause on a rate, only where it has a base. */
export const ifBase = (drafting: Drafting, name: string, clause: string): string =>
  ifAny(drafting, `${name}.base`, clause);

/** Clauses joined as one sentence; nothing where there is none. */
export const sentence = (clauses: readonly string[], joint = '，'): string => {
  const said = clauses.filter((clause) => clause !== '');
  return said.length === 0 ? '' : `${said.join(joint)}。`;
};

export const linesOf = (...lines: readonly string[]): string => lines.filter((line) => line !== '').join('\n');

const digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 「一是……；二是……。」; one alone is not numbered. */
export const enumerated = (items: readonly string[]): string => {
  const said = items.filter((item) => item !== '');
  if (said.length === 1) return `${said[0]}。`;
  return said.length === 0 ? '' : `${said.map((item, at) => `${digits[at] ?? ''}是${item}`).join('；')}。`;
};

export const dayInWords = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
