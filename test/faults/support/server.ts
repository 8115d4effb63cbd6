import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The built program over a folder, as a process that can be killed. */
export interface Server {
  readonly child: ChildProcess;
  readonly address: string;
  readonly token: string;
  kill(): Promise<void>;
}

type Endpoint = Pick<Server, 'address' | 'token'> & { readonly pid: number };

/** Kills the program; what it runs under ends with it. */
const running = new Map<ChildProcess, () => void>();

/** For the end of a test that failed in the middle. */
export const killAll = (): void => running.forEach((kill) => kill());

/** @param under a program that runs it, such as strace with a fault */
export const startServer = async (folder: string, under: readonly string[] = []): Promise<Server> => {
  const [command, ...args] = [...under, process.execPath, 'dist/apps/api/main.js'];
  const child = spawn(command!, args, {
    env: {
      ...process.env,
      LOOKBACK_DATA: folder,
      LOOKBACK_SAMPLE: 'none',
      LOOKBACK_MIN_FREE: '0',
      PORT: '0',
      NODE_OPTIONS: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.set(child, () => void child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      running.delete(child);
      resolve();
    }),
  );
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout!.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('http://')) resolve();
    });
    void ended.then(() => reject(new Error('the server ended before it was ready')));
  });
  const { address, token, pid } = JSON.parse(readFileSync(join(folder, 'endpoint.json'), 'utf8')) as Endpoint;
  if (under.length > 0) running.set(child, () => void process.kill(pid, 'SIGKILL'));
  const kill = () => {
    running.get(child)?.();
    return ended;
  };
  return { child, address, token, kill };
};

/** Posts a command; `undefined` where nobody knows what became of it. */
export const post = async (
  { address, token }: Server,
  path: string,
  { key, body }: { key: string; body: object },
): Promise<{ status: number; body: unknown } | undefined> => {
  try {
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return undefined;
  }
};
