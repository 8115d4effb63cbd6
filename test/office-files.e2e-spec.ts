import { jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, furnishedFolder, type Said } from './support/command-line.js';

// Each line opens and closes the whole program.
jest.setTimeout(120_000);

let folder: string;
let lookback: (...argv: readonly string[]) => Promise<Said>;

beforeAll(async () => {
  folder = await furnishedFolder();
  lookback = await commandLine({ folder });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, ...lines: readonly string[]): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'lookback-files-')), name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};

const json = <T>({ out }: Said): T => JSON.parse(out) as T;

const units = () =>
  fileOf(
    'units.csv',
    '单位名称,简称,别名,代码,设立日期',
    '区教育局,教育局,教委、区教委,jiaoyu,2001年3月1日',
    '区水务局,,,,',
  );

describe('the files an office begins with', () => {
  it('founds the units of a table; a second time adds nothing', async () => {
    const file = units();
    expect(await lookback('units', 'import', file)).toMatchObject({ code: 0, out: '共 2 行：新增 2，已有 0' });
    expect(await lookback('units', 'import', file)).toMatchObject({ code: 0, out: '共 2 行：新增 0，已有 2' });
    const { out } = await lookback('units', 'list', '--json');
    expect(out).toContain('区教育局');
    expect(out).toMatch(/"u-[0-9a-f]{10}"/);
  });

  it('opens accounts with their roles, named as the office names them', async () => {
    const file = fileOf('accounts.csv', '账号,姓名,单位代码,角色', 'jy-1,经办甲,jiaoyu,单位经办、单位领导');
    expect(await lookback('account', 'import', file)).toMatchObject({ code: 0, out: '共 1 行：新增 1，已有 0' });
    expect(await lookback('account', 'import', file)).toMatchObject({ code: 0, out: '共 1 行：新增 0，已有 1' });
    expect((await lookback('account', 'token', 'jy-1')).code).toBe(0);
  });

  it('enters posts by the words of the office', async () => {
    const file = fileOf('posts.csv', '姓名,职务类别,职务,任职日期', '副区长乙,区政府领导,副区长,2022-01-01');
    expect(await lookback('posts', 'import', file)).toMatchObject({ code: 0, out: '共 1 行：新增 1，已有 0' });
  });

  it('says every mistake of a file with its row, and lets nothing of it in', async () => {
    const file = fileOf(
      'wrong.csv',
      '单位名称,代码,设立日期',
      '区民政局,有空格 的,2001-01-01',
      '区司法局,sifa,13月1日',
      ',x,',
    );
    const said = await lookback('units', 'import', file, '--json');
    expect(said.code).toBe(1);
    const { remarks } = json<{ remarks: readonly { row: number; code: string }[] }>(said);
    expect(remarks.map(({ row, code }) => [row, code])).toEqual([[4, 'import.value-missing']]);
    const mended = fileOf(
      'wrong2.csv',
      '单位名称,代码,设立日期',
      '区民政局,有空格 的,2001-01-01',
      '区司法局,sifa,13月1日',
    );
    const again = await lookback('units', 'import', mended, '--json');
    const told = json<{ remarks: readonly { row: number; column: string }[] }>(again).remarks;
    expect(told.map(({ row, column }) => [row, column])).toEqual([
      [2, '代码'],
      [3, '设立日期'],
    ]);
    const { out, error } = await lookback('units', 'import', mended);
    expect(error).toContain('2 处错误');
    expect(out).toContain('「代码」应为字母、数字和 . _ - 组成的标识');
    expect(out).not.toContain('新增');
    expect((await lookback('units', 'list')).out).not.toContain('区民政局');
  });

  it('checks without writing', async () => {
    const file = fileOf('dry.csv', '单位名称,代码', '区体育局,tiyu');
    expect(await lookback('units', 'import', file, '--dry-run')).toMatchObject({
      code: 0,
      out: '检查通过，共 1 行；未写入',
    });
    expect((await lookback('units', 'list')).out).not.toContain('区体育局');
  });

  it('says row by row what the rules refuse, and lets the others in', async () => {
    const file = fileOf('clash.csv', '单位名称,代码,设立日期', '区教育局,jiaoyu-2,2010-01-01', '区体育局,tiyu,');
    const said = await lookback('units', 'import', file);
    expect(said.code).toBe(1);
    expect(said.out).toContain('新增 1');
    expect((await lookback('units', 'list')).out).toContain('区体育局');
  });
});
