import type { Command } from 'commander';
import type { Point } from '#apps/runtime/queries/point.js';
import { campaignsTable, registerCountsTable, registerTable, unitsTable } from '#apps/api/tables/office-tables.js';
import type { Report } from '#libs/statistics/report.js';
import type { Query } from '../client.js';
import { listed, withDownload, type Downloadable } from '../download.js';
import { tableText, type Terminal } from '../terminal.js';
import { at, points, type At } from './cases.js';
import { officeImport } from './importing-office.js';
import { reportText } from './statistics.js';

interface OfficeOptions extends At, Downloadable {
  readonly from?: string;
  readonly type?: string;
}

/** `register`, `campaigns`, `units …`: the office's own streams. */
export const officeCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const dated = (command: Command) => withDownload(at(command, terminal), terminal);
  dated(program.command('register').description(say('register')))
    .option('--from <day>', say('option.from'))
    .option('--type <type>', say('option.entryType'))
    .action((_, command: Command) => register(terminal, command.optsWithGlobals<OfficeOptions>()));
  dated(program.command('campaigns').description(say('campaigns'))).action((_, command: Command) =>
    table('/campaigns', campaignsTable, { terminal, options: command.optsWithGlobals() }),
  );
  const units = program.command('units').description(say('units'));
  dated(units.command('list').description(say('units.list'))).action((_, command: Command) =>
    table('/units', unitsTable, { terminal, options: command.optsWithGlobals() }),
  );
  dated(units.command('accountability').description(say('units.accountability'))).action((_, command: Command) =>
    report('/units/accountability', {}, { terminal, options: command.optsWithGlobals() }),
  );
  officeImport(units, 'units', terminal);
  officeImport(program.command('posts').description(say('posts')), 'posts', terminal);
};

interface Listing {
  readonly terminal: Terminal;
  readonly options: OfficeOptions;
}

type TableOf = typeof campaignsTable | typeof unitsTable;

const table = (path: string, tableOf: TableOf, { terminal, options }: Listing): Promise<void> =>
  listed(terminal, options, {
    path,
    query: points(options),
    text: (answer) => tableText(tableOf(answer as never, terminal.speech), terminal),
  });

const report = (path: string, query: Query, { terminal, options }: Listing): Promise<void> =>
  listed(terminal, options, {
    path,
    query: { ...points(options), ...query },
    text: (answer: Report & { readonly known: Point }) => reportText(answer, terminal),
  });

type Registered = Parameters<typeof registerTable>[0];

const register = (terminal: Terminal, options: OfficeOptions): Promise<void> => {
  const { speech } = terminal;
  return listed(terminal, options, {
    path: '/register',
    query: { ...points(options), from: options.from, type: options.type },
    text: (answer: Registered) =>
      [registerCountsTable(answer, speech), registerTable(answer, speech)]
        .map((each) => tableText(each, terminal))
        .join('\n\n'),
  });
};
