import { createReadStream, createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { withBar, type Bar } from '#apps/api/progress-bar.js';
import { operator } from '#apps/runtime/accounts.js';
import { configFrom, type Config } from '#apps/runtime/config.js';
import { logExport, type LogExport } from '#apps/runtime/log-export.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { blobFolder, openEvents } from '#apps/runtime/stores.js';
import { copyBlobs } from '#libs/blob-store/files.js';
import { acquireFolder } from '#libs/event-store/sqlite/owner.js';
import { logFile } from '#libs/event-store/sqlite/sqlite-log.js';
import { exportLog, importLog } from '#libs/event-store/transfer.js';
import {
  isFolderInUse,
  namedServer,
  Problem,
  serverBeside,
  streamFrom,
  type Connecting,
  type Remote,
} from '../client.js';
import { linesOf } from '../lines.js';
import { logCopyCommand } from './log-copy.js';
import { barsOf, connectingOf, exitCodes, type Shared, type Terminal } from '../terminal.js';

/** `log export`, `log import`, `log copy`. */
export const logCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const command = program.command('log').description(say('log'));
  command
    .command('export [file]')
    .description(say('log.export'))
    .action((file: string | undefined, _, own: Command) => exportTo(file, terminal, own.optsWithGlobals()));
  command
    .command('import <file>')
    .description(say('log.import'))
    .action((file: string, _, own: Command) => importFrom(file, terminal, own.optsWithGlobals()));
  logCopyCommand(command, terminal);
};

/** Where the lines come from: each way records the export, but for files read beside a program that does not answer. */
const exportTo = async (file: string | undefined, terminal: Terminal, options: Shared): Promise<void> => {
  const connecting = connectingOf(terminal, options);
  const named = namedServer(connecting);
  const writing = { file, terminal, options };
  if (named) return exportFrom(named, writing);
  const config = configFrom(terminal.environment);
  await exportLocally(config, connecting, writing);
  // After the log: every blob an event of it names stood before that event (engine 37).
  if (file !== undefined && terminal.exitCode === exitCodes.done)
    await copyBlobs(blobFolder(config), blobsBeside(file));
};

/** Pages too large for an event lie beside the exported log, as they lie beside a backup. */
const blobsBeside = (file: string): string => `${resolve(file)}.blobs`;

const exportLocally = async (config: Config, connecting: Connecting, writing: Writing): Promise<void> => {
  const { terminal } = writing;
  if (config.eventStoreUrl === '' && !existsSync(logFile({ folder: config.data }))) return noLog(config, terminal);
  try {
    return await exportHere(config, writing);
  } catch (error) {
    if (!isFolderInUse(error)) throw error;
    const beside = serverBeside(config, connecting);
    return beside ? exportFrom(beside, writing) : exportBeside(config, writing);
  }
};

const noLog = ({ data }: Config, terminal: Terminal): void => {
  terminal.error(terminal.say('error.no-log', { data }));
  terminal.exitCode = exitCodes.dependency;
};

interface Writing {
  readonly file: string | undefined;
  readonly terminal: Terminal;
  readonly options: Shared;
}

const exportHere = async (config: Config, writing: Writing): Promise<void> => {
  const runtime = await openRuntime({ config, projector: 'inline' });
  try {
    await write(await logExport(runtime, operator), writing);
  } finally {
    await runtime.close();
  }
};

const exportFrom = async (remote: Remote, writing: Writing): Promise<void> => {
  const answer = await streamFrom(remote, '/exports/log', writing.terminal.language);
  const rows = Number(answer.headers.get('lookback-rows'));
  await write({ rows, lines: linesOf(Readable.fromWeb(answer.body as never)) }, writing);
};

/** Nobody is asked and nothing is recorded: the person at the machine is told so. */
const exportBeside = async (config: Config, writing: Writing): Promise<void> => {
  const log = await openEvents(config, { readOnly: true });
  try {
    writing.terminal.error(writing.terminal.say('log.unrecorded'));
    await write({ rows: (await log.head()).seq, lines: exportLog(log) }, writing);
  } finally {
    await log.close();
  }
};

const write = (exported: LogExport, { file, terminal, options }: Writing): Promise<void> =>
  withBar(terminal.say('log.bar'), file === undefined ? {} : barsOf(terminal, options), async (bar) => {
    const lines = counted(exported, bar);
    if (file !== undefined) return pipeline(Readable.from(ended(lines)), createWriteStream(file));
    for await (const line of lines) terminal.out(line);
  });

/** A bar that is drawn at every line costs more than the line. */
const drawnEvery = 500;

/** Lines as they come; fewer than were promised are no export. */
async function* counted({ lines, rows }: LogExport, bar: Bar): AsyncGenerator<string> {
  let done = 0;
  for await (const line of lines) {
    yield line;
    done += 1;
    if (done % drawnEvery === 0) bar.set(done, rows);
  }
  if (done < rows) throw new Problem('answer.cut', 503, `${done}/${rows}`);
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

const importFrom = async (file: string, terminal: Terminal, options: Shared): Promise<void> => {
  const config = configFrom(terminal.environment);
  const { size } = statSync(file);
  const isEmbedded = config.eventStoreUrl === '';
  const owned = isEmbedded ? ownFolder(config.data) : undefined;
  try {
    await copyBlobs(blobsBeside(file), blobFolder(config));
    const log = await openEvents(config);
    const { events } = await withBar(terminal.say('log.bar'), barsOf(terminal, options), (bar) => {
      const input = createReadStream(file).on('data', () => bar.set(input.bytesRead, size));
      // A server may commit what is sent together in another order, or in part.
      return importLog(linesOf(input), log, { inFlight: isEmbedded ? 256 : 1 });
    }).finally(() => log.close());
    terminal.out(options.json ? JSON.stringify({ events }) : terminal.say('log.imported', { events }));
  } finally {
    owned?.release();
  }
};

const ownFolder = (folder: string) => {
  mkdirSync(folder, { recursive: true });
  return acquireFolder(folder);
};
