import { createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Command } from 'commander';
import { runAcceptance } from '#apps/demo/acceptance.js';
import { loadMinhang } from '#apps/demo/demo.js';
import { configFrom } from '#apps/runtime/config.js';
import { newToken } from '#apps/runtime/accounts.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { openEvents } from '#apps/runtime/stores.js';
import { acquireFolder } from '#libs/event-store/sqlite/owner.js';
import { backupLog } from '#libs/event-store/sqlite/backup.js';
import { exportLog, importLog } from '#libs/event-store/transfer.js';
import { sha256 } from '#libs/kernel/ids.js';
import { print, table, withClient, type Shared, type Terminal } from '../terminal.js';

/** What keeps the house: server, projections, log, accounts, sample data. */
export const houseCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  program.command('serve').description(say('serve')).action(serve);
  projections(program.command('projections').description(say('projections')), terminal);
  logCommands(program.command('log').description(say('log')), terminal);
  accountCommands(program.command('account').description(say('account')), terminal);
  program
    .command('backup <file>')
    .description(say('backup'))
    .action((file: string) => backup(file, terminal));
  program
    .command('demo')
    .description(say('demo'))
    .action(() => demo(terminal));
  program
    .command('acceptance')
    .description(say('acceptance'))
    .action(() => acceptance(terminal));
};

const serve = async (): Promise<void> => {
  const { serve: start } = await import('#apps/api/serve.js');
  await start();
};

interface Projected {
  readonly projections: readonly {
    name: string;
    version: number;
    state: string;
    seq: number;
    head: number;
    eventsPerSecond: number;
  }[];
}

const projections = (command: Command, terminal: Terminal): void => {
  const { say } = terminal;
  for (const name of ['list', 'progress'])
    command
      .command(name)
      .description(say('projections.list'))
      .action((_, own: Command) => listProjections(terminal, own.optsWithGlobals()));
  command
    .command('rebuild <name>')
    .description(say('projections.rebuild'))
    .action((name: string, _, own: Command) => rebuild(name, terminal, own.optsWithGlobals()));
};

const listProjections = (terminal: Terminal, options: Shared): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Projected>('/projections');
    const rows = () =>
      answer.projections.map((each) => [each.name, each.version, each.state, `${each.seq}/${each.head}`]);
    print({ terminal, options }, answer, () =>
      table(['', 'v', terminal.say('col.state'), terminal.say('col.seq')], rows()),
    );
  });

const rebuild = (name: string, terminal: Terminal, options: Shared): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.post(`/projections/${name}/rebuild`, {});
    // In this process nobody else moves the projector: asking a question brings it to the end.
    await client.get('/projections');
    print({ terminal, options }, answer, () => terminal.say('projection.asked', { name }));
  });

const logCommands = (command: Command, terminal: Terminal): void => {
  const { say } = terminal;
  command
    .command('export [file]')
    .description(say('log.export'))
    .action((file: string | undefined) => exportTo(file, terminal));
  command
    .command('import <file>')
    .description(say('log.import'))
    .action((file: string) => importFrom(file, terminal));
};

/** Reads the files beside a running server: nothing is locked, nothing written (engine 15). */
const exportTo = async (file: string | undefined, terminal: Terminal): Promise<void> => {
  const log = await openEvents(configFrom(terminal.environment), { readOnly: true });
  const out = file === undefined ? undefined : createWriteStream(file);
  for await (const line of exportLog(log)) {
    if (!out) terminal.out(line);
    else if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  if (out) await new Promise<void>((resolve) => void out.end(() => resolve()));
  await log.close();
};

const importFrom = async (file: string, terminal: Terminal): Promise<void> => {
  const config = configFrom(terminal.environment);
  const lines = await open(file);
  const isEmbedded = config.eventStoreUrl === '';
  const owned = isEmbedded ? ownFolder(config.data) : undefined;
  try {
    const log = await openEvents(config);
    // A server may commit what is sent together in another order, or in part.
    const imported = importLog(lines.readLines(), log, { inFlight: isEmbedded ? 256 : 1 });
    const { events } = await imported.finally(() => log.close());
    terminal.out(terminal.say('log.imported', { events }));
  } finally {
    owned?.release();
  }
};

const ownFolder = (folder: string) => {
  mkdirSync(folder, { recursive: true });
  return acquireFolder(folder);
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
  const { seq } = await backupLog({ folder: configFrom(terminal.environment).data }, file);
  terminal.out(terminal.say('backup.done', { seq, file }));
};

const demo = async (terminal: Terminal): Promise<void> => {
  const config = configFrom(terminal.environment);
  await loadMinhang(config);
  terminal.out(terminal.say('demo.done', { data: config.data }));
};

const acceptance = async (terminal: Terminal): Promise<void> => {
  const rows = await runAcceptance();
  const shown = rows.map(({ id, reading, expected, found }) => [
    id,
    reading,
    expected,
    found,
    expected === found ? '✓' : '✗',
  ]);
  terminal.out(table(['', 'V, K', 'expected', 'found', ''], shown));
  const failed = rows.filter(({ expected, found }) => expected !== found).length;
  terminal.out(`${rows.length - failed} passed, ${failed} failed`);
  if (failed > 0) terminal.exitCode = 1;
};
