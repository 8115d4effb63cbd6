import {
  DocumentGridType,
  Footer,
  Header,
  HorizontalPositionRelativeFrom,
  PageOrientation,
  Paragraph,
  TextWrappingType,
  VerticalPositionRelativeFrom,
  type ISectionOptions,
} from 'docx';
import { ShapeRun } from 'docx/shapes';
import type { Content, Head } from '../content.js';
import { body, emu, landscape, mm, page, pointsInMm, pt, px, red } from '../geometry.js';
import { fitted, letterMark, markHeight } from './mark.js';
import { pageNumbers } from './page-numbers.js';
import { words } from './runs.js';
import { byName } from './styles.js';

/** Millimetres: the page number's line ends here above the page's bottom. */
const footerDistance = 25.5;
/** Millimetres of 信函: the mark from the page's top, the double lines and their parts. */
const letter = { mark: 30, gap: 4, thick: 0.9, between: 0.7, thin: 0.3, width: 170, bottom: 20 } as const;
/** The number's distance from the double line: seven eighths of a character of 三号. */
const belowLine = (pointsInMm(body.size) * 7) / 8;

/** A red bar across the page, placed by its top edge in millimetres. */
const bar = (name: string, top: number, height: number): ShapeRun =>
  new ShapeRun({
    type: 'rectangle',
    altText: { name },
    transformation: { width: px(letter.width), height: px(height) },
    fill: red,
    line: { width: 0, transparency: 100 },
    floating: {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.PAGE,
        offset: emu((page.width - letter.width) / 2),
      },
      verticalPosition: { relative: VerticalPositionRelativeFrom.PAGE, offset: emu(top) },
      wrap: { type: TextWrappingType.NONE },
      behindDocument: true,
    },
  });

/** The mark 30 mm from the page's top, a double line 4 mm below it and another 20 mm above the page's bottom. */
const letterHeader = (mark: string): Header => {
  const { size, scale } = fitted(mark, letterMark);
  const top = letter.mark + markHeight(mark, letterMark) + letter.gap;
  const bottom = page.height - letter.bottom;
  const pair = letter.thick + letter.between + letter.thin;
  return new Header({
    children: [
      new Paragraph({
        ...byName.paragraph('mark'),
        spacing: { line: pt(size), lineRule: 'exact', before: 0, after: mm(letter.gap + pair + belowLine) },
        children: [
          words(mark, { size: size * 2, scale }),
          bar('上红线粗', top, letter.thick),
          bar('上红线细', top + letter.thick + letter.between, letter.thin),
          bar('下红线细', bottom - pair, letter.thin),
          bar('下红线粗', bottom - letter.thick, letter.thick),
        ],
      }),
    ],
  });
};

const empty = () => [new Paragraph({ ...byName.paragraph('gap') })];

/** A letter's first page has the mark and no number; its other pages have no header. */
const letterFurniture = (mark: string): Partial<ISectionOptions> => ({
  headers: {
    default: new Header({ children: empty() }),
    even: new Header({ children: empty() }),
    first: letterHeader(mark),
  },
  footers: { ...pageNumbers(false), first: new Footer({ children: empty() }) },
});

const furniture = (head: Head, { isFirst, isLandscape }: Lie): Partial<ISectionOptions> =>
  isFirst && head.form === 'letter' ? letterFurniture(head.mark) : { footers: pageNumbers(isLandscape) };

/** How pages lie, and whether they are those of the text. */
interface Lie {
  readonly isLandscape: boolean;
  readonly isFirst: boolean;
}

export const section = (content: Content, children: ISectionOptions['children'], lie: Lie): ISectionOptions => {
  const { top, bottom, left, right } = lie.isLandscape ? landscape : page;
  return {
    properties: {
      titlePage: lie.isFirst && content.head.form === 'letter',
      page: {
        size: {
          width: mm(page.width),
          height: mm(page.height),
          orientation: lie.isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: mm(top),
          bottom: mm(bottom),
          left: mm(left),
          right: mm(right),
          header: mm(lie.isLandscape ? top / 2 : letter.mark),
          footer: mm(lie.isLandscape ? bottom / 2 : footerDistance),
        },
        ...(lie.isFirst ? { pageNumbers: { start: 1 } } : {}),
      },
      grid: { type: DocumentGridType.LINES, linePitch: pt(body.leading) },
    },
    ...furniture(content.head, lie),
    children,
  };
};
