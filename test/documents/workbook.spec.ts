import { jest } from '@jest/globals';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { read, utils } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import type { Cell, Column } from '#libs/documents/content.js';
import type { Book, Sheet } from '#libs/documents/excel/book.js';
import { serialOf } from '#libs/documents/excel/cells.js';
import { workbookFile, workbookStream } from '#libs/documents/excel/workbook.js';
import { sampleBook } from './sample-book.js';

// Printing takes a fraction of a second, on a busy machine several.
jest.setTimeout(60_000);

const opened = async (book: Book): Promise<ExcelJS.Workbook> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await workbookFile(book)).buffer as ArrayBuffer);
  return workbook;
};

const part = async (book: Book, name: string): Promise<string> =>
  (await (await JSZip.loadAsync(await workbookFile(book))).file(name)?.async('string')) ?? '';

const book = (sheet: Partial<Sheet>): Book => ({
  issuedAt: '2015-09-16T02:00:00.000Z',
  author: '办公室',
  sheets: [{ name: '台账', columns: [{ title: '编号', type: 'text' }], rows: [], ...sheet }],
});

const manyColumns: readonly Column[] = Array.from({ length: 25 }, (_, index) => ({
  title: `第${index + 1}栏`,
  type: (['text', 'number', 'rate', 'day', 'text'] as const)[index % 5] ?? 'text',
}));

describe('a sheet for the office (documents 4)', () => {
  let page: ExcelJS.Worksheet;
  let ledger: ExcelJS.Worksheet;
  beforeAll(async () => {
    const workbook = await opened(sampleBook);
    page = workbook.getWorksheet('统计表') as ExcelJS.Worksheet;
    ledger = workbook.getWorksheet('台账') as ExcelJS.Worksheet;
  });

  it('keeps numbers as numbers and text as text: 0581 with its zero', () => {
    expect(page.getCell('B5').value).toMatchObject({ text: 5 });
    expect(page.getCell('C5').value).toBe(1);
    expect(ledger.getCell('A2').value).toBe('0581');
    expect(ledger.getCell('A6').value).toBe('2015-03-01');
    expect(ledger.getCell('D2').value).toBe(-3);
  });

  it('keeps dates as dates, the same in every time zone, and leaves what is none as text', () => {
    expect(ledger.getCell('C3').value).toEqual(new Date(Date.UTC(2015, 2, 1)));
    expect(ledger.getCell('C3').numFmt).toBe('yyyy-mm-dd');
    expect([ledger.getCell('C4').value, ledger.getCell('C5').value]).toEqual(['不详', '2015-02-30']);
    expect([serialOf('1900-03-01'), serialOf('2015-08-31')]).toEqual([61, 42_247]);
    expect([serialOf('1900-02-28'), serialOf('2015-13-01'), serialOf('2015-8-1')]).toEqual(Array(3).fill(undefined));
  });

  it('states rates as fractions with one decimal, and a base of 0 as 「—」 (semantics 42)', () => {
    expect(page.getCell('D5').value).toBeCloseTo(5 / 6, 12);
    expect(page.getCell('D5').numFmt).toBe('0.0%');
    expect(page.getCell('D6').value).toBe('—');
  });

  it('holds no formula, whatever the data begin with', async () => {
    const dangerous = ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("https://bad.example")'];
    const made = book({ rows: dangerous.map((text) => [text]) });
    const sheet = await part(made, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toContain('<f');
    const workbook = await opened(made);
    const cells = dangerous.map((_, index) => workbook.worksheets[0]?.getCell(2 + index, 1));
    expect(cells.map((cell) => cell?.type)).toEqual(dangerous.map(() => ExcelJS.ValueType.String));
    expect(cells.map((cell) => cell?.numFmt)).toEqual(dangerous.map(() => '@'));
    expect(cells.map((cell) => cell?.formula)).toEqual(dangerous.map(() => undefined));
  });

  it('keeps text that begins like a formula text when someone edits it', async () => {
    const made = book({ rows: [['=1+1'], ['0581']] });
    const styles = await part(made, 'xl/styles.xml');
    const cells = [...(await part(made, 'xl/worksheets/sheet1.xml')).matchAll(/<c r="A[23]" s="(\d+)"/g)];
    const formats = [...(styles.split('<cellXfs')[1] ?? '').matchAll(/<xf [^>]*>/g)].map(([xf]) => xf);
    const isQuoted = cells.map(([, style]) => formats[Number(style)]?.includes('quotePrefix="1"'));
    expect(isQuoted).toEqual([true, false]);
  });

  it('opens the cases behind a number', () => {
    expect(page.getCell('B5').value).toMatchObject({
      hyperlink: 'https://lookback.example/cases?unit=1&kind="suggestion"',
    });
  });

  it('has its headings frozen, filtered and printed on every page', () => {
    expect(page.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 });
    expect(page.autoFilter).toBe('A4:D6');
    expect(page.pageSetup.printTitlesRow).toBe('3:4');
    expect(ledger.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(ledger.autoFilter).toBe('A1:D6');
    expect(ledger.pageSetup).toMatchObject({ paperSize: 9, fitToWidth: 1, fitToHeight: 0 });
  });

  it('has columns as wide as what stands in them, and shared headings above their group', () => {
    expect(ledger.getColumn(2).width).toBeGreaterThan(ledger.getColumn(1).width ?? 0);
    expect(page.getCell('B3').value).toBe('收件');
    expect(page.getCell('C3').master.address).toBe('B3');
    expect(page.getCell('A4').master.address).toBe('A3');
  });

  it('has no warning on 0581, and its first column in sight where it has many', async () => {
    expect(await part(sampleBook, 'xl/worksheets/sheet2.xml')).toContain(
      '<ignoredError sqref="A1:D7" numberStoredAsText="1"/>',
    );
    const workbook = await opened(book({ columns: manyColumns }));
    expect(workbook.worksheets[0]?.views[0]).toMatchObject({ xSplit: 1, ySplit: 1 });
  });

  it('ends in its sums and notes', () => {
    expect(page.getCell('A7').value).toBe('合计');
    expect(page.getCell('A7').font).toMatchObject({ name: '黑体' });
    expect(page.getCell('A8').value).toContain('按期率的分母');
  });

  it('says what no cell may hold otherwise: marks, line breaks, the escapes of Excel itself', () => {
    // This library leaves Excel's own escapes as they are written; Excel and the next one read `_x0041_`.
    expect(ledger.getCell('B6').value).toBe('第一行\n第二行 <b> & _x005F_x0041_');
  });

  it('is read by another library as well', async () => {
    const workbook = read(await workbookFile(sampleBook), { cellDates: false });
    const rows = utils.sheet_to_json<unknown[]>(workbook.Sheets['台账']!, { header: 1, raw: true });
    expect(rows[1]).toEqual(['0581', '=HYPERLINK("https://bad.example","点我")', 42_063, -3]);
    expect(rows[5]?.[1]).toBe('第一行\n第二行 <b> & _x0041_');
  });

  it('states who made it and when, and nothing of the day it is printed on', async () => {
    const core = await part(sampleBook, 'docProps/core.xml');
    expect([...core.matchAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g)].map(([time]) => time)).toEqual(
      Array(2).fill('2015-09-16T02:00:00Z'),
    );
    expect(core).toContain('闵行区人民政府办公室');
  });

  it('has a tab name that Excel allows, and refuses two of the same', async () => {
    const long = '闵行区人民政府/办公室*2015年[7—8月]建议：提案?办理情况统计表（一）';
    const workbook = await opened(book({ name: long }));
    const name = workbook.worksheets[0]?.name ?? '';
    expect(name).not.toMatch(/[\\/?*[\]:]/);
    expect(name.length).toBeLessThanOrEqual(31);
    const [sheet] = book({}).sheets as [Sheet];
    await expect(workbookFile({ ...book({}), sheets: [sheet, sheet] })).rejects.toMatchObject({
      code: 'sheet.name-taken',
    });
  });
});

function* manyRows(count: number): Generator<readonly Cell[]> {
  for (let row = 0; row < count; row += 1)
    yield manyColumns.map(({ type }, index): Cell => {
      if (type === 'number') return row * index;
      if (type === 'rate') return { numerator: row % 7, denominator: 7 };
      return type === 'day' ? '2015-08-31' : `关于第${row}号建议的办理情况${index}`;
    });
}

describe('a ledger of any length (documents 4)', () => {
  it('is written while its rows come in: 20,000 rows of 25 columns within 120 MB beside what was there', async () => {
    let size = 0;
    let most = 0;
    const before = process.memoryUsage().rss;
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        size += chunk.length;
        most = Math.max(most, process.memoryUsage().rss);
        done();
      },
    });
    await pipeline(await workbookStream(book({ columns: manyColumns, rows: manyRows(20_000) })), sink);
    expect(size).toBeGreaterThan(1_000_000);
    // Half a million cells held as objects, as the usual writer does, take several times that.
    expect(most - before).toBeLessThan(120 * 1024 * 1024);
  }, 120_000);

  it('ends with the error of a row that cannot be read, not with half a file', async () => {
    const broken = async function* (): AsyncGenerator<readonly Cell[]> {
      for (let row = 0; row < 500; row += 1) yield [`${row}`];
      throw new Error('the view went away');
    };
    await expect(workbookFile(book({ rows: broken() }))).rejects.toThrow('the view went away');
  });

  it('is the same from a list and from a stream', async () => {
    const rows = [...manyRows(300)];
    const listed = await workbookFile(book({ columns: manyColumns, rows }));
    const streamed = await workbookFile(book({ columns: manyColumns, rows: manyRows(300) }));
    expect(Buffer.compare(Buffer.from(listed), Buffer.from(streamed))).toBe(0);
  });
});
