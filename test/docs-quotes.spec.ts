import { existsSync, readFileSync } from 'node:fs';
import { pages, type Fence } from './support/pages.js';

/** A fence quotes a file when it says so: three ticks, `ts path=libs/cases/events.ts`. */
const quoted = (info: string): string | undefined => /\bpath=(\S+)/.exec(info)?.[1];

const quotes = pages.flatMap(({ file, fences }) =>
  fences.flatMap(({ info, text }: Fence) => {
    const path = quoted(info);
    return path ? [{ page: file, path, text }] : [];
  }),
);

it('the pages on adding a command and a statistic quote the code', () => {
  const from = (page: string) => quotes.filter((quote) => quote.page === page).length;
  expect(from('docs/adding-a-command.md')).toBeGreaterThan(10);
  expect(from('docs/adding-a-statistic.md')).toBeGreaterThan(5);
});

it('a block of TypeScript says which file it stands in', () => {
  const unnamed = pages.flatMap(({ file, fences }) =>
    fences.filter(({ info }) => /^ts\b/.test(info) && !quoted(info)).map(({ text }) => `${file}: ${text.slice(0, 60)}`),
  );
  expect(unnamed).toEqual([]);
});

it.each(quotes.map((quote) => [quote.page, quote.path, quote.text] as const))(
  '%s quotes %s as it stands there',
  (_, path, text) => {
    expect(existsSync(path)).toBe(true);
    // Compiled or run: by the build, or by the tests.
    expect(path).toMatch(/^((apps|libs|projections|test)\/.+\.ts|test\/oracle\/.+\.mjs)$/);
    expect(readFileSync(path, 'utf8')).toContain(text.trimEnd());
  },
);
