import { Paragraph, type FileChild } from 'docx';
import type { Block, Fonts, Heading, Level } from '../content.js';
import { headingNumbers } from '../wording.js';
import { chartBlock } from './charts.js';
import { runs, words } from './runs.js';
import { fontOf, type StyleName, type Styling } from './styles.js';
import { tableBlocks } from './tables.js';

/** What blocks are printed with: the fonts of charts, and how paragraphs say their look. */
export interface Printing {
  readonly fonts: Fonts;
  readonly styling: Styling;
  /** Millimetres from edge to edge of the text. */
  readonly width: number;
}

const headingStyles: Readonly<Record<Level, StyleName>> = {
  1: 'heading1',
  2: 'heading2',
  3: 'heading3',
  4: 'heading4',
};

/** The last paragraph of the text goes with what follows it, so that no signature stands alone (never 此页无正文). */
interface Held extends Printing {
  readonly keepNext: boolean;
}

/** Numbers start anew in every list of blocks: an attachment counts for itself. */
export const blocksInWord = (blocks: readonly Block[], printing: Printing, isHeld = false): readonly FileChild[] => {
  const numbered = headingNumbers();
  return blocks.flatMap((block, index) => {
    const keepNext = isHeld && index === blocks.length - 1;
    if (block.kind === 'heading') return [heading(block, numbered(block.level), { ...printing, keepNext })];
    return blockInWord(block, { ...printing, keepNext });
  });
};

const blockInWord = (block: Exclude<Block, Heading>, printing: Held): readonly FileChild[] => {
  const { fonts, styling, keepNext, width } = printing;
  if (block.kind === 'table') return tableBlocks(block, styling, width);
  if (block.kind === 'chart') return [chartBlock(block, fonts, styling)];
  return [
    new Paragraph({ ...styling.paragraph('body'), keepNext, children: [...runs(block.runs, styling.run('body'))] }),
  ];
};

/** A heading that goes on as text keeps its own font for its own words only. */
const heading = (
  { level, text, runs: rest = [] }: Heading,
  number: string,
  { styling, fonts, keepNext }: Held,
): Paragraph => {
  const name = headingStyles[level];
  const plain = { font: fontOf(fonts, 'body') };
  return new Paragraph({
    ...styling.paragraph(name),
    ...(rest.length > 0 ? { keepNext } : {}),
    children: [words(`${number}${text}`, styling.run(name)), ...runs(rest, { ...styling.run('body'), ...plain })],
  });
};
