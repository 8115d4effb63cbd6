import type { Command, CommanderError } from 'commander';
import { exitCodes, type Terminal } from './terminal.js';
import type { Word } from './words.js';

const titles: Readonly<Record<string, Word>> = {
  'Usage:': 'help.usage',
  'Arguments:': 'help.arguments',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
  'Global Options:': 'help.global',
};

/** Help in the language of the rest. */
export const inWords = (command: Command, { say }: Terminal): void => {
  const styleTitle = (title: string): string => (titles[title] ? say(titles[title]) : title);
  command.configureHelp({ styleTitle, showGlobalOptions: true });
  command.helpOption('-h, --help', say('option.help'));
  if (command.commands.length > 0) command.helpCommand('help [command]', say('help.command'));
};

const usages: Readonly<Record<string, Word>> = {
  'commander.unknownOption': 'usage.unknown-option',
  'commander.unknownCommand': 'usage.unknown-command',
  'commander.missingArgument': 'usage.missing-argument',
  'commander.optionMissingArgument': 'usage.missing-value',
  'commander.excessArguments': 'usage.too-many',
  'commander.invalidArgument': 'usage.bad-value',
};

/** What was wrong with the line, in one sentence; help that was asked for is no error. */
export const usageError = ({ code, exitCode, message }: CommanderError, { say, error }: Terminal): number => {
  if (exitCode === 0) return exitCodes.done;
  const name = /'([^']+)'/.exec(message)?.[1] ?? '';
  const word = usages[code];
  if (word) error(say(word, { name }));
  else if (code !== 'commander.help') error(message);
  return exitCodes.usage;
};
