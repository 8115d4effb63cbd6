import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bench, Row } from '../bench.js';
import type { Load, LoadResult, Order } from '../load/order.js';
import { median, mebibytes, ms, perSecond, rate, type Figure } from '../measure.js';
import { startServer, type Server, type Vitals } from '../server.js';

const connections = 50;

/** What each round asks: alone and together, always over fifty connections. */
const mixes: Readonly<Record<string, readonly Load[]>> = {
  'commands alone': [{ kind: 'commands', connections }],
  'queries alone': [{ kind: 'queries', connections }],
  'commands beside queries': [
    { kind: 'commands', connections: connections - 15 },
    { kind: 'queries', connections: 15 },
  ],
};

const bars = { commands: 3_000, queries: 1_000, p99: 60 } as const;

export const serving: Row = {
  name: 'http',
  title: 'Commands and queries over HTTP, 50 connections',
  method:
    'the real process on loopback, asked by a process of its own; a command records a contact or progress on one of the latest 5,000 cases; a query reads a case, a history, the activity, or figures of a year',
  run: async (bench) => {
    const { config, token, log } = await bench.prepared();
    const server = await startServer(config);
    try {
      const order = { address: server.address, token, seconds: bench.isQuick ? 3 : 8, cases: log.standing };
      await asked({ ...order, seconds: 2, loads: mixes['commands beside queries']!, run: 0 });
      const figures: Figure[] = [];
      for (const name of Object.keys(mixes)) figures.push(...(await measured(bench, server, { name, order })));
      return [...figures, { what: 'resident memory under load', measured: mebibytes((await server.vitals()).rss) }];
    } finally {
      await server.stop();
    }
  },
};

interface Measuring {
  readonly name: string;
  readonly order: Omit<Order, 'loads' | 'run'>;
}

let runs = 0;

const measured = async (bench: Bench, server: Server, { name, order }: Measuring): Promise<readonly Figure[]> => {
  const loads = mixes[name] ?? [];
  const found: (readonly LoadResult[])[] = [];
  server.reset();
  const before = await server.vitals();
  for (let round = 0; round < Math.min(3, bench.rounds); round += 1)
    found.push(await asked({ ...order, loads, run: (runs += 1) }));
  const figures = loads.flatMap(({ kind }, at) =>
    figureOf(
      name,
      kind,
      found.map((each) => each[at]!),
    ),
  );
  const after = await server.vitals();
  const requests = found.flat().reduce((sum, { count }) => sum + count, 0);
  return [...figures, delayOf(after, name), computingOf({ name, before, after, requests })];
};

const figureOf = (name: string, kind: Load['kind'], found: readonly LoadResult[]): readonly Figure[] => {
  const speed = median(found.map(({ count, ms: took }) => perSecond(count, took)));
  const p99 = median(found.map((one) => one.p99));
  const refused = found.flatMap((one) => Object.entries(one.refused).map(([status, count]) => `${count} × ${status}`));
  const what = kind === 'commands' ? 'accepted' : 'answered';
  const lost = refused.length > 0 ? `, ${refused.join(', ')}` : '';
  return [
    {
      what: `${name}: ${kind} ${what}`,
      measured: `${rate(speed)}, p50 ${ms(median(found.map((one) => one.p50)))}, p99 ${ms(p99)}${lost}`,
      bar: `≥ ${rate(bars[kind])}, p99 ≤ ${bars.p99} ms`,
      holds: speed >= bars[kind] && p99 <= bars.p99 && refused.length === 0,
    },
  ];
};

const delayOf = ({ delayP99, delayMax }: Vitals, name: string): Figure => ({
  what: `${name}: event-loop delay of the server`,
  measured: `p99 ${ms(delayP99)}, max ${ms(delayMax)}`,
});

interface Computing {
  readonly name: string;
  readonly before: Vitals;
  readonly after: Vitals;
  readonly requests: number;
}

/** What a request costs whatever else the machine does: two cores come to the bars at 0.5 ms in all, asking included. */
const computingOf = ({ name, before, after, requests }: Computing): Figure => {
  const each = (part: 'thread' | 'all') => `${((after[part] - before[part]) / requests).toFixed(2)} ms`;
  const measured = `${each('thread')} in the thread that answers, ${each('all')} with the projector’s`;
  return { what: `${name}: computing per request`, measured };
};

const asked = async (order: Order): Promise<readonly LoadResult[]> => {
  const child = fork(fileURLToPath(new URL('../load/main.js', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send(order);
  const [results] = (await once(child, 'message')) as [readonly LoadResult[]];
  return results;
};
