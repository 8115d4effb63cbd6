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
import { mm, pt } from '../geometry.js';
import { addressOf, cellInWords, widthOf } from '../wording.js';
import { linked, words } from './runs.js';
import type { Styling } from './styles.js';
import { measuresOf, shortText } from './table-measures.js';

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

/** The table, `width` millimetres wide, with what stands above and below it; ends in a gap, so that no two tables grow together. */
export const tableBlocks = (table: Table, styling: Styling, width: number): readonly FileChild[] =>
  table.columns.length === 0 ? [] : printedTable(table, styling, width);

const printedTable = (table: Table, styling: Styling, width: number): readonly FileChild[] => [
  new Paragraph({ ...styling.paragraph('gap'), spacing: { before: pt(5), line: pt(1), lineRule: LineRuleType.EXACT } }),
  ...(table.title ? [textAbove(table.title, 'tableTitle', styling)] : []),
  ...(table.unit ? [textAbove(table.unit, 'tableUnit', styling)] : []),
  wordTable(table, styling, width),
  ...(table.notes ?? []).map((note) => textAbove(note, 'tableNote', styling)),
  new Paragraph({ ...styling.paragraph('gap') }),
];

const textAbove = (text: string, name: 'tableTitle' | 'tableUnit' | 'tableNote', styling: Styling): Paragraph =>
  new Paragraph({ ...styling.paragraph(name), children: [words(text, styling.run(name))] });

const wordTable = (table: Table, styling: Styling, width: number): WordTable => {
  const { size, widths } = measuresOf(table, width);
  const looks = { head: lookOf('tableHead', size, styling), cell: lookOf('tableCell', size, styling) };
  const read = readColumns(table);
  return new WordTable({
    width: { size: mm(width), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders,
    margins: { ...padding, marginUnitType: WidthType.DXA },
    rows: [
      ...headRows(table.columns, looks.head),
      ...table.rows.map((cells) => bodyRow(read, cells, looks.cell)),
      ...(table.rows.length === 0 ? [emptyRow(table, looks.cell)] : []),
      ...(table.total ? [bodyRow(read, table.total, looks.head)] : []),
    ],
  });
};

/** A list without entries says so. */
const emptyRow = ({ columns }: Table, { paragraph, run }: CellLook): TableRow =>
  new TableRow({ cantSplit: true, children: [tableCell(words('无', run), paragraph, { columnSpan: columns.length })] });

interface CellLook {
  readonly paragraph: IParagraphOptions;
  readonly run: IRunOptions;
}

/** Of the text's size. */
const leading = 1.35;

const lookOf = (name: 'tableHead' | 'tableCell', size: number, styling: Styling): CellLook => ({
  // Exactly as high for digits as for characters, whose fonts differ: cells of one row stand on one line.
  paragraph: { ...styling.paragraph(name), spacing: { line: pt(size * leading), lineRule: LineRuleType.EXACT } },
  run: { ...styling.run(name), size: size * 2 },
});

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

const bodyRow = (read: readonly boolean[], cells: readonly Cell[], { paragraph, run }: CellLook): TableRow =>
  new TableRow({
    cantSplit: true,
    children: read.map((fromLeft, index) => {
      const cell = cells[index] ?? null;
      const alignment = fromLeft ? { alignment: AlignmentType.LEFT } : {};
      return tableCell(linked(addressOf(cell), words(cellInWords(cell), run)), { ...paragraph, ...alignment });
    }),
  });

/** 「+1.2个百分点」 is a number in words. */
const quantity = /^[+-]?[\d.]+(%|个百分点)?$/;

const isRead = (text: string): boolean => widthOf(text) > shortText && !quantity.test(text);

/** Long text is read from the left; short text and every number stand in the middle. */
const readColumns = ({ columns, rows }: Table): readonly boolean[] =>
  columns.map(({ type }, index) => type === 'text' && rows.some((row) => isRead(cellInWords(row[index] ?? null))));
