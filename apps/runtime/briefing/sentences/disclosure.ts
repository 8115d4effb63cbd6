import { replied } from '#libs/statistics/definitions/bases.js';
import type { CaseRows } from '../lists/case-rows.js';
import { yearOf } from '../point.js';
import { numberOf, sentence, type Drafting } from './drafting.js';

const numerals = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1–99: 十, 十六, 二十一. */
const numeral = (value: number): string => {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : numerals[tens]}十`;
  return `${ten}${ones === 0 && tens > 0 ? '' : numerals[ones]}`;
};

/** 「市十六届人大二次会议」 */
const sessionOf = (rows: CaseRows, row: number): string => {
  const body = rows.text(row, 'body') ?? '';
  const [term, session] = [numeral(rows.value(row, 'term')), numeral(rows.value(row, 'session'))];
  const place = body.includes('区') ? '区' : '市';
  return body.endsWith('政协') ? `${place}政协${term}届${session}次会议` : `${place}${term}届人大${session}次会议`;
};

/** 「市十六届人大二次会议第0581号、第0605号」, session by session. */
const namedBySession = (rows: CaseRows, found: readonly number[]): string => {
  const sessions = new Map<string, string[]>();
  for (const row of found) {
    const session = sessionOf(rows, row);
    sessions.set(session, [...(sessions.get(session) ?? []), `第${rows.text(row, 'number') ?? ''}号`].sort());
  }
  return [...sessions].map(([session, numbers]) => `${session}${numbers.join('、')}`).join('，');
};

/** Replied cases of V's year that are disclosed in this way. */
const disclosedAs = ({ lists, point }: Drafting, disclosure: string): readonly number[] => {
  const { rows } = lists;
  const isReplied = replied(point.reading);
  return rows.where(
    (row) =>
      isReplied[row] === 1 &&
      rows.text(row, 'disclosure') === disclosure &&
      (rows.day(row, 'registeredOn') ?? '').startsWith(yearOf(point)),
  );
};

/** 「除…为依申请公开外，其余6件均已向社会公开」; the numbers of cases are names. */
export const disclosureClause = (drafting: Drafting): string => {
  const { rows } = drafting.lists;
  const except = (['onRequest', 'withheld'] as const).flatMap((disclosure) => {
    const found = disclosedAs(drafting, disclosure);
    const word = disclosure === 'onRequest' ? '依申请公开' : '不予公开';
    return found.length === 0 ? [] : [`${namedBySession(rows, found)}为${word}`];
  });
  const open = numberOf(drafting, 'public');
  if (open === 0) return sentence([except.join('，')]);
  const rest = except.length > 0 ? '其余' : '';
  const isPublished = numberOf(drafting, 'published') === open;
  const clause = isPublished ? `${rest}{public}件均已向社会公开` : `${rest}{public}件主动公开，已公开{published}件`;
  return sentence([except.length > 0 ? `除${except.join('，')}外` : '', clause]);
};
