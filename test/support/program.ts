import { spawn, type ChildProcess } from 'node:child_process';

export interface Running {
  readonly child: ChildProcess;
  /** Exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  said(): string;
}

/** A built program as a process of its own (`dist/apps/…`, which `scripts/build.mjs` writes). */
export const program = (
  path: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Running => {
  const env = { ...process.env, NODE_OPTIONS: '', LOOKBACK_MIN_FREE: '0', ...environment };
  const child = spawn(process.execPath, ['--no-warnings', path, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stdout.on('data', (text: Buffer) => said.push(text.toString()));
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, ended, said: () => said.join('') };
};
