import {
  BorderStyle,
  HorizontalPositionRelativeFrom,
  Paragraph,
  TabStopType,
  TextWrappingType,
  VerticalPositionRelativeFrom,
} from 'docx';
import { ShapeRun } from 'docx/shapes';
import type { Content, Foot } from '../content.js';
import { emu, mm, pointsInMm, pt, px, sizes, textArea } from '../geometry.js';
import { dateInWords, widthOf } from '../wording.js';
import { words } from './runs.js';
import { byName } from './styles.js';

// 版记 stands at the very bottom of the last page. It is a text box on the bottom edge of the text area, and the
// paragraph it hangs on is as high as the box: where the page has no room left for that paragraph, both go to the next.

const leading = 22;
/** 四号 characters of a line with one free character at either side. */
const lineWidth = (textArea.width * 72) / 25.4 / sizes.foot - 2;

interface Row {
  /** 「抄送：」, repeated as a hanging indent on the lines below. */
  readonly label: string;
  readonly text: string;
  readonly right?: string;
}

const names = (label: string, list: readonly string[] | undefined): readonly Row[] =>
  list && list.length > 0 ? [{ label: `${label}：`, text: `${list.join('，')}。` }] : [];

/** 信函 has neither lines nor printing organ. */
const printing = ({ printedBy, printedOn, copies }: Foot): readonly Row[] => {
  const right = [printedOn ? `${dateInWords(printedOn)}印发` : '', copies ? `（共印${copies}份）` : ''].join('');
  return printedBy || right ? [{ label: '', text: printedBy ?? '', right }] : [];
};

const addressed = ({ report, send, distribute, copyTo }: Foot): readonly Row[] => [
  ...names('报', report),
  ...names('送', send),
  ...names('发', distribute),
  ...names('抄送', copyTo),
];

const linesOf = ({ label, text }: Row): number =>
  Math.max(1, Math.ceil(widthOf(text) / Math.floor(lineWidth - widthOf(label))));

/** Eighths of a point: 0.35 mm outside, 0.25 mm inside. */
const outer = 8;
const inner = 6;
/** Points a line takes with the room above it: text hangs low in its own. */
const ruled = 2;
const above = 3;

/** A line of its own, from edge to edge of the text: a border would follow the indent of its paragraph. */
const rule = (eighths: number, before = above): Paragraph =>
  new Paragraph({
    ...byName.paragraph('gap'),
    spacing: { line: pt(1), lineRule: 'exact', before: pt(before), after: 0 },
    border: { bottom: { style: BorderStyle.SINGLE, size: eighths, space: 0, color: '000000' } },
  });

const one = pt(sizes.foot);

const rowParagraph = ({ label, text, right }: Row): Paragraph =>
  new Paragraph({
    ...byName.paragraph('foot'),
    indent: { left: one + widthOf(label) * one, hanging: widthOf(label) * one, right: one },
    ...(right ? { tabStops: [{ type: TabStopType.RIGHT, position: mm(textArea.width) - one }] } : {}),
    children: [words(right ? `${label}${text}\t${right}` : `${label}${text}`)],
  });

interface Box {
  readonly children: readonly Paragraph[];
  /** Points. */
  readonly height: number;
}

const boxOf = ({ head, foot = {} }: Content): Box | undefined => {
  const upper = addressed(foot);
  const lower = head.form === 'letter' ? [] : printing(foot);
  const rows = [...upper, ...lower];
  if (rows.length === 0) return undefined;
  const height = rows.reduce((sum, row) => sum + linesOf(row) * leading, 0);
  if (head.form === 'letter') return { children: rows.map(rowParagraph), height };
  const middle = upper.length > 0 && lower.length > 0 ? [rule(inner)] : [];
  const children = [rule(outer, 0), ...upper.map(rowParagraph), ...middle, ...lower.map(rowParagraph), rule(outer)];
  return { children, height: height + ruled + (1 + middle.length) * (ruled + above) };
};

/** The last paragraph of the document, with the box that hangs on it. */
export const footBlock = (content: Content): readonly Paragraph[] => {
  const box = boxOf(content);
  if (!box) return [];
  return [
    new Paragraph({
      ...byName.paragraph('gap'),
      spacing: { line: pt(box.height), lineRule: 'exact', before: 0, after: 0 },
      children: [textBox(box)],
    }),
  ];
};

const textBox = ({ children, height }: Box): ShapeRun => {
  const inMm = pointsInMm(height);
  return new ShapeRun({
    type: 'rectangle',
    altText: { name: '版记' },
    transformation: { width: px(textArea.width), height: px(inMm) },
    line: { width: 0, transparency: 100 },
    floating: {
      horizontalPosition: { relative: HorizontalPositionRelativeFrom.MARGIN, offset: 0 },
      verticalPosition: { relative: VerticalPositionRelativeFrom.MARGIN, offset: emu(textArea.height - inMm) },
      wrap: { type: TextWrappingType.NONE },
      allowOverlap: true,
    },
    textOptions: { verticalAlignment: 'bottom', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
    children: [...children],
  });
};
