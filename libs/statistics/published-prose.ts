import { normal } from './published-cells.js';
import { namedBy } from './published-names.js';
import type { Pair } from './published-table.js';
import { axes, measureWords, values } from './published-words.js';

// 「共收到代表建议和政协提案34件。其中，代表建议24件（主办5件，会办19件），政协提案10件」: the sentence offices publish.

const token = /([^。；;，,：:（()）\d%]*?)(\d[\d,]*(?:\.\d+)?)\s*(件|份|%)|[（(]|[)）]|[。；;]/gu;

const known: readonly string[] = [
  ...axes.flatMap((axis) => Object.values(values[axis] ?? {}).flat()),
  ...Object.values(measureWords).flat(),
  '本届',
]
  .filter((word) => /[\u4e00-\u9fff]/.test(word))
  .sort((a, b) => b.length - a.length);

const bothKinds = /(?:建议|意见).*提案|提案.*建议/;

/** The words a phrase ends in, the last first: 「其中市人大代表建议主办」 → 代表建议, 主办. */
const wordsOf = (phrase: string): readonly string[] => {
  if (bothKinds.test(phrase)) return ['合计'];
  const word = known.find((each) => phrase.endsWith(each));
  if (word === undefined) return [];
  return [...wordsOf(phrase.slice(0, phrase.length - word.length)), word];
};

interface Prose {
  readonly pairs: readonly Pair[];
  /** Phrases with a number that name nothing that can be checked. */
  readonly unread: readonly string[];
}

/** What goes before: brackets explain what stands in front of them, 其中 divides the last kind, 本届 holds for its sentence. */
interface Reading extends Prose {
  readonly pairs: Pair[];
  readonly unread: string[];
  readonly outer: Path[];
  last: Path;
  whole: Path;
  isInside: boolean;
  term: Path;
}

type Path = readonly string[];

/** Every number of cases in a text, named by the words before it and, in brackets, by those the bracket explains. */
export const pairsInProse = (text: string): Prose => {
  const reading: Reading = { pairs: [], unread: [], outer: [], last: [], whole: [], isInside: false, term: [] };
  for (const found of plainOf(text).matchAll(token)) {
    if (found[2] === undefined) marks[found[0]]?.(reading);
    else take(found, reading);
  }
  return { pairs: reading.pairs, unread: reading.unread };
};

const clauseEnds = (reading: Reading): void => {
  reading.isInside = false;
};

const marks: Readonly<Record<string, (reading: Reading) => void>> = {
  '(': (reading) => reading.outer.push(reading.last),
  ')': (reading) => (reading.last = reading.outer.pop() ?? []),
  ';': clauseEnds,
  '。': (reading) => {
    clauseEnds(reading);
    reading.term = [];
  },
};

const filler = /(?:共计?|分别|各|为|是|的|有|计)+$/;

const take = ([mark, phrase = '', number = '', unit]: RegExpExecArray, reading: Reading): void => {
  if (phrase.includes('本届')) reading.term = ['本届'];
  if (phrase.startsWith('其中')) reading.isInside = true;
  const own = wordsOf(phrase.replace(filler, '')).filter((word) => word !== '本届');
  const path = [...aboveOf(own, reading), ...own];
  if (own.length === 0 || !namedBy(path)) {
    reading.unread.push(mark.trim());
    return;
  }
  reading.last = path;
  if (hasKind(own)) reading.whole = path;
  reading.pairs.push({ path, text: normal(`${number}${unit === '%' ? '%' : ''}`) });
};

const aboveOf = (own: Path, { outer, isInside, whole, term }: Reading): Path => {
  const bracket = outer.at(-1);
  if (bracket) return bracket;
  return isInside && !hasKind(own) ? whole : term;
};

const hasKind = (path: Path): boolean => namedBy(path)?.axes.kind !== undefined;

const plainOf = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');
