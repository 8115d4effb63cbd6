import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { runAcceptance } from '#apps/demo/acceptance.js';
import { loadMinhang } from '#apps/demo/demo.js';
import { withBar } from '#apps/api/progress-bar.js';
import { configFrom } from '#apps/runtime/config.js';
import { newToken } from '#apps/runtime/accounts.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { blobFolder } from '#apps/runtime/stores.js';
import { copyBlobs } from '#libs/blob-store/files.js';
import { backupLog } from '#libs/event-store/sqlite/backup.js';
import { sha256 } from '#libs/kernel/ids.js';
import { officeImport } from './importing-office.js';
import { barsOf, exitCodes, tableText, withClient, type Shared, type Terminal } from '../terminal.js';

/** What keeps the house: server, accounts, backup, sample data. */
export const houseCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  program.command('serve').description(say('serve')).action(serve);
  accountCommands(program.command('account').description(say('account')), terminal);
  program
    .command('backup <file>')
    .description(say('backup'))
    .action((file: string) => backup(file, terminal));
  program
    .command('demo')
    .description(say('demo'))
    .action((_, own: Command) => demo(terminal, own.optsWithGlobals()));
  program
    .command('acceptance')
    .description(say('acceptance'))
    .action((_, own: Command) => acceptance(terminal, own.optsWithGlobals()));
};

const serve = async (): Promise<void> => {
  const { serve: start } = await import('#apps/api/serve.js');
  // The server drains on an interrupt; the command line would just end.
  process.removeAllListeners('SIGINT');
  await start();
};

const accountCommands = (command: Command, terminal: Terminal): void => {
  const { say } = terminal;
  command
    .command('bootstrap <account> [name]')
    .description(say('account.bootstrap'))
    .action((account: string, name: string | undefined) => bootstrap(account, name ?? account, terminal));
  command
    .command('token <account>')
    .description(say('account.token'))
    .action((account: string, _, own: Command) => issueToken(account, terminal, own.optsWithGlobals()));
  officeImport(command, 'accounts', terminal);
};

const bootstrap = async (account: string, name: string, terminal: Terminal): Promise<void> => {
  const runtime = await openRuntime({ config: configFrom(terminal.environment), projector: 'inline' });
  try {
    const token = await runtime.accounts.bootstrap(account, name);
    terminal.out(terminal.say('token.once', { token }));
  } finally {
    await runtime.close();
  }
};

const issueToken = (account: string, terminal: Terminal, options: Shared): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const token = newToken();
    const { revision } = await client.get<{ revision: number }>(`/accounts/${account}`);
    const body = { token: `t-${randomUUID()}`, digest: sha256(token) };
    await client.post(`/accounts/${account}/tokens/issue`, body, { headers: { 'if-match': `"${revision}"` } });
    terminal.out(terminal.say('token.once', { token }));
  });

const backup = async (file: string, terminal: Terminal): Promise<void> => {
  const { data } = configFrom(terminal.environment);
  const { seq } = await backupLog({ folder: data }, resolve(file));
  // After the log: every blob an event of the copy names stood before that event (engine 37).
  await copyBlobs(blobFolder({ data }), `${resolve(file)}.blobs`);
  terminal.out(terminal.say('backup.done', { seq, file }));
};

const demo = async (terminal: Terminal, options: Shared): Promise<void> => {
  const config = configFrom(terminal.environment);
  await withBar(terminal.say('demo.bar'), barsOf(terminal, options), (bar) =>
    loadMinhang(config, { onProgress: (done, of) => bar.set(done, of) }),
  );
  const { eventStoreUrl, prefix } = config;
  const data = eventStoreUrl === '' ? config.data : `EVENTSTORE_URL (${prefix}-…)`;
  terminal.out(options.json ? JSON.stringify({ data }) : terminal.say('demo.done', { data }));
};

const acceptance = async (terminal: Terminal, { json }: Shared): Promise<void> => {
  const rows = await runAcceptance();
  const failed = rows.filter(({ expected, found }) => expected !== found).length;
  if (failed > 0) terminal.exitCode = exitCodes.refused;
  if (json) return terminal.out(JSON.stringify(rows, null, 2));
  const columns = ['', 'V, K', 'expected', 'found', ''];
  const table = {
    columns,
    rows: rows.map(({ id, reading, expected, found }) => [
      ...[id, reading, expected, found],
      expected === found ? '✓' : '✗',
    ]),
  };
  terminal.out(`${tableText(table, terminal)}\n\n${rows.length - failed} passed, ${failed} failed`);
};
