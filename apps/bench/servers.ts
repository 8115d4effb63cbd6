import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { configFrom, type Config } from '#apps/runtime/config.js';

/** What stands behind the rows of the server set-up. */
export interface Servers {
  /** In words, for whoever reads the figures. */
  readonly names: string;
  /** A log and views under names of their own. */
  readonly config: Config;
  close(): Promise<void>;
}

const besideDist = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The servers of `EVENTSTORE_URL` and `MONGODB_URL`, else a loopback node and a SecantusDB; a sentence where neither is. */
export const openServers = async (data: string): Promise<Servers | string> => {
  const given = configFrom(process.env);
  const started: ChildProcess[] = [];
  const close = async () => {
    for (const child of started) await ended(child);
  };
  const mongo = given.mongoUrl || (await startSecantus(started));
  if (!mongo) return 'no MONGODB_URL, no SecantusDB (node scripts/secantus.mjs install)';
  const log = given.eventStoreUrl || (await startNode(started));
  const name = `lookbackbench${randomBytes(5).toString('hex')}`;
  const names = [
    given.eventStoreUrl ? 'the event store of EVENTSTORE_URL' : 'the loopback node of the tests, no real EventStoreDB',
    given.mongoUrl ? 'the MongoDB of MONGODB_URL' : 'SecantusDB, no real MongoDB',
  ];
  const config = { ...given, data, eventStoreUrl: log, mongoUrl: withDatabase(mongo, name), prefix: name };
  return { names: names.join('; '), config, close };
};

const startNode = (started: ChildProcess[]): Promise<string> => {
  const child = spawn(process.execPath, [besideDist('dist/test/eventstore-node/main.js'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  return said(child.stdout, /on (esdb:\S+?),/);
};

const startSecantus = async (started: ChildProcess[]): Promise<string | undefined> => {
  const { secantusd, secantusVersion } = (await import(`file://${besideDist('scripts/secantus.mjs')}`)) as {
    secantusd: string;
    secantusVersion(): string | undefined;
  };
  if (!secantusVersion()) return undefined;
  const place = ['--host', '127.0.0.1', '--port', '0', '--storage-path', ':memory:'];
  const child = spawn(secantusd, place, { stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(child);
  return `mongodb://127.0.0.1:${await said(child.stderr, /listening on .*:(\d+)/)}/`;
};

/** What a server says when it is ready; the rest of its words is let go. */
const said = async (output: Readable, wanted: RegExp): Promise<string> => {
  for await (const line of createInterface({ input: output })) {
    const found = wanted.exec(line)?.[1];
    if (!found) continue;
    output.resume();
    return found;
  }
  throw new Error('a server ended before it was ready');
};

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
};

/** Account and options stay; the database an account is known in, too. */
const withDatabase = (url: string, name: string): string => {
  const [, server, old, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(url) ?? [];
  const source = old && !/authSource=/.test(query) ? `${query ? '&' : '?'}authSource=${old}` : '';
  return `${server}/${name}${query}${source}`;
};
