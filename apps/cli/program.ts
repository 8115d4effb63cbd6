import { Command, CommanderError } from 'commander';
import { isRefusal } from '#libs/kernel/refusal.js';
import { Problem } from './client.js';
import { caseCommands } from './commands/cases.js';
import { houseCommands } from './commands/house.js';
import { officeCommands } from './commands/office.js';
import { statisticsCommands } from './commands/statistics.js';
import { viewsCommands } from './commands/views.js';
import { exitCodes, type Terminal } from './terminal.js';
import { languageOf, speaker } from './words.js';

export interface Io {
  readonly environment: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  error(text: string): void;
}

/** Runs one command line, without the program's own name; answers the exit code. */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const language = languageOf(argv, io.environment);
  const terminal: Terminal = { ...io, language, say: speaker(language), exitCode: exitCodes.done };
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
    .option('--lang <lang>', say('option.lang'))
    .option('--json', say('option.json'));
  caseCommands(program, terminal);
  statisticsCommands(program, terminal);
  officeCommands(program, terminal);
  houseCommands(program, terminal);
  viewsCommands(program, terminal);
  quietly(program, terminal);
  return program;
};

/** No command ends the process by itself; help and usage go through the terminal. */
const quietly = (command: Command, terminal: Terminal): void => {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => terminal.out(text.trimEnd()),
    writeErr: (text) => terminal.error(text.trimEnd()),
  });
  command.commands.forEach((each) => quietly(each, terminal));
};

const failed = (error: unknown, terminal: Terminal): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof Problem) return problem(error, terminal);
  if (isMissingFile(error)) return missing(error, terminal);
  if (!isRefusal(error)) throw error;
  terminal.error(`${error.code}: ${error.in(terminal.language)}`);
  return error.status === 503 ? exitCodes.dependency : exitCodes.refused;
};

const problem = ({ code, status, detail }: Problem, terminal: Terminal): number => {
  const text = code === 'server.unreachable' ? terminal.say('error.unreachable', { url: detail }) : detail;
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
