import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bench, Row } from './bench.js';
import { documentOf, type Result } from './document.js';
import { writtenLog } from './log/written.js';
import { busyness, machine } from './machine.js';
import { findPeer } from './peer/emmett.js';
import { prepare } from './prepared.js';
import { appendMany, appendOne } from './rows/appending.js';
import { comparisons, reports } from './rows/asking.js';
import { catchUp } from './rows/catching-up.js';
import { onServers } from './rows/on-servers.js';
import { documents } from './rows/documents.js';
import { rebuild } from './rows/rebuilding.js';
import { restart } from './rows/restarting.js';
import { serving } from './rows/serving.js';

/** In this order: the last one appends to the prepared log. */
const rows: readonly Row[] = [
  appendOne,
  appendMany,
  catchUp,
  rebuild,
  reports,
  comparisons,
  documents,
  restart,
  onServers,
  serving,
];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string' },
    events: { type: 'string' },
  },
});

const home = fileURLToPath(new URL('../../../.tools/bench', import.meta.url));
const page = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Made at the first use, for all. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

const events = Number(values.events ?? (values.quick ? 100_000 : 1_000_000));
const seed = Number(values.seed);

const logOf = (count: number) =>
  once(async () => {
    const started = performance.now();
    const log = await writtenLog({ events: count, seed }, home);
    const took = ((performance.now() - started) / 1_000).toFixed(0);
    if (took !== '0') say(`wrote a log of ${count.toLocaleString('en-US')} events in ${took} s`);
    return log;
  });

const smallLog = logOf(100_000);
const log = events === 100_000 ? smallLog : logOf(events);
const bench: Bench = {
  home,
  rounds: Number(values.rounds ?? (values.quick ? 3 : 5)),
  isQuick: values.quick,
  log,
  smallLog,
  prepared: once(async () => prepare(await log(), home)),
  peer: once(findPeer),
  say,
};

const wanted = (): readonly Row[] => {
  const { only } = values;
  const unknown = only?.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined) throw new Error(`no row ${unknown}; there are ${rows.map(({ name }) => name).join(', ')}`);
  return only ? rows.filter(({ name }) => only.includes(name)) : rows;
};

const runRow = async (row: Row): Promise<Result> => {
  say(`\n${row.title}`);
  const figures = await row.run(bench);
  for (const { what, measured, peer, ratio, bar, holds } of figures)
    say(
      ['  ', what, measured, peer, ratio, bar, holds === undefined ? '' : holds ? '✓' : '✗'].filter(Boolean).join('  '),
    );
  return { row, figures, busyness: busyness() };
};

const peerLine = async (): Promise<string> => {
  const peer = await bench.peer();
  return typeof peer === 'string'
    ? `emmett-sqlite could not be had (${peer}); its columns are empty.`
    : `${peer.versions}, on one shared connection, over a stand-in for its native driver that runs on the same SQLite.`;
};

mkdirSync(home, { recursive: true });
say(`${machine()}; load ${busyness().toFixed(1)}`);
const peer = await peerLine();
say(`Peer: ${peer}`);
const results: Result[] = [];
for (const row of wanted()) results.push(await runRow(row));
// The page is of a whole run: parts of it from different days would stand beside each other. One over a smaller log is
// written when that is asked for, and says which log it was.
const isWhole = !values.only && !values.quick && !values.events;
if (isWhole || (values.write && !values.only)) {
  const { rounds } = bench;
  writeFileSync(page, documentOf({ machine: machine(), events, seed, rounds, peer, results }));
  say(`\nwritten: docs/benchmarks.md`);
}
