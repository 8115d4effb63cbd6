import type { Command } from 'commander';
import type { Report } from '#libs/statistics/report.js';
import type { Point } from '#apps/runtime/queries/point.js';
import type { ComparedReport } from '#apps/runtime/queries/statistics.js';
import { print, table, withClient, type Shared, type Terminal } from '../terminal.js';
import { at, points } from './cases.js';

interface StatsOptions extends Shared {
  readonly validAt?: string;
  readonly knownAt?: string;
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

/** `stats`, `stats diff`, `stats cases`, `stats definitions`. */
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
    .option('--part <part>', 'numerator | denominator | apart')
    .option('--cell <cell>')
    .option('--group <pair...>', say('option.scope'))
    .action((figure: string, _, command: Command) => drill(figure, terminal, command.optsWithGlobals()));
  stats
    .command('definitions')
    .description(say('stats.definitions'))
    .action((_, command: Command) => definitions(terminal, command.optsWithGlobals<Shared>()));
};

const asking = (command: Command, terminal: Terminal): Command => {
  const { say } = terminal;
  return at(command, terminal)
    .option('--by <dimensions>', say('option.by'))
    .option('--figures <figures>', say('option.figures'))
    .option('--scope <pair...>', say('option.scope'))
    .option('--units <units>', say('option.units'))
    .option('--mapping <mapping>', say('option.mapping'))
    .option('--window <day>', say('option.window'));
};

const pairs = (given: readonly string[] = [], prefix = ''): Record<string, string> =>
  Object.fromEntries(
    given.map((pair) => [prefix + pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );

const questionOf = (options: StatsOptions) => ({
  ...points(options),
  by: options.by,
  figures: options.figures,
  units: options.units,
  mapping: options.mapping,
  from: options.window,
  ...pairs(options.scope),
});

const report = (terminal: Terminal, options: StatsOptions): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Report & { known: Point }>('/statistics', questionOf(options));
    print({ terminal, options }, answer, () => `${heading(answer, terminal)}\n${reportTable(answer, terminal)}`);
  });

const heading = ({ reading }: Report, { say }: Terminal): string =>
  say('title.known', { validAt: reading.validAt, knownAt: reading.knownAt }) +
  (reading.marks.includes('projected') ? say('title.projected') : '');

type Figures = Report['total'];

const reportTable = ({ groups, total }: Report, { say }: Terminal): string => {
  const ids = total.map(({ id }) => id);
  const row = (name: string, figures: Figures) => [name, ...figures.map(figureText)];
  const rows = groups.map(({ group, labels, figures }) =>
    row(
      Object.values(group)
        .map((key) => labels?.[key] ?? key)
        .join(' · '),
      figures,
    ),
  );
  return table([say('col.group'), ...ids], [...rows, row(say('col.total'), total)]);
};

/** Numerator and denominator stand beside every rate. */
export const figureText = ({ numerator, denominator, value, cells }: Figures[number]): string => {
  if (cells) return cells.map(({ key, count }) => `${key} ${count}`).join('\n');
  return denominator === undefined ? value : `${value} (${numerator ?? '—'}/${denominator ?? '—'})`;
};

/** `DAY@KNOWN`; either part may be left out. */
const side = (text: string): { validAt?: string; knownAt?: string } => {
  const [validAt, knownAt] = text.split('@');
  return { validAt: validAt || undefined, knownAt: knownAt || undefined };
};

const diff = ([before, after]: readonly [string, string], terminal: Terminal, options: StatsOptions): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const to = side(after);
    const query = { ...questionOf(options), ...side(before), toValidAt: to.validAt, toKnownAt: to.knownAt };
    const answer = await client.get<ComparedReport>('/statistics/differences', query);
    print({ terminal, options }, answer, () => diffText(answer, terminal));
  });

const diffText = ({ comparison, causes }: ComparedReport, { say }: Terminal): string => {
  const moved = comparison.total.filter(({ before, after }) => before?.value !== after?.value);
  const figures = table(
    [say('col.figure'), say('col.before'), say('col.after'), say('col.difference')],
    moved.map(({ id, before, after, difference, points: p }) => [
      id,
      before?.value,
      after?.value,
      p ?? difference.numerator,
    ]),
  );
  const events = table(
    [say('col.figure'), say('col.case'), say('col.difference'), say('col.events')],
    causes.map((cause) => [
      cause.figure,
      cause.case,
      cause.change,
      cause.events.map(({ seq, type }) => `${seq} ${type}`).join('\n'),
    ]),
  );
  return `${figures}\n${events}`;
};

interface Drilled {
  readonly answer: readonly { case: string; key?: string; events: readonly number[] }[];
}

const drill = (figure: string, terminal: Terminal, options: StatsOptions): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const { by: _by, figures: _figures, ...question } = questionOf(options);
    const groups = pairs(options.group, 'group.');
    const query = { ...question, figure, part: options.part, cell: options.cell, by: options.by, ...groups };
    const answer = await client.get<Drilled>('/statistics/cases', query);
    const rows = () => answer.answer.map(({ case: id, key, events }) => [id, key, events.join(' ')]);
    const { say } = terminal;
    print({ terminal, options }, answer, () => table([say('col.case'), say('col.field'), say('col.events')], rows()));
  });

type Defined = readonly {
  id: string;
  name: Readonly<Record<string, string>>;
  basis: Readonly<Record<string, string>>;
}[];

const definitions = (terminal: Terminal, options: Shared): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Defined | { definitions: Defined }>('/statistics/definitions');
    const rows = 'definitions' in answer ? answer.definitions : answer;
    const { say, language } = terminal;
    print({ terminal, options }, answer, () =>
      table(
        [say('col.figure'), say('col.what'), say('col.why')],
        rows.map(({ id, name, basis }) => [id, name[language], basis[language]]),
      ),
    );
  });
