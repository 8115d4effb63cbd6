import fc from 'fast-check';
import type { DomainEvent, RecordedEvent } from './event.js';
import { dawn, effectiveHistory, liveRetractions, validFrom } from './history.js';
import { recorded } from './specification.js';

type Given = DomainEvent & { id?: string };
const fact = (occurredOn: string, more: object = {}): Given => ({ type: 'Noted', data: { occurredOn, ...more } });
const correct = (target: string, fields: Record<string, unknown>, ...names: string[]): Given => ({
  type: 'FactCorrected',
  data: { target, data: fields, fields: names.length > 0 ? names : Object.keys(fields) },
});
const retract = (target: string, ...together: string[]): Given => ({
  type: 'FactRetracted',
  data: { target, together },
});
const read = (...events: readonly Given[]) => effectiveHistory(recorded(events));
const texts = (events: readonly { data: unknown }[]) => events.map(({ data }) => (data as { text?: string }).text);

describe('the effective history (semantics 7)', () => {
  it('is ordered by day, and within a day by position (semantics 5)', () => {
    const history = read(fact('2015-03-02'), fact('2015-03-01'), fact('2015-03-02'), fact('2015-03-01'));
    expect(history.map(({ seq }) => seq)).toEqual([2, 4, 1, 3]);
  });

  it('is cut at the whole day V and at the position K', () => {
    const events = recorded([fact('2015-03-01'), fact('2015-03-02'), correct('e1', { text: '后' })]);
    expect(effectiveHistory(events, { validAt: '2015-03-01' }).map(({ id }) => id)).toEqual(['e1']);
    expect(texts(effectiveHistory(events, { knownAt: 2 }))).toEqual([undefined, undefined]);
    expect(texts(effectiveHistory(events, { knownAt: 3 }))).toEqual(['后', undefined]);
  });

  it('a correction acts from its own position on, whatever V', () => {
    const events = recorded([
      fact('2015-03-01', { text: '前' }),
      correct('e1', { occurredOn: '2014-01-01', text: '后' }),
    ]);
    expect(texts(effectiveHistory(events, { validAt: '2014-06-01' }))).toEqual(['后']);
    expect(effectiveHistory(events, { validAt: '2014-06-01', knownAt: 1 })).toEqual([]);
  });

  it('live corrections apply oldest to newest, field by field, the last wins', () => {
    const [event] = read(fact('2015-03-01', { a: 0, b: 0 }), correct('e1', { a: 1, b: 1 }), correct('e1', { b: 2 }));
    expect(event).toMatchObject({ data: { a: 1, b: 2 }, correctedBy: ['e2', 'e3'] });
  });

  it('only the named fields are applied; a named one without a value is taken away (engine 20)', () => {
    const [event] = read(
      fact('2015-03-01', { a: 0, b: 0 }),
      correct('e1', { a: 1, b: 1 }, 'a', 'c'),
      correct('e1', {}, 'b'),
    );
    expect(event!.data).toEqual({ occurredOn: '2015-03-01', a: 1 });
  });

  it('a retracted correction is undone, a retracted retraction reinstates', () => {
    const base = [fact('2015-03-01', { text: '前' }), correct('e1', { text: '后' })];
    expect(texts(read(...base, retract('e2')))).toEqual(['前']);
    expect(texts(read(...base, retract('e2'), retract('e3')))).toEqual(['后']);
    expect(read(...base, retract('e1'))).toEqual([]);
    expect(texts(read(...base, retract('e1'), retract('e3')))).toEqual(['后']);
    expect(read(...base, retract('e1'), retract('e3'), retract('e4'))).toEqual([]);
  });

  it('what a retraction takes along goes and comes with it (semantics 9)', () => {
    const events = [fact('2015-03-01'), fact('2015-03-02'), fact('2015-03-03'), retract('e1', 'e2')];
    expect(read(...events).map(({ id }) => id)).toEqual(['e3']);
    expect(read(...events, retract('e4')).map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
  });

  it('a moved event keeps its position among those of its new day', () => {
    const history = read(
      fact('2015-03-05'),
      fact('2015-03-01'),
      fact('2015-03-01'),
      correct('e1', { occurredOn: '2015-03-01' }),
    );
    expect(history.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
  });

  it('offices have `effectiveFrom`; what carries no date stands before every date (semantics 25)', () => {
    expect(validFrom({ effectiveFrom: '2016-01-01' })).toBe('2016-01-01');
    expect([validFrom({}), validFrom(null)]).toEqual([dawn, dawn]);
  });
});

const day = fc.constantFrom('2015-03-01', '2015-03-02', '2015-03-03', '2015-03-04');
const target = fc.integer({ min: 1, max: 12 }).map((index) => `e${index}`);
const anyEvent = fc.oneof(
  fc.tuple(day, fc.string({ maxLength: 3 })).map(([on, text]) => fact(on, { text })),
  fc.tuple(target, day).map(([id, occurredOn]) => correct(id, { occurredOn })),
  fc.tuple(target, fc.string({ maxLength: 3 })).map(([id, text]) => correct(id, { text })),
  fc.tuple(target, fc.array(target, { maxLength: 2 })).map(([id, more]) => retract(id, ...more)),
);

/** An act names only what stands before it; one that does not is a plain fact here. */
const backward = (event: Given, index: number): Given => {
  const { target: named, together = [] } = event.data as { target?: string; together?: string[] };
  const isAhead = [named ?? 'e0', ...together].some((id) => Number(id.slice(1)) > index);
  return isAhead ? fact('2015-03-01') : event;
};
const logs = fc.array(anyEvent, { maxLength: 12 }).map((events) => recorded(events.map(backward)));

/** The rule read word by word: an event is gone if some retraction that is not itself gone names it. */
const isGone = (id: string, events: readonly RecordedEvent[]): boolean =>
  events.some(({ id: own, seq, type, data }) => {
    const { target: named, together = [] } = data as { target?: string; together?: string[] };
    const names = named === id || together.includes(id);
    const isLater = seq > (events.find((event) => event.id === id)?.seq ?? 0);
    return type === 'FactRetracted' && names && isLater && !isGone(own, events);
  });

describe('laws of the effective history', () => {
  it('retractions resolve newest first: as the rule says, read word by word (semantics 7)', () => {
    fc.assert(
      fc.property(logs, (events) => {
        const gone = liveRetractions(events);
        for (const { id } of events) expect(gone.has(id)).toBe(isGone(id, events));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is idempotent: read again as recorded, it reads the same', () => {
    fc.assert(
      fc.property(logs, (events) => {
        const once = effectiveHistory(events);
        const again = effectiveHistory(once.map((event) => ({ ...event, stream: '', position: '' })));
        expect(again.map(({ id, on, data }) => [id, on, data])).toEqual(once.map(({ id, on, data }) => [id, on, data]));
      }),
      { numRuns: 1_000 },
    );
  });

  it('what is appended changes no reading of an earlier position (semantics 4)', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 0, max: 12 }), (events, knownAt) => {
        expect(effectiveHistory(events, { knownAt })).toEqual(effectiveHistory(events.slice(0, knownAt)));
      }),
      { numRuns: 1_000 },
    );
  });
});
