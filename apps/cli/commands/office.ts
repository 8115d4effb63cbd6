import type { Command } from 'commander';
import type { Report } from '#libs/statistics/report.js';
import { print, table, withClient, type Shared, type Terminal } from '../terminal.js';
import { at, points } from './cases.js';
import { figureText } from './statistics.js';

interface OfficeOptions extends Shared {
  readonly validAt?: string;
  readonly knownAt?: string;
  readonly from?: string;
  readonly type?: string;
  readonly actor?: string;
  readonly unit?: string;
}

/** `register`, `campaigns`, `briefing …`, `units …`, `activity`: the office's own streams. */
export const officeCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  at(program.command('register').description(say('register')), terminal)
    .option('--from <day>')
    .option('--type <type>')
    .action((_, command: Command) => register(terminal, command.optsWithGlobals<OfficeOptions>()));
  at(program.command('campaigns').description(say('campaigns')), terminal).action((_, command: Command) =>
    listed('/campaigns', 'campaigns', { terminal, options: command.optsWithGlobals() }),
  );
  briefings(program.command('briefing').description(say('briefing')), terminal);
  const units = program.command('units').description(say('units'));
  at(units.command('list').description(say('units.list')), terminal).action((_, command: Command) =>
    listed('/units', 'units', { terminal, options: command.optsWithGlobals() }),
  );
  at(units.command('accountability').description(say('units.accountability')), terminal).action((_, command: Command) =>
    accountability(terminal, command.optsWithGlobals()),
  );
  program
    .command('activity')
    .description(say('activity'))
    .option('--actor <account>')
    .option('--unit <unit>')
    .option('--type <type>')
    .action((_, command: Command) => activity(terminal, command.optsWithGlobals()));
};

const briefings = (briefing: Command, terminal: Terminal): void => {
  const { say } = terminal;
  at(briefing.command('list').description(say('briefing.list')), terminal).action((_, command: Command) =>
    listed('/briefings', 'briefings', { terminal, options: command.optsWithGlobals() }),
  );
  briefing
    .command('show <id>')
    .description(say('briefing.show'))
    .action((id: string, _, command: Command) => figures(`/briefings/${id}`, terminal, command.optsWithGlobals()));
  at(briefing.command('figures <period>').description(say('briefing.figures')), terminal).action(
    (period: string, _, command: Command) =>
      figures(`/briefing-figures/${period}`, terminal, command.optsWithGlobals()),
  );
};

interface RegisterAnswer {
  readonly counts: Readonly<Record<string, number>>;
  readonly entries: readonly { type: string; on: string; seq: number; data: Readonly<Record<string, unknown>> }[];
}

const register = (terminal: Terminal, options: OfficeOptions): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const query = { ...points(options), from: options.from, type: options.type };
    const answer = await client.get<RegisterAnswer>('/register', query);
    const { say } = terminal;
    print({ terminal, options }, answer, () =>
      [
        table([say('col.type'), say('col.count')], Object.entries(answer.counts)),
        table(
          [say('col.seq'), say('col.on'), say('col.type'), say('col.title')],
          answer.entries.map(({ seq, on, type, data }) => [
            seq,
            on,
            type,
            String(data['title'] ?? data['units'] ?? ''),
          ]),
        ),
      ].join('\n'),
    );
  });

interface Listing {
  readonly terminal: Terminal;
  readonly options: OfficeOptions;
}

/** A list printed as it comes: the plain fields of each row. */
const listed = (path: string, name: string, { terminal, options }: Listing): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Readonly<Record<string, unknown>>>(path, points(options));
    const rows = answer[name] as readonly Readonly<Record<string, unknown>>[];
    print({ terminal, options }, answer, () => plainTable(rows));
  });

const plainTable = (rows: readonly Readonly<Record<string, unknown>>[]): string => {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return table(
    fields,
    rows.map((row) => fields.map((field) => cell(row[field]))),
  );
};

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return String(value.length);
  return typeof value === 'object' ? JSON.stringify(value).slice(0, 60) : String(value);
};

interface Figured {
  readonly figures?: readonly {
    id: string;
    scope: Readonly<Record<string, string>>;
    numerator: number;
    denominator?: number;
  }[];
}

const figures = (path: string, terminal: Terminal, options: OfficeOptions): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Figured>(path, points(options));
    const { say } = terminal;
    const rows = (answer.figures ?? []).map(({ id, scope, numerator, denominator }) => [
      id,
      Object.values(scope).join(' · '),
      denominator === undefined ? numerator : `${numerator}/${denominator}`,
    ]);
    print({ terminal, options }, answer, () => table([say('col.figure'), say('col.group'), say('col.value')], rows));
  });

const accountability = (terminal: Terminal, options: OfficeOptions): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Report>('/units/accountability', points(options));
    const { say } = terminal;
    const ids = answer.total.map(({ id }) => id);
    const rows = answer.groups.map(({ group, labels, figures: own }) => {
      const unit = group.unit ?? '';
      return [labels?.[unit] ?? unit, ...own.map(figureText)];
    });
    print({ terminal, options }, answer, () => table([say('col.unit'), ...ids], rows));
  });

interface Line {
  readonly seq: number;
  readonly on: string | null;
  readonly recordedAt: string;
  readonly actor: string;
  readonly type: string;
  readonly stream: string;
}

const activity = (terminal: Terminal, options: OfficeOptions): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const { actor, unit, type } = options;
    const answer = await client.get<readonly Line[] | { lines: readonly Line[] }>('/activity', { actor, unit, type });
    const lines = 'lines' in answer ? answer.lines : answer;
    const { say } = terminal;
    print({ terminal, options }, answer, () =>
      table(
        [say('col.seq'), say('col.on'), say('col.recorded'), say('col.who'), say('col.what'), say('col.case')],
        lines.map((line) => [line.seq, line.on, line.recordedAt.slice(0, 16), line.actor, line.type, line.stream]),
      ),
    );
  });
