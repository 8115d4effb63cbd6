import { readFileSync } from 'node:fs';
import { variables } from '#apps/runtime/config.js';
import { changedRows, correctedRows } from '#apps/demo/acceptance-corrections.js';
import { shippedRows } from '#apps/demo/acceptance-rows.js';
import { linksOf, pageOf } from './support/pages.js';

const commandsIn = (text: string): readonly string[] => text.match(/^npm [^#\n]*/gm)?.map((line) => line.trim()) ?? [];
const files = ['README.md', 'README.zh.md'] as const;
const [english, chinese] = files.map((file) => readFileSync(file, 'utf8')) as [string, string];

/** Rows of the tables: their first cell in code, and the cells that are no prose. */
const rowsOf = (text: string): readonly string[] => text.match(/^\| `[A-Z_]+` \| `[^`]+` \|/gm) ?? [];

it('both READMEs give the same commands, the two that matter on top', () => {
  expect(commandsIn(english)).toEqual(commandsIn(chinese));
  expect(commandsIn(english).slice(0, 2)).toEqual(['npm start', 'npm test']);
  expect(english.indexOf('npm test')).toBeLessThan(english.indexOf('## '));
});

it('every script they call is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
  const called = commandsIn(english).map((command) => command.replace(/^npm (run )?/, '').split(' ')[0]!);
  expect(called.filter((name) => !(name in scripts))).toEqual([]);
});

it('both list every variable with its default, and no other', () => {
  const wanted = variables.map(({ name, fallback }) => [name, fallback]);
  for (const [text, empty] of [
    [english, '(empty)'],
    [chinese, '(空)'],
  ] as const) {
    const told = rowsOf(text).map((row) => /`([^`]+)` \| `([^`]+)`/.exec(row)!.slice(1));
    expect(told).toEqual(wanted.map(([name, fallback]) => [name, fallback || empty]));
  }
});

it('both say of each variable what the code says', () => {
  for (const { name, zh, en } of variables) {
    expect(english).toContain(`| \`${name}\``);
    expect(english.split('\n').find((line) => line.startsWith(`| \`${name}\``))).toContain(en);
    expect(chinese.split('\n').find((line) => line.startsWith(`| \`${name}\``))).toContain(zh);
  }
});

it('both lead to the same pages and show the same outputs', () => {
  const [first, second] = files.map(pageOf);
  expect(linksOf(first!)).toEqual(linksOf(second!));
  expect(first!.fences.map(({ info }) => info)).toEqual(second!.fences.map(({ info }) => info));
});

it('the acceptance has as many rows as they say', () => {
  const rows = [...shippedRows, ...correctedRows, ...changedRows].length;
  for (const text of [english, chinese]) expect(text).toContain(`\n${rows} passed, 0 failed\n`);
});
