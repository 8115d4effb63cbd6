import { caseEventVersions } from '#libs/cases/events.js';
import { inconsistencies } from '#libs/cases/inconsistencies.js';
import { recorded } from '#libs/kernel/specification.js';
import { caseLife } from './case-life.js';
import { firstDay } from './schedule.js';
import { Seeded } from './seeded.js';

const lives = (count: number, seed = 1) => {
  const seeded = new Seeded(seed);
  return Array.from({ length: count }, (_, index) => caseLife(index + 1, firstDay + index, seeded));
};

it('the same seed tells the same cases, another one others', () => {
  expect(lives(20)).toEqual(lives(20));
  expect(lives(20, 2)).not.toEqual(lives(20));
});

it('a case holds no event that could not stand beside the others', () => {
  const found = lives(300).flatMap(({ told }) => inconsistencies(recorded(told)));
  expect(found.map(({ why, event, other }) => `${event.type} ${event.on} ${why} ${other?.type}`)).toEqual([]);
});

it('some of it is written down late, some is corrected and some taken back', () => {
  const told = lives(300).flatMap((life) => life.told);
  const late = told.filter(({ on, recordedOn }) => recordedOn > on);
  const types = new Set(told.map(({ type }) => type));
  expect(late.length / told.length).toBeGreaterThan(0.03);
  expect([...types].filter((type) => !(type in caseEventVersions))).toEqual([]);
  expect([...types]).toEqual(expect.arrayContaining(['FactCorrected', 'FactRetracted', 'CorrectionProposed']));
});

it('with a million events there are forty thousand cases', () => {
  const told = lives(2_000).flatMap((life) => life.told);
  // One more each: the claim of its number.
  expect(told.length / 2_000 + 1).toBeGreaterThan(24.5);
  expect(told.length / 2_000 + 1).toBeLessThan(27);
});
