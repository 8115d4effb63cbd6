import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '#apps/runtime/config.js';

/** How a server stands: resident memory in bytes, delays of its event loop in milliseconds, what it computed. */
export interface Vitals {
  readonly rss: number;
  readonly delayP99: number;
  readonly delayMax: number;
  /** Milliseconds of computing since its start: of the thread that answers, and of all, the projector's among them. */
  readonly thread: number;
  readonly all: number;
}

export interface Server {
  readonly address: string;
  /** Milliseconds from the start of the process until it said it was ready. */
  readonly readyAfter: number;
  vitals(): Promise<Vitals>;
  /** Forgets the delays so far. */
  reset(): void;
  stop(): Promise<void>;
}

const patience = 120_000;

/** Starts the program over a data folder and waits until it is ready. */
export const startServer = async ({ data }: Config): Promise<Server> => {
  const endpoint = join(data, 'endpoint.json');
  rmSync(endpoint, { force: true });
  const started = performance.now();
  const child = fork(fileURLToPath(new URL('./served.js', import.meta.url)), {
    env: { ...process.env, LOOKBACK_DATA: data, LOOKBACK_SAMPLE: 'none', PORT: '0' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const address = await readiness(endpoint, child, started + patience);
  const readyAfter = performance.now() - started;
  return {
    address,
    readyAfter,
    vitals: async () => {
      child.send('vitals');
      const [vitals] = (await once(child, 'message')) as [Vitals];
      return vitals;
    },
    reset: () => void child.send('reset'),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
};

const readiness = async (endpoint: string, child: ChildProcess, until: number): Promise<string> => {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (performance.now() > until) throw new Error('the server was not ready in time');
    const address = existsSync(endpoint) ? addressIn(endpoint) : undefined;
    if (address && (await isReady(address))) return address;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** The file may be looked at while it is written. */
const addressIn = (endpoint: string): string | undefined => {
  try {
    return (JSON.parse(readFileSync(endpoint, 'utf8')) as { address: string }).address;
  } catch {
    return undefined;
  }
};

const isReady = (address: string): Promise<boolean> =>
  fetch(`${address}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );
