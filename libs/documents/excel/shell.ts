import ExcelJS from 'exceljs';
import type { Fonts } from '../content.js';
import type { ColumnType } from '../content.js';
import { standardFonts } from '../fonts.js';
import type { Book, Sheet } from './book.js';
import { columnName, type CellStyles } from './cells.js';

// The library makes the workbook with all but the rows: styles, headings, frozen panes, print set-up. One sample row a
// sheet tells which number each style got; its place is where the rows are streamed to.

const thin = { style: 'thin' as const, color: { argb: 'FF000000' } };
const border = { top: thin, bottom: thin, left: thin, right: thin };
const fonts: Pick<Fonts, 'song' | 'hei'> = standardFonts;

const cellFont = { name: fonts.song, size: 11, family: 3, charset: 134 };
const headFont = { name: fonts.hei, size: 11, family: 3, charset: 134 };
const titleFont = { name: fonts.hei, size: 16, family: 3, charset: 134 };

const formats: Readonly<Record<ColumnType, string>> = {
  text: '@',
  number: 'General',
  rate: '0.0%',
  day: 'yyyy-mm-dd',
};

const middle = { vertical: 'middle', wrapText: true } as const;
const aligned = (type: ColumnType) => ({
  ...middle,
  horizontal: type === 'text' ? ('left' as const) : ('center' as const),
});

const types: readonly ColumnType[] = ['text', 'number', 'rate', 'day'];
/** Told from plain text by something that changes nothing, so that it gets a number of its own. */
const guarded = { ...aligned('text'), readingOrder: 'ltr' as const };

/** Where things stand on a sheet, in rows from 1. */
export interface Layout {
  readonly headFrom: number;
  readonly headTo: number;
  readonly lastColumn: string;
}

export const layoutOf = ({ title, unit, columns }: Pick<Sheet, 'title' | 'unit' | 'columns'>): Layout => {
  const headFrom = 1 + (title ? 1 : 0) + (unit ? 1 : 0);
  const isGrouped = columns.some(({ group }) => group);
  return { headFrom, headTo: headFrom + (isGrouped ? 1 : 0), lastColumn: columnName(columns.length - 1) };
};

const forbidden = /[\\/?*[\]:]/g;

/** 31 characters at most, none that Excel forbids. */
export const tabName = (name: string): string => name.replace(forbidden, '_').replace(/^'|'$/g, '_').slice(0, 31);

export interface Shell {
  readonly bytes: Uint8Array;
}

export const shellOf = async (book: Book, widths: readonly (readonly number[])[]): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = book.author;
  workbook.lastModifiedBy = book.author;
  workbook.created = workbook.modified = new Date(book.issuedAt);
  book.sheets.forEach((sheet, index) => addSheet(workbook, sheet, widths[index] ?? []));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

const addSheet = (workbook: ExcelJS.Workbook, sheet: Sheet, widths: readonly number[]): void => {
  const { headFrom, headTo, lastColumn } = layoutOf(sheet);
  const isWide = sheet.columns.length > 8;
  const page = workbook.addWorksheet(tabName(sheet.name), {
    views: [{ state: 'frozen', xSplit: isWide && !sheet.title ? 1 : 0, ySplit: headTo }],
    pageSetup: {
      paperSize: 9,
      orientation: isWide ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `${headFrom}:${headTo}`,
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  });
  page.columns = widths.map((width) => ({ width }));
  page.autoFilter = `A${headTo}:${lastColumn}${headTo}`;
  addHeadings(page, sheet);
  addSamples(page, headTo + 1);
};

const addHeadings = (page: ExcelJS.Worksheet, sheet: Sheet): void => {
  const { headFrom, headTo, lastColumn } = layoutOf(sheet);
  if (sheet.title) {
    page.mergeCells(`A1:${lastColumn}1`);
    style(page.getCell('A1'), { font: titleFont, alignment: { ...middle, horizontal: 'center' } }, sheet.title);
    page.getRow(1).height = 30;
  }
  if (sheet.unit) {
    page.mergeCells(`A${headFrom - 1}:${lastColumn}${headFrom - 1}`);
    style(page.getCell(`A${headFrom - 1}`), { font: cellFont, alignment: { horizontal: 'right' } }, sheet.unit);
  }
  const head = { font: headFont, border, alignment: { ...middle, horizontal: 'center' as const } };
  sheet.columns.forEach(({ title, group }, index) => {
    const column = columnName(index);
    style(page.getCell(`${column}${headFrom}`), head, group ?? title);
    if (headTo > headFrom) style(page.getCell(`${column}${headTo}`), head, group ? title : null);
  });
  if (headTo > headFrom) mergeGroups(page, sheet);
};

/** Columns without a group reach over both rows; those of one group share the upper cell. */
const mergeGroups = (page: ExcelJS.Worksheet, { columns, ...sheet }: Sheet): void => {
  const { headFrom, headTo } = layoutOf({ columns, ...sheet });
  columns.forEach(({ group }, index) => {
    if (!group) return page.mergeCells(`${columnName(index)}${headFrom}:${columnName(index)}${headTo}`);
    if (columns[index - 1]?.group === group) return;
    const next = columns.findIndex((column, at) => at > index && column.group !== group);
    const last = (next < 0 ? columns.length : next) - 1;
    if (last > index) page.mergeCells(`${columnName(index)}${headFrom}:${columnName(last)}${headFrom}`);
  });
};

const style = (cell: ExcelJS.Cell, look: Partial<ExcelJS.Style>, value: string | null): void => {
  cell.style = look;
  cell.value = value;
};

/** One cell a style, plain in the first row and bold in the second, in the order of `types`, the guarded text last. */
const addSamples = (page: ExcelJS.Worksheet, from: number): void => {
  [cellFont, headFont].forEach((font, row) => {
    types.forEach((type, index) => {
      page.getCell(from + row, index + 1).style = { font, border, numFmt: formats[type], alignment: aligned(type) };
    });
    page.getCell(from + row, types.length + 1).style = { font, border, numFmt: '@', alignment: guarded };
  });
  page.getCell(from + 2, 1).style = { font: cellFont, alignment: { vertical: 'middle', horizontal: 'left' } };
};

export interface SheetStyles {
  readonly row: CellStyles;
  readonly total: CellStyles;
  readonly note: number;
}

/** Reads the numbers of the styles off the sample rows. */
export const stylesIn = (rows: readonly string[]): SheetStyles => {
  const numbers = rows.map((row) => [...row.matchAll(/<c r="[A-Z]+\d+" s="(\d+)"/g)].map((found) => Number(found[1])));
  const of = ([text = 0, number = 0, rate = 0, day = 0, own = 0]: readonly number[] = []): CellStyles => ({
    text,
    number,
    rate,
    day,
    guarded: own,
  });
  return { row: of(numbers[0]), total: of(numbers[1]), note: numbers[2]?.[0] ?? 0 };
};
