import type { NumberKey } from '#libs/office/claim.js';
import { jointLeads, listed, numberKey, printedRows, roles } from './ledgers.js';
import { unitId } from './units.js';

export interface RowCommands {
  row: number;
  key: NumberKey;
  commands: readonly { name: string; body: object }[];
}

type Printed = ReturnType<typeof printedRows>[number];

const register = (row: Printed): object => ({
  occurredOn: row['收件日期'],
  ...numberKey(row),
  title: row['案由'],
  proposers: listed(row['提出人'], '、'),
  ...(row['领衔人'] ? { leadProposer: row['领衔人'] } : {}),
  outerRole: roles[row['角色'] ?? ''],
  ...(row['市主办单位'] ? { cityLead: row['市主办单位'] } : {}),
  reconstructed: listed(row['还原'], '、'),
});

const assigned = (row: Printed): object => ({
  occurredOn: row['交办日期'],
  units: [
    ...listed(row['牵头单位'], '、').map((name) => ({ unit: unitId(name), role: 'lead' })),
    ...jointLeads(row).map(({ name, share }) => ({ unit: unitId(name), role: 'jointLead', share })),
    ...listed(row['配合单位'], '、').map((name) => ({ unit: unitId(name), role: 'support' })),
  ],
  leaderInCharge: row['分管领导'],
});

/** A row as the commands it means; the first row under the heading is 2. */
const commandsOf = (row: Printed, index: number): RowCommands => ({
  row: index + 2,
  key: numberKey(row),
  commands: [
    { name: 'RegisterCase', body: register(row) },
    ...(row['题材'] ? [{ name: 'ClassifyCase', body: { occurredOn: row['交办日期'], subject: row['题材'] } }] : []),
    ...(row['交办日期'] ? [{ name: 'AssignCase', body: assigned(row) }] : []),
  ],
});

export const rowCommands = (bytes: Uint8Array): readonly RowCommands[] => printedRows(bytes).map(commandsOf);
