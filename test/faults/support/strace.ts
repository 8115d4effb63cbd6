import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

/** What a process asked of the disk, in the order of the calls; `said` is a line it wrote to its standard output. */
export type DiskCall =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'remove'; readonly file: string }
  | { readonly kind: 'said'; readonly text: string };

export const hasStrace = (): boolean => spawnSync('strace', ['-V']).status === 0;

const traced = 'pwrite64,write,fsync,fdatasync,ftruncate,unlink';

/** Runs a program under strace. @param options further options of strace, e.g. an injected fault */
export const underStrace = (output: string, options: readonly string[], command: readonly string[]) =>
  spawnSync('strace', ['-f', '-qq', '-o', output, ...options, ...command], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_OPTIONS: '' },
  });

/** Every write, sync and truncation below `folder`, with its bytes. */
export const recordDisk = (folder: string, command: readonly string[]): readonly DiskCall[] => {
  const output = `${folder}.strace`;
  const { status, stderr } = underStrace(output, ['-y', '-xx', '-s', '10000000', '-e', `trace=${traced}`], command);
  if (status !== 0) throw new Error(`the traced process ended with ${status}: ${stderr}`);
  const calls = whole(readFileSync(output, 'latin1').split('\n')).flatMap((line) => parsed(line, folder));
  rmSync(output);
  return calls;
};

/** A call during which another thread called is told in two lines; it counts where it ended. */
const whole = (lines: readonly string[]): readonly string[] => {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const thread = line.slice(0, line.indexOf(' '));
    if (line.endsWith('<unfinished ...>')) {
      begun.set(thread, line.slice(0, -'<unfinished ...>'.length));
      return [];
    }
    const rest = /^\d+\s+<\.\.\. \w+ resumed>(.*)$/.exec(line);
    return [rest ? (begun.get(thread) ?? '') + rest[1] : line];
  });
};

const call = /^\d+\s+(pwrite64|write|fsync|fdatasync|ftruncate)\((\d+)<([^>]*)>(?:, (.*?))?\s*\)\s+= (-?\d+)/;

const removal = /^\d+\s+unlink\(("[^"]*")\)\s+= 0/;

const parsed = (line: string, folder: string): readonly DiskCall[] => {
  const removed = removal.exec(line);
  if (removed) return [{ kind: 'remove', file: bytesOf(removed[1]!).toString() }];
  const found = call.exec(line);
  if (!found) return [];
  const [, name, descriptor, rawFile, rest = '', result] = found;
  const file = text(rawFile!);
  if (name === 'write') return descriptor === '1' ? [{ kind: 'said', text: bytesOf(rest).toString().trim() }] : [];
  if (Number(result) < 0 || !file.startsWith(folder)) return [];
  if (name === 'ftruncate') return [{ kind: 'truncate', file, size: Number(rest) }];
  if (name !== 'pwrite64') return [{ kind: 'sync', file }];
  const bytes = bytesOf(rest);
  return [{ kind: 'write', file, at: Number(rest.slice(rest.lastIndexOf(',') + 1)), bytes }];
};

const bytesOf = (argument: string): Buffer =>
  Buffer.from(argument.slice(1, argument.indexOf('"', 1)).replace(/\\x/g, ''), 'hex');

const text = (escaped: string): string =>
  escaped.includes('\\x') ? Buffer.from(escaped.replace(/\\x/g, ''), 'hex').toString() : escaped;
