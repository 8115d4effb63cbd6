import {
  AlignmentType,
  Footer,
  HorizontalPositionRelativeFrom,
  PageNumber,
  Paragraph,
  TextRun,
  TextWrappingType,
  VerticalPositionRelativeFrom,
  type IParagraphOptions,
} from 'docx';
import { ShapeRun } from 'docx/shapes';
import { emu, landscape, pointsInMm, pt, px, sizes } from '../geometry.js';
import { byName } from './styles.js';

/** — 1 —, on the outer side of a sheet printed on both sides: odd pages right, even pages left. */
type Side = 'right' | 'left';

/** One character of 四号 from the edge. */
const inset = sizes.foot;
/** So that the dashes lie 7 mm below the text area. */
const below = 7;

const number = (side: Side, more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({
    ...byName.paragraph('pageNumber'),
    alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
    ...more,
    children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
  });

const upright = (side: Side): Footer => new Footer({ children: [number(side, { indent: { [side]: pt(inset) } })] });

/** Millimetres of the box a turned number stands in. */
const box = { width: 6, length: 30 } as const;

/** On a page across the number is turned with it: at the left edge, where other pages have their bottom. */
const turned = (side: Side): Footer => {
  const { left, top, height, bottom } = landscape;
  const offset = side === 'right' ? height - bottom - pointsInMm(inset) - box.length : top + pointsInMm(inset);
  const shape = new ShapeRun({
    type: 'rectangle',
    altText: { name: '页码' },
    transformation: { width: px(box.width), height: px(box.length) },
    line: { width: 0, transparency: 100 },
    floating: {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.PAGE,
        offset: emu(left - below - box.width / 2),
      },
      verticalPosition: { relative: VerticalPositionRelativeFrom.PAGE, offset: emu(offset) },
      wrap: { type: TextWrappingType.NONE },
    },
    textOptions: { direction: 'topToBottom', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
    children: [number(side)],
  });
  return new Footer({ children: [new Paragraph({ ...byName.paragraph('gap'), children: [shape] })] });
};

export const pageNumbers = (isLandscape: boolean): { default: Footer; even: Footer } => {
  const made = isLandscape ? turned : upright;
  return { default: made('right'), even: made('left') };
};
