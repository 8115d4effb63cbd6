import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Kind, OuterRole } from '#libs/cases/vocabulary.js';
import type { Day } from '#libs/kernel/event.js';
import type { NumberKey } from '#libs/office/claim.js';
import { unitId } from './units.js';

/** One import file per intake batch, in the order the batches came. */
export const ledgerFiles = [
  '2013-02.csv',
  '2013-03.csv',
  '2013-recess.csv',
  '2014-02.csv',
  '2014-03.csv',
  '2014-recess.csv',
  '2015-02.csv',
  '2015-03.csv',
  '2015-04.csv',
  '2015-06.csv',
  '2015-08.csv',
  '2024-02.csv',
  '2024-recess.csv',
] as const;

/** What the script needs of a row: the ledger itself goes through the importer. */
export interface LedgerRow {
  file: string;
  /** Short name within the script: `2015-s0624`, `2015-p0318`. */
  ref: string;
  key: NumberKey;
  role: OuterRole;
  receivedOn: Day;
  assignedOn: Day;
  proposers: readonly string[];
  /** Ids of the lead or the joint leads. */
  leads: readonly string[];
  supports: readonly string[];
  leaderInCharge: string;
}

export const ledgerBytes = (file: string): Uint8Array => readFileSync(new URL(`./minhang/${file}`, import.meta.url));

type Printed = Readonly<Record<string, string>>;

export const printedRows = (bytes: Uint8Array): readonly Printed[] =>
  parse(Buffer.from(bytes), { columns: true, bom: true, skip_empty_lines: true });

const kinds: Readonly<Record<string, Kind>> = { 建议: 'suggestion', 提案: 'proposal' };
export const roles: Readonly<Record<string, OuterRole>> = { 主办: 'lead', 合办: 'joint', 会办: 'co' };
const levels: Readonly<Record<string, string>> = { 全国: 'national', 市: 'city', 区: 'district' };
const sittings: Readonly<Record<string, string>> = { 会上: 'in-session', 闭会: 'recess' };

export const listed = (cell: string | undefined, mark: string): readonly string[] =>
  (cell ?? '').split(mark).filter(Boolean);

export const numberKey = (row: Printed): NumberKey => ({
  level: levels[row['层级'] ?? ''] ?? '',
  kind: kinds[row['类别'] ?? ''] ?? '',
  body: row['机构'] ?? '',
  term: Number(row['届']),
  session: Number(row['次']),
  sitting: sittings[row['会议'] ?? ''] ?? '',
  number: row['编号'] ?? '',
});

/** Joint leads are printed with the share of each, `单位：分工`. */
export const jointLeads = (row: Printed): readonly { name: string; share: string }[] =>
  listed(row['共同牵头'], '；').map((part) => {
    const [name = '', share = ''] = part.split('：');
    return { name, share };
  });

const read = (file: string, row: Printed): LedgerRow => {
  const key = numberKey(row);
  const leads = row['牵头单位'] ? [row['牵头单位']] : jointLeads(row).map(({ name }) => name);
  return {
    file,
    ref: `${(row['收件日期'] ?? '').slice(0, 4)}-${key.kind.charAt(0)}${key.number}`,
    key,
    role: roles[row['角色'] ?? ''] ?? 'co',
    receivedOn: row['收件日期'] ?? '',
    assignedOn: row['交办日期'] ?? '',
    proposers: listed(row['提出人'], '、'),
    leads: leads.map(unitId),
    supports: listed(row['配合单位'], '、').map(unitId),
    leaderInCharge: row['分管领导'] ?? '',
  };
};

export const ledgerRows: readonly LedgerRow[] = ledgerFiles.flatMap((file) =>
  printedRows(ledgerBytes(file)).map((row) => read(file, row)),
);

/** The case of a short name. */
export const ledgerRow = (ref: string): LedgerRow => {
  const found = ledgerRows.find((row) => row.ref === ref);
  if (!found) throw new Error(`no case ${ref} in the sample data`);
  return found;
};

export const numberOf = (ref: string): NumberKey => ledgerRow(ref).key;
