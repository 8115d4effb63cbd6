import fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import { nameIn, type OpenLog } from '../contract.js';
import { memoryLog } from '../memory.js';
import type { EventStore, ExpectedRevision } from '../port.js';
import { drain, outcomeOf, sampleEvent } from './sample.js';

/** The list that a log must behave like. `pool` holds the ids of the run: few, so that repeats and mixtures happen. */
interface Model {
  readonly store: EventStore;
}

interface Real {
  store: EventStore;
  name(stream: string): string;
  reopen(): Promise<EventStore>;
}

export interface ModelOptions {
  /** Sequences tried, where RUNS does not say. */
  readonly runs?: number;
  /** Simultaneous appends to different streams may land in any order: they are sent to one stream at a time. */
  readonly orderBetweenStreams?: 'any';
  /** Milliseconds they may take: a server that others use, too, is read from its beginning. */
  readonly withinMs?: number;
}

type Command = fc.AsyncCommand<Model, Real>;

interface AppendPlan {
  readonly stream: string;
  /** Added to the stream's revision: 0 is right, less is of the past, more is ahead. */
  readonly offset: number;
  readonly ids: readonly number[];
}

/**
 * Random appends, races, reads and restarts, compared step by step with `memoryLog`. Seed and path are printed on
 * failure; SEED repeats a run, RUNS sets their number.
 */
export const eventStoreModel = (name: string, open: OpenLog, options: ModelOptions = {}): void => {
  const { withinMs = 120_000 } = options;
  it(
    `${name} behaves like a list, whatever is asked in whatever order (engine 8, 9)`,
    async () => {
      const property = fc.asyncProperty(
        fc.commands(commands(options), { maxCommands: 40, size: '+1' }),
        async (sequence) => {
          const opened = await open();
          const setup = () => ({
            model: { store: memoryLog() },
            real: {
              store: opened.store,
              name: (stream: string) => nameIn(opened, stream),
              reopen: () => opened.reopen(),
            },
          });
          await fc.asyncModelRun(setup, sequence).finally(() => opened.close());
        },
      );
      const { RUNS = options.runs ?? 200 } = process.env;
      await fc.assert(property, trials(Number(RUNS), withinMs * 0.75));
    },
    withinMs,
  );
};

const plan: fc.Arbitrary<AppendPlan> = fc.record({
  stream: fc.constantFrom('a', 'b'),
  offset: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -4, max: 2 })),
  ids: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 0, maxLength: 3 }),
});

const types = ['A', 'B', 'C'];

/** One id stands for one event always, as it does in the application. */
const eventOf = (n: number) =>
  sampleEvent(types[n % 3], { n }, `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);

const expectedOf = async (model: Model, real: Real, { stream, offset }: AppendPlan): Promise<ExpectedRevision> => {
  const { revision } = await model.store.readStream(real.name(stream));
  const expected = (revision === 'no_stream' ? -1 : revision) + offset;
  return expected < 0 ? 'no_stream' : expected;
};

/** The same calls in the same turn on both sides; places are compared as seq, since a position is the store's own. */
const compare = async <T>(model: Model, real: Real, ask: (store: EventStore) => Promise<T>[]): Promise<void> => {
  const [wanted, found] = await Promise.all([model, real].map(({ store }) => Promise.all(ask(store).map(outcomeOf))));
  expect(withoutPositions(found)).toEqual(withoutPositions(wanted));
};

const withoutPositions = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, field: unknown) => (key === 'position' || key === 'next' ? undefined : field)),
  );

const command = (text: string, run: Command['run']): Command => ({ check: () => true, run, toString: () => text });

const appends = (plans: readonly AppendPlan[]): Command =>
  command(`append ${JSON.stringify(plans)}`, async (model, real) => {
    const expected = await Promise.all(plans.map((each) => expectedOf(model, real, each)));
    await compare(model, real, (store) =>
      plans.map(({ stream, ids }, index) =>
        store.append(real.name(stream), expected[index] ?? 'no_stream', ids.map(eventOf)),
      ),
    );
  });

const reads = (limit: number, except: readonly string[]): Command =>
  command(`read ${limit} ${except.join()}`, async (model, real) => {
    await compare(model, real, (store) => ['a', 'b'].map((stream) => store.readStream(real.name(stream))));
    await compare(model, real, (store) => [drain(store, limit, except).then(({ events }) => events)]);
    await compare(model, real, (store) => [store.head().then(({ seq }) => seq)]);
  });

const reopens = (): Command =>
  command('reopen', async (_, real) => {
    real.store = await real.reopen();
  });

/** Plans for one stream only, where the log promises no order between several. */
const ofOneStream = (plans: readonly AppendPlan[]): AppendPlan[] =>
  plans.map((each) => ({ ...each, stream: plans[0]?.stream ?? each.stream }));

const commands = ({ orderBetweenStreams }: ModelOptions): fc.Arbitrary<Command>[] => {
  const several = (minLength: number, maxLength: number) => {
    const plans = fc.array(plan, { minLength, maxLength });
    return (orderBetweenStreams ? plans.map(ofOneStream) : plans).map(appends);
  };
  return [
    several(1, 2),
    several(2, 5),
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.subarray(types)).map(([limit, except]) => reads(limit, except)),
    fc.constant(null).map(reopens),
  ];
};
