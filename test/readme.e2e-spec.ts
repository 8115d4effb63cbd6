import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMinhang } from '#apps/demo/demo.js';
import { configFrom } from '#apps/runtime/config.js';

// Loaded before the rest: Jest cannot require an ES module (tslib) whose import is still under way.
await import('class-validator-jsonschema');
const { run } = await import('#apps/cli/program.js');

const data = mkdtempSync(join(tmpdir(), 'lookback-readme-'));
const environment = { LOOKBACK_DATA: data, LOOKBACK_MIN_FREE: '0' };

beforeAll(() => loadMinhang(configFrom(environment)), 120_000);
afterAll(() => rmSync(data, { recursive: true }));

/** Three ticks, `text output="history 0624" last=8`: what that command prints, or its last lines. */
const quoted = /^```text output="([^"]+)"(?: last=(\d+))?\n([^]*?)^```$/gm;

const printed = async (command: string, lang: string): Promise<string> => {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const code = await run([...command.split(' '), '--lang', lang], { environment, out: say, error: say });
  expect([command, code]).toEqual([command, 0]);
  return said.join('\n');
};

const lastLines = (text: string, count: string | undefined): string =>
  count === undefined ? text : text.split('\n').slice(-Number(count)).join('\n');

it.each([
  ['README.md', 'en'],
  ['README.zh.md', 'zh'],
])(
  'what %s shows is what the commands print (UPDATE_README=1 writes it)',
  async (file, lang) => {
    let text = readFileSync(file, 'utf8');
    for (const [whole, command = '', last, shown = ''] of text.matchAll(quoted)) {
      const output = `${lastLines(await printed(command, lang), last)}\n`;
      if (process.env['UPDATE_README'] === '1') {
        const opening = whole.slice(0, whole.indexOf('\n') + 1);
        text = text.replace(whole, `${opening}${output}\`\`\``);
        writeFileSync(file, text);
      } else expect(shown).toBe(output);
    }
  },
  60_000,
);
