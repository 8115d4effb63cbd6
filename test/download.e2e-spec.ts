import { jest } from '@jest/globals';
import { read, utils } from '@e965/xlsx';
import type { AccessEvents } from '#libs/office/access.js';
import { openApi, type TestApi } from './support/api.js';
import { aSuggestion } from './support/office.js';

jest.setTimeout(60_000);

let api: TestApi;

const formula = '=HYPERLINK("http://nowhere.invalid","点此")';

beforeAll(async () => {
  api = await openApi();
  await api.post('/cases', aSuggestion('0001', { title: formula }));
  await api.post('/cases', aSuggestion('0002', { title: '关于“引号”,逗号\n和换行的建议', outerRole: 'co' }));
  await api.post('/cases', aSuggestion('0003', { title: '+1+cmd|calc', kind: 'proposal' }));
}, 60_000);
afterAll(() => api.close());

const exports = async (): Promise<readonly AccessEvents['ExportMade'][]> => {
  const { events } = await api.office.runtime.events.readAll('start', 10_000);
  return events.filter(({ type }) => type === 'ExportMade').map(({ data }) => data as AccessEvents['ExportMade']);
};

const rowsOf = (text: string): readonly (readonly string[])[] => {
  const book = read(text.slice(1), { type: 'string', raw: true });
  return utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: true, defval: '' });
};

it('the ledger leaves as CSV: a mark for Excel, the office’s words, both times in every row', async () => {
  const head = await api.head();
  const answer = await api.get('/cases?format=csv&validAt=2015-03-01');
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="cases-2015-03-01-${head}.csv"`);
  expect(answer.text.startsWith('\ufeff编号,类别,案由,角色,单位,收件,期限,阶段,截至,所知至\r\n')).toBe(true);
  const [, first, second] = rowsOf(answer.text);
  expect(first).toEqual([
    ...['0001', '代表建议', `'${formula}`, '主办', '未分办', '2015-02-10', '2015-05-11', '未分办', '2015-03-01'],
    String(head),
  ]);
  expect(second![2]).toBe('关于“引号”,逗号\n和换行的建议');
});

it('in English where English is asked for', async () => {
  const { text } = await api.get('/cases?format=csv', { 'accept-language': 'en' });
  expect(text).toContain('number,kind,title,role,unit,received,due,stage');
  expect(text).toContain('suggestion');
});

it('as a workbook: case numbers texts, days days, nothing computed, filters and headings on every page (documents 4)', async () => {
  const answer = await api.bytes('/cases?number=0001', {
    accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
  const book = read(answer, { type: 'buffer', cellFormula: true });
  const sheet = book.Sheets['cases']!;
  expect([sheet['A2'].t, sheet['A2'].v]).toEqual(['s', '0001']);
  expect([sheet['C2'].t, sheet['C2'].v, sheet['C2'].f]).toEqual(['s', formula, undefined]);
  expect([sheet['F2'].t, sheet['F2'].v, sheet['F2'].w]).toEqual(['n', 42045, '2015-02-10']);
  expect(sheet['!autofilter']).toEqual({ ref: 'A1:J2' });
  expect(book.Workbook?.Names).toContainEqual(
    expect.objectContaining({ Name: '_xlnm.Print_Titles', Ref: "'cases'!$1:$1" }),
  );
});

it('figures leave with their exact parts, and as they are computed', async () => {
  const { text } = await api.get('/statistics?figures=received,N19&by=kind&format=csv');
  const rows = rowsOf(text);
  expect(rows[0]).toEqual(['类别', '指标', '代码', '项', '分子', '分母', '另列', '值', '截至', '所知至']);
  const received = rows.filter((row) => row[2] === 'received@1').map((row) => [row[0], row[4]]);
  expect(received).toEqual([
    ['代表建议', '2'],
    ['政协提案', '1'],
    ['合计', '3'],
  ]);
  expect(rows.some((row) => row[3] === '未分类')).toBe(true);
});

it('every download is recorded with its reading, its rows and its question; an answer on the screen is none', async () => {
  const before = (await exports()).length;
  await api.get('/cases?kind=proposal&validAt=2015-03-01');
  expect(await exports()).toHaveLength(before);
  const head = await api.head();
  await api.get('/cases?kind=proposal&validAt=2015-03-01&format=json');
  expect((await exports()).at(-1)).toEqual({
    occurredOn: '2015-04-10',
    what: 'cases',
    format: 'json',
    reading: { validAt: '2015-03-01', knownAt: head },
    rows: 1,
    query: 'kind=proposal&validAt=2015-03-01&format=json',
  });
});

it.each([
  '/statistics /statistics/identities /units/accountability /briefing-figures/2015-01 /register /campaigns /briefings',
  '/units /activity /inconsistencies /statistics/cases /statistics/differences',
])('%s leave in every format', async (paths) => {
  for (const path of paths.split(' '))
    for (const format of ['csv', 'xlsx', 'json'])
      expect([path, format, (await api.get(`${path}?format=${format}`)).status]).toEqual([path, format, 200]);
});

it('a format nobody writes is malformed, and an answer that is no table has none', async () => {
  expect((await api.get('/cases?format=pdf')).body['code']).toBe('query.malformed');
  expect((await api.get('/projections?format=csv')).body['code']).toBe('query.malformed');
});
