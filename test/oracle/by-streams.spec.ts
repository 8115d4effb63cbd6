import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { Metadata, RecordedEvent } from '#libs/kernel/event.js';
import type { ByStreams, PageFolder, Projection } from '#libs/projecting/port.js';
import { codedPlaces } from '#libs/statistics/coded-places.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { none } from '#libs/statistics/grains.js';
import { factColumns, grainNames, leadColumns } from '#libs/statistics/layout.js';
import { caseFacts } from '#projections/case-facts/case-facts.js';
import { columnsOf, StoredFacts } from './engine.js';
import { historyOf } from './random/history.js';
import { holds } from './random/holds.js';
import { seed, strokes, type Stroke } from './random/stroke.js';

jest.setTimeout(600_000);
console.info(`laws of a view built by streams: SEED=${seed}`);
// Refusals are how a random story finds its way: their stacks would cost more than the story.
Error.stackTraceLimit = 0;

/** Every row of every grain as it reads, in its order. */
const rowsOf = (columns: FactColumns): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    grainNames.map((grain) => {
      const table = columns.table(grain);
      const facts = factColumns[grain];
      const coded = new Set(codedPlaces(facts, 0).map((place) => facts[place]!.name));
      const names = [...leadColumns, ...facts.map(({ name }) => name)];
      const whole = names.map((name) => table.whole(name));
      const read = (name: string, value: number) =>
        value !== none && (coded.has(name) || name === 'case' || name === 'key')
          ? columns.dictionary.text(value)
          : value;
      const rowAt = (row: number) =>
        [...names.map((name, index) => read(name, whole[index]![row] as number)), table.kTo.all[row]].join('|');
      return [grain, Array.from({ length: table.length }, (_, row) => rowAt(row))];
    }),
  );

/** What a thread reads of the log: streams of its share, of the metadata the shape alone. */
const historiesIn = (events: readonly RecordedEvent[], { handles, byStreams }: Projection) => {
  const mine = events.filter(({ stream, type }) => stream.startsWith(byStreams!.start) && handles.includes(type));
  const shapes = mine.map((event) => ({
    ...event,
    metadata: { schemaVersion: event.metadata.schemaVersion } as Metadata,
  }));
  return [...Map.groupBy(shapes, ({ stream }) => stream).values()].sort((a, b) =>
    a[0]!.stream < b[0]!.stream ? -1 : 1,
  );
};

/** Dealt out to three threads, whose answers are copies. */
const sharesOf = ({ fold }: ByStreams, histories: readonly (readonly RecordedEvent[])[]): readonly unknown[] =>
  [0, 1, 2].map((share) => structuredClone(fold(histories.filter((_, index) => index % 3 === share))));

const builtByStreams = async (events: readonly RecordedEvent[], stored: StoredFacts): Promise<PageFolder> => {
  const projection = caseFacts('lookback');
  const folder = stored.open();
  const shares = sharesOf(projection.byStreams!, historiesIn(events, projection));
  await stored.takeWhole(folder, events, shares);
  return folder;
};

const law = (check: (events: readonly RecordedEvent[], dice: readonly Stroke[]) => Promise<void>) =>
  holds(
    fc.asyncProperty(strokes(), strokes(), async (story, dice) => check(historyOf(story), dice)),
    60,
  );

it('comes to the rows that pages come to, in their order, stored and in memory (engine 24, 25)', async () => {
  await law(async (events) => {
    const stored = new StoredFacts();
    const folder = await builtByStreams(events, stored);
    const paged = rowsOf(await columnsOf(events));
    expect(rowsOf(stored.columns(events.length))).toEqual(paged);
    const kept = (folder as unknown as { columns(): Promise<FactColumns> }).columns();
    expect(rowsOf(await kept)).toEqual(paged);
  });
});

it('goes on by pages where the streams ended (engine 23, 25)', async () => {
  await law(async (events, dice) => {
    const stored = new StoredFacts();
    const until = events.length - 1 - ((dice[0]?.a ?? 0) % Math.max(1, events.length >> 1));
    const folder = await builtByStreams(events.slice(0, until), stored);
    await stored.take(folder, events.slice(until));
    expect(rowsOf(stored.columns(events.length))).toEqual(rowsOf(await columnsOf(events)));
  });
});
