import type { BarPlace } from '#apps/api/progress-bar.js';
import type { Speech } from '#apps/api/words/speech.js';
import type { Table } from '#apps/api/tables/table.js';
import type { Language } from '#libs/kernel/refusal.js';
import type { Client, Connecting, Query } from './client.js';
import { connect } from './client.js';
import { drawTable } from './drawing.js';
import type { Say } from './words.js';

/** Exit codes: 0 done, 1 refused, 2 usage, 3 a dependency is missing, 130 interrupted (documents: command line). */
export const exitCodes = { done: 0, refused: 1, usage: 2, dependency: 3 } as const;

/** Where a command reads its surroundings and writes its results: the real process, or a test. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  readonly say: Say;
  readonly speech: Speech;
  /** Columns of the screen; a pipe or a file has none. */
  readonly width?: number;
  /** Standard error, where bars are drawn. */
  readonly bars: BarPlace;
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
  const client = await connect(connectingOf(terminal, shared));
  try {
    return await work(client);
  } finally {
    await client.close();
  }
};

export const connectingOf = ({ environment, language }: Terminal, { url, token }: Shared): Connecting => ({
  environment,
  language,
  url,
  token,
});

/** Bars are for people only. */
export const barsOf = ({ bars }: Terminal, { json }: Shared): BarPlace => (json ? {} : bars);

export const tableText = (table: Table, { width }: Terminal): string => drawTable(table, width);

interface Printing {
  readonly terminal: Terminal;
  readonly options: Shared;
}

/** JSON for programs, else the text for people. */
export const print = ({ terminal, options }: Printing, answer: unknown, text: () => string): void =>
  terminal.out(options.json ? JSON.stringify(answer, null, 2) : text());

interface Asking<T> {
  readonly path: string;
  readonly query?: Query;
  text(answer: T): string;
}

/** One question put and its answer printed: what most commands are. */
export const ask = <T>({ terminal, options }: Printing, { path, query, text }: Asking<T>): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<T>(path, query);
    print({ terminal, options }, answer, () => text(answer));
  });
