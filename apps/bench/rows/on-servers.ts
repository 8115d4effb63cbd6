import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#apps/runtime/config.js';
import { openEvents } from '#apps/runtime/stores.js';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { exportLog, importLog } from '#libs/event-store/transfer.js';
import { bareClient } from '../bare/eventstore-client.js';
import { bareDriver } from '../bare/mongodb-driver.js';
import type { Bench, Row } from '../bench.js';
import { writtenLog } from '../log/written.js';
import { rate, perSecond, timed, type Figure } from '../measure.js';
import { openServers } from '../servers.js';
import { clientCalls } from './client-calls.js';
import { viewsOnServers } from './views-on-servers.js';

/** A log that a server takes in less than a minute: its appends are single calls. */
const sizeOf = ({ isQuick }: Bench) => ({ events: isQuick ? 2_000 : 10_000, seed: 1 });

/** The server set-up: append, reads, catch-up, rebuild and report, each beside the bare client's own in the same run. */
export const onServers: Row = {
  name: 'servers',
  title: 'The server set-up, beside what its clients can do',
  method:
    'the same calls at the same number in flight through our port and through the bare client, turn by turn; views beside reading the same events and writing the same documents, under the same indexes, with the bare client and driver',
  run: async (bench) => {
    const data = join(bench.home, `servers-${process.pid}`);
    mkdirSync(data, { recursive: true });
    const servers = await openServers(data);
    if (typeof servers === 'string') return [{ what: 'not measured', measured: servers }];
    bench.say(`  on ${servers.names}`);
    try {
      return [{ what: 'measured on', measured: servers.names }, ...(await measured(bench, servers.config))];
    } finally {
      await removed(servers.config);
      await servers.close();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

const measured = async (bench: Bench, config: Config): Promise<readonly Figure[]> => {
  const { copied, events } = await filled(bench, config);
  // Views first: what the appends are measured with is no part of them.
  const views = await viewsOnServers(config, events);
  return [copied, ...(await clientCalls(bench, config)), ...views];
};

/** The written log, under the names of this run. */
const filled = async (bench: Bench, config: Config) => {
  const { folder } = await writtenLog(sizeOf(bench), bench.home);
  const [from, to] = [openSqliteLog({ folder, readOnly: true }), await openEvents(config)];
  async function* lines() {
    for await (const line of exportLog(from)) yield line.replaceAll('"lookback-', `"${config.prefix}-`);
  }
  const took = await timed(() => importLog(lines(), to));
  const { seq } = await to.head();
  await Promise.all([from.close(), to.close()]);
  const what = `log copied into the server, ${seq.toLocaleString('en-US')} events`;
  return { events: seq, copied: { what, measured: `${rate(perSecond(seq, took))}` } };
};

/** Nothing of a run stays on a server that was given. */
const removed = async (config: Config): Promise<void> => {
  const events = await openEvents(config);
  const streams = new Set<string>();
  for await (const line of exportLog(events)) streams.add((JSON.parse(line) as { stream: string }).stream);
  await events.close();
  const client = bareClient({ url: config.eventStoreUrl, ...config.eventStoreAccess });
  await client.remove(streams);
  await client.close();
  const driver = bareDriver(config.mongoUrl);
  await driver.drop();
  await driver.close();
};
