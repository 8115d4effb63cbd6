import fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import { minhangScript } from '#apps/demo/script.js';
import { play } from '#apps/demo/play.js';
import { PaperOffice } from '#apps/demo/testing/paper-office.js';
import { withVariant } from '#apps/demo/variants.js';
import { cases } from '#libs/cases/aggregate.js';
import { facts } from '#libs/cases/facts.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { caseDifferences, type CaseReading } from './case-differences.js';

/** The sample data with a correction recorded late: every case of it. */
const office = new PaperOffice();
let streams: readonly (readonly RecordedEvent[])[];

beforeAll(async () => {
  await play(withVariant(minhangScript(), 'T4a'), office);
  const ofCases = office.events.filter(({ stream }) => stream.startsWith('case-'));
  streams = [...Map.groupBy(ofCases, ({ stream }) => stream).values()];
}, 60_000);

const aDay = fc
  .integer({ min: 0, max: 365 * 12 })
  .map((days) => new Date(Date.UTC(2013, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));

const aReading = (): fc.Arbitrary<CaseReading> =>
  fc.record({ validAt: aDay, knownAt: fc.integer({ min: 1, max: office.events.length }) });

type Flat = Readonly<Record<string, unknown>>;

const flat = (events: readonly RecordedEvent[], reading: CaseReading): Flat =>
  Object.fromEntries(
    facts(foldAt(cases, events, reading)).flatMap(({ grain, key, fields }) =>
      Object.entries(fields)
        .filter(([field, value]) => !/seq$/i.test(field) && value !== null)
        .map(([field, value]) => [JSON.stringify([grain, key, field]), value]),
    ),
  );

it('leads from every fact of one reading to every fact of the other, each by an event that lies between', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 128 }), aReading(), aReading(), (which, before, after) => {
      const events = streams[which]!;
      const changed: Record<string, unknown> = { ...flat(events, before) };
      for (const { grain, key, field, old, new: now, events: responsible } of caseDifferences(events, before, after)) {
        const name = JSON.stringify([grain, key, field]);
        expect(changed[name] ?? null).toEqual(old);
        if (now === null) delete changed[name];
        else changed[name] = now;
        expect(responsible.length).toBeGreaterThan(0);
        const highest = Math.max(before.knownAt, after.knownAt);
        expect(responsible.every(({ id, seq }) => seq <= highest && events.some((event) => event.id === id))).toBe(
          true,
        );
      }
      expect(changed).toEqual(flat(events, after));
    }),
    trials(300),
  );
}, 60_000);

it('is the same way back, old and new changed over', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 128 }), aReading(), aReading(), (which, before, after) => {
      const [there, back] = [
        caseDifferences(streams[which]!, before, after),
        caseDifferences(streams[which]!, after, before),
      ];
      const turned = back.map(({ grain, key, field, old, new: now }) => ({ grain, key, field, old: now, new: old }));
      expect(turned).toEqual(there.map(({ events: _, ...rest }) => rest));
    }),
    trials(100),
  );
}, 60_000);
