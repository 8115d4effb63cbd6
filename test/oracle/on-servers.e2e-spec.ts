import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { patiently } from '#apps/demo/patiently.js';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { importLog } from '#libs/event-store/transfer.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { derivedId } from '#libs/kernel/ids.js';
import { definitions } from '#libs/statistics/definitions/table.js';
import { figureId } from '#libs/statistics/definitions/definition.js';
import { report } from '#libs/statistics/report.js';
import { openServers, type TestServers, type Variables } from '../support/given-servers.js';
import { hasServer, skipped } from '../support/mongodb.js';
import { columnsOf, officeOf, officeReading } from './engine.js';
import { questionOf, type Question } from './questions.js';
import { historyOf } from './random/history.js';
import { holds } from './random/holds.js';
import { seed, sequence, strokes } from './random/stroke.js';
import { linesOf } from './random/tale.js';

jest.setTimeout(600_000);
console.info(`oracle on servers: SEED=${seed}`);
Error.stackTraceLimit = 0;

// The laws of statistics where the log is in an EventStoreDB and the facts in a MongoDB: the same random histories, the
// same naive reading, fewer of them.

interface Naive {
  readonly total: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const { answer } = (await import(new URL('naive/answer.mjs', import.meta.url).href)) as {
  answer(lines: readonly object[], question: object): Naive;
};

const figures = definitions.map(figureId);

let servers: TestServers;
beforeAll(async () => {
  servers = await openServers();
}, 60_000);
afterAll(() => servers.close(), 120_000);

/** Told with ids that a server takes. */
const told = (events: readonly RecordedEvent[]): readonly RecordedEvent[] =>
  JSON.parse(
    JSON.stringify(events).replace(/"e(\d+)"/g, (_, number: string) => `"${derivedId('event', number)}"`),
  ) as readonly RecordedEvent[];

const onPlace = async <T>(place: Variables, work: (runtime: Runtime) => Promise<T>): Promise<T> => {
  const data = mkdtempSync(join(tmpdir(), 'lookback-oracle-'));
  const config = configFrom({ LOOKBACK_DATA: data, LOOKBACK_MIN_FREE: '0', ...place });
  const runtime = await patiently(() => openRuntime({ config, projector: 'inline' }));
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
    rmSync(data, { recursive: true });
  }
};

/** Everything asked of a history, answered over stores, as text. */
const readingsOn = (place: Variables, events: readonly RecordedEvent[], asks: readonly Question[]) =>
  onPlace(place, async (runtime) => {
    const prefix = place['EVENTSTORE_PREFIX']!;
    const lines = linesOf(events).map((line) => JSON.stringify(line).replaceAll('"lookback-', `"${prefix}-`));
    await patiently(() => importLog(lines, runtime.events));
    await patiently(() => runtime.projector.settle());
    const columns = await patiently(() => runtime.feed.refresh());
    await patiently(() => runtime.office.refresh());
    return asks.map((question) => {
      const { reading, policies } = officeReading(runtime.office, question);
      return JSON.stringify(report(columns, reading, asked(question, policies)));
    });
  });

const asked = ({ mapping, from, ...question }: Question, policies: object) =>
  ({ ...question, figures, policies: { ...policies, outcomeMapping: mapping }, window: { from } }) as never;

const inMemory = async (events: readonly RecordedEvent[], asks: readonly Question[]) => {
  const [columns, office] = [await columnsOf(events), officeOf(events)];
  return asks.map((question) => {
    const { reading, policies } = officeReading(office, question);
    return JSON.stringify(report(columns, reading, asked(question, policies)));
  });
};

const counted = (text: string): readonly (readonly unknown[])[] =>
  (JSON.parse(text) as { total: readonly { id: string; numerator: unknown; denominator: unknown }[] }).total.map(
    ({ id, numerator, denominator }) => [id, numerator, denominator],
  );

const onServers = () =>
  it('every figure of a random history is the same as embedded, in memory and in the naive reading (semantics 26 to 47)', async () => {
    const property = fc.asyncProperty(strokes(), sequence(6), async (story, strokesAsked) => {
      const events = told(historyOf(story));
      const asks = strokesAsked.map((stroke) => questionOf(events, stroke));
      const expected = await inMemory(events, asks);
      const place = servers.place();
      expect(await readingsOn(place, events, asks)).toEqual(expected);
      const embedded = { EVENTSTORE_PREFIX: place['EVENTSTORE_PREFIX']! };
      expect(await readingsOn(embedded, events, asks)).toEqual(expected);
      asks.forEach((question, at) => {
        const { total } = answer(linesOf(events), { ...question, figures });
        expect(counted(expected[at]!)).toEqual(
          figures.map((id) => [id, total[id]!['numerator'], total[id]!['denominator']]),
        );
      });
    });
    await holds(property, 8);
  });

if (hasServer) onServers();
else skipped('the laws of statistics on servers');
