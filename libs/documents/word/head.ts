import { AlignmentType, BorderStyle, Paragraph, TabStopType, type FileChild } from 'docx';
import type { BulletinHead, Content, Fonts, Head, LetterHead, OfficialHead } from '../content.js';
import { fontsOf } from '../fonts.js';
import { body, character, line, mm, pt, red, textArea } from '../geometry.js';
import { isLongTitle, titleLines } from '../title-lines.js';
import { dateInWords, numberInWords, widthOf } from '../wording.js';
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
const officialHead = (head: OfficialHead & Head, fonts: Fonts): readonly Paragraph[] => [
  ...handling(head.handling),
  markParagraph(head.mark, mark, mm(35) - line * (head.handling?.length ?? 0)),
  ...(head.signatories?.length ? signedNumber(head, head.signatories, fonts) : [plainNumber(head)]),
];

const plainNumber = ({ number }: OfficialHead): Paragraph =>
  new Paragraph({
    ...byName.paragraph('number'),
    spacing: exact(body.leading, 2 * line),
    border: redLine,
    children: [words(numberInWords(number))],
  });

/** Names of 签发人 in a line, and the part of a character they may be wider than counted. */
const namesInLine = 2;
const slack = 0.25;

const inLines = (names: readonly string[]): readonly string[] =>
  names.flatMap((_, at) => (at % namesInLine === 0 ? [names.slice(at, at + namesInLine).join('　')] : []));

/**
 * A document that goes upward: 签发人 one character from the right, names below each other, and the number one
 * character from the left in the line of the last of them.
 */
const signedNumber = ({ number }: OfficialHead, names: readonly string[], fonts: Fonts): readonly Paragraph[] => {
  const lines = inLines(names);
  const longest = Math.max(...lines.map(widthOf));
  const nameStop = mm(textArea.width) - Math.ceil((1 + slack + longest) * character);
  const label = '签发人：';
  const labelStop = nameStop - label.length * character;
  const isLast = (index: number) => index === lines.length - 1;
  return lines.map(
    (text, index) =>
      new Paragraph({
        ...byName.paragraph('number'),
        alignment: AlignmentType.LEFT,
        spacing: exact(body.leading, index === 0 ? 2 * line : 0),
        tabStops: [character, index === 0 ? labelStop : nameStop].map((position) => ({
          type: TabStopType.LEFT,
          position,
        })),
        ...(isLast(index) ? { border: redLine } : {}),
        children: [
          words(`\t${isLast(index) ? numberInWords(number) : ''}\t${index === 0 ? label : ''}`),
          words(text, { font: fontOf(fonts, 'kai') }),
        ],
      }),
  );
};

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
  if (head.form === 'official') return officialHead(head, fontsOf(fonts));
  return head.form === 'letter' ? letterHead(head, fontsOf(fonts)) : bulletinHead(head);
};

/** Two lines below what stands above it; a bulletin's follows its line more closely. */
const titleParagraph = ({ title, head, recipients = [] }: Content): Paragraph => {
  const lines = titleLines(title, recipients);
  return new Paragraph({
    ...byName.paragraph('title'),
    ...(isLongTitle(lines) ? { keepLines: false, keepNext: false } : {}),
    spacing: exact(34, head.form === 'bulletin' ? line : 2 * line),
    children: lines.map((text, index) => words(text, index > 0 ? { break: 1 } : {})),
  });
};

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
