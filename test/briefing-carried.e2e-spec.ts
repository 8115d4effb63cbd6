import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, furnishedFolder, type Said } from './support/command-line.js';

// Each line opens and closes the whole program.
jest.setTimeout(240_000);

type Lookback = (...argv: readonly string[]) => Promise<Said>;

let place: string;
let here: string;
let lookback: Lookback;
beforeAll(async () => {
  here = await furnishedFolder();
  place = mkdtempSync(join(tmpdir(), 'lookback-carried-'));
  lookback = await commandLine({ folder: here });
}, 60_000);
afterAll(() => {
  rmSync(here, { recursive: true });
  rmSync(place, { recursive: true });
});

const id = 'bimonthly-2024-03';

const done = async (asked: Promise<Said>): Promise<string> => {
  const { code, error, out } = await asked;
  expect([code, error]).toEqual([0, '']);
  return out;
};

/** Words that no packing makes small: 7 blocks of them are more than an event may hold. */
const long = (seed: number): string =>
  Array.from({ length: 7_900 }, (_, at) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return at % 60 === 59 ? '。' : String.fromCharCode(0x5400 + (Math.floor(seed / 1_000) % 8_000));
  })
    .join('')
    .replace(/[件百个]/g, '之');

const printed = async (by: Lookback, format: string): Promise<Buffer> => {
  const file = join(place, `printed.${format}`);
  await done(by('briefing', 'print', id, '--format', format, '--out', file));
  return readFileSync(file);
};

const blobOf = (folder: string): string => {
  const [file] = readdirSync(join(folder, 'blobs'), { recursive: true })
    .map(String)
    .filter((name) => name.length > 60);
  return join(folder, 'blobs', file!);
};

it('an issue too large for its event goes along with the log, prints the same bytes elsewhere, and is missed where it is gone or altered (engine 37)', async () => {
  expect(await done(lookback('briefing', 'open', id, '--on', '2024-05-10'))).toContain('【办理进度】progress');
  const blocks = ['progress', 'quality', 'legacy', 'praise', 'criticism', 'problems', 'next'];
  for (const [at, block] of blocks.entries())
    await done(lookback('briefing', 'edit', id, block, '--on', '2024-05-10', '--text', long(at + 1)));
  await done(lookback('briefing', 'issue', id, '--on', '2024-05-10'));
  expect(existsSync(blobOf(here))).toBe(true);
  expect(await done(lookback('briefing', 'check'))).toContain('正文完好');
  const [word, excel] = [await printed(lookback, 'docx'), await printed(lookback, 'xlsx')];

  const [log, there, copy] = [join(place, 'log.jsonl'), join(place, 'there'), join(place, 'copy')];
  await done(lookback('log', 'export', log));
  const elsewhere = await commandLine({ folder: there, environment: { TZ: 'America/New_York', LANG: 'en_US.UTF-8' } });
  await done(elsewhere('log', 'import', log));
  await done(lookback('log', 'copy', '--from', here, '--to', copy));
  for (const folder of [there, copy])
    expect(readFileSync(blobOf(folder)).equals(readFileSync(blobOf(here)))).toBe(true);
  expect((await printed(elsewhere, 'docx')).equals(word)).toBe(true);
  expect((await printed(elsewhere, 'xlsx')).equals(excel)).toBe(true);

  writeFileSync(blobOf(there), 'altered');
  const altered = await elsewhere('briefing', 'check', id);
  expect(altered).toMatchObject({
    code: 1,
    out: expect.stringMatching(/bimonthly-2024-03.*not those that were issued/),
  });
  expect((await elsewhere('briefing', 'print', id, '--out', join(place, 'x'))).error).toContain('blob.damaged');
  rmSync(join(there, 'blobs'), { recursive: true });
  const missing = await elsewhere('briefing', 'check');
  expect(missing).toMatchObject({ code: 1, out: expect.stringMatching(/bimonthly-2024-03.*are missing/) });
  // What is gone is made again from the log, and taken only because it has the issued hash.
  expect((await printed(elsewhere, 'docx')).equals(word)).toBe(true);
});
