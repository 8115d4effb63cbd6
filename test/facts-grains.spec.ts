import { foldAt } from '#libs/kernel/decider.js';
import { cases } from '#libs/cases/aggregate.js';
import { caseParts, facts } from '#libs/cases/facts.js';
import { unregistered } from '#libs/cases/state.js';
import { everything } from '#libs/cases/testing/everything.js';
import { facetColumns } from '#libs/statistics/facets.js';
import { grains, type Grain } from '#libs/statistics/grains.js';

const events = everything();
const rows = events.flatMap((_, index) => facts(foldAt(cases, events, { knownAt: index + 1 })));

it('a case that lived through everything has rows of every grain (engine 26)', () => {
  expect([...new Set(rows.map(({ grain }) => grain))].sort()).toEqual(Object.keys(grains).sort());
});

it('a fact row has exactly the columns of its grain (engine 26)', () => {
  for (const { grain, fields } of rows)
    expect([grain, Object.keys(fields).sort()]).toEqual([grain, Object.keys(grains[grain as Grain]).sort()]);
});

const shapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  day: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  seq: (value) => Number.isInteger(value),
  int: (value) => Number.isInteger(value),
  flag: (value) => typeof value === 'boolean',
  code: (value) => typeof value === 'string',
  set: (value) => Array.isArray(value) && JSON.stringify([...value].sort()) === JSON.stringify(value),
};

it('and each value is of its column’s kind, or absent; sets are sorted (engine 28)', () => {
  for (const { grain, fields } of rows)
    for (const [column, kind] of Object.entries(grains[grain as Grain])) {
      const value = fields[column];
      expect([grain, column, value, value === null || shapes[kind]!(value)]).toEqual([grain, column, value, true]);
    }
});

it('the case row is told in the parts the table keeps as facets, in the same order (engine 28)', () => {
  const told = Object.entries(caseParts).map(([name, part]) => [name, Object.keys(part(unregistered)).sort()]);
  const kept = Object.entries(facetColumns.case!).map(([name, columns]) => [name, columns.toSorted()]);
  expect(told).toEqual(kept);
});
