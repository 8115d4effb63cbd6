import { namedBy } from './published-names.js';

type Label = readonly string[];

/** 「一、」「（二）」「1.」「3)」 in front of a label. */
const enumeration = /^(?:[一二三四五六七八九十]+[、.．]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.)](?!\d))\s*/;
const within = /^其中\s*[:：,]?\s*/;

/** A part of what stands above it, that says itself only how it is handled: 主办 below 代表建议. */
const isPart = (label: Label): boolean => {
  const named = namedBy(label);
  return named !== undefined && Object.keys(named.axes).length > 0 && !named.axes.kind && !named.axes.unit;
};

/**
 * The labels of a table's lines, one below the other. 「其中」 makes a line, and those behind it that say no kind of their
 * own, a part of the line above; the numbers in front of labels count for nothing.
 */
export const nested = (labels: readonly Label[]): readonly Label[] => {
  let parent: Label = [];
  let isInside = false;
  return labels.map((label) => {
    const [first = '', ...more] = label;
    const plain = first.replace(enumeration, '');
    const own = [plain.replace(within, ''), ...more].filter((word) => word !== '');
    const isWithin = plain.startsWith('其中');
    if (plain === first && (isWithin || isInside) && isPart(own)) {
      isInside = true;
      return [...parent, ...own];
    }
    [parent, isInside] = [own, isWithin];
    return own;
  });
};
