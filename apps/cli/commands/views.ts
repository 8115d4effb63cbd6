import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configFrom } from '#apps/runtime/config.js';
import { acquireFolder } from '#libs/event-store/sqlite/owner.js';
import type { Terminal } from '../terminal.js';

/** `views drop`: what the refusal of views built from another log names (engine 34). Nothing is lost: they are rebuilt. */
export const viewsCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  program
    .command('views')
    .description(say('views'))
    .command('drop')
    .description(say('views.drop'))
    .action(() => drop(terminal));
};

/** The database and what SQLite keeps beside it. */
const files = ['views.db', 'views.db-wal', 'views.db-shm'];

const drop = (terminal: Terminal): void => {
  const { data } = configFrom(terminal.environment);
  const owned = acquireFolder(data);
  try {
    files.forEach((file) => rmSync(join(data, file), { force: true }));
  } finally {
    owned.release();
  }
  terminal.out(terminal.say('views.dropped', { data }));
};
