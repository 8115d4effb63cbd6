import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { LedgerPage } from '#apps/runtime/queries/cases.js';
import type { LedgerLine } from '#apps/runtime/queries/ledger-lines.js';
import { inconsistencyRows, caseDiffTable } from '#apps/api/tables/audit-tables.js';
import { ledgerTable } from '#apps/api/tables/ledger-table.js';
import type { Inconsistency } from '#libs/cases/inconsistencies.js';
import type { FactDifference } from '#apps/runtime/queries/case-differences.js';
import type { Client } from '../client.js';
import { drawPairs } from '../drawing.js';
import { listed, withDownload } from '../download.js';
import { exitCodes, print, tableText, withClient, type Shared, type Terminal } from '../terminal.js';
import { importFile } from './importing.js';

export interface At extends Shared {
  readonly validAt?: string;
  readonly knownAt?: string;
}

interface CaseOptions extends At {
  readonly number?: string;
  readonly contains?: string;
  readonly scope?: readonly string[];
  readonly toValidAt?: string;
  readonly toKnownAt?: string;
}

/** `case list|show|diff|import`. */
export const caseCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const cases = program.command('case').description(say('case'));
  withDownload(at(cases.command('list').description(say('case.list')), terminal), terminal)
    .option('--scope <pair...>', say('option.scope'))
    .option('--contains <text>', say('option.contains'))
    .action((_, command: Command) => list(terminal, command.optsWithGlobals()));
  at(cases.command('show <number>').description(say('case.show')), terminal).action(
    (number: string, _, command: Command) => show(number, terminal, command.optsWithGlobals()),
  );
  at(cases.command('diff <number>').description(say('case.diff')), terminal)
    .option('--to-valid-at <day>', say('option.toValidAt'))
    .option('--to-known-at <known>', say('option.toKnownAt'))
    .action((number: string, _, command: Command) => diff(number, terminal, command.optsWithGlobals()));
  cases
    .command('import <file>')
    .description(say('case.import'))
    .option('--dry-run', say('option.dryRun'))
    .action((file: string, _, command: Command) =>
      importFile({ name: basename(file), bytes: readFileSync(file) }, terminal, command.optsWithGlobals()),
    );
};

export const at = (command: Command, { say }: Terminal): Command =>
  command.option('--valid-at <day>', say('option.validAt')).option('--known-at <known>', say('option.knownAt'));

export const points = ({ validAt, knownAt }: At) => ({ validAt, knownAt });

export const pairs = (given: readonly string[] = [], prefix = ''): Record<string, string> =>
  Object.fromEntries(
    given.map((pair) => [prefix + pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );

const list = (terminal: Terminal, options: CaseOptions & { out?: string }): Promise<void> => {
  const query = { ...points(options), ...pairs(options.scope), contains: options.contains };
  return listed(terminal, options, {
    path: '/cases',
    query,
    page: { limit: 500 },
    text: (page: LedgerPage) => {
      const more = page.total - page.cases.length;
      const rest = more > 0 ? `\n${terminal.say('list.more', { more })}` : '';
      return tableText(ledgerTable(page, terminal.speech), terminal) + rest;
    },
  });
};

/** By opaque id, else by number; a number that means several cases is refused with their ids. */
export const resolveCase = async (client: Client, number: string, terminal: Terminal): Promise<string | undefined> => {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(number)) return number;
  const { cases } = await client.get<LedgerPage>('/cases', { number, limit: 20 });
  if (cases.length === 1) return cases[0]!.case;
  terminal.exitCode = exitCodes.refused;
  if (cases.length === 0) terminal.error(terminal.say('error.unknown-case', { number }));
  else terminal.error(`${terminal.say('error.ambiguous', { number })}\n${choices(cases, terminal)}`);
  return undefined;
};

const choices = (cases: readonly LedgerLine[], { speech }: Terminal): string =>
  cases
    .map((line) =>
      [line.case, speech.value('kind', line['kind']), line['registeredOn'], line['title']].map(String).join('  '),
    )
    .join('\n');

interface CaseView {
  readonly facts: readonly { grain: string; key: string; fields: Readonly<Record<string, unknown>> }[];
  readonly units: Readonly<Record<string, string>>;
  readonly inconsistencies: readonly Inconsistency[];
}

const show = (number: string, terminal: Terminal, options: At): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const id = await resolveCase(client, number, terminal);
    if (!id) return;
    const view = await client.get<CaseView>(`/cases/${id}`, points(options));
    print({ terminal, options }, view, () => caseText(view, terminal));
  });

type Fact = CaseView['facts'][number];

/** References to events and ids of rows are for programs. */
const isShown = ([field, value]: readonly [string, unknown]): boolean =>
  !/(^seq|Seq)$/.test(field) && value !== null && value !== false && String(value) !== '';

const caseText = ({ facts, units, inconsistencies }: CaseView, terminal: Terminal): string => {
  const told = { ...terminal, speech: terminal.speech.knowing({ units }) };
  const grains = [...new Set(facts.map(({ grain }) => grain))];
  const parts = grains.map((grain) =>
    grainText(
      grain,
      facts.filter((fact) => fact.grain === grain),
      told,
    ),
  );
  return [...parts, ...(inconsistencies.length > 0 ? [inconsistencyText(inconsistencies, terminal)] : [])].join('\n\n');
};

/** One row is told fact by fact, several as a table. */
const grainText = (grain: string, rows: readonly Fact[], terminal: Terminal): string => {
  const { speech } = terminal;
  const heading = `【${speech.grain(grain)}】`;
  const [only] = rows;
  if (rows.length === 1 && grain === 'case')
    return `${heading}\n${drawPairs(factsOf(only!).map(([field, value]) => [speech.fact(field), speech.value(field, value)]))}`;
  const fields = [...new Set(rows.flatMap((row) => factsOf(row).map(([field]) => field)))];
  const table = {
    columns: fields.map((field) => speech.fact(field)),
    rows: rows.map((row) => fields.map((field) => speech.value(field, row.fields[field]))),
  };
  return `${heading}\n${tableText(table, terminal)}`;
};

const opaque = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

const factsOf = ({ fields }: Fact): readonly (readonly [string, unknown])[] =>
  Object.entries(fields).filter((entry) => isShown(entry) && !opaque.test(String(entry[1])));

const inconsistencyText = (found: readonly Inconsistency[], terminal: Terminal): string => {
  const { speech, say } = terminal;
  const columns = (['event', 'why', 'other'] as const).map((name) => speech.column(name));
  return `【${say('inconsistencies')}】\n${tableText({ columns, rows: inconsistencyRows(found, speech) }, terminal)}`;
};

interface Differences {
  readonly differences: readonly FactDifference[];
  readonly units: Readonly<Record<string, string>>;
}

const diff = (number: string, terminal: Terminal, options: CaseOptions): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const id = await resolveCase(client, number, terminal);
    if (!id) return;
    const { toValidAt, toKnownAt } = options;
    const answer = await client.get<Differences>(`/cases/${id}/diff`, { ...points(options), toValidAt, toKnownAt });
    const { say, speech } = terminal;
    print({ terminal, options }, answer, () =>
      answer.differences.length === 0 ? say('diff.none') : tableText(caseDiffTable(answer, speech), terminal),
    );
  });
