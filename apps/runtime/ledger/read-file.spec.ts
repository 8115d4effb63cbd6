import { jest } from '@jest/globals';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { isRefusal, type Refusal } from '#libs/kernel/refusal.js';
import { readLedger, type Sheet } from './read-file.js';
import { packed, partsOf } from './zip.js';

const header = '编号,类别,届,次,案由,提出人,收件日期';
const row = '0581,建议,16,2,关于一件事的建议,代表甲,2024-02-20';

const csv = (text: string, encoding: BufferEncoding = 'utf8'): Sheet =>
  readLedger({ name: 'a.csv', bytes: Buffer.from(text, encoding) });

/** 编号,案由,提出人 and a row below, in GB18030. */
const gb18030 = Buffer.from('b1e0bac52cb0b8d3c92ccce1b3f6c8cb0d0a303538312cb4fabdb22cb4fab1edbcd70d0a', 'hex');

type Cells = readonly (readonly unknown[])[];

const sheetOf = (cells: Cells): WorkSheet => utils.aoa_to_sheet(cells.map((each) => [...each]));

const workbook = (sheets: readonly WorkSheet[], { bookType = 'xlsx', date1904 = false } = {}): Uint8Array => {
  const book = utils.book_new();
  sheets.forEach((sheet, at) => utils.book_append_sheet(book, sheet, `表${at + 1}`));
  book.Workbook = { WBProps: { date1904 } };
  return write(book, { type: 'buffer', bookType: bookType as 'xlsx', compression: true }) as Uint8Array;
};

const excel = (cells: Cells, options?: { bookType?: string; date1904?: boolean }): Sheet =>
  readLedger({ name: 'a.xlsx', bytes: workbook([sheetOf(cells)], options) });

const heads = header.split(',');
const cells = row.split(',');

/** The library says so of every record it does not know. */
beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => void jest.restoreAllMocks());

describe('CSV', () => {
  it('keeps every text as written', () => {
    expect(csv(`${header}\n${row}\n`)).toEqual({
      headerRow: 1,
      headers: heads,
      rows: [{ row: 2, cells: Object.fromEntries(heads.map((head, at) => [head, cells[at]])), untitled: [] }],
    });
  });

  it.each([
    ['a mark of UTF-8', Buffer.from(`\ufeff${header}\r\n${row}\r\n`)],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${header}\r\n${row}\r\n`.replaceAll(',', '\t'), 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${header}\r\n${row}\r\n`, 'utf16le').swap16()],
    ['semicolons', Buffer.from(`${header}\n${row}`.replaceAll(',', ';'))],
    ['tabs', Buffer.from(`${header}\n${row}`.replaceAll(',', '\t'))],
    ['old Macintosh line ends', Buffer.from(`${header}\r${row}\r`)],
    ['blanks and full-width letters in headings', Buffer.from(`${header.replace('编号', ' 编　号＊')}\n${row}`)],
  ])('reads %s', (_, bytes) => {
    const [first] = readLedger({ name: 'a.csv', bytes }).rows;
    expect(Object.values(first!.cells)).toEqual(cells);
  });

  it('reads GB18030 where the bytes are no UTF-8', () => {
    const { rows } = readLedger({ name: 'a.csv', bytes: gb18030 });
    expect(rows[0]!.cells).toMatchObject({ 编号: '0581', 提出人: '代表甲' });
  });

  it('keeps commas, quotes and line breaks of a quoted field', () => {
    const { rows } = csv(`${header}\n0581,建议,16,2,"关于""三乱"",\r\n治理",代表甲,2024-02-20`);
    expect(rows[0]!.cells['案由']).toBe('关于"三乱",\n治理');
  });

  it('numbers rows as a spreadsheet shows them, whatever is blank or above the header', () => {
    const { headerRow, rows } = csv(`2024 年台账\n\n${header}\n\n${row}\n,,,\n${row.replace('0581', '0605')}\n`);
    expect([headerRow, ...rows.map((each) => each.row)]).toEqual([3, 5, 7]);
  });

  it('passes over a header printed again on the next page', () => {
    expect(csv(`${header}\n${row}\n${header}\n${row}`).rows.map((each) => each.row)).toEqual([2, 4]);
  });

  it('tells where texts stand under no header', () => {
    expect(csv(`${header}\n${row},多,,余`).rows[0]!.untitled).toEqual([8, 10]);
  });
});

describe('workbooks', () => {
  it.each(['xlsx', 'biff8'])('keeps zeros and reads dates of any format (%s)', (bookType) => {
    const formats = ['yyyy"年"m"月"d"日"', 'm/d/yy', '[$-804]aaaa;@yyyy-mm-dd', 'yyyy/m/d h:mm'];
    const dated = formats.map((z) => [{ t: 'n', v: 581, z: '0000' }, ...cells.slice(1, 6), { t: 'n', v: 45342, z }]);
    const { rows } = excel([heads, ...dated], { bookType });
    expect(rows.map((each) => each.cells['收件日期'])).toEqual(formats.map(() => '2024-02-20'));
    expect(rows.map((each) => each.cells['编号'])).toEqual(formats.map(() => '0581'));
  });

  it('reads dates of a workbook that counts from 1904', () => {
    const dated = [...cells.slice(0, 6), { t: 'n', v: 45342 - 1462, z: 'yyyy-mm-dd' }];
    expect(excel([heads, dated], { date1904: true }).rows[0]!.cells['收件日期']).toBe('2024-02-20');
  });

  it('leaves a plain number plain', () => {
    expect(excel([heads, [...cells.slice(0, 6), 45342]]).rows[0]!.cells['收件日期']).toBe('45342');
  });

  it('takes the value a formula was saved with, never the formula', () => {
    const { rows } = excel([heads, [{ t: 's', v: '0581', f: 'HYPERLINK("x")' }, ...cells.slice(1)]]);
    expect(rows[0]!.cells['编号']).toBe('0581');
  });

  it('reads headers merged over columns and rows', () => {
    const sheet = sheetOf([
      ['编号', '案由', '提出人', '面商', '', ''],
      ['', '', '', '日期', '方式', '对象'],
      ['0581', '关于', '代表甲', '2024-03-01', '走访', '代表甲'],
    ]);
    sheet['!merges'] = [...['A1:A2', 'B1:B2', 'C1:C2', 'D1:F1'].map((range) => utils.decode_range(range))];
    const read = readLedger({ name: 'a.xlsx', bytes: workbook([sheet]) });
    expect(read.headers).toEqual(['编号', '案由', '提出人', '面商日期', '面商方式', '面商对象']);
    expect(read.rows).toHaveLength(1);
    expect(read.rows[0]).toMatchObject({ row: 3, cells: { 编号: '0581', 面商方式: '走访' } });
  });

  it('reads what a merged cell says for all its rows', () => {
    const sheet = sheetOf([heads, cells, ['0605', ...cells.slice(1)]]);
    sheet['C3'] = { t: 's', v: '' };
    sheet['!merges'] = [utils.decode_range('C2:C3')];
    const { rows } = readLedger({ name: 'a.xlsx', bytes: workbook([sheet]) });
    expect(rows.map((each) => each.cells['届'])).toEqual(['16', '16']);
  });

  it('takes the first sheet that has a header', () => {
    const bytes = workbook([sheetOf([['说明'], ['请填写第二张表']]), sheetOf([heads, cells])]);
    expect(readLedger({ name: 'a.xlsx', bytes }).rows).toHaveLength(1);
  });

  it('expands no entities', () => {
    const bombed = inSheet(/<sheetData>.*<\/sheetData>/s, (found) => found.replaceAll('代表甲', '&a;&a;&a;'));
    const declared = '<!DOCTYPE x [<!ENTITY b "bbbbbbbbbb"><!ENTITY a "&b;&b;&b;">]><worksheet';
    const text = inSheet('<worksheet', () => declared);
    expect([refusalOf(bombed), refusalOf(text)]).toEqual([undefined, undefined]);
  });

  it('is not held up by cells at the far end of a sheet', () => {
    const sheet = sheetOf([heads, cells]);
    sheet['A1048576'] = { t: 's', v: '' };
    sheet['!merges'] = [utils.decode_range('Z5:XFD1048576')];
    sheet['!ref'] = 'A1:XFD1048576';
    const parts = partsOf(workbook([sheetOf([heads, cells])]), () => true);
    const wide = parts.map(({ name, bytes }) => ({
      name,
      bytes: Buffer.from(
        Buffer.from(bytes)
          .toString()
          .replace(/<dimension ref="[^"]*"\/>/, '<dimension ref="A1:XFD1048576"/>'),
      ),
    }));
    expect(readLedger({ name: 'a.xlsx', bytes: packed(wide) }).rows).toHaveLength(1);
  });
});

const big = (length: number): Buffer => Buffer.alloc(length, 'x');
const lines = (count: number): string => `${header}\n${`${row}\n`.repeat(count)}`;
const edited = (edit: (name: string, text: string) => string): Uint8Array =>
  packed(
    partsOf(workbook([sheetOf([heads, cells])]), () => true).map(({ name, bytes }) => ({
      name,
      bytes: Buffer.from(edit(name, Buffer.from(bytes).toString())),
    })),
  );
const inSheet = (from: string | RegExp, to: string | ((found: string) => string)): Uint8Array =>
  edited((name, text) => (name.includes('sheet1.xml') ? text.replace(from, to as string) : text));

const malformed: readonly (readonly [string, string, Uint8Array])[] = [
  ['nothing at all', 'import.empty', Buffer.alloc(0)],
  ['more than ten megabytes', 'import.too-large', big(10 * 1024 * 1024 + 1)],
  ['only a mark of UTF-8', 'import.no-header', Buffer.from('\ufeff')],
  ['line ends only', 'import.no-header', Buffer.from('\n'.repeat(50))],
  ['ten megabytes of line ends', 'import.too-many-rows', Buffer.alloc(10 * 1024 * 1024, '\n')],
  ['ten megabytes of commas', 'import.csv-malformed', Buffer.alloc(10 * 1024 * 1024, ',')],
  [
    'nine megabytes of short lines of commas',
    'import.too-many-cells',
    Buffer.from(`${','.repeat(999)}\n`.repeat(9_000)),
  ],
  ['no line end in nine megabytes', 'import.csv-malformed', big(9 * 1024 * 1024)],
  ['a header only', 'import.no-rows', Buffer.from(header)],
  ['no known header', 'import.no-header', Buffer.from('a,b,c\n1,2,3')],
  ['a header below the tenth row', 'import.no-header', Buffer.from(`${'x\n'.repeat(10)}${header}\n${row}`)],
  ['neither UTF-8 nor GB18030', 'import.encoding', Buffer.from([0xff, 0xff, 0x80, 0xff])],
  ['zero bytes in the text', 'import.encoding', Buffer.from(`${header}\n\u0000`)],
  ['half a character of UTF-16', 'import.encoding', Buffer.from([0xff, 0xfe, 0x31, 0x00, 0x00, 0xd8])],
  ['a quote never closed', 'import.csv-malformed', Buffer.from(`${header}\n"${row}`)],
  ['too many rows', 'import.too-many-rows', Buffer.from(lines(20_001))],
  ['too many columns', 'import.too-many-columns', Buffer.from(`${header}\n${row}${',x'.repeat(100)}`)],
  ['too many headers', 'import.too-many-columns', Buffer.from(`${header}${',x'.repeat(100)}\n${row}`)],
  ['a cell too long', 'import.cell-too-long', Buffer.from(`${header}\n${row}${'x'.repeat(10_001)}`)],
  ['a PDF', 'import.format', Buffer.from('%PDF-1.7\n')],
  ['an empty archive', 'import.format', packed([])],
  ['a split archive', 'import.format', Buffer.from('PK\u0007\u0008…')],
  ['an archive cut off', 'import.archive-damaged', workbook([sheetOf([heads, cells])]).slice(0, 900)],
  ['four bytes of an archive', 'import.archive-damaged', Buffer.from('PK\u0003\u0004')],
  ['an archive that is no workbook', 'import.format', packed([{ name: 'word/document.xml', bytes: big(9) }])],
  ['a workbook without content types', 'import.unreadable', packed([{ name: 'xl/workbook.xml', bytes: big(9) }])],
  ['a workbook whose parts are rubbish', 'import.unreadable', edited(() => 'rubbish')],
  [
    'a workbook whose sheet is rubbish',
    'import.no-header',
    edited((name, text) => (name.includes('sheet1.xml') ? '<x' : text)),
  ],
  [
    'a workbook whose sheet is missing',
    'import.no-header',
    edited((name, text) => (/sheet1\.xml$/.test(name) ? '' : text)),
  ],
  ['a sheet with a header only', 'import.no-rows', workbook([sheetOf([heads])])],
  ['a sheet with nothing', 'import.no-header', workbook([sheetOf([])])],
  [
    'a sheet with too many columns',
    'import.too-many-columns',
    workbook([sheetOf([heads, [...cells, ...Array(100).fill('x')]])]),
  ],
  ['a cell too long in a sheet', 'import.cell-too-long', workbook([sheetOf([heads, [...cells, 'x'.repeat(10_001)]])])],
  ['too many rows in a sheet', 'import.too-many-rows', workbook([sheetOf([heads, ...Array(20_001).fill(cells)])])],
  [
    'merges over half the sheet',
    'import.merged-too-many',
    inSheet('</sheetData>', `</sheetData><mergeCells>${'<mergeCell ref="A2:XFD1048576"/>'.repeat(3)}</mergeCells>`),
  ],
  [
    'an unknown address',
    'import.no-rows',
    inSheet(/<row r="2".*<\/row>/s, '<row r="2"><c r="ZZZZZZZ9999999999"><v>1</v></c></row>'),
  ],
  ['a compound file of nothing', 'import.unreadable', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  [
    'a compound file cut off',
    'import.unreadable',
    workbook([sheetOf([heads, cells])], { bookType: 'biff8' }).slice(0, 1200),
  ],
  [
    'a compound file of zeros',
    'import.unreadable',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]),
  ],
];

const refusalOf = (bytes: Uint8Array): Refusal | undefined => {
  try {
    readLedger({ name: 'a', bytes });
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
  return undefined;
};

describe('malformed files', () => {
  it.each(malformed)('refuses %s', (_, code, bytes) => {
    expect(refusalOf(bytes)?.code).toBe(code);
  });

  it('names the row', () => {
    expect(refusalOf(Buffer.from(`${header}\n${row}\n${row}${',x'.repeat(100)}`))?.details).toMatchObject({ row: 3 });
    expect(refusalOf(Buffer.from(`${header}\n${row}\n${row}${'x'.repeat(10_001)}`))?.details).toMatchObject({
      row: 3,
      column: 7,
    });
  });

  it('refuses or reads an old workbook whatever byte of it is changed', () => {
    const bytes = workbook([sheetOf([heads, cells])], { bookType: 'biff8' });
    for (let at = 0; at < Math.min(bytes.length, 2_000); at += 7) {
      const changed = Uint8Array.from(bytes);
      changed[at] = 0xff;
      expect(() => refusalOf(changed)).not.toThrow();
    }
  });
});
