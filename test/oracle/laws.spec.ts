import { jest } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { figures, naive, told } from './asking.js';
import { expectBoth } from './comparing.js';
import { questionOf } from './questions.js';
import { holds } from './random/holds.js';
import { seed, sequence, strokes } from './random/stroke.js';

jest.setTimeout(900_000);
console.info(`oracle laws: SEED=${seed}`);
// Refusals are how a random story finds its way: their stacks would cost more than the story.
Error.stackTraceLimit = 0;

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
    const tale = await told(story);
    for (const ask of asks) expectBoth(tale, questionOf(tale.events, ask));
  });
  await holds(property, 1_000);
});
