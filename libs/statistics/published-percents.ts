import type { Book, PublishedCheck } from './published-book.js';
import type { Published } from './published-reading.js';
import { familiesOf, inWords, nameOf, rounded, withoutOverlap } from './published-scopes.js';
import { axes, type Axis, type Measured } from './published-words.js';

/** Shares of a whole, rates, and columns of shares (domain 7). */
export const percentsOf = (book: Book): readonly PublishedCheck[] => [
  ...sharesIn(book),
  ...ratesIn(book),
  ...hundredsIn(book),
];

interface Of {
  readonly count: number;
  readonly base: number;
}

const exact = ({ count, base }: Of): number => (100 * count) / base;

/** A percentage against what it is of: as far as its decimals go. */
const against = (said: Published, of: Of, name: PublishedCheck['name']): PublishedCheck => {
  const decimals = said.percent!.decimals;
  const right = rounded(exact(of), decimals);
  const difference = rounded(said.value - right, decimals);
  return { name, left: said.value, right, difference, holds: difference === 0 };
};

const sharesIn = (book: Book): readonly PublishedCheck[] =>
  book.percents.flatMap((share) => {
    const count = book.counts.get(nameOf(share.axes, share.measure));
    const axis = axes.find((each) => share.axes[each] !== undefined && book.whole(each, share));
    const base = axis && book.whole(axis, share);
    if (!count || !base || base.value === 0) return [];
    const { zh, en } = inWords(share.axes, share.measure);
    const own = { count: count.value, base: base.value };
    const parts = `${own.count}/${own.base}`;
    const check = against(share, own, { zh: `${zh}占比 = ${parts}`, en: `share of ${en} = ${parts}` });
    const isMeant = isAdjusted(share, own, familyOf(share, axis, book)) || isMerged(share, base.value, book);
    return [isMeant ? { ...check, holds: true } : check];
  });

/** The largest remainder: rounded the other way, so that the column comes to exactly 100. */
const isAdjusted = (share: Published, of: Of, family: readonly Published[]): boolean => {
  const { decimals } = share.percent!;
  if (Math.abs(share.value - exact(of)) >= 10 ** -decimals) return false;
  const sum = withoutOverlap(family).reduce((total, { value }) => total + value, 0);
  return rounded(sum, decimals) === 100;
};

const familyOf = (share: Published, axis: Axis, { percents }: Book): readonly Published[] =>
  familiesOf(percents, axis).find(({ parts }) => parts.includes(share))?.parts ?? [];

/** 满意率 of those who are satisfied or mostly so: the other of the two policies (semantics 39). */
const isMerged = (share: Published, base: number, { counts }: Book): boolean => {
  if (share.axes.grade !== 'satisfied') return false;
  const of = (grade: string) => counts.get(nameOf({ ...share.axes, grade }, share.measure))?.value ?? 0;
  const both = exact({ count: of('satisfied') + of('mostly'), base });
  return rounded(both, share.percent!.decimals) === share.value;
};

/** What a rate may be of; the first is the one named. */
const bases: Readonly<Partial<Record<Measured, readonly Measured[]>>> = {
  inTime: ['replied', 'total'],
  met: ['total', 'replied'],
};

/** 办复率: what is done of what was received; 按期办复率: of what was replied, or of what was received. */
const ratesIn = ({ ownRates, counts }: Book): readonly PublishedCheck[] =>
  ownRates.flatMap((rate) => {
    const { axes: scope, measure } = rate;
    const count = counts.get(nameOf(scope, measure));
    const found = (bases[measure] ?? ['total']).flatMap((each) => counts.get(nameOf(scope, each)) ?? []);
    const { zh, en } = inWords(scope, measure);
    const checks = found
      .filter(({ value }) => count && value > 0)
      .map(({ value: base }) => {
        const parts = `${count!.value}/${base}`;
        return against(
          rate,
          { count: count!.value, base },
          { zh: `${zh}率 = ${parts}`, en: `rate of ${en} = ${parts}` },
        );
      });
    const said = checks.find(({ holds }) => holds) ?? checks[0];
    return said ? [said] : [];
  });

/** A column of percentages comes to 100, give or take what its rounding may add up to. */
const hundredsIn = ({ percents }: Book): readonly PublishedCheck[] =>
  axes.flatMap((axis) =>
    familiesOf(percents, axis).flatMap(({ scope, parts }) => {
      const own = withoutOverlap(parts);
      return own.length < 2 ? [] : [hundred(own, inWords(scope, 'total'))];
    }),
  );

const hundred = (own: readonly Published[], { zh, en }: PublishedCheck['name']): PublishedCheck => {
  const decimals = Math.max(...own.map(({ percent }) => percent!.decimals));
  const sum = own.reduce((total, { value }) => total + value, 0);
  const left = rounded(sum, decimals);
  const slack = (own.length * 0.5) / 10 ** decimals;
  const name = { zh: `${zh}各项占比合计 100%`, en: `shares of ${en} sum to 100%` };
  return { name, left, right: 100, difference: rounded(left - 100, decimals), holds: Math.abs(left - 100) <= slack };
};
