import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { definitions } from '#libs/statistics/definitions/table.js';
import { figureId } from '#libs/statistics/definitions/definition.js';
import { checkIdentities } from '#libs/statistics/identities.js';
import { report } from '#libs/statistics/report.js';
import { columnsOf, officeOf, officeReading, StoredFacts } from './engine.js';
import { questionOf, type Question } from './questions.js';
import { historyOf } from './random/history.js';
import { holds } from './random/holds.js';
import { seed, sequence, strokes, type Stroke } from './random/stroke.js';

jest.setTimeout(600_000);
console.info(`stability laws: SEED=${seed}`);
// Refusals are how a random story finds its way: their stacks would cost more than the story.
Error.stackTraceLimit = 0;

const figures = definitions.map(figureId);

/** What is asked of a log comes out as text: byte for byte. */
const bytes = (columns: FactColumns, events: readonly RecordedEvent[], question: Question): string => {
  const { reading, policies } = officeReading(officeOf(events), question);
  const { from, mapping, ...rest } = question;
  const asked = { ...rest, figures, policies: { ...policies, outcomeMapping: mapping }, window: { from } };
  return JSON.stringify(report(columns, reading, asked));
};

const law = (asks: number, holds: (events: readonly RecordedEvent[], asked: readonly Stroke[]) => Promise<void>) =>
  fc.asyncProperty(strokes(), sequence(asks), async (story, asked) => holds(historyOf(story), asked));

/** Folds in pages of random sizes; between them a page is given up and folded again, or the process starts anew. */
const foldedRoughly = async (events: readonly RecordedEvent[], dice: readonly Stroke[]): Promise<FactColumns> => {
  const stored = new StoredFacts();
  let folder = stored.open();
  for (let at = 0, turn = 0; at < events.length; turn += 1) {
    const { a, b } = dice[turn % dice.length]!;
    const size = 1 + ((a + turn) % 9);
    const page = events.slice(at, at + size);
    if (b % 3 === 0) {
      await folder.apply(page);
      folder.forget();
    }
    if (b % 5 === 0) folder = stored.open();
    await stored.take(folder, page);
    at += size;
  }
  return stored.columns(events.length);
};

it('page sizes, pages given up and new processes change no reading: rebuilt is as before (engine 24, 25)', async () => {
  await holds(
    law(3, async (events, asked) => {
      const whole = await columnsOf(events, [events.length]);
      const rough = await foldedRoughly(events, asked);
      for (const ask of asked) {
        const question = questionOf(events, ask);
        expect(bytes(rough, events, question)).toBe(bytes(whole, events, question));
      }
    }),
    250,
  );
});

it('a prefix of the log is its own snapshot: what is appended later changes no earlier reading (semantics 4)', async () => {
  await holds(
    law(3, async (events, asked) => {
      const whole = await columnsOf(events);
      for (const ask of asked) {
        const question = questionOf(events, ask);
        const prefix = events.slice(0, question.knownAt);
        expect(bytes(whole, events, question)).toBe(bytes(await columnsOf(prefix), prefix, question));
      }
    }),
    250,
  );
});

/** The same streams, each in its own order, told in another one. */
const reordered = (events: readonly RecordedEvent[], dice: readonly Stroke[]): readonly RecordedEvent[] => {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  const queues = [...streams.values()];
  return events.map((_, index) => {
    const open = queues.filter((queue) => queue.length > 0);
    const { a, b } = dice[index % dice.length]!;
    const event = open[(a + b * index) % open.length]!.shift()!;
    return { ...event, seq: index + 1, position: String(index + 1).padStart(20, '0') };
  });
};

it('the order in which streams come in does not matter at the head (semantics 5)', async () => {
  await holds(
    law(5, async (events, asked) => {
      const other = reordered(events, asked);
      const [columns, otherColumns] = [await columnsOf(events), await columnsOf(other)];
      for (const ask of asked.slice(0, 2)) {
        const question = { ...questionOf(events, ask), knownAt: events.length };
        expect(bytes(otherColumns, other, question)).toBe(bytes(columns, events, question));
      }
    }),
    200,
  );
});

/** A list carried over may well differ from the legacy cases: that is what the identity is there to find. */
const ofArithmetic = ({ id }: { id: string }): boolean => id !== 'legacy.carried-over';

it('every identity holds over any history, scope, day and position, in total and by unit (domain 7, semantics 30)', async () => {
  await holds(
    law(4, async (events, asked) => {
      const columns = await columnsOf(events);
      for (const ask of asked) {
        const { from, mapping: _mapping, by: _by, ...question } = questionOf(events, ask);
        const { reading, policies } = officeReading(officeOf(events), question);
        const checked = checkIdentities(columns, reading, { ...question, policies, window: { from } });
        expect({ question, failed: checked.filter(ofArithmetic).filter(({ holds }) => !holds) }).toEqual({
          question,
          failed: [],
        });
      }
    }),
    250,
  );
});
