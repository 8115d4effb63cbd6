import { jest } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { report, type Report } from '#libs/statistics/report.js';
import { asked, figures, naive, naming, told } from './asking.js';
import { questionOf } from './questions.js';
import { runs, seed, sequence, strokes } from './random/stroke.js';

jest.setTimeout(900_000);
console.info(`oracle laws: SEED=${seed}`);
// Refusals are how a random story finds its way: their stacks would cost more than the story.
Error.stackTraceLimit = 0;

type Printed = Report['total'][number];
interface Cell {
  readonly key: string;
  readonly scheme: string | null;
  /** Absent where a tie decides the share. */
  readonly value?: string;
}

/** Cells that hold something, by name: their order is the engine's own. */
const cellsOf = ({ cells = [], remark }: Printed): readonly Cell[] =>
  cells
    .filter(({ count, of }) => count > 0 || (remark && of > 0))
    .map((cell) => ({ ...cell, scheme: cell.scheme ?? null }));

const sorted = (cells: readonly Cell[]): readonly Cell[] =>
  cells.toSorted((a, b) => (`${a.scheme}|${a.key}` < `${b.scheme}|${b.key}` ? -1 : 1));

/** Jest's own comparison costs more than both readings: it is asked where they differ, for its words. */
const same = (found: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
};

const expectSame = (found: Printed, { cells = [], ...expected }: { cells?: readonly Cell[] }): void => {
  const { id: _id, cells: _cells, ...figure } = found;
  same(figure, expected);
  if (cells.length === 0 && (found.cells ?? []).length === 0) return;
  const others = sorted(cells);
  const own = sorted(cellsOf(found)).map((cell, at) =>
    others[at]?.value === undefined ? { ...cell, value: undefined } : cell,
  );
  same(
    own,
    others.map((cell) => ({ ...cell, value: cell.value })),
  );
};

it('the naive reading shares no code with the program it judges', () => {
  const files = globSync('test/oracle/naive/*.mjs');
  const imported = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)].map((found) => found[1]),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(imported.filter((path) => !/^\.\/[a-z-]+\.mjs$/.test(path!))).toEqual([]);
});

it('every definition ever released has a naive reading (engine 38)', () => {
  expect(figures.filter((id) => !(id in naive.definitions))).toEqual([]);
});

it('every figure at any (V, K), scope and grouping is what the naive reading of the log says (semantics 26 to 47)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(2), async (story, asks) => {
    const { events, columns, office, lines } = await told(story);
    for (const ask of asks) {
      const question = questionOf(events, ask);
      const { reading, request } = asked(office, question);
      const found = report(columns, reading, request);
      const expected = naive.answer(lines, { ...question, figures });
      const groups = new Map(
        found.groups.map((row) => [JSON.stringify(question.by.map((name) => row.group[name])), row.figures]),
      );
      figures.forEach((id, at) =>
        naming(id, question, () => {
          expectSame(found.total[at]!, expected.total[id]!);
          for (const [key, rows] of Object.entries(expected.groups)) {
            if (!groups.has(key)) expect([...groups.keys()]).toContain(key);
            expectSame(groups.get(key)![at]!, rows[id]!);
          }
        }),
      );
    }
  });
  await fc.assert(property, runs(1_000));
});
