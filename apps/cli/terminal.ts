import Table from 'cli-table3';
import type { Language } from '#libs/kernel/refusal.js';
import type { Client, Connecting } from './client.js';
import { connect } from './client.js';
import type { Say } from './words.js';

/** Exit codes: 0 done, 1 refused, 2 usage, 3 a dependency is missing, 130 interrupted (documents: command line). */
export const exitCodes = { done: 0, refused: 1, usage: 2, dependency: 3 } as const;

/** Where a command reads its surroundings and writes its results: the real process, or a test. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  readonly say: Say;
  out(text: string): void;
  error(text: string): void;
  /** Set by a command that was understood but refused. */
  exitCode: number;
}

export interface Shared {
  readonly url?: string;
  readonly token?: string;
  readonly json?: true;
}

/** Opens a client, runs the command, closes it whatever happens. */
export const withClient = async <T>(
  terminal: Terminal,
  shared: Shared,
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  const { environment, language } = terminal;
  const connecting: Connecting = { environment, language, url: shared.url, token: shared.token };
  const client = await connect(connecting);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
};

type Cell = string | number | null | undefined;

/** A table for people; widths count Chinese characters twice. */
export const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const drawn = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  rows.forEach((row) => drawn.push(row.map((cell) => (cell === null || cell === undefined ? '' : String(cell)))));
  return drawn.toString();
};

/** JSON for programs, else the text for people. */
export const print = (to: { terminal: Terminal; options: Shared }, answer: unknown, text: () => string): void =>
  to.terminal.out(to.options.json ? JSON.stringify(answer, null, 2) : text());
