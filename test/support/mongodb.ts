import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';

/** A MongoDB to test on: the one of `MONGODB_URL`, else a SecantusDB of the spec's own, else none. */
const { secantusd, secantusVersion } = (await import(new URL('../../scripts/secantus.mjs', import.meta.url).href)) as {
  secantusd: string;
  secantusVersion(): string | undefined;
};

const given = process.env['MONGODB_URL'];

/** Specs that stop, pause or kill their server need one of their own. */
export const canStartServer = secantusVersion() !== undefined;
/** The set's name tells a SecantusDB, also where it was given. */
const isSecantus = async (url: string): Promise<boolean> => {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  const hello = await client
    .db('admin')
    .command({ hello: 1 })
    .catch(() => ({ setName: undefined }));
  await client.close();
  return hello['setName'] === 'secantus';
};

/** What is known to be wrong with the server that is not the real one. */
export const isStandIn = !given || (await isSecantus(given));
export const hasServer = Boolean(given) || canStartServer;

/** What a spec says when it must leave its tests out: one skipped line, which .ci/run counts as a failure. */
export const skipped = (what: string): void =>
  it.skip(`${what}: no MONGODB_URL, no SecantusDB (node scripts/secantus.mjs install)`, () => undefined);

export interface TestServer {
  /** Address of a database on it. */
  url(database: string): string;
  stop(): Promise<void>;
}

export interface OwnServer extends TestServer {
  /** kill -9. */
  kill(): Promise<void>;
  /** On the same port and folder, with the same or other flags. */
  start(flags?: readonly string[]): Promise<void>;
  /** SIGSTOP: it takes connections and answers nothing. */
  pause(): void;
  resume(): void;
}

export interface Starting {
  /** Left out: in memory. */
  readonly folder?: string;
  readonly flags?: readonly string[];
}

/** The database goes at the end of a run; nothing else on the server is touched. */
export const testDatabase = (): string => `lookback-test-${randomBytes(6).toString('hex')}`;

const locatedAt = (url: string, database: string): string => {
  const [, server, old, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(url) ?? [];
  const source = old && !/authSource=/.test(query) ? `${query ? '&' : '?'}authSource=${old}` : '';
  return `${server}/${database}${query}${source}`;
};

/** A server for specs that only use it. */
export const testServer = async (): Promise<TestServer> =>
  given ? { url: (database) => locatedAt(given, database), stop: async () => undefined } : startServer();

export const startServer = async ({ folder, flags = [] }: Starting = {}): Promise<OwnServer> => {
  let [child, port] = await launched(folder, 0, flags);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    child.kill('SIGCONT');
    await once(child, 'exit');
  };
  return {
    url: (database) => `mongodb://127.0.0.1:${port}/${database}`,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    start: async (other = flags) => {
      [child, port] = await launched(folder, port, other);
    },
    pause: () => {
      child.kill('SIGSTOP');
      awaitStopped(child.pid!);
    },
    resume: () => void child.kill('SIGCONT'),
  };
};

/** On a busy machine a process answers for a moment more; where the kernel does not tell, nobody waits. */
const awaitStopped = (pid: number): void => {
  const until = performance.now() + 5_000;
  while (stateOf(pid) !== 'T' && performance.now() < until);
};

const stateOf = (pid: number): string | undefined => {
  try {
    return /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
  } catch {
    return 'T';
  }
};

const launched = async (folder: string | undefined, port: number, flags: readonly string[]) => {
  const place = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', folder ?? ':memory:'];
  const child: ChildProcess = spawn(secantusd, [...place, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: child.stderr! })) {
    const listening = /listening on .*:(\d+)/.exec(line)?.[1];
    if (!listening) continue;
    child.stderr!.resume();
    return [child, Number(listening)] as [ChildProcess, number];
  }
  throw new Error(`SecantusDB ended with ${child.exitCode}`);
};

/** Removes a database of this run. */
export const dropDatabase = async (url: string): Promise<void> => {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 2_000 });
  await client.db().dropDatabase();
  await client.close();
};
