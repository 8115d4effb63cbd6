import { jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils, write } from '@e965/xlsx';
import { commandLine, furnishedFolder, type Said } from './support/command-line.js';
import { csvOf, ledgerRow, type Cells } from './support/ledger.js';

// Each line opens and closes the whole program.
jest.setTimeout(120_000);

type Lookback = (...argv: readonly string[]) => Promise<Said>;

let folder: string;
let files: string;
let lookback: Lookback;
let english: Lookback;

/** One office for all: its ledger comes in by the command line itself. */
beforeAll(async () => {
  folder = await furnishedFolder();
  files = mkdtempSync(join(tmpdir(), 'lookback-files-'));
  lookback = await commandLine({ folder });
  english = await commandLine({ folder, environment: { LANG: 'en_GB.UTF-8' } });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(files, { recursive: true });
});

const fileOf = (name: string, content: string | Uint8Array): string => {
  const file = join(files, name);
  writeFileSync(file, content);
  return file;
};

const workbookOf = (rows: readonly Cells[]): Uint8Array => {
  const book = utils.book_new();
  const headers = Object.keys(rows[0]!);
  const cells = [headers, ...rows.map((row) => headers.map((header) => row[header]))];
  utils.book_append_sheet(book, utils.aoa_to_sheet(cells), '台账');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array;
};

const json = <T>({ out }: Said): T => JSON.parse(out) as T;

const expectDone = (said: Said): Said => {
  expect([said.code, said.error]).toEqual([0, '']);
  return said;
};

/** The row of 2024 under other headings than the template's, as offices write them. */
const aliases: Readonly<Record<string, string>> = {
  编号: '案号',
  案由: '标题',
  收件日期: '来件日期',
  牵头单位: '承办单位',
};

const renamed = (row: Cells): Cells =>
  Object.fromEntries(Object.entries(row).map(([header, text]) => [aliases[header] ?? header, text]));

describe('case import', () => {
  it('a dry run says what would come in, and writes nothing', async () => {
    const file = fileOf('dry.csv', csvOf([ledgerRow('0001'), ledgerRow('0002')]));
    const said = expectDone(await lookback('case', 'import', file, '--dry-run'));
    expect(said.out).toBe('检查通过，共 2 行：将新增 2，已有 0；未写入');
    expect(json<{ total: number }>(await lookback('case', 'list', '--json')).total).toBe(0);
  });

  it('a file with errors is refused whole, each remark with its row and column: 1', async () => {
    const rows = [ledgerRow('0001'), ledgerRow('0002', { 收件日期: '2024-02-30' }), ledgerRow('', { 类别: '议案' })];
    const said = await lookback('case', 'import', fileOf('wrong.csv', csvOf(rows)));
    expect([said.code, said.error]).toEqual([1, 'import.has-errors: 文件有 3 处错误，未写入任何内容']);
    const lines = said.out.split('\n').map((line) =>
      line
        .split(/ {2,}/)
        .slice(0, 3)
        .map((text) => text.trim()),
    );
    expect(lines.slice(2)).toEqual([
      ['3', '收件日期', '错误'],
      ['4', '类别', '错误'],
      ['4', '编号', '错误'],
    ]);
    const remarks = json<{ remarks: readonly { row: number; code: string }[] }>(
      await english('case', 'import', join(files, 'wrong.csv'), '--json'),
    );
    expect(remarks.remarks.map(({ row, code }) => [row, code])).toEqual([
      [3, 'import.date-malformed'],
      [4, 'import.value-unknown'],
      [4, 'import.value-missing'],
    ]);
  });

  it('keeps leading zeros and understands other headings, from CSV and from a workbook', async () => {
    const csv = fileOf('one.csv', csvOf([renamed(ledgerRow('0581'))]));
    expect(expectDone(await lookback('case', 'import', csv)).out).toBe('共 1 行：新增 1，已有 0');
    const xlsx = fileOf('two.xlsx', workbookOf([renamed(ledgerRow('0605')), renamed(ledgerRow('0006'))]));
    expect(expectDone(await english('case', 'import', xlsx)).out).toBe('2 rows: 2 new, 0 already there');
    const { cases } = json<{ cases: readonly { number: string }[] }>(await lookback('case', 'list', '--json'));
    expect(cases.map(({ number }) => number)).toEqual(['0006', '0581', '0605']);
  });

  it('twice adds nothing', async () => {
    expect((await lookback('case', 'import', join(files, 'two.xlsx'))).out).toBe('共 2 行：新增 0，已有 2');
  });
});

describe('what a case is told as', () => {
  it('the ledger, in the office’s words by default, in English by LANG or --lang', async () => {
    const { out } = expectDone(await lookback('case', 'list'));
    expect(out.split('\n')[0]!.split(/ {2,}/)).toEqual([
      '编号',
      '类别',
      '案由',
      '角色',
      '单位',
      '收件',
      '期限',
      '阶段',
    ]);
    expect(out).toMatch(/^0581 +代表建议 +.* 主办 +区交通委 +2024-02-20 +2024-05-20 +已答复$/m);
    for (const said of [await english('case', 'list'), await lookback('case', 'list', '--lang', 'en')])
      expect(said.out).toMatch(/^0581 +suggestion +.* lead +区交通委 +2024-02-20 +2024-05-20 +replied$/m);
    expect((await english('case', 'list', '--lang', 'zh')).out).toContain('代表建议');
  });

  it('no word of the code stands in a table, and none of the office in JSON', async () => {
    for (const command of ['case list', 'case show 0581', 'history 0581', 'activity', 'projections list']) {
      const { out } = await lookback(...command.split(' '));
      expect([
        command,
        out.match(/\b(suggestion|replied|in-session|jiaotong|CaseRegistered|outerRole|live)\b/),
      ]).toEqual([command, null]);
    }
    const { out } = await lookback('case', 'show', '0581', '--json');
    expect(out).toContain('"suggestion"');
    expect(out).not.toContain('代表建议"');
  });

  it('one case, grain by grain', async () => {
    const { out } = expectDone(await lookback('case', 'show', '0581'));
    expect(out).toContain('【基本情况】');
    expect(out).toMatch(/^ {2}对上角色 +主办$/m);
    expect(out).toMatch(/^区交通委 +牵头 +已签收/m);
  });

  it('its history, event by event: who, when, what, old → new', async () => {
    const { out } = expectDone(await lookback('history', '0581'));
    const heads = out.split('\n').filter((line) => line.startsWith('第 '));
    expect(heads.map((line) => line.split(/ {2,}/)[2])).toEqual([
      ...['登记', '题材归类', '交办', '签收', '沟通', '答复', '征求评价', '评价'],
    ]);
    expect(out).toMatch(/录入\n {4}层级 市办件；类别 代表建议；/);
    expect(out).toContain('台账未附依据');
  });

  it('what two readings of it state differently, with the events', async () => {
    const { out } = expectDone(
      await lookback('case', 'diff', '0581', '--valid-at', '2024-04-24', '--to-valid-at', '2024-04-25'),
    );
    expect(out).toMatch(/^阶段 +办理中 +已答复 +\d+ 答复$/m);
    expect((await lookback('case', 'diff', '0581')).out).toBe('两个时点没有差异');
  });

  it('a number that is none, or means several cases: 1', async () => {
    expect(await lookback('case', 'show', '9999')).toMatchObject({ code: 1, error: '没有编号或标识为 9999 的件' });
    const recess = fileOf('recess.csv', csvOf([ledgerRow('0581', { 会议: '闭会' })]));
    await lookback('case', 'import', recess);
    const said = await english('history', '0581');
    expect([said.code, said.error.split('\n').length]).toEqual([1, 3]);
    const [id] = /[0-9a-f-]{36}/.exec(said.error)!;
    expectDone(await lookback('history', id));
  });
});

describe('figures', () => {
  it('stats: the reading first, figures by name', async () => {
    const { out } = expectDone(
      await lookback('stats', '--valid-at', '2024-12-31', '--by', 'kind', '--figures', 'N1,N3,N11'),
    );
    expect(out).toMatch(/^截至 2024-12-31，按第 \d+ 条所知（\d{4}-\d\d-\d\d）\n/);
    expect(out).toMatch(/^收件数 +4 +4$/m);
    expect(out).toMatch(/^办复率 +100\.0%（4\/4） +100\.0%（4\/4）$/m);
    const english1 = await english('stats', '--valid-at', '2024-12-31', '--figures', 'N3');
    expect(english1.out).toMatch(/^replied +100\.0% \(4\/4\)$/m);
  });

  it('stats diff: which figures, which cases, which events', async () => {
    const { out } = expectDone(await lookback('stats', 'diff', '2024-04-24', '2024-04-25', '--figures', 'N3'));
    expect(out).toMatch(/^办复率 +0\.0% +100\.0% +\+100\.0/m);
    expect(out).toMatch(/^办复率 +进 +0581 .* \d+ 答复$/m);
    expect((await lookback('stats', 'diff', '2024-04-24', '2024-04-24')).out).toContain('两个时点没有差异');
  });

  it('stats cases: the cases behind a number', async () => {
    const { out } = expectDone(await lookback('stats', 'cases', 'N3', '--valid-at', '2024-12-31'));
    expect(out.split('\n').filter((line) => /^0\d{3} /.test(line))).toHaveLength(4);
  });

  it.each([
    ['briefing figures 2024-03', /^本期答复 +4 +4$/m],
    ['units accountability --valid-at 2024-12-31', /^按期办复率 +—（0\/0） +100\.0%（4\/4） +100\.0%（4\/4）$/m],
    ['stats identities --valid-at 2024-12-31', /是/],
    ['stats definitions', /^N4@\d +按期办复率/m],
    ['units list', /^jiaotong +区交通委$/m],
    ['register', /类型 +数量/],
    ['inconsistencies', /没有前后矛盾的事实/],
  ])('%s', async (command, expected) => {
    expect(expectDone(await lookback(...command.split(' '))).out).toMatch(expected);
  });

  it('leave as files, by their ending, and the export is recorded', async () => {
    const file = join(files, 'figures.xlsx');
    const said = await lookback('stats', '--valid-at', '2024-12-31', '--by', 'kind', '--out', file);
    expect([said.code, said.out, said.error]).toEqual([0, '', `已写入 ${file}（导出已记录）`]);
    expect(read(readFileSync(file)).SheetNames).toEqual(['statistics']);
    expect(await lookback('stats', '--out', join(files, 'figures.pdf'))).toMatchObject({ code: 2 });
    const { out } = await lookback('activity', '--type', 'ExportMade');
    expect(out).toMatch(/本机操作员 +导出/);
  });
});

describe('projections', () => {
  it('are listed, and rebuilt to what they were', async () => {
    const before = await lookback('activity', '--json');
    const { out } = expectDone(await lookback('projections', 'progress'));
    expect(out).toMatch(/^case-facts +\d+ +可用 +(\d+)\/\1$/m);
    const said = expectDone(await english('projections', 'rebuild', 'activity'));
    expect(said.out).toMatch(/^activity is rebuilt up to \d+$/);
    expect(await lookback('activity', '--json')).toEqual(before);
    expect(await lookback('projections', 'rebuild', 'nothing')).toMatchObject({ code: 1 });
  });
});

describe('the log', () => {
  it('leaves and comes in elsewhere, the same bytes', async () => {
    const [first, second] = [join(files, 'log.jsonl'), join(files, 'again.jsonl')];
    expectDone(await lookback('log', 'export', first));
    const elsewhere = mkdtempSync(join(tmpdir(), 'lookback-copy-'));
    const copy = await commandLine({ folder: elsewhere });
    const lines = readFileSync(first, 'utf8').trimEnd().split('\n').length;
    expect(expectDone(await copy('log', 'import', first)).out).toBe(`已导入 ${lines} 条`);
    expectDone(await copy('log', 'import', first));
    expectDone(await copy('log', 'export', second));
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
    rmSync(elsewhere, { recursive: true });
  });

  it('of a folder that holds none: 3', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'lookback-empty-'));
    expect(await (await commandLine({ folder: empty }))('log', 'export')).toMatchObject({ code: 3, out: '' });
    rmSync(empty, { recursive: true });
  });
});

describe('beside a running server (engine 15)', () => {
  it('every command goes to it, the export of the log too', async () => {
    const { configFrom } = await import('#apps/runtime/config.js');
    const { openRuntime } = await import('#apps/runtime/runtime.js');
    const { createApp } = await import('#apps/api/app.js');
    const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
    const runtime = await openRuntime({ config, projector: 'inline' });
    const app = await createApp(runtime, { settleBeforeQueries: true, operatorToken: 'for-this-test-alone' });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    const address = `http://127.0.0.1:${port}`;
    writeFileSync(join(folder, 'endpoint.json'), JSON.stringify({ address, token: 'for-this-test-alone' }));
    try {
      expect(expectDone(await lookback('case', 'list')).out).toContain('0581');
      const file = join(files, 'served.jsonl');
      expectDone(await lookback('log', 'export', file));
      expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength((await runtime.events.head()).seq - 1);
      expect(await lookback('case', 'list', '--url', address, '--token', 'wrong')).toMatchObject({
        ...{ code: 1, out: '', error: 'access.unauthenticated: 请先登录（令牌无效或缺失）' },
      });
      expect((await english('case', 'list', '--token', 'wrong')).error).toContain('A valid bearer token is needed');
    } finally {
      await app.close();
      await runtime.close();
      rmSync(join(folder, 'endpoint.json'));
    }
  }, 60_000);

  it('a server that does not answer: 3', async () => {
    const said = await lookback('units', 'list', '--url', 'http://127.0.0.1:9');
    expect([said.code, said.error]).toEqual([3, 'server.unreachable: 连接不到服务：http://127.0.0.1:9']);
  });
});

describe('a line that is none', () => {
  it.each([
    ['nothing', '没有命令 nothing'],
    ['case list --bogus', '没有选项 --bogus'],
    ['case show', '缺少参数 number'],
    ['stats --by', '选项 --by <dimensions> 缺少值'],
    ['units list one', '参数过多'],
    ['stats --lang fr', '选项 --lang <lang> 的值无效'],
  ])('%s: 2', async (line, sentence) => {
    expect(await lookback(...line.split(' '))).toMatchObject({ code: 2, error: sentence });
  });

  it('a configuration that is none: 2', async () => {
    const wrong = await commandLine({ folder, environment: { PORT: 'x' } });
    expect(await wrong('units', 'list')).toMatchObject({ code: 2, error: expect.stringContaining('PORT=x') as string });
  });

  it('help is help: 0', async () => {
    expect((await lookback('--help')).out).toContain('用法：');
    expect((await english('case', 'import', '--help')).out).toContain('check only, write nothing');
  });
});

describe('bars', () => {
  const screen = () => {
    const stream = Object.assign(new PassThrough(), {
      isTTY: true,
      columns: 100,
      cursorTo: () => true,
      clearLine: () => true,
    });
    const drawn: string[] = [];
    stream.on('data', (text: Buffer) => drawn.push(text.toString()));
    return { stream: stream as unknown as NodeJS.WriteStream, drawn };
  };

  it('are drawn on standard error at a terminal, and never with --json', async () => {
    const { stream, drawn } = screen();
    const seen = await commandLine({ folder, bars: stream });
    const rows = Array.from({ length: 150 }, (_, at) => ledgerRow(String(at + 1000)));
    expectDone(await seen('case', 'import', fileOf('many.csv', csvOf(rows)), '--json'));
    expect(drawn).toEqual([]);
    expectDone(await seen('log', 'export', join(files, 'bar.jsonl')));
    expect(drawn.join('')).toMatch(/日志 .*%/);
  }, 60_000);
});

it('a new office begins with the rules of this release: once issued, the same command adds nothing', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'lookback-new-'));
  const fresh = await commandLine({ folder: empty });
  const issued = json<{ issued: number; already: number }>(expectDone(await fresh('rules', 'issue', '--json')));
  expect(issued).toEqual({ issued: expect.any(Number), already: 0 });
  expect(issued.issued).toBeGreaterThan(20);
  const again = json<object>(expectDone(await fresh('rules', 'issue', '--json')));
  expect(again).toEqual({ issued: 0, already: issued.issued });
  rmSync(empty, { recursive: true });
});

it('a briefing is told in the office’s words: blocks by their headings, units by their names', async () => {
  const opened = expectDone(await lookback('briefing', 'open', '2024-03'));
  expect(opened.out).toContain('【办理进度】progress');
  expectDone(await lookback('briefing', 'issue', '2024-03'));
  const { out } = expectDone(await lookback('briefing', 'show', 'bimonthly-2024-03'));
  expect(out).toMatch(/本期答复 +区交通委/);
  expect(out).not.toContain('jiaotong');
}, 60_000);
