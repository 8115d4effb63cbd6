import type { Command } from 'commander';
import type { ComparedReport, Drilled } from '#apps/runtime/queries/statistics.js';
import type { Point } from '#apps/runtime/queries/point.js';
import { identitiesTable } from '#apps/api/tables/audit-tables.js';
import { causesTable, differencesTable, drillTable } from '#apps/api/tables/comparison-table.js';
import { reportTable } from '#apps/api/tables/report-table.js';
import type { IdentityResult } from '#libs/statistics/identities.js';
import type { Report } from '#libs/statistics/report.js';
import { listed, withDownload, type Downloadable } from '../download.js';
import { ask, tableText, type Shared, type Terminal } from '../terminal.js';
import { at, pairs, points, type At } from './cases.js';

interface StatsOptions extends At, Downloadable {
  readonly by?: string;
  readonly figures?: string;
  readonly scope?: readonly string[];
  readonly units?: string;
  readonly mapping?: string;
  readonly window?: string;
  readonly part?: string;
  readonly cell?: string;
  readonly group?: readonly string[];
}

/** `stats`, `stats diff`, `stats cases`, `stats identities`, `stats definitions`. */
export const statisticsCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const stats = asking(program.command('stats').description(say('stats')), terminal).action((_, command: Command) =>
    report(terminal, command.optsWithGlobals<StatsOptions>()),
  );
  asking(stats.command('diff <before> <after>').description(say('stats.diff')), terminal).action(
    (...given: [before: string, after: string, own: unknown, command: Command]) =>
      diff([given[0], given[1]], terminal, given[3].optsWithGlobals()),
  );
  asking(stats.command('cases <figure>').description(say('stats.cases')), terminal)
    .option('--part <part>', say('option.part'))
    .option('--cell <cell>', say('option.cell'))
    .option('--group <pair...>', say('option.group'))
    .action((figure: string, _, command: Command) => drill(figure, terminal, command.optsWithGlobals()));
  asking(stats.command('identities').description(say('stats.identities')), terminal).action((_, command: Command) =>
    identities(terminal, command.optsWithGlobals<StatsOptions>()),
  );
  stats
    .command('definitions')
    .description(say('stats.definitions'))
    .action((_, command: Command) => definitions(terminal, command.optsWithGlobals<Shared>()));
};

const asking = (command: Command, terminal: Terminal): Command => {
  const { say } = terminal;
  return withDownload(at(command, terminal), terminal)
    .option('--by <dimensions>', say('option.by'))
    .option('--figures <figures>', say('option.figures'))
    .option('--scope <pair...>', say('option.scope'))
    .option('--units <units>', say('option.units'))
    .option('--mapping <mapping>', say('option.mapping'))
    .option('--window <day>', say('option.window'));
};

const questionOf = (options: StatsOptions) => ({
  ...points(options),
  by: options.by,
  figures: options.figures,
  units: options.units,
  mapping: options.mapping,
  from: options.window,
  ...pairs(options.scope),
});

type Known = Report & { readonly known: Point };

const report = (terminal: Terminal, options: StatsOptions): Promise<void> =>
  listed(terminal, options, {
    path: '/statistics',
    query: questionOf(options),
    text: (answer: Known) => reportText(answer, terminal),
  });

/** The reading first: no figure without it. */
export const reportText = (answer: Known, terminal: Terminal): string =>
  `${heading(answer, terminal)}\n\n${tableText(reportTable(answer, terminal.speech), terminal)}`;

const heading = ({ reading, known }: Known, { say }: Terminal): string =>
  say('title.known', { validAt: reading.validAt, knownAt: reading.knownAt, knownDay: known.knownDay }) +
  (reading.marks.includes('projected') ? say('title.projected') : '');

/** `DAY@KNOWN`; either part may be left out. */
const side = (text: string): { validAt?: string; knownAt?: string } => {
  const [validAt, knownAt] = text.split('@');
  return { validAt: validAt || undefined, knownAt: knownAt || undefined };
};

const diff = ([before, after]: readonly [string, string], terminal: Terminal, options: StatsOptions): Promise<void> => {
  const to = side(after);
  const query = { ...questionOf(options), ...side(before), toValidAt: to.validAt, toKnownAt: to.knownAt };
  const text = (answer: ComparedReport) => diffText(answer, terminal);
  return listed(terminal, options, { path: '/statistics/differences', query, text });
};

const diffText = (answer: ComparedReport, terminal: Terminal): string => {
  const { say, speech } = terminal;
  const [figures, causes] = [differencesTable(answer, speech), causesTable(answer, speech)];
  const parts = [figures, causes].filter(({ rows }) => rows.length > 0).map((table) => tableText(table, terminal));
  const points = [answer.before, answer.after].map(({ validAt, knownAt }) => `${validAt}@${knownAt}`).join(' → ');
  return [points, ...(parts.length > 0 ? parts : [say('diff.none')])].join('\n\n');
};

const drill = (figure: string, terminal: Terminal, options: StatsOptions): Promise<void> => {
  const { by: _by, figures: _figures, ...question } = questionOf(options);
  const groups = pairs(options.group, 'group.');
  const query = { ...question, figure, part: options.part, cell: options.cell, by: options.by, ...groups };
  const text = (answer: Drilled) => tableText(drillTable(answer, terminal.speech), terminal);
  return listed(terminal, options, { path: '/statistics/cases', query, text });
};

interface Identities {
  readonly answer: readonly IdentityResult[];
}

const identities = (terminal: Terminal, options: StatsOptions): Promise<void> =>
  listed(terminal, options, {
    path: '/statistics/identities',
    query: questionOf(options),
    text: (answer: Identities) => tableText(identitiesTable(answer, terminal.speech), terminal),
  });

type Words = Readonly<Record<string, string>>;
type Defined = readonly { readonly id: string; readonly name: Words; readonly basis: Words }[];

const definitions = (terminal: Terminal, options: Shared): Promise<void> => {
  const { speech, language } = terminal;
  const columns = (['code', 'name', 'basis'] as const).map((name) => speech.column(name));
  const text = (rows: Defined) =>
    tableText({ columns, rows: rows.map(({ id, name, basis }) => [id, name[language]!, basis[language]!]) }, terminal);
  return ask({ terminal, options }, { path: '/statistics/definitions', text });
};
