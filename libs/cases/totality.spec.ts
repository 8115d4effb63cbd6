import fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory } from '#libs/kernel/history.js';
import { cases } from './aggregate.js';
import { caseEventVersions } from './events.js';
import { evolve } from './evolve.js';
import { facts } from './facts.js';
import { caseHistory } from './history.js';
import { inconsistencies } from './inconsistencies.js';
import { everything } from './testing/everything.js';

const events = everything();
const position = fc.integer({ min: 0, max: events.length - 1 });

/** Any of the events in any order, as a log might hold them. */
const shuffled: fc.Arbitrary<readonly RecordedEvent[]> = fc
  .shuffledSubarray([...events])
  .map((some) => some.map((event, index) => ({ ...event, seq: index + 1, revision: index })));

it('the story tells every type of event a case may hold', () => {
  const types = new Set(events.map(({ type }) => type));
  const fence = 'RegistrationAbandoned';
  expect([...types].sort()).toEqual(
    Object.keys(caseEventVersions)
      .filter((type) => type !== fence)
      .sort(),
  );
});

it('every event has a row, acts of correcting aside: they are resolved before the fold (semantics 7)', () => {
  const acts = ['FactCorrected', 'FactRetracted', 'CorrectionProposed', 'CorrectionRejected'];
  expect(Object.keys(evolve).sort()).toEqual(
    Object.keys(caseEventVersions)
      .filter((type) => !acts.includes(type))
      .sort(),
  );
});

it('fold and facts are total over any subset in any order (engine 19)', () => {
  fc.assert(
    fc.property(shuffled, fc.integer({ min: 0, max: 60 }), (some, knownAt) => {
      facts(foldAt(cases, some, knownAt % 2 === 0 ? { knownAt } : { validAt: '2015-06-01' }));
    }),
    trials(10_000),
  );
});

it('so are the timeline and the list of inconsistencies (semantics 8)', () => {
  fc.assert(
    fc.property(shuffled, (some) => {
      caseHistory(some);
      inconsistencies(some);
    }),
    trials(1_500),
  );
});

it('an event whose need is missing changes no fact of others (semantics 9)', () => {
  const without = (type: string) =>
    facts(
      foldAt(
        cases,
        events.filter((event) => event.type !== type),
      ),
    );
  const grains = (rows: ReturnType<typeof facts>) => new Set(rows.map(({ grain }) => grain));
  expect(grains(without('CaseAssigned')).has('progress')).toBe(true);
  expect(grains(without('ReplyFiled')).has('form')).toBe(true);
  expect(without('CaseRegistered')).toEqual([]);
});

it('what is appended later changes no reading of an earlier position (semantics 4)', () => {
  fc.assert(
    fc.property(position, position, (knownAt, more) => {
      const known = events.slice(0, knownAt + more);
      expect(effectiveHistory(events, { knownAt })).toEqual(effectiveHistory(known, { knownAt }));
    }),
    trials(200),
  );
});

it('a day cuts the history, and nothing else: its prefix is the history of that day (semantics 25)', () => {
  const days = [...new Set(effectiveHistory(events).map(({ on }) => on))];
  for (const validAt of days) {
    const cut = effectiveHistory(events, { validAt });
    expect(cut).toEqual(effectiveHistory(events).filter(({ on }) => on <= validAt));
  }
});

it('the order of seqs within a day, not of days in the log, decides (semantics 5)', () => {
  fc.assert(
    fc.property(shuffled, (some) => {
      const history = effectiveHistory(some);
      history.slice(1).forEach((event, index) => {
        const before = history[index]!;
        expect(before.on < event.on || (before.on === event.on && before.seq < event.seq)).toBe(true);
      });
    }),
    trials(300),
  );
});
