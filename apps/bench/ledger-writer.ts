import { finished } from 'node:stream/promises';
import ExcelJs from 'exceljs';
import { workbookStream } from '#libs/documents/excel/workbook.js';
import { timed } from './measure.js';

// A ledger written by one contestant; what comes out is thrown away.

const [, , way = '', count = '0'] = process.argv;

const titles = ['编号', '类别', '案由', '角色', '单位', '收件', '期限', '阶段', '截至', '所知至'];

const rowOf = (index: number): readonly (string | number)[] => [
  ...[String(index).padStart(5, '0'), index % 3 === 0 ? '政协提案' : '代表建议'],
  ...[`关于推进第${index}项工作、加强沿线综合整治的建议`, index % 4 === 0 ? '主办' : '会办', `第${index % 40}单位`],
  ...['2025-02-10', '2025-05-11', '办理中', '2025-08-31', 1_000_000],
];

function* rows(): Generator<readonly (string | number)[]> {
  for (let index = 1; index <= Number(count); index += 1) yield rowOf(index);
}

const streamed = async (): Promise<void> => {
  const types = { 5: 'day', 6: 'day', 8: 'day', 9: 'number' } as const;
  const columns = titles.map((title, at) => ({ title, type: types[at as keyof typeof types] ?? 'text' }));
  const sheets = [{ name: 'cases', columns, rows: rows() }];
  const stream = await workbookStream({ sheets, issuedAt: '2025-09-01T00:00:00.000Z', author: 'bench' });
  await finished(stream.resume());
};

const inMemory = async (): Promise<void> => {
  const book = new ExcelJs.Workbook();
  const sheet = book.addWorksheet('cases');
  sheet.addRow(titles);
  for (const row of rows()) sheet.addRow([...row]);
  await book.xlsx.writeBuffer();
};

const took = await timed(way === 'memory' ? inMemory : streamed);
process.send?.({ took, peak: process.resourceUsage().maxRSS * 1_024 });
process.disconnect?.();
