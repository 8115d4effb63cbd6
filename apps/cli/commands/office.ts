import type { Command } from 'commander';
import type { Point } from '#apps/runtime/queries/point.js';
import {
  briefingsTable,
  campaignsTable,
  registerCountsTable,
  registerTable,
  unitsTable,
} from '#apps/api/tables/office-tables.js';
import { figureName } from '#apps/api/tables/report-table.js';
import type { Figure } from '#libs/office/briefing.js';
import type { Report } from '#libs/statistics/report.js';
import type { Query } from '../client.js';
import { listed, withDownload, type Downloadable } from '../download.js';
import { ask, tableText, type Terminal } from '../terminal.js';
import { at, points, type At } from './cases.js';
import { reportText } from './statistics.js';

interface OfficeOptions extends At, Downloadable {
  readonly from?: string;
  readonly type?: string;
}

/** `register`, `campaigns`, `briefing …`, `units …`: the office's own streams. */
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
  briefings(program.command('briefing').description(say('briefing')), terminal);
  const units = program.command('units').description(say('units'));
  dated(units.command('list').description(say('units.list'))).action((_, command: Command) =>
    table('/units', unitsTable, { terminal, options: command.optsWithGlobals() }),
  );
  dated(units.command('accountability').description(say('units.accountability'))).action((_, command: Command) =>
    report('/units/accountability', {}, { terminal, options: command.optsWithGlobals() }),
  );
};

const briefings = (briefing: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const dated = (command: Command) => withDownload(at(command, terminal), terminal);
  dated(briefing.command('list').description(say('briefing.list'))).action((_, command: Command) =>
    table('/briefings', briefingsTable, { terminal, options: command.optsWithGlobals() }),
  );
  briefing
    .command('show <id>')
    .description(say('briefing.show'))
    .action((id: string, _, command: Command) => issued(id, { terminal, options: command.optsWithGlobals() }));
  dated(briefing.command('figures <period>').description(say('briefing.figures'))).action(
    (period: string, _, command: Command) =>
      report(`/briefing-figures/${period}`, {}, { terminal, options: command.optsWithGlobals() }),
  );
};

interface Listing {
  readonly terminal: Terminal;
  readonly options: OfficeOptions;
}

type TableOf = typeof campaignsTable | typeof briefingsTable | typeof unitsTable;

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

interface Issued {
  readonly title?: string;
  readonly validAt: string;
  readonly knownAt: number;
  readonly absent?: string;
  readonly figures?: readonly Figure[];
  readonly restatement?: { readonly changes: readonly unknown[] } | null;
}

const issued = (id: string, { terminal, options }: Listing): Promise<void> =>
  ask({ terminal, options }, { path: `/briefings/${id}`, text: (answer: Issued) => issuedText(answer, terminal) });

const issuedText = ({ validAt, knownAt, absent, figures = [], restatement }: Issued, terminal: Terminal): string => {
  const { say, speech } = terminal;
  const columns = (['figure', 'group', 'value'] as const).map((name) => speech.column(name));
  const rows = figures.map(({ id, scope, numerator, denominator }) => [
    figureName(id, speech),
    Object.entries(scope)
      .map(([name, value]) => speech.value(name, value))
      .join(' · '),
    denominator === undefined ? String(numerator) : `${numerator}/${denominator}`,
  ]);
  return [
    say('title.issued', { validAt, knownAt }),
    ...(absent === undefined ? [] : [absent]),
    ...(restatement ? [say('briefing.restated', { count: restatement.changes.length })] : []),
    ...(rows.length > 0 ? [tableText({ columns, rows }, terminal)] : []),
  ].join('\n\n');
};
