import { deflateRawSync } from 'node:zlib';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { packed, partsOf } from '#apps/runtime/ledger/zip.js';
import { csvOf, headings, ledgerRow, type Cells } from './ledger.js';

/** What is said of a file: a remark on a row and its column, or one sentence on the whole file. */
export type Expected =
  | { readonly row: number; readonly column?: string; readonly code: string }
  | { readonly file: string; readonly status?: number };

export type Malformed = readonly [name: string, bytes: Uint8Array, expected: Expected];

const good = ledgerRow('0001');
const utf8 = (text: string): Buffer => Buffer.from(text);

/** One good row, then the one in question: row 3. */
const second = (changed: Cells): Buffer => utf8(csvOf([good, ledgerRow('0002', changed)]));

const inRow = (name: string, changed: Cells, code: string, column = Object.keys(changed)[0]): Malformed => [
  name,
  second(changed),
  { row: 3, column, code },
];

const without = (...dropped: readonly string[]): Buffer =>
  utf8(
    csvOf(
      [good],
      headings.filter((header) => !dropped.includes(header)),
    ),
  );

const inFile = (name: string, bytes: Uint8Array, file: string, status = 422): Malformed => [
  name,
  bytes,
  { file, status },
];

// --- whole files -----------------------------------------------------------------------------------------------------

const sheetOf = (rows: readonly Cells[]): WorkSheet =>
  utils.aoa_to_sheet([[...headings], ...rows.map((row) => headings.map((header) => row[header] ?? ''))]);

const workbook = (sheet: WorkSheet): Buffer => {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '台账');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
};

/** A workbook of the good row with one part written otherwise. */
const edited = (part: RegExp, edit: (text: string) => string): Buffer =>
  packed(
    partsOf(workbook(sheetOf([good])), () => true).map(({ name, bytes }) => ({
      name,
      bytes: part.test(name) ? Buffer.from(edit(Buffer.from(bytes).toString())) : bytes,
    })),
  ) as Buffer;

/** An archive whose one part inflates more than any ledger. */
const bomb = (inflated: number, stated = inflated): Buffer => {
  const body = deflateRawSync(Buffer.alloc(inflated));
  const archive = Buffer.from(packed([{ name: 'xl/workbook.xml', bytes: body }]));
  archive.writeUInt16LE(8, 8);
  const directory = archive.readUInt32LE(archive.length - 22 + 16);
  archive.writeUInt16LE(8, directory + 10);
  archive.writeUInt32LE(body.length, directory + 20);
  archive.writeUInt32LE(stated, directory + 24);
  return archive;
};

const whole = csvOf([good]);

const files: readonly Malformed[] = [
  inFile('nothing at all', Buffer.alloc(0), 'import.empty'),
  inFile('more than ten megabytes', Buffer.alloc(10 * 1024 * 1024 + 1, 'x'), 'import.too-large', 413),
  inFile('only a mark of UTF-8', utf8('\ufeff'), 'import.no-header'),
  inFile('a PDF', utf8('%PDF-1.7\n…'), 'import.format', 415),
  inFile(
    'an archive that is no workbook',
    packed([{ name: 'word/document.xml', bytes: utf8('<x/>') }]),
    'import.format',
    415,
  ),
  inFile('a workbook cut off', workbook(sheetOf([good])).subarray(0, 900), 'import.archive-damaged'),
  inFile('four bytes of an archive', utf8('PK\u0003\u0004'), 'import.archive-damaged'),
  inFile('a bomb by its ratio', bomb(6_000_000), 'import.archive-ratio'),
  inFile('a bomb by its stated size', bomb(1_000, 600 * 1024 * 1024), 'import.archive-inflated', 413),
  inFile('a bomb that states a small size', bomb(30 * 1024 * 1024, 20_000), 'import.archive-damaged'),
  inFile(
    'an archive of thousands of parts',
    packed(Array.from({ length: 5_000 }, (_, at) => ({ name: `xl/p${at}.xml`, bytes: Buffer.alloc(0) }))),
    'import.archive-entries',
  ),
  inFile(
    'a workbook whose parts are rubbish',
    edited(/./, () => 'rubbish'),
    'import.unreadable',
  ),
  inFile(
    'a workbook whose sheet is rubbish',
    edited(/sheet1\.xml$/, () => '<x'),
    'import.no-header',
  ),
  inFile(
    'merges over half the sheet',
    edited(/sheet1\.xml$/, (text) =>
      text.replace(
        '</sheetData>',
        `</sheetData><mergeCells>${'<mergeCell ref="A2:XFD1048576"/>'.repeat(3)}</mergeCells>`,
      ),
    ),
    'import.merged-too-many',
  ),
  inFile('an old workbook of nothing', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import.unreadable'),
  inFile('UTF-16 without its mark', Buffer.from(whole.slice(1), 'utf16le'), 'import.encoding'),
  inFile('bytes of no encoding', Buffer.from([0xff, 0xff, 0x80, 0xff, 0x0a]), 'import.encoding'),
  inFile('zero bytes', utf8(`${whole}\r\n\u0000`), 'import.encoding'),
  inFile('half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x31, 0x00, 0x00, 0xd8]), 'import.encoding'),
  inFile('a quote never closed', utf8(`${whole}\r\n"0002,建议`), 'import.csv-malformed'),
  inFile('a header only', utf8(headings.join(',')), 'import.no-rows'),
  inFile('a header and blank rows', utf8(`${headings.join(',')}\r\n,,,\r\n\r\n`), 'import.no-rows'),
  inFile('no known header', utf8('甲,乙,丙\r\n1,2,3'), 'import.no-header'),
  inFile('a header below the tenth row', utf8(`${'说明\r\n'.repeat(10)}${whole}`), 'import.no-header'),
  inFile('a million columns', utf8(`${headings.join(',')}\r\n${'x,'.repeat(1_000_000)}`), 'import.csv-malformed'),
  inFile('a row of 200 columns', utf8(`${whole}\r\n${'x,'.repeat(200)}x`), 'import.too-many-columns'),
  inFile('20,001 rows', utf8(`${whole}${`\r\n${'0001,建议'}`.repeat(20_000)}`), 'import.too-many-rows'),
  inFile('a cell of 10,001 characters', second({ 面商情况: '长'.repeat(10_001) }), 'import.cell-too-long'),
];

// --- headers ---------------------------------------------------------------------------------------------------------

const headers: readonly Malformed[] = [
  ...['编号', '类别', '届', '次', '案由', '收件日期'].map((column): Malformed => [
    `no column ${column}`,
    without(column),
    { row: 1, column, code: 'import.column-missing' },
  ]),
  ['no column of proposers', without('提出人', '领衔人'), { row: 1, column: '提出人', code: 'import.column-missing' }],
  [
    'one column twice under two names',
    utf8(csvOf([{ ...good, 案号: '0002' }])),
    { row: 1, column: '编号', code: 'import.column-twice' },
  ],
  ['a text under no header', utf8(`${whole},多出来的一列`), { row: 2, code: 'import.cell-untitled' }],
];

// --- cells -----------------------------------------------------------------------------------------------------------

/** Twelve ways to write a day that no calendar has, or that may mean two. */
const dates = [
  ...['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '2024-4-31', '20240220', '2024年2月30日', '24-02-20'],
  ...['02/20/2024', '2024-02-20T08:00', '二〇二四年二月二十日', '2024/02-20'],
];

const cells: readonly Malformed[] = [
  ...dates.map((date) => inRow(`the date ${date}`, { 收件日期: date }, 'import.date-malformed')),
  inRow('a day that has not come', { 收件日期: '2099-01-01' }, 'import.date-in-future'),
  inRow('a serial number for a date', { 收件日期: '45342' }, 'import.date-malformed'),
  inRow('no number', { 编号: '' }, 'import.value-missing'),
  inRow('a dash for a title', { 案由: '——' }, 'import.value-missing'),
  inRow('a formula error', { 案由: '#REF!' }, 'import.cell-error'),
  inRow('another formula error', { 编号: '#N/A' }, 'import.cell-error'),
  inRow('an unknown kind', { 类别: '议案' }, 'import.value-unknown'),
  inRow('an unknown level', { 层级: '镇' }, 'import.value-unknown'),
  inRow('an unknown role', { 角色: '协办单位' }, 'import.value-unknown'),
  inRow('an unknown sitting', { 会议: '会前会' }, 'import.value-unknown'),
  inRow('an unknown outcome', { 办理结果: '已阅' }, 'import.value-unknown'),
  inRow('an unknown disclosure', { 公开属性: '半公开' }, 'import.value-unknown'),
  inRow('an unknown grade', { 态度: '很满意' }, 'import.value-unknown'),
  inRow('an unknown way of contact', { 面商方式: '心灵感应' }, 'import.value-unknown'),
  inRow('an unknown subject', { 题材: '天文地理' }, 'import.value-unknown'),
  inRow('an ordinal that is none', { 届: '第一百届' }, 'import.ordinal-malformed'),
  inRow('a term of zero', { 届: '0' }, 'import.ordinal-malformed'),
  inRow('a session as a fraction', { 次: '2.5' }, 'import.ordinal-malformed'),
  inRow('an unknown unit', { 牵头单位: '区某局' }, 'import.unit-unknown'),
  inRow('an unknown supporting unit', { 配合单位: '区建管委、区某局' }, 'import.unit-unknown'),
  inRow('one unit twice', { 配合单位: '区交通委' }, 'import.unit-twice'),
  inRow('a unit before it was founded', { 牵头单位: '区新设委' }, 'import.unit-unknown'),
  inRow('joint leads without shares', { 共同牵头: '区交通委' }, 'import.share-malformed'),
  inRow('a lead beside joint leads', { 共同牵头: '区建管委：甲；浦江镇：乙' }, 'import.lead-and-joint', '牵头单位'),
  inRow('an assignment before the receipt', { 交办日期: '2024-02-01' }, 'import.date-order'),
  inRow('a reply before the receipt', { 答复日期: '2024-02-01' }, 'import.date-order'),
  inRow('a judgement before the reply', { 评价日期: '2024-03-01' }, 'import.date-order'),
  inRow('units without a date', { 交办日期: '' }, 'import.needs', '牵头单位'),
  inRow('a reply without its number', { 答复文号: '' }, 'import.needs', '答复日期'),
  inRow('a reply without its outcome', { 办理结果: '' }, 'import.needs', '答复日期'),
  inRow('an attitude without a result', { 结果: '' }, 'import.needs', '态度'),
  inRow('a reply to a co case', { 角色: '会办' }, 'import.co-replied', '答复日期'),
  inRow('an opinion on a case of ours', { 会办意见日期: '2024-03-01' }, 'import.opinion-not-co'),
  inRow('a city case without a role', { 角色: '' }, 'import.role-missing'),
  inRow('a district case with a role', { 层级: '区' }, 'import.role-district', '角色'),
  inRow('a contact with strangers', { 面商对象: '代表癸' }, 'import.contact-stranger'),
  inRow('dissatisfied without a word', { 态度: '不满意' }, 'import.comment-missing', '评价意见'),
  inRow('a title of 4,000 characters', { 案由: '长'.repeat(4_000) }, 'import.value-invalid'),
  inRow('control characters in a title', { 案由: '关于\u0007的建议' }, 'import.value-invalid'),
  inRow('an escape sequence for a terminal', { 案由: '\u001b[31m红\u001b[0m' }, 'import.value-invalid'),
  inRow('a character that was lost', { 案由: '关于\ufffd的建议' }, 'import.text-damaged'),
  [
    'half a character in a workbook',
    edited(/sheet1\.xml$/, (text) => text.replaceAll('关于', '&#xD800;')),
    { row: 2, column: '案由', code: 'import.value-invalid' },
  ],
  [
    'the same number twice',
    utf8(csvOf([good, ledgerRow('0001')])),
    { row: 3, column: '编号', code: 'import.number-twice' },
  ],
  [
    'the same number in another writing',
    utf8(csvOf([good, ledgerRow('０００１')])),
    { row: 3, column: '编号', code: 'import.number-twice' },
  ],
  [
    'an error in the hundredth row',
    utf8(csvOf([...Array.from({ length: 98 }, (_, at) => ledgerRow(String(at + 1))), ledgerRow('9999', { 届: 'x' })])),
    { row: 100, column: '届', code: 'import.ordinal-malformed' },
  ],
  [
    'an error below blank rows',
    utf8(`${whole}\r\n\r\n,,,\r\n${csvOf([ledgerRow('0002', { 类别: '议案' })]).split('\r\n')[1]}`),
    { row: 5, column: '类别', code: 'import.value-unknown' },
  ],
  [
    'a formula saved with an error',
    workbook(Object.assign(sheetOf([good]), { H2: { t: 'e', v: 0x17, w: '#REF!' } })),
    { row: 2, column: headings[7], code: 'import.cell-error' },
  ],
  [
    'a number that is a number and lost its zeros, twice',
    workbook(Object.assign(sheetOf([good, ledgerRow('x')]), { A2: { t: 'n', v: 1 }, A3: { t: 'n', v: 1 } })),
    { row: 3, column: '编号', code: 'import.number-twice' },
  ],
];

/** Each is answered with a remark on its row, or one sentence on the file: never with a failure, never with an event. */
export const malformedLedgers: readonly Malformed[] = [...files, ...headers, ...cells];
