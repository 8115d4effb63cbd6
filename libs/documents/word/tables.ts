import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table as WordTable,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
  type FileChild,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import type { Cell, Column, Table } from '../content.js';
import { mm, pt, sizes, textArea } from '../geometry.js';
import { addressOf, cellInWords, widthOf } from '../wording.js';
import { linked, words } from './runs.js';
import type { Styling } from './styles.js';

const rule = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const borders = {
  top: rule,
  bottom: rule,
  left: rule,
  right: rule,
  insideHorizontal: rule,
  insideVertical: rule,
};
const padding = { left: 57, right: 57, top: 45, bottom: 45 };

/** A column's text beyond this many characters is read from the left, not from the middle. */
const shortText = 6;
/** Title and cells wrap at this many characters before they take width from the other columns. */
const widestWish = 16;

/** The table with what stands above and below it; ends in a gap, so that no two tables grow together. */
export const tableBlocks = (table: Table, styling: Styling): readonly FileChild[] => [
  new Paragraph({ ...styling.paragraph('gap'), spacing: { before: pt(5), line: pt(1), lineRule: LineRuleType.EXACT } }),
  ...(table.title ? [textAbove(table.title, 'tableTitle', styling)] : []),
  ...(table.unit ? [textAbove(table.unit, 'tableUnit', styling)] : []),
  wordTable(table, styling),
  ...(table.notes ?? []).map((note) => textAbove(note, 'tableNote', styling)),
  new Paragraph({ ...styling.paragraph('gap') }),
];

const textAbove = (text: string, name: 'tableTitle' | 'tableUnit' | 'tableNote', styling: Styling): Paragraph =>
  new Paragraph({ ...styling.paragraph(name), children: [words(text, styling.run(name))] });

const wordTable = (table: Table, styling: Styling): WordTable => {
  const { size, widths } = measuresOf(table);
  const looks = { head: lookOf('tableHead', size, styling), cell: lookOf('tableCell', size, styling) };
  return new WordTable({
    width: { size: mm(textArea.width), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders,
    margins: { ...padding, marginUnitType: WidthType.DXA },
    rows: [
      ...headRows(table.columns, looks.head),
      ...table.rows.map((cells) => bodyRow(table, cells, looks.cell)),
      ...(table.total ? [bodyRow(table, table.total, looks.head)] : []),
    ],
  });
};

interface CellLook {
  readonly paragraph: IParagraphOptions;
  readonly run: IRunOptions;
}

const lookOf = (name: 'tableHead' | 'tableCell', size: number, styling: Styling): CellLook => ({
  // Exactly as high for digits as for characters, whose fonts differ: cells of one row stand on one line.
  paragraph: { ...styling.paragraph(name), spacing: { line: pt(size * leading), lineRule: LineRuleType.EXACT } },
  run: { ...styling.run(name), size: size * 2 },
});

interface Measures {
  /** Points of the text. */
  readonly size: number;
  /** Twips, adding up to the text's width. */
  readonly widths: number[];
}

/** Of the text's size. */
const leading = 1.35;

const tableSizes = [sizes.table, sizes.small, 9] as const;

/** The largest text in which every column has what it wishes for; where none is small enough, long texts wrap. */
export const measuresOf = (table: Table): Measures => {
  const wishes = table.columns.map((_, index) => wishOf(table, index));
  const wished = wishes.reduce((sum, wish) => sum + wish, 0);
  const size = tableSizes.find((points) => wished * pt(points) <= mm(textArea.width)) ?? sizes.small;
  return { size, widths: columnWidths(wishes, size) };
};

const columnWidths = (wishes: readonly number[], size: number): number[] => {
  const whole = mm(textArea.width);
  const widths = shared(wishes, whole / pt(size)).map((share) => Math.floor(share * pt(size)));
  const rest = whole - widths.reduce((sum, width) => sum + width, 0);
  const widest = widths.indexOf(Math.max(...widths));
  return widths.map((width, index) => (index === widest ? width + rest : width));
};

/** The padding of a cell, in characters. */
const padded = 0.75;

/** What a column would like, in characters: its longest cell, a short title in one line and a long one in two. */
const wishOf = ({ columns, rows, total }: Table, index: number): number => {
  const { title = '', width } = columns[index] ?? {};
  const cells = [...rows, ...(total ? [total] : [])].map((row) => widthOf(cellInWords(row[index] ?? null)));
  return padded + (width ?? Math.max(1.5, titleWish(widthOf(title)), ...cells));
};

const titleWish = (width: number): number => (width <= 4 ? width : Math.ceil(width / 2));

/** Short columns get what they wish; long texts share what is left, or everybody gives in where that is too little. */
const shared = (wishes: readonly number[], room: number): readonly number[] => {
  const sum = (list: readonly number[]) => list.reduce((total, wish) => total + wish, 0);
  const stretched = (list: readonly number[]) => list.map((wish) => (wish * room) / sum(list));
  if (sum(wishes) <= room) return stretched(wishes);
  const long = wishes.filter((wish) => wish > shortText + padded);
  const left = room - sum(wishes.filter((wish) => wish <= shortText + padded));
  if (long.length === 0 || left < long.length * (shortText + padded)) return stretched(wishes.map(capped));
  return wishes.map((wish) => (wish > shortText + padded ? (wish * left) / sum(long) : wish));
};

const capped = (wish: number): number => Math.min(wish, widestWish);

interface HeadCell {
  readonly title: string;
  readonly columnSpan?: number;
  readonly rowSpan?: number;
}

/** One row of headings, or two where columns stand in groups; both repeat on every page. */
const headRows = (columns: readonly Column[], look: CellLook): readonly TableRow[] => {
  if (!columns.some(({ group }) => group))
    return [
      headRow(
        columns.map(({ title }) => ({ title })),
        look,
      ),
    ];
  const below = columns.filter(({ group }) => group);
  return [
    headRow(groupsOf(columns), look),
    headRow(
      below.map(({ title }) => ({ title })),
      look,
    ),
  ];
};

const groupsOf = (columns: readonly Column[]): readonly HeadCell[] =>
  columns.flatMap(({ group, title }, index): readonly HeadCell[] => {
    if (!group) return [{ title, rowSpan: 2 }];
    if (columns[index - 1]?.group === group) return [];
    const next = columns.findIndex((column, at) => at > index && column.group !== group);
    return [{ title: group, columnSpan: (next < 0 ? columns.length : next) - index }];
  });

const headRow = (cells: readonly HeadCell[], look: CellLook): TableRow =>
  new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: cells.map(({ title, ...spans }) => tableCell(words(title, look.run), look.paragraph, spans)),
  });

const tableCell = (child: ParagraphChild, paragraph: IParagraphOptions, spans: object = {}): TableCell =>
  new TableCell({
    ...spans,
    verticalAlign: VerticalAlignTable.CENTER,
    children: [new Paragraph({ ...paragraph, children: [child] })],
  });

const bodyRow = (table: Table, cells: readonly Cell[], { paragraph, run }: CellLook): TableRow =>
  new TableRow({
    cantSplit: true,
    children: table.columns.map((_, index) => {
      const cell = cells[index] ?? null;
      const alignment = isRead(table, index) ? { alignment: AlignmentType.LEFT } : {};
      return tableCell(linked(addressOf(cell), words(cellInWords(cell), run)), { ...paragraph, ...alignment });
    }),
  });

/** Long text is read from the left; short text and every number stand in the middle. */
const isRead = ({ columns, rows }: Table, index: number): boolean =>
  columns[index]?.type === 'text' && rows.some((row) => widthOf(cellInWords(row[index] ?? null)) > shortText);
