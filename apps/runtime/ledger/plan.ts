import { setImmediate } from 'node:timers/promises';
import { derivedId } from '#libs/kernel/ids.js';
import { claimId, type NumberKey } from '#libs/office/claim.js';
import { checkRow, type Planning } from './checks.js';
import { titleOf } from './columns.js';
import { refusedFields } from './bodies.js';
import { readFacts } from './facts.js';
import { headingsOf, type Headings } from './headings.js';
import type { Sheet, SheetRow } from './read-file.js';
import { inOrder, isError, remark, type Remark } from './remarks.js';
import { RowCells } from './row-cells.js';
import { commandsOf, type Command, type CommandName } from './row-commands.js';

export type { Planning } from './checks.js';

/** Part of every idempotency key: a later format of the same ledger states other facts under other keys. */
const format = 'ledger-1';

export interface PlannedCommand {
  readonly name: CommandName;
  readonly body: object;
  /** Idempotency key by format, case and command: any file that states the same case gives the same key (engine 22). */
  readonly key: string;
}

/** One row as the commands that record it, RegisterCase first. */
export interface PlannedCase {
  readonly row: number;
  readonly key: NumberKey;
  readonly commands: readonly PlannedCommand[];
}

export interface Plan {
  readonly cases: readonly PlannedCase[];
  readonly remarks: readonly Remark[];
}

/** Rows as commands. With any error among the remarks nothing of the plan may be carried out (engine 22). */
export const planLedger = (sheet: Sheet, planning: Planning): Plan => {
  const headings = headingsOf(sheet);
  return gathered(
    headings,
    plannable(sheet, headings).map((row) => planRow(row, headings, planning)),
  );
};

/** Rows planned at one go: some 50 milliseconds. */
const turn = 100;

/** The same, letting others have their turn: twenty thousand rows would keep a server from answering for seconds. */
export const planLedgerInTurns = async (sheet: Sheet, planning: Planning): Promise<Plan> => {
  const headings = headingsOf(sheet);
  const rows = plannable(sheet, headings);
  const planned: PlannedRow[] = [];
  for (let from = 0; from < rows.length; from += turn) {
    planned.push(...rows.slice(from, from + turn).map((row) => planRow(row, headings, planning)));
    await setImmediate();
  }
  return gathered(headings, planned);
};

/** Where a column is missing or doubtful, remarks on every row would only hide that. */
const plannable = ({ rows }: Sheet, { remarks }: Headings): readonly SheetRow[] => (remarks.some(isError) ? [] : rows);

const gathered = (headings: Headings, rows: readonly PlannedRow[]): Plan => {
  const cases = rows.flatMap(({ planned }) => planned ?? []);
  const remarks = [...headings.remarks, ...rows.flatMap((row) => row.remarks), ...numbersTwice(cases)];
  return { cases, remarks: inOrder(remarks) };
};

interface PlannedRow {
  readonly planned?: PlannedCase;
  readonly remarks: readonly Remark[];
}

/** The number in the template's example row. */
export const exampleNumber = '示例';

const planRow = (row: SheetRow, headings: Headings, planning: Planning): PlannedRow => {
  const cells = new RowCells(row.row, headings.read(row));
  if (cells.text('number') === exampleNumber) return { remarks: [exampleRow(row)] };
  const untitled = row.untitled.length > 0 ? [untitledCells(row)] : [];
  const facts = readFacts(cells, planning.bodies);
  checkRow({ cells, facts, planning });
  const commands = commandsOf({ cells, facts, planning });
  if (cells.isAccepted) refuseBodies(cells, commands);
  const remarks = [...untitled, ...cells.remarks];
  return { remarks, planned: { row: row.row, key: facts.key, commands: keyed(facts.key, commands) } };
};

const exampleRow = ({ row }: SheetRow): Remark => remark('import.example-row', { row, severity: 'warning' });

const untitledCells = ({ row, untitled }: SheetRow): Remark =>
  remark('import.cell-untitled', { row }, { places: untitled });

const refuseBodies = (cells: RowCells, commands: readonly Command[]): void => {
  const refused = new Set(commands.flatMap(refusedFields));
  refused.forEach((field) => cells.refuse('import.value-invalid', field));
};

const keyed = (key: NumberKey, commands: readonly Command[]): readonly PlannedCommand[] => {
  const natural = claimId(key);
  return commands.map(({ name, body, part }) => ({
    name,
    body,
    key: derivedId(format, natural, name, ...(part === undefined ? [] : [part])),
  }));
};

/** A case stands in one row of a file; rows whose number could not be read have their own remark. */
const numbersTwice = (cases: readonly PlannedCase[]): readonly Remark[] => {
  const firsts = new Map<string, number>();
  const numbered = cases.filter(({ key }) => key.number !== '' && key.term > 0 && key.session > 0);
  return numbered.flatMap(({ row, key }) => {
    const natural = claimId(key);
    const first = firsts.get(natural);
    if (first === undefined) firsts.set(natural, row);
    const place = { row, column: titleOf('number') };
    return first === undefined ? [] : [remark('import.number-twice', place, { first, number: key.number })];
  });
};
