import { words } from './title-words.js';
import { widthOf } from './wording.js';

// A title breaks at the ends of words, never before 的 or inside 《》, and its lines form a trapezoid or a lozenge
// (GB/T 9704, 标题). The words are a list of our own: a segmenter of the platform would break otherwise after an update.

/** Full-width characters of 22 pt that fit into 156 mm. */
export const titleWidth = 20;
/** More lines than this are no title: Word fills them as they come. */
const mostLines = 4;

/** What may stand at the end of no line, and what may begin none. */
const opening = /[（《“‘〔【]$/;
const closing = /^[的之等了着过、，。；：？！）》”’〕】—－·]/;
/** Numbers keep their unit: 2015年, 7—8月, 第4期. */
const figure = /^(第?[\d一二三四五六七八九十]+([—－-]\d+)?[年月日期号届次件]?)+/;
const quoted = /^《[^》]*》/;

export const titleLines = (title: string | readonly string[], known: readonly string[] = []): readonly string[] => {
  if (typeof title !== 'string') return title;
  const pieces = piecesOf(title, known);
  const count = Math.ceil(setWidth(title) / titleWidth);
  if (count <= 1 || count > mostLines) return [title];
  return broken(pieces, count) ?? broken(pieces, count + 1) ?? [title];
};

/** Word leaves 0.22 of a character between Chinese and digits. */
const joints = /\p{Script=Han}(?=\w)|\w(?=\p{Script=Han})/gu;

const setWidth = (text: string): number => widthOf(text) + 0.22 * (text.match(joints)?.length ?? 0);

/** Whether the title is so long that it goes on over the page like text. */
export const isLongTitle = (lines: readonly string[]): boolean =>
  lines.length > mostLines || lines.some((text) => setWidth(text) > mostLines * titleWidth);

interface Piece {
  readonly text: string;
  /** False between two characters of which no word is known: they may belong together. */
  readonly isWord: boolean;
}

const longestFirst = (list: readonly string[]): readonly string[] =>
  [...list].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));

const piecesOf = (title: string, known: readonly string[]): readonly Piece[] => {
  const list = longestFirst([...known.filter((word) => word.length > 1), ...words]);
  const pieces: Piece[] = [];
  for (let rest = title; rest !== '';) {
    const next = nextPiece(rest, list);
    join(pieces, next);
    rest = rest.slice(next.text.length);
  }
  return pieces;
};

/** A name in 《》 stays in one line where one line holds it. */
const quotedIn = (rest: string): string | undefined => {
  const name = quoted.exec(rest)?.[0];
  return name && widthOf(name) <= titleWidth ? name : undefined;
};

const nextPiece = (rest: string, list: readonly string[]): Piece => {
  const whole = quotedIn(rest) ?? figure.exec(rest)?.[0] ?? list.find((word) => rest.startsWith(word));
  return whole ? { text: whole, isWord: true } : { text: [...rest][0] ?? rest, isWord: false };
};

/** What may not begin a line, and what follows an opening mark, belongs to the piece before. */
const join = (pieces: Piece[], next: Piece): void => {
  const last = pieces.at(-1);
  const sticks = last !== undefined && (closing.test(next.text) || opening.test(last.text));
  if (!sticks) pieces.push(next);
  else pieces[pieces.length - 1] = { text: last.text + next.text, isWord: true };
};

const broken = (pieces: readonly Piece[], count: number): readonly string[] | undefined => {
  let best: { cost: number; lines: readonly string[] } | undefined;
  for (const lines of waysToBreak(pieces, count)) {
    const cost = costOf(lines);
    if (cost < (best?.cost ?? Infinity)) best = { cost, lines: lines.map(textOf) };
  }
  return best?.lines;
};

type Line = readonly Piece[];

const textOf = (line: Line): string => line.map(({ text }) => text).join('');
const lengthOf = (line: Line): number => setWidth(textOf(line));

/** Every way to set the pieces in `count` lines that fit. */
function* waysToBreak(pieces: readonly Piece[], count: number): Generator<readonly Line[]> {
  if (count === 1) {
    if (pieces.length > 0 && lengthOf(pieces) <= titleWidth) yield [pieces];
    return;
  }
  for (let end = 1; end < pieces.length && lengthOf(pieces.slice(0, end)) <= titleWidth; end += 1)
    for (const rest of waysToBreak(pieces.slice(end), count - 1)) yield [pieces.slice(0, end), ...rest];
}

/** Even lines, a shape of the standard, no break inside an unknown word. */
const costOf = (lines: readonly Line[]): number => {
  const lengths = lines.map(lengthOf);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const spread = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0);
  const cuts = lines.slice(1).filter((line, index) => isCut(lines[index]?.at(-1), line[0])).length;
  return spread + 400 * cuts + (hasShape(lengths) ? 0 : 30);
};

const isCut = (before: Piece | undefined, after: Piece | undefined): boolean => !before?.isWord && !after?.isWord;

/** Trapezoid: the lines grow or shrink. Lozenge: they grow, then shrink. Never a block of equal lines, never an hourglass. */
const hasShape = (lengths: readonly number[]): boolean => {
  const steps = lengths.slice(1).map((length, index) => Math.sign(length - (lengths[index] ?? 0)));
  return !steps.includes(0) && !steps.some((step, index) => step < 0 && (steps[index + 1] ?? -1) > 0);
};
