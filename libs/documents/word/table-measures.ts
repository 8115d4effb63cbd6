import type { Table } from '../content.js';
import { mm, pt, sizes, textArea } from '../geometry.js';
import { cellInWords, widthOf } from '../wording.js';

export interface Measures {
  /** Points of the text. */
  readonly size: number;
  /** Twips, adding up to the width asked for. */
  readonly widths: number[];
}

/** Text of more characters is read from the left, not from the middle, and gives way to shorter columns. */
export const shortText = 6;
/** The padding of a cell, in characters. */
const padded = 0.75;
const smallest = 9;

/** `width` in millimetres. The largest text in which the columns have what they need. */
export const measuresOf = (table: Table, width: number = textArea.width): Measures => {
  const wishes = table.columns.map((_, index) => wishOf(table, index));
  for (const { size, share } of tries) {
    const shares = share(wishes, mm(width) / pt(size));
    if (shares) return { size, widths: inTwips(shares, size, mm(width)) };
  }
  const needs = table.columns.map((_, index) => needOf(table, index));
  const shares = needsFirst(wishes, needs, mm(width) / pt(smallest));
  return { size: smallest, widths: inTwips(shares, smallest, mm(width)) };
};

const inTwips = (shares: readonly number[], size: number, whole: number): number[] => {
  const widths = shares.map((share) => Math.floor(share * pt(size)));
  const rest = whole - sum(widths);
  const widest = widths.indexOf(Math.max(...widths));
  return widths.map((width, index) => (index === widest ? width + rest : width));
};

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

const textsOf = ({ rows, total = [] }: Table, index: number): readonly string[] =>
  [...rows, total].map((row) => cellInWords(row[index] ?? null));

const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);

/** What a column would like, in characters: its longest cell, a short title in one line and a long one in two. */
const wishOf = (table: Table, index: number): number => {
  const { title = '', width } = table.columns[index] ?? {};
  return padded + (width ?? Math.max(1.5, titleWish(widthOf(title)), widest(textsOf(table, index))));
};

/** What a column cannot do without: its longest number, date or foreign word, or two characters. */
const needOf = (table: Table, index: number): number => {
  const whole = textsOf(table, index).flatMap((text) => text.match(/[!-~]+/g) ?? []);
  return padded + Math.max(2, widest(whole));
};

const titleWish = (width: number): number => (width <= 4 ? width : Math.ceil(width / 2));

/** Shares of the room in characters, or undefined where it is too little. */
type Share = (wishes: readonly number[], room: number) => readonly number[] | undefined;

const scaled = (wishes: readonly number[], room: number): readonly number[] =>
  wishes.map((wish) => (wish * room) / sum(wishes));

/** Where nothing fits: numbers and dates stay whole, and everybody wraps. */
const needsFirst = (wishes: readonly number[], needs: readonly number[], room: number): readonly number[] => {
  const spare = room - sum(needs);
  const more = wishes.map((wish, index) => Math.max(0, wish - (needs[index] ?? 0)));
  if (spare <= 0 || sum(more) === 0) return scaled(wishes, room);
  return needs.map((need, index) => need + (spare * (more[index] ?? 0)) / sum(more));
};

const everybody: Share = (wishes, room) => (sum(wishes) <= room ? scaled(wishes, room) : undefined);

const isLong = (wish: number): boolean => wish > shortText + padded;

/** Short columns get what they wish, long texts wrap in what is left. */
const shortFirst: Share = (wishes, room) => {
  const long = wishes.filter(isLong);
  const left = room - sum(wishes.filter((wish) => !isLong(wish)));
  if (long.length === 0 || left < long.length * (shortText + padded)) return undefined;
  const spare = left - long.length * (shortText + padded);
  const more = (wish: number) => (spare * (wish - shortText)) / sum(long.map((one) => one - shortText));
  return wishes.map((wish) => (isLong(wish) ? shortText + padded + more(wish) : wish));
};

const tries: readonly { readonly size: number; readonly share: Share }[] = [
  { size: sizes.table, share: everybody },
  { size: sizes.small, share: everybody },
  { size: sizes.small, share: shortFirst },
  { size: smallest, share: shortFirst },
];
