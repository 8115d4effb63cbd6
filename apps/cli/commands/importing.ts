import { withBar, type Bar } from '#apps/api/progress-bar.js';
import type { ImportResult } from '#apps/runtime/ledger/import.js';
import type { ImportStatus } from '#apps/runtime/ledger/importer.js';
import { sha256 } from '#libs/kernel/ids.js';
import { Problem, type Client } from '../client.js';
import { every } from '../polling.js';
import { barsOf, exitCodes, print, withClient, type Shared, type Terminal } from '../terminal.js';
import { remarksText } from './remarks-text.js';

interface ImportOptions extends Shared {
  readonly dryRun?: true;
}

type Remarks = ImportResult['remarks'];

/** A ledger file through the API; a file with errors is refused whole, each of them with its row. */
export const importFile = (
  file: { name: string; bytes: Buffer },
  terminal: Terminal,
  options: ImportOptions,
): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const query = { file: file.name, dryRun: options.dryRun ? 'true' : 'false' };
    try {
      const result = await withBar(terminal.say('import.bar'), barsOf(terminal, options), (bar) =>
        watched({ client, digest: sha256(file.bytes), bar }, () =>
          client.post<ImportResult>('/imports', file.bytes, { query }),
        ),
      );
      print({ terminal, options }, result, () => resultText(result, terminal, options));
    } catch (error) {
      refusedFile(error, terminal, options);
    }
  });

interface Watched {
  readonly client: Client;
  readonly digest: string;
  readonly bar: Bar;
}

const pollMs = 200;

/** Asks how far the import is while it runs; the bar begins with the first row written. */
const watched = async <T>({ client, digest, bar }: Watched, work: () => Promise<T>): Promise<T> => {
  const over = new AbortController();
  const watching = every(pollMs, over.signal, async () => {
    const status = await client.get<ImportStatus>(`/imports/${digest}`).catch(() => undefined);
    if (status?.done && !over.signal.aborted) bar.set(status.done, status.rows);
  });
  try {
    return await work();
  } finally {
    over.abort();
    await watching;
  }
};

const resultText = ({ remarks, ...counts }: ImportResult, terminal: Terminal, { dryRun }: ImportOptions): string => {
  const { say } = terminal;
  const { rows, created, skipped } = counts;
  const done = dryRun ? say('import.dry', { rows, created, skipped }) : say('import.done', { rows, created, skipped });
  return remarks.length === 0 ? done : `${done}\n\n${remarksText(remarks, terminal)}`;
};

const refusedFile = (error: unknown, terminal: Terminal, options: ImportOptions): void => {
  if (!(error instanceof Problem) || error.code !== 'import.has-errors') throw error;
  const { remarks } = error.details as { remarks: Remarks };
  terminal.exitCode = exitCodes.refused;
  if (options.json) terminal.out(JSON.stringify({ code: error.code, detail: error.detail, remarks }, null, 2));
  else terminal.out(remarksText(remarks, terminal));
  terminal.error(`${error.code}: ${error.detail}`);
};
