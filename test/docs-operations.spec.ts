import { globSync, readFileSync } from 'node:fs';
import { codeIn, pageOf, sectionOf } from './support/pages.js';

const operations = pageOf('docs/operations.md').prose;
const sources = ['apps', 'libs']
  .flatMap((room) => globSync(`${room}/**/*.ts`))
  .filter((file) => !file.endsWith('spec.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

it('every refusal the troubles name is one', () => {
  const named = codeIn(sectionOf(operations, '## 10.')).filter((code) => /^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(code));
  expect(named.length).toBeGreaterThan(8);
  const files = new Set(['views.db', 'log.db', 'lock.db']);
  expect(named.filter((code) => !files.has(code) && !sources.includes(`'${code}': {`))).toEqual([]);
});

it('every field of the health it tells of is in the answer', () => {
  const health =
    readFileSync('libs/projecting/health.ts', 'utf8') + readFileSync('apps/api/query-controllers.ts', 'utf8');
  const fields = ['lagEvents', 'stalled', 'faulted', 'halted', 'importsOpen'];
  for (const field of fields)
    expect([operations.includes(`\`${field}\``), health.includes(field)]).toEqual([true, true]);
});

it('the exit codes are those of the command line', () => {
  const table = /exitCodes = \{([^}]+)\}/.exec(readFileSync('apps/cli/terminal.ts', 'utf8'))![1]!;
  const codes = table.match(/\d+/g)!.map(Number);
  const rows = sectionOf(operations, '## 9.')
    .match(/^\| \d+/gm)!
    .map((row) => Number(row.slice(2)));
  expect(rows).toEqual([...codes, 130]);
});

it('every variable of the environment it names is in the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  const named = codeIn(operations).flatMap(
    (code) => code.match(/\b(LOOKBACK_[A-Z_]+|HOST|PORT|EVENTSTORE_\w+|MONGODB_\w+)\b/g) ?? [],
  );
  expect(named.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
