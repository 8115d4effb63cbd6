import type { Day } from '#libs/kernel/event.js';

/** Something that holds from a day on, until another takes its place. */
export interface From {
  readonly from: Day;
}

/** Of the rows begun by that day the one begun last; of two begun the same day the one stated later. */
export const latestOn = <T extends From>(rows: readonly T[], day: Day): T | undefined =>
  rows.reduce<T | undefined>(
    (best, row) => (row.from <= day && (best === undefined || row.from >= best.from) ? row : best),
    undefined,
  );

/** A copy of the map with one entry set. */
export const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);

/** Names are compared as people read them: full-width and half-width alike, without blanks around. */
export const plain = (text: string): string => text.normalize('NFKC').trim();
