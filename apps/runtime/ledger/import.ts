import { isRefusal } from '#libs/kernel/refusal.js';
import { sha256 } from '#libs/kernel/ids.js';
import type { LedgerSource } from '#libs/kernel/event.js';
import type { NumberKey } from '#libs/office/claim.js';
import type { Planning } from './checks.js';
import { refuse } from './errors.js';
import { planLedger, type PlannedCase, type PlannedCommand } from './plan.js';
import { readLedger, type LedgerFile } from './read-file.js';
import { inOrder, isError, remark, remarkOf, type Remark } from './remarks.js';

/** What an import does to the ledger: the same commands as everybody's, marked with file and row. */
export interface LedgerDoor {
  readonly planning: Planning;
  caseOwner(key: NumberKey): Promise<string | undefined>;
  /** What the case was registered with. */
  registered(id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  execute(command: PlannedCommand & { id?: string; source: LedgerSource }): Promise<{ id: string; repeated: boolean }>;
  importState(digest: string): Promise<'none' | 'open' | 'completed'>;
  startImport(started: { digest: string; file: string; rows: number }): Promise<void>;
  completeImport(digest: string, counts: { created: number; skipped: number }): Promise<void>;
}

export interface ImportResult {
  readonly digest: string;
  readonly rows: number;
  readonly created: number;
  readonly skipped: number;
  readonly remarks: readonly Remark[];
  readonly dryRun: boolean;
  readonly resumed: boolean;
}

/**
 * All or nothing in its checks, then row by row (engine 22). The same call resumes what a crash cut off; importing twice
 * adds nothing. Refuses `import.has-errors` with every remark, and whatever makes the file unreadable.
 */
export const importLedger = async (
  file: LedgerFile,
  door: LedgerDoor,
  { dryRun = false } = {},
): Promise<ImportResult> => {
  const digest = sha256(file.bytes);
  const plan = planLedger(readLedger(file), door.planning);
  const errors = plan.remarks.filter(isError);
  if (errors.length > 0) throw refuse('import.has-errors', { count: errors.length, remarks: inOrder(plan.remarks) });
  const rows = plan.cases.length;
  const counted = { digest, rows, created: 0, skipped: 0, dryRun, resumed: false };
  if (dryRun) return { ...counted, remarks: inOrder(plan.remarks) };
  const state = await door.importState(digest);
  if (state === 'none') await door.startImport({ digest, file: file.name, rows });
  const written = await writeCases(plan.cases, digest, door);
  const { created, skipped } = written;
  if (state !== 'completed') await door.completeImport(digest, { created, skipped });
  return {
    ...counted,
    created,
    skipped,
    resumed: state === 'open',
    remarks: inOrder([...plan.remarks, ...written.remarks]),
  };
};

interface Written {
  readonly isNew: boolean;
  readonly remarks: readonly Remark[];
}

const writeCases = async (cases: readonly PlannedCase[], digest: string, door: LedgerDoor) => {
  const written: Written[] = [];
  for (const planned of cases) written.push(await writeCase(planned, digest, door));
  const created = written.filter(({ isNew }) => isNew).length;
  return { created, skipped: written.length - created, remarks: written.flatMap(({ remarks }) => remarks) };
};

const writeCase = async (planned: PlannedCase, digest: string, door: LedgerDoor): Promise<Written> => {
  const source: LedgerSource = { kind: 'ledger', digest, row: planned.row };
  const [registration, ...others] = planned.commands;
  const owner = await door.caseOwner(planned.key);
  const known = owner === undefined ? undefined : await door.registered(owner);
  const differing = known ? differences(registration!.body, known) : [];
  if (differing.length > 0) return { isNew: false, remarks: [differs(planned.row, differing)] };
  try {
    const isNew = known === undefined;
    const id = isNew ? (await door.execute({ ...registration!, source })).id : owner!;
    const remark = await writeOthers(others, { id, source, isNew, door });
    return { isNew, remarks: remark ? [remark] : [] };
  } catch (error) {
    return { isNew: false, remarks: [refused(error, planned.row)] };
  }
};

interface Writing {
  readonly id: string;
  readonly source: LedgerSource;
  readonly isNew: boolean;
  readonly door: LedgerDoor;
}

/** What the ledger already holds, said again by a row. */
const alreadyDone = /\.(already-[a-z]+|answered|settled)$/;

/** The first refusal ends the row; the other rows go on. */
const writeOthers = async (
  commands: readonly PlannedCommand[],
  { id, source, isNew, door }: Writing,
): Promise<Remark | undefined> => {
  for (const command of commands) {
    const stop = await door.execute({ ...command, id, source }).then(
      () => undefined,
      (error: unknown) => (isDoneAlready(error, isNew) ? undefined : refused(error, source.row)),
    );
    if (stop) return stop;
  }
  return undefined;
};

const isDoneAlready = (error: unknown, isNew: boolean): boolean =>
  isRefusal(error) && !isNew && alreadyDone.test(error.code);

const refused = (error: unknown, row: number): Remark => {
  if (!isRefusal(error) || error.status >= 500) throw error;
  return remarkOf(error, { row, severity: 'warning' });
};

const compared = ['occurredOn', 'title', 'proposers', 'leadProposer', 'outerRole', 'cityLead'] as const;

const differences = (body: object, known: Readonly<Record<string, unknown>>): readonly string[] =>
  compared.filter((field) => JSON.stringify((body as Record<string, unknown>)[field]) !== JSON.stringify(known[field]));

const differs = (row: number, fields: readonly string[]): Remark =>
  remark('import.differs', { row, severity: 'warning' }, { fields });
