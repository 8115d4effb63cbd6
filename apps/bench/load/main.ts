import { openConnection, requestText } from './connection.js';
import { commands, queries } from './requests.js';
import type { Load, LoadResult, Order } from './order.js';

// A process of its own, so that asking takes nothing from the thread that answers. Bounded in time and in number.

const most = 2_000_000;

const askers = { commands, queries } as const;

const runOne = async (order: Order, load: Load): Promise<LoadResult> => {
  const latencies: number[] = [];
  const refused: Record<string, number> = {};
  const started = performance.now();
  const until = started + order.seconds * 1_000;
  const next = askers[load.kind](order);
  const caller = async () => {
    const connection = await openConnection(order.address);
    while (performance.now() < until && latencies.length < most) {
      const asked = performance.now();
      const { status } = await connection.ask(requestText(next()));
      if (status < 300) latencies.push(performance.now() - asked);
      else refused[status] = (refused[status] ?? 0) + 1;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: load.connections }, caller));
  return { kind: load.kind, count: latencies.length, refused, ms: performance.now() - started, ...spread(latencies) };
};

const spread = (latencies: number[]) => {
  const inOrder = Float64Array.from(latencies).sort();
  const at = (part: number) => inOrder[Math.max(0, Math.ceil(inOrder.length * part) - 1)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
};

process.once('message', (order: Order) => {
  void Promise.all(order.loads.map((load) => runOne(order, load))).then((results) => {
    process.send?.(results, () => process.disconnect());
  });
});
