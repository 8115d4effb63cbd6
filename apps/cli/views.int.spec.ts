import 'reflect-metadata';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireFolder } from '#libs/event-store/sqlite/owner.js';

// Loaded before the rest: Jest cannot require an ES module (tslib) whose import is still under way.
await import('class-validator-jsonschema');
const { run } = await import('./program.js');

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'lookback-cli-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const lookback = async (...argv: readonly string[]) => {
  const said: string[] = [];
  const environment = { LOOKBACK_DATA: data, LOOKBACK_MIN_FREE: '0', LANG: 'en' };
  const say = (text: string) => void said.push(text);
  return { code: await run(argv, { environment, out: say, error: say }), said: said.join('\n') };
};

it('views are dropped and come back as they were (engine 34)', async () => {
  await lookback('account', 'bootstrap', 'admin');
  const before = await lookback('activity', '--json');
  expect(await lookback('views', 'drop')).toMatchObject({ code: 0 });
  expect(existsSync(join(data, 'views.db'))).toBe(false);
  expect(existsSync(join(data, 'log.db'))).toBe(true);
  expect(await lookback('activity', '--json')).toEqual(before);
});

it('views in use are not dropped: 3 (engine 15)', async () => {
  const owned = acquireFolder(data);
  expect(await lookback('views', 'drop')).toMatchObject({ code: 3, said: expect.stringContaining('folder.in-use') });
  owned.release();
});

it('a file that is not there is said in words: 2', async () => {
  for (const command of [
    ['log', 'import'],
    ['case', 'import'],
  ])
    expect(await lookback(...command, 'nowhere.csv')).toEqual({ code: 2, said: 'There is no such file: nowhere.csv' });
});
