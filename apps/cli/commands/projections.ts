import type { Command } from 'commander';
import { withBar, type Bar } from '#apps/api/progress-bar.js';
import type { Progress } from '#libs/projecting/progress.js';
import type { Client } from '../client.js';
import { every } from '../polling.js';
import { ask, barsOf, print, tableText, withClient, type Shared, type Terminal } from '../terminal.js';
import type { Word } from '../words.js';

interface Projected {
  readonly projections: readonly Progress[];
}

/** `projections list|progress|rebuild`. */
export const projectionCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const command = program.command('projections').description(say('projections'));
  for (const name of ['list', 'progress'] as const)
    command
      .command(name)
      .description(say(`projections.${name}`))
      .action((_, own: Command) => listProjections(terminal, own.optsWithGlobals()));
  command
    .command('rebuild <name>')
    .description(say('projections.rebuild'))
    .action((name: string, _, own: Command) => rebuild(name, terminal, own.optsWithGlobals()));
};

const listProjections = (terminal: Terminal, options: Shared): Promise<void> =>
  ask({ terminal, options }, { path: '/projections', text: (answer: Projected) => progressText(answer, terminal) });

const progressText = ({ projections }: Projected, terminal: Terminal): string => {
  const { speech, say } = terminal;
  const columns = (['projection', 'version', 'state', 'progress', 'speed', 'remark'] as const).map((name) =>
    speech.column(name),
  );
  return tableText(
    {
      columns,
      rows: projections.map(({ name, version, state, seq, head, eventsPerSecond, fault, trouble }) => [
        ...[name, version, say(`projection.${state}` as Word), `${seq}/${head}`],
        ...[eventsPerSecond > 0 ? eventsPerSecond : null, fault?.message ?? trouble ?? null],
      ]),
    },
    terminal,
  );
};

const pollMs = 150;

const rebuild = (name: string, terminal: Terminal, options: Shared): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.post<object>(`/projections/${name}/rebuild`, {});
    const done = await withBar(terminal.say('rebuild.bar', { name }), barsOf(terminal, options), (bar) =>
      followed(name, client, bar),
    );
    print({ terminal, options }, { ...answer, ...done }, () =>
      terminal.say('projection.rebuilt', { name, seq: done.seq }),
    );
  });

/** Until the new generation answers, or its fault is named. */
const followed = async (name: string, client: Client, bar: Bar): Promise<Pick<Progress, 'state' | 'seq'>> => {
  const over = new AbortController();
  let last: Progress | undefined;
  await every(pollMs, over.signal, async () => {
    const { projections: own } = await client.get<Projected>(`/projections/${name}`);
    last =
      own.find(({ state }) => state !== 'live' && state !== 'superseded') ?? own.find(({ state }) => state === 'live');
    if (last?.state === 'building') bar.set(last.seq, last.head);
    else over.abort();
  });
  return { state: last?.state ?? 'stopped', seq: last?.seq ?? 0 };
};
