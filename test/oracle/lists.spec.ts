import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { closedUnits } from '#libs/statistics/closed-units.js';
import { checkIdentities } from '#libs/statistics/identities.js';
import { asked, naive, told } from './asking.js';
import { same } from './comparing.js';
import { questionOf, type Question } from './questions.js';
import { holds } from './random/holds.js';
import { oneOf, seed, sequence, strokes, type Stroke } from './random/stroke.js';

jest.setTimeout(600_000);
console.info(`laws of lists: SEED=${seed}`);
// Refusals are how a random story finds its way: their stacks would cost more than the story.
Error.stackTraceLimit = 0;

/** Such lists are asked for of all cases, late, as now known: the rest of the questions is mostly empty of them. */
const listed = (events: readonly RecordedEvent[], ask: Stroke): Question => {
  const question = { ...questionOf(events, ask), by: [] };
  if (ask.b % 4 === 0) return question;
  const validAt = oneOf(['2015-12-31', '2016-01-31', '2016-06-30', '2017-01-31'], ask.b >> 2);
  return { ...question, validAt, scope: {}, knownAt: events.length, from: '2014-12-01' };
};

it('units closed without a successor are listed with the cases that still count for them (semantics 32)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(3), async (story, asks) => {
    const { events, columns, office, lines } = await told(story);
    for (const ask of asks) {
      const question = listed(events, ask);
      const { reading, request } = asked(office, question);
      const found = closedUnits(columns, reading, request);
      const printed = found.flatMap(({ unit, cases }) => cases.map((id) => `${unit}|${id}`)).sort();
      same({ question, printed }, { question, printed: naive.closedUnits(lines, question) });
    }
  });
  await holds(property, 150);
});

it('the list carried over stands beside the legacy cases of New Year (semantics 47)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(3), async (story, asks) => {
    const { events, columns, office, lines } = await told(story);
    for (const ask of asks) {
      const question = listed(events, ask);
      const { reading, request } = asked(office, question);
      const checked = checkIdentities(columns, reading, request).find(({ id }) => id === 'legacy.carried-over');
      const { carried, legacy } = naive.carriedOver(lines, question);
      const stray = [...new Set([...carried, ...legacy])].filter((id) => !carried.includes(id) || !legacy.includes(id));
      const expected = { left: carried.length, right: legacy.length, cases: stray.sort() };
      const { left, right, cases } = checked ?? {};
      same({ question, ...(checked && { left, right, cases }) }, { question, ...(carried.length > 0 && expected) });
    }
  });
  await holds(property, 150);
});
