import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { LedgerPage } from '#apps/runtime/queries/cases.js';
import type { LedgerLine } from '#apps/runtime/queries/ledger-lines.js';
import type { Client } from '../client.js';
import { exitCodes, print, table, withClient, type Shared, type Terminal } from '../terminal.js';

interface At extends Shared {
  readonly validAt?: string;
  readonly knownAt?: string;
}

/** `case list|show|import` and `history`. */
export const caseCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const cases = program.command('case').description(say('case'));
  at(cases.command('list').description(say('case.list')), terminal).action((_, command: Command) =>
    list(terminal, command.optsWithGlobals<At>()),
  );
  at(cases.command('show <number>').description(say('case.show')), terminal).action(
    (number: string, _, command: Command) => show(number, terminal, command.optsWithGlobals<At>()),
  );
  cases
    .command('import <file>')
    .description(say('case.import'))
    .option('--dry-run', say('option.dryRun'))
    .action((file: string, _, command: Command) => importFile(file, terminal, command.optsWithGlobals()));
  program
    .command('history <number>')
    .description(say('history'))
    .action((number: string, _, command: Command) => history(number, terminal, command.optsWithGlobals<Shared>()));
};

export const at = (command: Command, { say }: Terminal): Command =>
  command.option('--valid-at <day>', say('option.validAt')).option('--known-at <known>', say('option.knownAt'));

const list = (terminal: Terminal, options: At): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const page = await client.get<LedgerPage>('/cases', { ...points(options), limit: 500 });
    print({ terminal, options }, page, () => ledger(page.cases, terminal));
  });

export const points = ({ validAt, knownAt }: At) => ({ validAt, knownAt });

const ledger = (lines: readonly LedgerLine[], { say }: Terminal): string =>
  table(
    [
      say('col.number'),
      say('col.kind'),
      say('col.title'),
      say('col.role'),
      say('col.unit'),
      say('col.received'),
      say('col.stage'),
    ],
    lines.map((line) =>
      ['number', 'kind', 'title', 'outerRole', 'countingUnit', 'registeredOn', 'stage'].map((name) =>
        String(line[name] ?? ''),
      ),
    ),
  );

/** By opaque id, else by number; a number that means several cases is refused with their ids. */
const resolve = async (client: Client, number: string, terminal: Terminal): Promise<string | undefined> => {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(number)) return number;
  const { cases } = await client.get<LedgerPage>('/cases', { number, limit: 20 });
  if (cases.length === 1) return cases[0]!.case;
  terminal.exitCode = exitCodes.refused;
  if (cases.length === 0) terminal.error(terminal.say('error.unknown-case', { number }));
  else terminal.error(`${terminal.say('error.ambiguous', { number })}\n${choices(cases)}`);
  return undefined;
};

const choices = (cases: readonly LedgerLine[]): string =>
  cases
    .map((line) => `${line.case}  ${String(line['kind'])} ${String(line['registeredOn'])} ${String(line['title'])}`)
    .join('\n');

interface CaseView {
  readonly facts: readonly { grain: string; key: string; fields: Readonly<Record<string, unknown>> }[];
}

const show = (number: string, terminal: Terminal, options: At): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const id = await resolve(client, number, terminal);
    if (!id) return;
    const view = await client.get<CaseView>(`/cases/${id}`, points(options));
    print({ terminal, options }, view, () => view.facts.map((fact) => factTable(fact, terminal)).join('\n'));
  });

const factTable = ({ grain, key, fields }: CaseView['facts'][number], { say }: Terminal): string => {
  const said = Object.entries(fields).filter(([, value]) => value !== null && String(value) !== '');
  return `${grain} ${key}\n${table(
    [say('col.field'), say('col.value')],
    said.map(([name, value]) => [name, String(value)]),
  )}`;
};

interface HistoryLine {
  readonly seq: number;
  readonly type: string;
  readonly label?: { zh: string; en: string };
  readonly on: string | null;
  readonly recordedAt: string;
  readonly actor: string;
  readonly unit?: string | null;
  readonly reason?: string;
  readonly changes?: readonly { field: string; label?: { zh: string; en: string }; old: unknown; new: unknown }[];
}

const history = (number: string, terminal: Terminal, options: Shared): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const id = await resolve(client, number, terminal);
    if (!id) return;
    const { entries } = await client.get<{ entries: readonly HistoryLine[] }>(`/cases/${id}/history`);
    print({ terminal, options }, entries, () => timeline(entries, terminal));
  });

const timeline = (entries: readonly HistoryLine[], terminal: Terminal): string => {
  const { say, language } = terminal;
  const rows = entries.map((entry) => [
    entry.seq,
    entry.on,
    entry.recordedAt.slice(0, 16),
    [entry.actor, entry.unit].filter(Boolean).join(' '),
    entry.label?.[language] ?? entry.type,
    [entry.reason, ...(entry.changes ?? []).map((change) => changeText(change, terminal))].filter(Boolean).join('\n'),
  ]);
  return table(
    [say('col.seq'), say('col.on'), say('col.recorded'), say('col.who'), say('col.what'), say('col.why')],
    rows,
  );
};

type Change = NonNullable<HistoryLine['changes']>[number];

const changeText = (change: Change, { language }: Terminal): string => {
  const name = change.label?.[language] ?? change.field;
  const value = short(change.new);
  return change.old === undefined || change.old === null
    ? `${name}: ${value}`
    : `${name}: ${short(change.old)} → ${value}`;
};

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === undefined ? '' : text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

interface Imported {
  readonly rows: number;
  readonly created: number;
  readonly skipped: number;
  readonly remarks: readonly { row: number; column?: string; zh: string; en: string }[];
}

const importFile = (file: string, terminal: Terminal, options: Shared & { dryRun?: true }): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const query = { file: basename(file), dryRun: options.dryRun ? 'true' : 'false' };
    const result = await client.post<Imported>('/imports', readFileSync(file), { query });
    print({ terminal, options }, result, () => importText(result, terminal, options));
  });

const importText = ({ remarks, ...counts }: Imported, terminal: Terminal, { dryRun }: { dryRun?: true }): string => {
  const { say, language } = terminal;
  const done = dryRun ? say('import.dry', { rows: counts.rows }) : say('import.done', counts);
  if (remarks.length === 0) return done;
  const rows = remarks.map((remark) => [remark.row, remark.column, remark[language]]);
  return `${done}\n${table([say('col.row'), say('col.field'), say('col.remark')], rows)}`;
};
