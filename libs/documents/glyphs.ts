import type { Block, Cell, Content, Fonts, Head, Run, Table } from './content.js';
import type { Coverage } from './coverage.js';
import { fontsOf } from './fonts.js';
import { cellInWords, runInWords } from './wording.js';

// 仿宋_GB2312 and the free Fandol fonts hold the 6,763 characters of GB 2312. Names have others (喆, 堃, 镕 …): Word takes
// them from another font, visibly, and a machine without one prints boxes. Whoever issues should know before.

/** A character a font lacks, and where it stands first. */
export interface MissingGlyph {
  readonly character: string;
  /** `U+5586`. */
  readonly code: string;
  readonly font: string;
  readonly place: string;
}

interface Passage {
  readonly place: string;
  readonly font: keyof Fonts;
  readonly text: string;
}

/** Characters of the content that the fonts they are set in do not have; each once a font. */
export const missingGlyphs = (content: Content, coverages: readonly Coverage[]): readonly MissingGlyph[] => {
  const fonts = fontsOf(content.fonts);
  const found = passages(content).flatMap(({ place, font, text }) => {
    const coverage = coverages.find((one) => one.font === fonts[font]);
    return coverage ? lacking(text, coverage).map((character) => glyphOf(character, place, coverage)) : [];
  });
  return found.filter((one, index) => index === found.findIndex((other) => isSame(one, other)));
};

const isSame = (one: MissingGlyph, other: MissingGlyph): boolean =>
  one.character === other.character && one.font === other.font;

const glyphOf = (character: string, place: string, { font }: Coverage): MissingGlyph => ({
  character,
  code: codeOf(character),
  font,
  place,
});

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const lacking = (text: string, coverage: Coverage): readonly string[] =>
  [...text].filter((character) => /\p{Script=Han}/u.test(character) && !coverage.has(character));

const passages = (content: Content): readonly Passage[] => {
  const { head, title, recipients = [], blocks, attachments = [], signature, note = '' } = content;
  const body = (place: string, text: string): Passage => ({ place, font: 'body', text });
  return [
    { place: '发文机关标志', font: 'title', text: head.form === 'bulletin' ? head.name : head.mark },
    body('版头', headText(head)),
    { place: '签发人', font: 'kai', text: signedText(head) },
    { place: '标题', font: 'title', text: typeof title === 'string' ? title : title.join('') },
    body('主送机关', recipients.join('')),
    ...blocksText('正文', blocks),
    ...attachments.flatMap((one, index) => attachmentText(`附件${index + 1}`, one)),
    body('落款', signature?.organs.join('') ?? ''),
    body('附注', note),
    body(
      '版记',
      Object.values(content.foot ?? {})
        .flat()
        .join(''),
    ),
  ];
};

const headText = (head: Head): string => (head.form === 'bulletin' ? head.issue + head.organ : head.number.code);

const signedText = (head: Head): string => (head.form === 'official' ? (head.signatories ?? []).join('') : '');

const attachmentText = (place: string, { title, blocks }: { title: string; blocks: readonly Block[] }) => [
  { place, font: 'title' as const, text: title },
  ...blocksText(place, blocks),
];

const headingFonts = { 1: 'hei', 2: 'kai', 3: 'body', 4: 'body' } as const;

const runsText = (runs: readonly Run[] = []): string => runs.map(runInWords).join('');

const blocksText = (place: string, blocks: readonly Block[]): readonly Passage[] =>
  blocks.flatMap((block): readonly Passage[] => {
    if (block.kind === 'table') return tableText(place, block);
    if (block.kind === 'paragraph') return [{ place, font: 'body', text: runsText(block.runs) }];
    if (block.kind === 'chart') return [{ place, font: 'song', text: chartText(block.categories, block.series) }];
    const own: Passage = { place, font: headingFonts[block.level], text: block.text };
    return [own, { place, font: 'body', text: runsText(block.runs) }];
  });

const chartText = (categories: readonly string[], series: readonly { name: string }[]): string =>
  [...categories, ...series.map(({ name }) => name)].join('');

const cellsText = (cells: readonly Cell[]): string => cells.map(cellInWords).join('');

const tableText = (place: string, { columns, rows, total = [], notes = [], title = '' }: Table): readonly Passage[] => [
  {
    place: `${place}表头`,
    font: 'hei',
    text: title + columns.map((column) => (column.group ?? '') + column.title).join(''),
  },
  ...rows.map((row, index): Passage => ({ place: `${place}第${index + 1}行`, font: 'body', text: cellsText(row) })),
  { place: `${place}合计`, font: 'hei', text: cellsText(total) },
  { place: `${place}表注`, font: 'body', text: notes.join('') },
];
