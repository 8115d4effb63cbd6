import type { Book, PublishedCheck } from './published-book.js';
import type { Published } from './published-reading.js';
import { inWords, nameOf, without, type Scope } from './published-scopes.js';
import { axes, type Measured } from './published-words.js';

/** What follows on what, and what cannot be more than what (domain 7). */
export const ordersOf = (book: Book): readonly PublishedCheck[] => [
  ...carriedIn(book),
  ...exceedingIn(book),
  ...lonelyIn(book),
];

/** What was left at the end of a year, or of two months, is what the next begins with. */
const carriedIn = ({ counts }: Book): readonly PublishedCheck[] =>
  [...counts.values()]
    .filter(({ measure }) => measure === 'opening')
    .flatMap((opening) => {
      const before = earlier(opening.axes);
      const closing = before && counts.get(nameOf(before, 'closing'));
      if (!closing) return [];
      const [own, other] = [inWords(opening.axes, 'opening'), inWords(closing.axes, 'closing')];
      const name = { zh: `${own.zh} = ${other.zh}`, en: `${own.en} = ${other.en}` };
      const difference = opening.value - closing.value;
      return [{ name, left: opening.value, right: closing.value, difference, holds: difference === 0 }];
    });

const earlier = (scope: Scope): Scope | undefined => {
  const { year, window } = scope;
  if (window !== undefined) return { ...scope, window: twoMonthsBefore(window) };
  return year === undefined ? undefined : { ...scope, year: String(Number(year) - 1) };
};

const twoMonthsBefore = (window: string): string => {
  const [year = 0, month = 1] = window.split('-').map(Number);
  const before = month > 2 ? [year, month - 2] : [year - 1, month + 10];
  return before.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
};

const larger: readonly (readonly [whole: Measured, part: Measured])[] = [
  ['total', 'replied'],
  ['replied', 'inTime'],
  ['total', 'met'],
];

/** No more is replied than was received, no more in time than was replied. Named only where it is so. */
const exceedingIn = ({ counts }: Book): readonly PublishedCheck[] =>
  [...counts.values()].flatMap((whole) =>
    larger.flatMap(([of, part]) => {
      const own = whole.measure === of && counts.get(nameOf(whole.axes, part));
      return own && own.value > whole.value ? [exceeded(whole, own)] : [];
    }),
  );

/** A part that stands alone is no more than its whole: a year than its term. Named only where it is. */
const lonelyIn = (book: Book): readonly PublishedCheck[] =>
  axes.flatMap((axis) =>
    book.families(axis).flatMap(({ parts: [part, ...others] }) => {
      if (!part || others.length > 0) return [];
      const [whole, own] = axis === 'term' ? [part, withoutTerm(part, book)] : [book.whole(axis, part), part];
      return whole && own && own.value > whole.value ? [exceeded(whole, own)] : [];
    }),
  );

/** What is said of no time is said of this year, which lies in its term. */
const withoutTerm = (part: Published, { counts }: Book): Published | undefined =>
  counts.get(nameOf(without(part.axes, 'term'), part.measure));

const exceeded = (whole: Published, part: Published): PublishedCheck => {
  const [left, right] = [inWords(whole.axes, whole.measure), inWords(part.axes, part.measure)];
  const name = { zh: `${left.zh} ≥ ${right.zh}`, en: `${left.en} ≥ ${right.en}` };
  return { name, left: whole.value, right: part.value, difference: whole.value - part.value, holds: false };
};
