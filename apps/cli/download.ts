import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { CommanderError, type Command } from 'commander';
import type { Query } from './client.js';
import { ask, withClient, type Shared, type Terminal } from './terminal.js';

export interface Downloadable extends Shared {
  readonly out?: string;
}

const formats: Readonly<Record<string, string>> = { '.csv': 'csv', '.xlsx': 'xlsx', '.json': 'json' };

/** `--out FILE`: the answer as a file instead of on the screen; its ending says which. */
export const withDownload = (command: Command, { say }: Terminal): Command =>
  command.option('--out <file>', say('option.out'));

interface Listed<T> {
  readonly path: string;
  readonly query: Query;
  /** How much of it a screen is asked for; a file is whole. */
  readonly page?: Query;
  text(answer: T): string;
}

/** A list on the screen, or as a file (recorded by the API as an export). */
export const listed = <T>(
  terminal: Terminal,
  options: Downloadable,
  { path, query, page, text }: Listed<T>,
): Promise<void> => {
  const { out } = options;
  if (out === undefined) return ask<T>({ terminal, options }, { path, query: { ...query, ...page }, text });
  const format = formats[extname(out).toLowerCase()];
  if (!format) throw new CommanderError(2, 'lookback.format', terminal.say('error.format', { file: out }));
  return withClient(terminal, options, async (client) => {
    writeFileSync(out, await client.bytes(path, { ...query, format }));
    terminal.error(terminal.say('out.written', { file: out }));
  });
};
