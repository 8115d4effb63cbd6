import { AlignmentType, BorderStyle, Paragraph, TabStopType, type FileChild } from 'docx';
import type { BulletinHead, Content, Fonts, Head, LetterHead, OfficialHead } from '../content.js';
import { fontsOf } from '../fonts.js';
import { body, line, mm, pt, red, textArea } from '../geometry.js';
import { titleLines } from '../title-lines.js';
import { dateInWords, numberInWords } from '../wording.js';
import { fitted, mark, masthead, type MarkLimits } from './mark.js';
import { words } from './runs.js';
import { byName, fontOf } from './styles.js';

const exact = (points: number, before: number) => ({ line: pt(points), lineRule: 'exact' as const, before, after: 0 });

/** The red line lies 4 mm below the number. */
const redLine = { bottom: { style: BorderStyle.SINGLE, size: 18, space: 7, color: red } };

const markParagraph = (text: string, limits: MarkLimits, before: number): Paragraph => {
  const { size, scale } = fitted(text, limits);
  return new Paragraph({
    ...byName.paragraph('mark'),
    spacing: exact(size, before),
    children: [words(text, { size: size * 2, scale })],
  });
};

const handling = (lines: readonly string[] = []): readonly Paragraph[] =>
  lines.map((text) => new Paragraph({ ...byName.paragraph('handling'), children: [words(text)] }));

/** The mark's top 35 mm below the text area's top; the number two lines below it, the red line below that. */
const officialHead = (head: OfficialHead & Head): readonly Paragraph[] => [
  ...handling(head.handling),
  markParagraph(head.mark, mark, mm(35) - line * (head.handling?.length ?? 0)),
  new Paragraph({
    ...byName.paragraph('number'),
    spacing: exact(body.leading, 2 * line),
    border: redLine,
    children: [words(numberInWords(head.number))],
  }),
];

const bulletinHead = (head: BulletinHead & Head): readonly Paragraph[] => [
  ...handling(head.handling),
  markParagraph(head.name, masthead, mm(5)),
  new Paragraph({
    ...byName.paragraph('number'),
    spacing: exact(body.leading, line / 2),
    children: [words(head.issue)],
  }),
  new Paragraph({
    ...byName.paragraph('number'),
    alignment: AlignmentType.LEFT,
    spacing: exact(body.leading, line / 2),
    tabStops: [{ type: TabStopType.RIGHT, position: mm(textArea.width) }],
    border: redLine,
    children: [words(`${head.organ}\t${dateInWords(head.date)}`)],
  }),
];

/**
 * The mark and the double line stand in the first page's header. Below them: the number on the right, 份号, 密级 and
 * 紧急程度 on the left from the same line on.
 */
const letterHead = (head: LetterHead & Head, fonts: Fonts): readonly Paragraph[] => {
  const [first = '', ...more] = head.handling ?? [];
  return [
    new Paragraph({
      ...byName.paragraph('number'),
      alignment: AlignmentType.LEFT,
      tabStops: [{ type: TabStopType.RIGHT, position: mm(textArea.width) }],
      children: [words(first, { font: fontOf(fonts, 'hei') }), words(`\t${numberInWords(head.number)}`)],
    }),
    ...handling(more),
  ];
};

const headOf = ({ head, fonts }: Content): readonly Paragraph[] => {
  if (head.form === 'official') return officialHead(head);
  return head.form === 'letter' ? letterHead(head, fontsOf(fonts)) : bulletinHead(head);
};

/** Two lines below what stands above it; a bulletin's follows its line more closely. */
const titleParagraph = ({ title, head, recipients = [] }: Content): Paragraph =>
  new Paragraph({
    ...byName.paragraph('title'),
    spacing: exact(34, head.form === 'bulletin' ? line : 2 * line),
    children: titleLines(title, recipients).map((text, index) => words(text, index > 0 ? { break: 1 } : {})),
  });

/** Everything above the first sentence. */
export const opening = (content: Content): readonly FileChild[] => [
  ...headOf(content),
  titleParagraph(content),
  ...recipients(content),
];

const recipients = ({ recipients: names = [] }: Content): readonly Paragraph[] => {
  if (names.length === 0) return [new Paragraph({ ...byName.paragraph('flush') })];
  return [
    new Paragraph({
      ...byName.paragraph('flush'),
      spacing: exact(body.leading, line),
      children: [words(`${names.join('，')}：`)],
    }),
  ];
};
