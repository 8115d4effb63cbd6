import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Change, ViewDocument } from '#libs/view-store/port.js';
import { followingCaseFacts, type Counter } from '#projections/following-columns.js';
import { bimonthlyBriefing } from '#projections/bimonthly-briefing/bimonthly-briefing.js';
import { statusCounts } from '#projections/status-counts/status-counts.js';
import { unitAccountability } from '#projections/unit-accountability/unit-accountability.js';
import { parsePeriod } from '#libs/calendar/period.js';
import { columnsOf, StoredFacts } from './engine.js';
import { historyOf } from './random/history.js';
import { holds } from './random/holds.js';
import { seed, strokes } from './random/stroke.js';
import { linesOf } from './random/tale.js';

jest.setTimeout(600_000);
console.info(`counter laws: SEED=${seed}`);
Error.stackTraceLimit = 0;

type Figures = Readonly<
  Record<string, { readonly numerator: number; readonly denominator?: number; readonly apart?: number }>
>;

const { answer } = (await import(new URL('naive/answer.mjs', import.meta.url).href)) as {
  answer(lines: readonly object[], question: object): { total: Figures; groups: Readonly<Record<string, Figures>> };
};

const counters: readonly Counter[] = [statusCounts, bimonthlyBriefing, unitAccountability];

/** The documents of every counter after the log was folded page by page, each with the seq it carries. */
const followed = async (
  events: readonly RecordedEvent[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, ViewDocument>>> => {
  const stored = new StoredFacts();
  const facts = stored.open();
  const views = new Map(counters.map(({ name }) => [name, new Map<string, ViewDocument>()]));
  const own = (name: string) => ({ load: async () => new Map(), find: async () => [...views.get(name)!.values()] });
  const folders = counters.map((counter) => followingCaseFacts(counter).open(own(counter.name), stored.views));
  const size = 11;
  for (let at = 0; at < events.length; at += size) {
    await stored.take(facts, events.slice(at, at + size));
    const seq = Math.min(at + size, events.length);
    for (const [index, folder] of folders.entries()) {
      written(views.get(counters[index]!.name)!, await folder.apply(seq, at));
      folder.committed();
    }
  }
  return views;
};

const written = (view: Map<string, ViewDocument>, changes: readonly Change[]): void =>
  changes.forEach(({ id, document }) => void (document ? view.set(id, document) : view.delete(id)));

const withoutSeq = ({ seq: _seq, ...document }: ViewDocument): object => document;

it('every stored count is the bitemporal reading at the seq it carries (engine 24)', async () => {
  const property = fc.asyncProperty(strokes(), async (story) => {
    const events = historyOf(story);
    const views = await followed(events);
    for (const counter of counters)
      for (const document of views.get(counter.name)!.values()) {
        const seq = document['seq'] as number;
        const fresh = counter.documents(await columnsOf(events.slice(0, seq)), { seq, from: -Infinity });
        expect(withoutSeq(document)).toEqual(fresh.find(({ _id }) => _id === document._id));
      }
  });
  await holds(property, 25);
});

it('and read at the head as if they had been built anew, none missing and none left over (engine 24)', async () => {
  const property = fc.asyncProperty(strokes(), async (story) => {
    const events = historyOf(story);
    const views = await followed(events);
    const columns = await columnsOf(events);
    for (const counter of counters) {
      const fresh = counter.documents(columns, { seq: events.length, from: -Infinity });
      expect([...views.get(counter.name)!.values()].map(withoutSeq).sort(byId)).toEqual([...fresh].sort(byId));
    }
  });
  await holds(property, 25);
});

const byId = (one: object, other: object): number => ((one as ViewDocument)._id < (other as ViewDocument)._id ? -1 : 1);

const lastDay = '2100-12-31';
const numbers = ({ numerator, denominator, apart }: Figures[string]) =>
  Object.fromEntries(Object.entries({ numerator, denominator, apart }).filter(([, value]) => value !== undefined));

it('and what the naive reading of the log says: units as recorded, all that is known (engine 24)', async () => {
  const property = fc.asyncProperty(strokes(), async (story) => {
    const events = historyOf(story);
    const [views, lines] = [await followed(events), linesOf(events)];
    const ask = (question: object) =>
      answer(lines, { validAt: lastDay, knownAt: events.length, units: 'original', ...question });
    for (const document of views.get('unit-accountability')!.values()) {
      const figures = document['figures'] as Figures;
      const names = Object.keys(figures).map((name) => name.replace('_', '@'));
      const own = ask({ figures: names, by: ['unit'] }).groups[JSON.stringify([document._id])];
      const told = own && names.map((name) => [name.replace('@', '_'), numbers(own[name]!)]);
      if (told) expect(figures).toEqual(Object.fromEntries(told));
    }
    for (const document of views.get('status-counts')!.values()) {
      const by = document['by'] === 'all' ? [] : (document['by'] as string).split('+');
      const { total, groups } = ask({ figures: ['received@1', 'N1@1', 'stock@1'], by });
      const own = by.length === 0 ? total : groups[JSON.stringify(by.map((name) => document[name]))]!;
      const [received, cases, stock] = ['received@1', 'N1@1', 'stock@1'].map((name) => own[name]!.numerator);
      expect({ received, cases, stock }).toEqual({
        received: document['received'],
        cases: document['cases'],
        stock: document['stock'],
      });
    }
    for (const document of views.get('bimonthly-briefing')!.values()) {
      const { from, validAt } = parsePeriod(document['period'] as string);
      const flows = [
        'opening',
        'received',
        'reopened',
        'transferredIn',
        'answered',
        'terminated',
        'transferredOut',
        'closing',
      ];
      const { total, groups } = ask({ figures: flows.map((flow) => `flow.${flow}@1`), by: ['unit'], from, validAt });
      const own = document['unit'] === null ? total : groups[JSON.stringify([document['unit']])];
      for (const flow of flows) expect([flow, own?.[`flow.${flow}@1`]?.numerator ?? 0]).toEqual([flow, document[flow]]);
    }
  });
  await holds(property, 40);
});
