import {
  AlignmentType,
  DocumentGridType,
  Footer,
  Header,
  HorizontalPositionRelativeFrom,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
  TextWrappingType,
  VerticalPositionRelativeFrom,
  type ISectionOptions,
} from 'docx';
import { ShapeRun } from 'docx/shapes';
import type { Content, Head } from '../content.js';
import { body, emu, mm, page, pt, px, red, sizes } from '../geometry.js';
import { fitted, letterMark, markHeight } from './mark.js';
import { words } from './runs.js';
import { byName } from './styles.js';

/** One character of 四号 from the edge. */
const inset = pt(sizes.foot);
/** So that the dashes lie 7 mm below the text area. */
const footerDistance = 25.5;
const header = { mark: 30, gap: 4, thick: 0.9, between: 0.7, thin: 0.3, width: 170, bottom: 20 } as const;

/** — 1 —, on the outer side: odd pages right, even pages left. */
const pageNumber = (alignment: 'left' | 'right'): Footer =>
  new Footer({
    children: [
      new Paragraph({
        ...byName.paragraph('pageNumber'),
        alignment: alignment === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: { [alignment]: inset },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });

/** A red bar across the page, placed by its top edge in millimetres. */
const bar = (name: string, top: number, height: number): ShapeRun =>
  new ShapeRun({
    type: 'rectangle',
    altText: { name },
    transformation: { width: px(header.width), height: px(height) },
    fill: red,
    line: { width: 0, transparency: 100 },
    floating: {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.PAGE,
        offset: emu((page.width - header.width) / 2),
      },
      verticalPosition: { relative: VerticalPositionRelativeFrom.PAGE, offset: emu(top) },
      wrap: { type: TextWrappingType.NONE },
      behindDocument: true,
    },
  });

/** 信函: the mark 30 mm from the page's top, a double line 4 mm below it and another 20 mm above the page's bottom. */
const letterHeader = (mark: string): Header => {
  const { size, scale } = fitted(mark, letterMark);
  const top = header.mark + markHeight(mark, letterMark) + header.gap;
  const bottom = page.height - header.bottom;
  const pair = header.thick + header.between + header.thin;
  return new Header({
    children: [
      new Paragraph({
        ...byName.paragraph('mark'),
        spacing: {
          line: pt(size),
          lineRule: 'exact',
          before: 0,
          after: mm(header.gap + pair + (body.size * 0.3528 * 7) / 8),
        },
        children: [
          words(mark, { size: size * 2, scale }),
          bar('上红线粗', top, header.thick),
          bar('上红线细', top + header.thick + header.between, header.thin),
          bar('下红线细', bottom - pair, header.thin),
          bar('下红线粗', bottom - header.thick, header.thick),
        ],
      }),
    ],
  });
};

const empty = () => [new Paragraph({ ...byName.paragraph('gap') })];

const furniture = (head: Head): Partial<ISectionOptions> => {
  const footers = { default: pageNumber('right'), even: pageNumber('left') };
  if (head.form !== 'letter') return { footers };
  return {
    headers: {
      default: new Header({ children: empty() }),
      even: new Header({ children: empty() }),
      first: letterHeader(head.mark),
    },
    footers: { ...footers, first: new Footer({ children: empty() }) },
  };
};

export const section = (content: Content, children: ISectionOptions['children']): ISectionOptions => ({
  properties: {
    titlePage: content.head.form === 'letter',
    page: {
      size: { width: mm(page.width), height: mm(page.height), orientation: PageOrientation.PORTRAIT },
      margin: {
        top: mm(page.top),
        bottom: mm(page.bottom),
        left: mm(page.left),
        right: mm(page.right),
        header: mm(header.mark),
        footer: mm(footerDistance),
      },
      pageNumbers: { start: 1 },
    },
    grid: { type: DocumentGridType.LINES, linePitch: pt(body.leading) },
  },
  ...furniture(content.head),
  children,
});
