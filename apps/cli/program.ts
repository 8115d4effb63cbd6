import { Command, CommanderError, Option } from 'commander';
import { isRefusal } from '#libs/kernel/refusal.js';
import { Problem } from './client.js';
import { Speech } from '#apps/api/words/speech.js';
import type { BarPlace } from '#apps/api/progress-bar.js';
import { auditCommands } from './commands/audit.js';
import { briefingCommands } from './commands/briefing.js';
import { caseCommands } from './commands/cases.js';
import { historyCommand } from './commands/history.js';
import { houseCommands } from './commands/house.js';
import { logCommands } from './commands/log.js';
import { officeCommands } from './commands/office.js';
import { projectionCommands } from './commands/projections.js';
import { rulesCommands } from './commands/rules.js';
import { statisticsCommands } from './commands/statistics.js';
import { viewsCommands } from './commands/views.js';
import { inWords, usageError } from './help.js';
import { exitCodes, type Terminal } from './terminal.js';
import { languageOf, speaker, type Word } from './words.js';

export interface Io {
  readonly environment: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  error(text: string): void;
  /** Columns of the screen; a pipe or a file has none. */
  readonly width?: number;
  /** Where bars are drawn, if anywhere. */
  readonly bars?: BarPlace;
}

/** Runs one command line, without the program's own name; answers the exit code. */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const language = languageOf(argv, io.environment);
  const speech = new Speech(language);
  const { bars = {} } = io;
  const terminal: Terminal = { ...io, bars, language, speech, say: speaker(language), exitCode: exitCodes.done };
  try {
    await programFor(terminal).parseAsync([...argv], { from: 'user' });
    return terminal.exitCode;
  } catch (error) {
    return failed(error, terminal);
  }
};

const programFor = (terminal: Terminal): Command => {
  const { say } = terminal;
  const program = new Command('lookback')
    .description(say('about'))
    .option('--url <url>', say('option.url'))
    .option('--token <token>', say('option.token'))
    .addOption(new Option('--lang <lang>', say('option.lang')).choices(['zh', 'en']))
    .option('--json', say('option.json'));
  caseCommands(program, terminal);
  historyCommand(program, terminal);
  statisticsCommands(program, terminal);
  officeCommands(program, terminal);
  briefingCommands(program, terminal);
  rulesCommands(program, terminal);
  auditCommands(program, terminal);
  projectionCommands(program, terminal);
  logCommands(program, terminal);
  houseCommands(program, terminal);
  viewsCommands(program, terminal);
  quietly(program, terminal);
  return program;
};

/** No command ends the process by itself; help and usage go through the terminal. */
const quietly = (command: Command, terminal: Terminal): void => {
  command.exitOverride();
  inWords(command, terminal);
  command.configureOutput({
    writeOut: (text) => terminal.out(text.trimEnd()),
    writeErr: (text) => terminal.error(text.trimEnd()),
    outputError: () => undefined,
  });
  command.commands.forEach((each) => quietly(each, terminal));
};

const failed = (error: unknown, terminal: Terminal): number => {
  if (error instanceof CommanderError) return usageError(error, terminal);
  if (error instanceof Problem) return problem(error, terminal);
  if (isMissingFile(error)) return missing(error, terminal);
  if (!isRefusal(error)) throw error;
  terminal.error(`${error.code}: ${error.in(terminal.language)}`);
  if (error.code === 'config.invalid') return exitCodes.usage;
  return error.status === 503 ? exitCodes.dependency : exitCodes.refused;
};

/** Problems of the way to the server: said here, not there. */
const own: Readonly<Record<string, Word>> = {
  'server.unreachable': 'error.unreachable',
  'answer.cut': 'error.cut',
};

const problem = ({ code, status, detail }: Problem, terminal: Terminal): number => {
  const text = own[code] ? terminal.say(own[code], { url: detail, rows: detail }) : detail;
  terminal.error(`${code}: ${text}`);
  return status === 503 ? exitCodes.dependency : exitCodes.refused;
};

/** Told by its code: a file the caller named, and that is not there. */
const isMissingFile = (error: unknown): error is { path: string } =>
  (error as { code?: unknown } | null)?.code === 'ENOENT' && typeof (error as { path?: unknown }).path === 'string';

const missing = ({ path }: { path: string }, terminal: Terminal): number => {
  terminal.error(terminal.say('error.no-file', { path }));
  return exitCodes.usage;
};
