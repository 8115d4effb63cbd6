import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startNode, type EventStoreNode } from '../eventstore-node/node.js';
import { startServer, type OwnServer } from './mongodb.js';

/** One line of a process's log. */
export type Line = Readonly<Record<string, unknown>> & { readonly msg?: string };

export interface Process {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  /** What it wrote that is no line of its log. */
  readonly other: readonly string[];
  /** Where it listens. */
  readonly address: string;
  readonly token: string;
  readonly ended: Promise<number | null>;
  /** Waits for a line of its log. */
  line(matches: (line: Line) => boolean, withinMs?: number): Promise<Line>;
  ask(path: string, init?: RequestInit): Promise<Response>;
}

/** A program that does not start fails by its exit; how long one that does takes is the machine's affair. */
const startMs = 120_000;

type Environment = Readonly<Record<string, string>>;

/** Processes of the built program, each with a folder of its own; all end with `close`. */
export class Processes {
  protected readonly folders: string[] = [];
  private readonly processes = new Set<ChildProcess>();

  /** @param variables what every process is started with, unless told otherwise */
  constructor(private readonly variables: () => Environment) {}

  /**
   * Starts a program and waits until it says that it has.
   * @param release folder of the built program, if not this one
   */
  async start(app: 'api' | 'projector', environment: Environment = {}, release = '.'): Promise<Process> {
    const data = mkdtempSync(join(tmpdir(), `lookback-${app}-`));
    this.folders.push(data);
    const started = this.spawn(join(release, `dist/apps/${app}/main.js`), { LOOKBACK_DATA: data, ...environment });
    const { address, port } = await started.line(({ msg }) => msg === `${app} started`, startMs);
    const token = app === 'api' ? endpointIn(data).token : '';
    return withAddress(started, String(address ?? `http://127.0.0.1:${String(port)}`), token);
  }

  /**
   * Like what keeps the processes of an installation: one that found a server too busy at its start (exit 3) is started
   * again.
   */
  async keep(app: 'api' | 'projector', environment: Environment = {}, tries = 10): Promise<Process> {
    return this.start(app, environment).catch((error: Error) => {
      if (tries === 0 || !error.message.startsWith('ended with 3:')) throw error;
      return this.keep(app, environment, tries - 1);
    });
  }

  /** The program on the embedded stores of a folder: it speaks to people, hence is known by its file. */
  async startEmbedded(folder: string, environment: Environment = {}): Promise<Process> {
    const variables = { EVENTSTORE_URL: '', MONGODB_URL: '', LOOKBACK_SAMPLE: 'none', LOOKBACK_MIN_FREE: '0' };
    const started = this.spawn('dist/apps/api/main.js', { LOOKBACK_DATA: folder, ...variables, ...environment });
    const file = join(folder, 'endpoint.json');
    await until(async () => existsSync(file) && readFileSync(file, 'utf8').endsWith('}'), Boolean, startMs);
    const { address, token } = endpointIn(folder);
    return withAddress(started, address, token);
  }

  spawn(path: string, environment: Environment, ...args: readonly string[]): Spawned {
    const env = {
      ...process.env,
      LOOKBACK_LOG_LEVEL: 'log',
      PORT: '0',
      NODE_OPTIONS: '',
      ...this.variables(),
      ...environment,
    };
    const run = ['--disable-warning=ExperimentalWarning', path, ...args];
    const child = spawn(process.execPath, run, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.processes.add(child);
    return spawned(child);
  }

  async close(): Promise<void> {
    for (const child of this.processes) await endNow(child);
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** The whole server set-up on this machine: a loopback EventStoreDB node, a MongoDB, and processes of the built program. */
export class ServerSetup extends Processes {
  private constructor(
    readonly node: EventStoreNode,
    readonly mongo: OwnServer,
  ) {
    super(() => ({ EVENTSTORE_URL: node.url(), MONGODB_URL: mongo.url('lookback') }));
  }

  static async open(): Promise<ServerSetup> {
    const folder = mkdtempSync(join(tmpdir(), 'lookback-setup-'));
    const [node, mongo] = [await startNode(), await startServer({ folder, flags: ['--sync-on-commit'] })];
    const setup = new ServerSetup(node, mongo);
    setup.folders.push(folder);
    return setup;
  }

  override async close(): Promise<void> {
    await super.close();
    await this.mongo.kill();
    await this.node.stop('kill');
  }
}

const endpointIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'endpoint.json'), 'utf8')) as { address: string; token: string };

type Spawned = Omit<Process, 'address' | 'token' | 'ask'>;

const endNow = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
};

const spawned = (child: ChildProcess): Spawned => {
  const [lines, other]: [Line[], string[]] = [[], []];
  const waiting = new Set<() => void>();
  const take = (text: string) => {
    if (text.startsWith('{')) lines.push(JSON.parse(text) as Line);
    else other.push(text);
    waiting.forEach((look) => look());
  };
  createInterface({ input: child.stdout! }).on('line', take);
  createInterface({ input: child.stderr! }).on('line', take);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const line = (matches: (line: Line) => boolean, withinMs = 15_000): Promise<Line> =>
    new Promise((resolve, reject) => {
      const settle = (end: () => void) => (clearTimeout(timer), waiting.delete(look), end());
      const look = () => {
        const found = lines.find(matches);
        if (found) settle(() => resolve(found));
      };
      const timer = setTimeout(() => settle(() => reject(new Error(`no such line:\n${said()}`))), withinMs);
      const said = () => [...other, ...lines.map((one) => JSON.stringify(one))].slice(-20).join('\n');
      void ended.then((code) => settle(() => reject(new Error(`ended with ${code}:\n${said()}`))));
      waiting.add(look);
      look();
    });
  return { child, lines, other, ended, line };
};

const withAddress = (started: Spawned, address: string, token: string): Process => ({
  ...started,
  address,
  token,
  ask: (path, init = {}) =>
    fetch(`${address}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
});

/**
 * Within ten seconds of a kill another projector goes on (servers 3): six until the lease is over, the rest for looking,
 * a page and the columns. Each of those steps waits for its turn on a machine that runs other suites too, hence the
 * factor: it is still far below a lease that nobody takes.
 */
export const takeoverMs = 3 * 10_000;

/** For what has no promise of its own: a test fails by what is wrong, not by how busy the machine is. */
export const patienceMs = 120_000;

/** Asks as a client does: what is not answered now (503) is asked again, with the same key. */
export const asked = async (process: Process, path: string, init?: RequestInit): Promise<Response> => {
  const { answer } = await until(
    () => process.ask(path, init),
    (response) => response.status !== undefined && response.status !== 503,
    patienceMs,
  );
  return answer;
};

/** Asks until the answer is right, and says how long that took. */
export const until = async <T>(ask: () => Promise<T>, isRight: (answer: T) => boolean, withinMs: number) => {
  const start = performance.now();
  for (;;) {
    const answer = await ask().catch((error: unknown) => error as T);
    if (isRight(answer)) return { answer, ms: performance.now() - start };
    if (performance.now() - start > withinMs) throw new Error(`still ${JSON.stringify(answer) ?? String(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
