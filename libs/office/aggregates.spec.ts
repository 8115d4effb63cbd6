import fc from 'fast-check';
import { systemActor } from '#libs/kernel/actor.js';
import type { AnyAggregate, CommandSpec } from '#libs/kernel/aggregate.js';
import { fold, rowOf } from '#libs/kernel/decider.js';
import type { DomainEvent } from '#libs/kernel/event.js';
import { effectiveHistory } from '#libs/kernel/history.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { recorded } from '#libs/kernel/specification.js';
import { idFields, officeAggregates } from './aggregates.js';
import { checkBody } from './bodies.js';
import { refuse } from './errors.js';
import { officeEventLabels } from './labels.js';
import { shanghaiCalendars, shanghaiOutcomeSchemes, shanghaiPeriods, shanghaiRuleBooks } from './shanghai-rules.js';
import { shanghaiSubjectSchemes } from './shanghai-rules.js';
import { ruleBookCommands } from './rule-book-commands.js';

let ids = 0;
const context = {
  actor: systemActor('spec'),
  today: '2026-11-23',
  id: (what: string) => `${what}-${(ids += 1)}`,
  unitExists: () => true,
  importsOpen: [],
  figures: () => ({
    knownAt: 9,
    knownDay: '2026-11-23',
    definitions: [],
    rules: 'r',
    set: 's',
    figures: [],
    failed: [],
  }),
  proposals: () => [
    { as: 'praise' as const, unit: 'pujiang', grounds: [] },
    { as: 'criticism' as const, unit: 'transport', grounds: [] },
  ],
  content: () => ({ digest: 'd'.repeat(64), renderer: 'renderer@1', packed: '' }),
  blocksOf: () => ['progress'],
  unknownFields: () => [],
};

const commandsOf = (aggregate: AnyAggregate): [string, CommandSpec<object>][] => Object.entries(aggregate.commands);
const every = officeAggregates.flatMap((aggregate) =>
  commandsOf(aggregate).map(([name, spec]) => ({ aggregate, name, spec })),
);

/** Units that an example merges. */
const units: readonly DomainEvent[] = ['health', 'family-planning', 'health-commission'].map((id) => ({
  type: 'UnitFounded',
  data: { effectiveFrom: '2009-01-01', unit: id, name: id },
}));

const decided = (aggregate: AnyAggregate, events: readonly DomainEvent[], name: string): readonly DomainEvent[] => {
  const now = fold(aggregate, effectiveHistory(recorded(events)));
  const { example } = aggregate.commands[name]!;
  try {
    return rowOf(aggregate.decide[name]!).decide(example, { now, then: now }, context);
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
};

/** Two rounds of all examples, so that later commands find what earlier ones made. */
const examplesAsEvents = (aggregate: AnyAggregate): readonly DomainEvent[] => {
  const names = Object.keys(aggregate.commands);
  const before = aggregate.name === 'unit' ? units : [];
  return [...names, ...names].reduce(
    (events, name) => [...events, ...decided(aggregate, events, name)],
    before as readonly DomainEvent[],
  );
};

/** Names on the wire of the fields a check refuses. */
const fieldsRefused = (check: () => unknown): readonly string[] => {
  try {
    check();
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return (error.details['fields'] as readonly { field: string }[]).map(({ field }) => field.split('.')[0]!);
  }
};

describe('every command of the office', () => {
  it.each(every)(
    '$name has an example that passes, names itself in two languages and refuses what it does not know',
    ({ spec }) => {
      expect(checkBody(spec.body, spec.example)).toMatchObject(spec.example);
      expect(spec.summary.zh && spec.summary.en).toBeTruthy();
      expect(() => checkBody(spec.body, { ...spec.example, colour: 'red' })).toThrow('colour');
      expect(() => checkBody(spec.body, null)).toThrow();
    },
  );

  it.each(every)('$name misses a field left out, unless it is optional, and refuses null', ({ spec }) => {
    for (const field of Object.keys(spec.example)) {
      expect(fieldsRefused(() => checkBody(spec.body, { ...spec.example, [field]: null }))).toContain(field);
      expect(fieldsRefused(() => checkBody(spec.body, { ...spec.example, [field]: [[]] }))).toContain(field);
    }
  });

  it('has a route of its own', () => {
    const paths = every.map(({ spec }) => spec.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.every((path) => /^\/[a-z-]+(\/(:id|[a-z-]+))*$/.test(path))).toBe(true);
  });

  it('is never the auditor’s', () => {
    expect(every.filter(({ spec }) => spec.by.includes('auditor'))).toEqual([]);
  });

  it('that creates a stream of many says its id in its body', () => {
    const creating = every.filter(({ spec }) => spec.creates && !spec.path.startsWith('/log'));
    creating.forEach(({ aggregate, spec }) => expect(spec.example).toHaveProperty(idFields[aggregate.name]!));
    expect(creating).toHaveLength(Object.keys(idFields).length);
  });
});

describe('every stream of the office', () => {
  it('has a name of its own and a version and a label for each event', () => {
    expect(new Set(officeAggregates.map(({ name }) => name)).size).toBe(officeAggregates.length);
    const types = officeAggregates.flatMap(({ versions }) => Object.keys(versions));
    expect(new Set(types).size).toBe(types.length);
    expect(types.sort()).toEqual(Object.keys(officeEventLabels).sort());
  });

  it.each(officeAggregates)('$name: its examples, given in turn, make an event of every type', (aggregate) => {
    const types = new Set(examplesAsEvents(aggregate).map(({ type }) => type));
    expect([...types].sort()).toEqual(Object.keys(aggregate.versions).sort());
  });

  it.each(officeAggregates)('$name folds any subset of its events in any order (engine 19)', (aggregate) => {
    const events = effectiveHistory(recorded(examplesAsEvents(aggregate)));
    fc.assert(
      fc.property(fc.shuffledSubarray([...events]), (some) => {
        expect(() => fold(aggregate, some)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it.each(officeAggregates.filter(({ correcting }) => correcting))(
    '$name: every event it may correct passes its own check',
    (aggregate) => {
      for (const { type, data } of examplesAsEvents(aggregate))
        aggregate.correcting!.validate(type, data as Record<string, unknown>, context);
      expect(() => aggregate.correcting!.validate('Unheard', {}, context)).toThrow('fact.not-correctable');
    },
  );
});

it('every refusal speaks Chinese and English', () => {
  for (const { zh, en } of Object.values(refuse.table)) {
    expect(zh).toMatch(/[一-鿿]/);
    expect(en).not.toMatch(/[一-鿿]/);
  }
});

describe('Shanghai’s rule book', () => {
  it.each([
    ['IssueRuleBook', shanghaiRuleBooks],
    ['IssueCalendar', shanghaiCalendars],
    ['IssueSubjectScheme', shanghaiSubjectSchemes],
    ['IssueOutcomeScheme', shanghaiOutcomeSchemes],
    ['IssuePeriodScheme', [shanghaiPeriods]],
  ] as const)('is issued by %s like any other', (name, bodies) => {
    for (const body of bodies) expect(checkBody<object>(ruleBookCommands[name].body, body)).toMatchObject(body);
  });
});
