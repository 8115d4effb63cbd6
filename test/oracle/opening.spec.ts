import { jest } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { drill } from '#libs/statistics/drill.js';
import { revisitMatrix } from '#libs/statistics/matrix.js';
import { asked, figures, naive, naming, told, type Told } from './asking.js';
import { questionOf, type Question } from './questions.js';
import { holds } from './random/holds.js';
import { seed, sequence, strokes } from './random/stroke.js';

jest.setTimeout(900_000);
console.info(`laws of opening: SEED=${seed}`);
// Refusals are how a random story finds its way: their stacks would cost more than the story.
Error.stackTraceLimit = 0;

/** Flows whose every event lies in the window: what is answered may rest on an opinion filed long before. */
const within = new Set(['received', 'reopened', 'terminated', 'transferredIn', 'transferredOut'].map(flowId));

function flowId(name: string): string {
  return `flow.${name}@1`;
}

/** What one number opens: the cases the naive reading counts, each with live events of its own stream, of days asked about. */
const opens = ({ events, columns, office, lines }: Told, question: Question, keys: Opening): void => {
  const { reading, request } = asked(office, question);
  const { figure, cases } = keys;
  const rows = drill(columns, reading, { asked: request, opened: { figure } });
  expect(rows.map((row) => row.case).sort()).toEqual(cases);
  expect(rows.filter((row) => row.events.length === 0)).toEqual([]);
  for (const row of rows) {
    const days = naive.days(lines, { case: row.case, knownAt: question.knownAt });
    const isOwn = (seq: number) => events[seq - 1]!.stream === `lookback-case-${row.case}`;
    const first = within.has(figure) ? question.from : '0000-01-01';
    const isAsked = (on = 'not live') => on >= first && on <= question.validAt;
    expect(row.events.filter((seq) => !isOwn(seq) || !isAsked(days.get(seq)))).toEqual([]);
  }
};

interface Opening {
  readonly figure: string;
  readonly cases: readonly string[];
}

it('every number opens the cases it counts, and every case live events of its own, of the days asked about (domain 7, semantics 30)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(2), async (story, asks) => {
    const tale = await told(story);
    for (const ask of asks) {
      const question = { ...questionOf(tale.events, ask), by: [] };
      const { cases } = naive.answer(tale.lines, { ...question, figures });
      for (const figure of figures)
        naming(figure, question, () => opens(tale, question, { figure, cases: cases[figure]! }));
    }
  });
  await holds(property, 200);
});

it('a case asked about alone reads as it does among all others: the walk between two readings relies on it (domain 6)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(3), async (story, asks) => {
    const { events, columns, office } = await told(story);
    for (const ask of asks) {
      const question = questionOf(events, ask);
      const { reading, request } = asked(office, question);
      const scope = (of: string | readonly string[]) => ({ ...request, by: [], scope: { ...request.scope, case: of } });
      for (const figure of figures)
        naming(figure, question, () => {
          const [alone, among] = ['c1', ['c1']].map((of) =>
            drill(columns, reading, { asked: scope(of), opened: { figure } }),
          );
          if (!isDeepStrictEqual(alone, among)) expect(alone).toEqual(among);
        });
    }
  });
  await holds(property, 100);
});

it('the revisit matrix, cumulative and of a campaign, is what the naive reading says (semantics 45)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(3), async (story, asks) => {
    const { events, columns, office, lines } = await told(story);
    for (const ask of asks) {
      const question = { ...questionOf(events, ask), campaign: ask.c % 2 === 0 ? 'revisit-2015' : undefined };
      const { reading, request } = asked(office, question);
      const rows = revisitMatrix(columns, reading, { ...request, by: [], campaign: question.campaign });
      const found = rows.flatMap(({ outcome, scheme = '', cells }) =>
        cells.flatMap(({ column, cases }) => cases.map((id) => `${scheme}|${outcome}|${column}|${id}`)),
      );
      expect({ question, found: found.sort() }).toEqual({ question, found: naive.matrix(lines, question) });
    }
  });
  await holds(property, 150);
});
