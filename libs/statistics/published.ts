import { Book, type PublishedCheck } from './published-book.js';
import { ordersOf } from './published-orders.js';
import { percentsOf } from './published-percents.js';
import type { Published } from './published-reading.js';
import { inWords, nameOf, rounded } from './published-scopes.js';

/** Every equation the published names take part in, those that fail among them (domain 7). */
export const checkPublished = (published: readonly Published[]): readonly PublishedCheck[] => {
  const book = new Book(published);
  const sums = [...book.partitions(), ...book.crossed(), ...book.leadOrJoint(), ...book.stocks()];
  return [...twice(published), ...sums, ...ordersOf(book), ...percentsOf(book)];
};

/** A number that is published in two places must be the same in both. */
const twice = (published: readonly Published[]): readonly PublishedCheck[] => {
  const first = new Map<string, Published>();
  return published.flatMap((each) => {
    const name = `${nameOf(each.axes, each.measure)}${each.percent ? '%' : ''}`;
    const before = first.get(name);
    first.set(name, before ?? each);
    if (!before || before.value === each.value) return [];
    const { zh, en } = inWords(each.axes, each.measure);
    const difference = rounded(before.value - each.value, each.percent?.decimals ?? 0);
    const said = { zh: `${zh}（两处公布应一致）`, en: `${en} (published twice)` };
    return [{ name: said, left: before.value, right: each.value, difference, holds: false }];
  });
};
