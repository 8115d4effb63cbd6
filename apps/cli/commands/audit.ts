import type { Command } from 'commander';
import type { ActivityPage } from '#apps/runtime/queries/activity.js';
import type { CaseInconsistency } from '#apps/runtime/queries/inconsistencies.js';
import { activityTable, inconsistenciesTable } from '#apps/api/tables/audit-tables.js';
import { listed, withDownload, type Downloadable } from '../download.js';
import { print, tableText, withClient, type Terminal } from '../terminal.js';
import { at, pairs, points, resolveCase, type At } from './cases.js';

interface ActivityOptions extends Downloadable {
  readonly actor?: string;
  readonly unit?: string;
  readonly case?: string;
  readonly type?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly recordedFrom?: string;
  readonly recordedTo?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

interface ScopeOptions extends At, Downloadable {
  readonly scope?: readonly string[];
}

/** `activity`, `inconsistencies`: what an auditor looks for across cases. */
export const auditCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  withDownload(program.command('activity').description(say('activity')), terminal)
    .option('--actor <account>', say('option.actor'))
    .option('--unit <unit>', say('option.unit'))
    .option('--case <number>', say('option.case'))
    .option('--type <types>', say('option.types'))
    .option('--valid-from <day>', say('option.validFrom'))
    .option('--valid-to <day>', say('option.validTo'))
    .option('--recorded-from <when>', say('option.recordedFrom'))
    .option('--recorded-to <when>', say('option.recordedTo'))
    .option('--limit <lines>', say('option.limit'))
    .option('--cursor <cursor>', say('option.cursor'))
    .action((_, command: Command) => activity(terminal, command.optsWithGlobals()));
  withDownload(at(program.command('inconsistencies').description(say('inconsistencies')), terminal), terminal)
    .option('--scope <pair...>', say('option.scope'))
    .action((_, command: Command) => inconsistencies(terminal, command.optsWithGlobals()));
};

const activity = async (terminal: Terminal, options: ActivityOptions): Promise<void> => {
  const { out, case: number, ...asked } = options;
  const { actor, unit, type, validFrom, validTo, recordedFrom, recordedTo, limit, cursor } = asked;
  const query = { actor, unit, type, validFrom, validTo, recordedFrom, recordedTo, limit, cursor };
  const text = (page: ActivityPage) => activityText(page, terminal);
  if (out !== undefined && number === undefined) return listed(terminal, options, { path: '/activity', query, text });
  return withClient(terminal, options, async (client) => {
    const id = number === undefined ? undefined : await resolveCase(client, number, terminal);
    if (number !== undefined && id === undefined) return;
    const page = await client.get<ActivityPage>('/activity', { ...query, case: id });
    print({ terminal, options }, page, () => text(page));
  });
};

const activityText = (page: ActivityPage, terminal: Terminal): string => {
  const more = page.next === undefined ? '' : `\n\n${terminal.say('list.next', { cursor: page.next })}`;
  return tableText(activityTable(page, terminal.speech), terminal) + more;
};

interface Inconsistencies {
  readonly inconsistencies: readonly CaseInconsistency[];
  readonly closedUnits: readonly { readonly unit: string; readonly name: string; readonly cases: readonly string[] }[];
}

const inconsistencies = (terminal: Terminal, options: ScopeOptions): Promise<void> =>
  listed(terminal, options, {
    path: '/inconsistencies',
    query: { ...points(options), ...pairs(options.scope) },
    text: (answer: Inconsistencies) => inconsistenciesText(answer, terminal),
  });

const inconsistenciesText = (answer: Inconsistencies, terminal: Terminal): string => {
  const { say, speech } = terminal;
  const { closedUnits } = answer;
  const columns = [speech.column('unit'), speech.column('cases')];
  const closed = { columns, rows: closedUnits.map(({ name, cases }) => [name, cases.length]) };
  const parts = [
    ...(answer.inconsistencies.length > 0 ? [tableText(inconsistenciesTable(answer, speech), terminal)] : []),
    ...(closedUnits.length > 0 ? [`${say('closed-units')}\n${tableText(closed, terminal)}`] : []),
  ];
  return parts.length > 0 ? parts.join('\n\n') : say('inconsistencies.none');
};
