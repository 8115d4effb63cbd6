import type { Config } from '#apps/runtime/config.js';
import { openEvents } from '#apps/runtime/stores.js';
import { placeAt } from '#libs/event-store/eventstoredb/place.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { bareClient, type BareClient } from '../bare/eventstore-client.js';
import type { Bench } from '../bench.js';
import { Seeded } from '../log/seeded.js';
import { median, percent, perSecond, rate, ratioOf, rounds, timed, type Figure } from '../measure.js';

const bar = 0.7;
const page = 2_000;

interface Sides {
  readonly config: Config;
  readonly log: EventStore;
  readonly bare: BareClient;
  readonly events: readonly RecordedEvent[];
  readonly seeded: Seeded;
}

/** Calls through @eventstore/db-client, ours and bare, at the same number in flight (quality 6). */
export const clientCalls = async (bench: Bench, config: Config): Promise<readonly Figure[]> => {
  const log = await openEvents(config);
  const bare = bareClient({ url: config.eventStoreUrl, ...config.eventStoreAccess });
  const { events } = await log.readAll('start', 2_000);
  const sides = { config, log, bare, events, seeded: new Seeded(Date.now()) };
  try {
    return [
      await appending(bench, sides, { callers: 1, each: bench.isQuick ? 100 : 300 }),
      await appending(bench, sides, { callers: 64, each: bench.isQuick ? 10 : 30 }),
      await readingStreams(bench, sides, { callers: 16, each: bench.isQuick ? 20 : 50 }),
      await readingAll(bench, sides),
    ];
  } finally {
    await Promise.all([log.close(), bare.close()]);
  }
};

interface Load {
  readonly callers: number;
  readonly each: number;
}

/** @returns calls a second */
const all = async ({ callers, each }: Load, one: (caller: number, turn: number) => Promise<unknown>) => {
  const call = async (_: unknown, caller: number) => {
    for (let turn = 0; turn < each; turn += 1) await one(caller, turn);
  };
  return perSecond(callers * each, await timed(() => Promise.all(Array.from({ length: callers }, call))));
};

const figure = (what: string, found: Readonly<Record<string, readonly number[]>>): Figure => {
  const [ours, bare] = [found['ours']!, found['bare']!];
  const ratio = ratioOf(ours, bare);
  return {
    what,
    measured: rate(median(ours)),
    peer: `bare ${rate(median(bare))}`,
    ratio: percent(ratio),
    bar: `≥ ${percent(bar)}`,
    holds: ratio >= bar,
  };
};

/** Each caller appends typical events to a stream of its own, one a call. */
const appending = async (bench: Bench, { config, log, bare, events, seeded }: Sides, load: Load): Promise<Figure> => {
  const next = (turn: number) => {
    const { type, data, metadata } = events[turn % events.length]!;
    return { type, data, metadata, id: seeded.id() };
  };
  const name = (side: string, round: number, caller: number) =>
    `${config.prefix}-bench-${side}-${load.callers}-${round}-${caller}`;
  const found = await rounds(bench.rounds, {
    ours: (round) =>
      all(load, (caller, turn) =>
        log.append(name('ours', round, caller), turn === 0 ? 'no_stream' : turn - 1, [next(turn)]),
      ),
    bare: (round) => all(load, (caller, turn) => bare.append(name('bare', round, caller), turn - 1, next(turn))),
  });
  return figure(`append, one event a call, ${load.callers} in flight`, found);
};

/** Streams of ten events or so: what a command loads before it decides. */
const readingStreams = async (bench: Bench, { log, bare, events }: Sides, load: Load): Promise<Figure> => {
  const names = [...new Set(events.map(({ stream }) => stream))].filter((stream) => stream.includes('-case-'));
  const name = (caller: number, turn: number) => names[(caller * load.each + turn) % names.length]!;
  const found = await rounds(bench.rounds, {
    ours: () => all(load, (caller, turn) => log.readStream(name(caller, turn))),
    bare: () => all(load, (caller, turn) => bare.readStream(name(caller, turn))),
  });
  return figure(`streams of a case read, ${load.callers} in flight`, found);
};

const readingAll = async (bench: Bench, { log, bare, events }: Sides): Promise<Figure> => {
  const { seq } = await log.head();
  const first = placeAt(events[0]!.position).place;
  const found = await rounds(bench.rounds, {
    ours: async () => perSecond(seq, await timed(() => readOwn(log))),
    bare: async () => perSecond(seq, await timed(() => bare.readAll(first, { events: seq, page }))),
  });
  return figure(`all events read, pages of ${page.toLocaleString('en-US')}`, found);
};

const readOwn = async (log: EventStore): Promise<void> => {
  let read = await log.readAll('start', page);
  while (!read.atEnd) read = await log.readAll(read.next, page);
};
