import { isDeepStrictEqual } from 'node:util';
import { report, type Report } from '#libs/statistics/report.js';
import { asked, figures, naive, naming, type Told } from './asking.js';
import type { Question } from './questions.js';

// The program's answer beside the naive one, figure by figure, in total and group by group.

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
export const same = (found: unknown, expected: unknown): void => {
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

const holdsAnything = ({ numerator, denominator, apart, of }: Printed): boolean =>
  [numerator, denominator, apart, of].some((count) => Boolean(count));

/** What the program prints at a question, once the naive reading of the log agrees with all of it. */
export const expectBoth = ({ columns, office, lines }: Told, question: Question): Report => {
  const { reading, request } = asked(office, question);
  const found = report(columns, reading, request);
  const expected = naive.answer(lines, { ...question, figures });
  const groups = new Map(
    found.groups.map((row) => [JSON.stringify(question.by.map((name) => row.group[name])), row.figures]),
  );
  const absent = Object.keys(expected.groups).filter((key) => !groups.has(key));
  const told = [...groups].filter(([key]) => !(key in expected.groups));
  const extra = told.filter(([, printed]) => printed.some(holdsAnything)).map(([key]) => key);
  naming('groups', question, () => same({ absent, extra }, { absent: [], extra: [] }));
  figures.forEach((id, at) =>
    naming(id, question, () => {
      expectSame(found.total[at]!, expected.total[id]!);
      for (const [key, rows] of Object.entries(expected.groups)) expectSame(groups.get(key)![at]!, rows[id]!);
    }),
  );
  return found;
};
