import { caseCommands } from '#libs/cases/commands.js';
import type { LedgerSource } from '#libs/kernel/event.js';
import { bodyDigest } from '#libs/kernel/ids.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { titleOf, type Field } from './columns.js';
import type { LedgerCommand, LedgerDoor, StoredCase } from './door.js';
import type { PlannedCase } from './plan.js';
import { remark, remarkOf, type Remark } from './remarks.js';
import type { CommandName } from './row-commands.js';

export interface Importing {
  readonly door: LedgerDoor;
  readonly digest: string;
  readonly dryRun: boolean;
}

/** `created`: in the ledger by this file; `skipped`: it was there already; `refused`: its registration was. */
export interface RowResult {
  readonly outcome: 'created' | 'skipped' | 'refused';
  readonly remarks: readonly Remark[];
}

/** A case of another origin is compared and left alone; one of this very file is completed where a crash cut it off. */
export const importRow = async (planned: PlannedCase, importing: Importing): Promise<RowResult> => {
  const { door, digest, dryRun } = importing;
  const owner = await door.caseOwner(planned.key);
  const stored = owner === undefined ? undefined : await door.storedCase(owner);
  if (stored && stored.digest !== digest) return { outcome: 'skipped', remarks: differences(planned, stored) };
  if (dryRun) return { outcome: 'created', remarks: [] };
  return carriedOut(planned, stored && owner ? { id: owner, done: stored.commands } : { done: new Map() }, importing);
};

interface Progress {
  readonly id?: string;
  readonly done: ReadonlyMap<string, string>;
}

/** The first refusal ends the row, for what follows rests on what was refused; the other rows go on. */
const carriedOut = async (planned: PlannedCase, { id, done }: Progress, importing: Importing): Promise<RowResult> => {
  const source: LedgerSource = { kind: 'ledger', digest: importing.digest, row: planned.row };
  let current = id;
  for (const command of planned.commands.filter(({ key }) => !done.has(key))) {
    const given = await answered(importing.door, { ...command, id: current, source });
    if (typeof given !== 'string') return { outcome: current === undefined ? 'refused' : 'created', remarks: [given] };
    current = given;
  }
  return { outcome: 'created', remarks: [] };
};

/** Id of the case, or why not. */
const answered = async (door: LedgerDoor, command: LedgerCommand): Promise<string | Remark> => {
  try {
    const { id, repeated } = await door.execute(command);
    // The registration answers as it did once, but was taken back since.
    const isGone = repeated && command.id === undefined && !(await door.storedCase(id));
    return isGone ? remark('import.taken-back', { row: command.source.row }) : id;
  } catch (error) {
    return refused(error, command);
  }
};

/** The column a command's date stands in: where a person looks for what the decider refused. */
const columnOf: Readonly<Partial<Record<CommandName, Field>>> = {
  RegisterCase: 'receivedOn',
  ClassifyCase: 'subject',
  AssignCase: 'assignedOn',
  AcceptAssignment: 'acceptedOn',
  RecordContact: 'contactedOn',
  FileCoOpinion: 'opinionOn',
  FileReply: 'repliedOn',
  AskFeedback: 'judgedOn',
  RecordFeedback: 'judgedOn',
};

/** Statuses that say "try again", not "no": the import stops there and is resumed by the same call. */
const isPassing = (status: number): boolean => status >= 500 || status === 412 || status === 429;

const refused = (error: unknown, { name, source }: LedgerCommand): Remark => {
  if (!isRefusal(error) || isPassing(error.status)) throw error;
  const field = columnOf[name];
  return remarkOf(error, { row: source.row, column: field && titleOf(field) });
};

const compared: Readonly<Record<string, Field>> = {
  occurredOn: 'receivedOn',
  title: 'title',
  proposers: 'proposers',
  leadProposer: 'leadProposer',
  outerRole: 'outerRole',
  cityLead: 'cityLead',
};

/** Columns and commands in which the row and the ledger are not the same (engine 22). */
const differences = ({ row, commands }: PlannedCase, stored: StoredCase): readonly Remark[] => {
  const [registration, ...others] = commands;
  const stated = (registration?.body ?? {}) as Readonly<Record<string, unknown>>;
  const columns = Object.keys(compared).filter((name) => !isSame(stated[name], stored.registered[name]));
  const untold = others.filter(({ name, body, key }) => stored.commands.get(key) !== bodyDigest({ name, body }));
  const fields = [
    ...columns.map((name) => titleOf(compared[name]!)),
    ...new Set(untold.map(({ name }) => caseCommands[name].summary.zh)),
  ];
  return fields.length > 0 ? [remark('import.differs', { row, severity: 'warning' }, { fields })] : [];
};

const isSame = (stated: unknown, known: unknown): boolean => JSON.stringify(stated) === JSON.stringify(known);
