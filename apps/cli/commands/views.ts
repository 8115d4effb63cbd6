import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configFrom, type Config } from '#apps/runtime/config.js';
import { groupsIn } from '#apps/runtime/projecting.js';
import type { ProjectionGroup } from '#apps/runtime/projection-groups.js';
import { openSharedViews } from '#apps/runtime/stores.js';
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
    .option('--old', say('views.old'))
    .action(async ({ old }: { old?: true }) => {
      const config = configFrom(terminal.environment);
      if (config.mongoUrl === '') drop(terminal, config);
      else await dropShared(terminal, config, { onlyOld: old ?? false });
    });
};

/** The database and what SQLite keeps beside it. */
const files = ['views.db', 'views.db-wal', 'views.db-shm'];

const drop = (terminal: Terminal, { data }: Config): void => {
  const owned = acquireFolder(data);
  try {
    files.forEach((file) => rmSync(join(data, file), { force: true }));
  } finally {
    owned.release();
  }
  terminal.out(terminal.say('views.dropped', { data }));
};

/** Beside running projectors, too: each finds its views gone and begins anew. */
const dropShared = async (terminal: Terminal, config: Config, { onlyOld }: { onlyOld: boolean }): Promise<void> => {
  const ours = new Set(groupsIn(config.prefix).flatMap(namesIn));
  const views = await openSharedViews(config);
  try {
    const dropped = await views.forget((generation) => !onlyOld || !ours.has(versionOf(generation)));
    terminal.out(terminal.say('views.forgotten', { dropped }));
  } finally {
    await views.close();
  }
};

const versionOf = ({ projection, version }: { projection: string; version: number }) => `${projection}@${version}`;

const namesIn = ({ projections, following }: ProjectionGroup): readonly string[] =>
  [...projections, ...following].map(({ name, version }) => versionOf({ projection: name, version }));
