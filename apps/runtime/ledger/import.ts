import { sha256 } from '#libs/kernel/ids.js';
import type { LedgerDoor } from './door.js';
import { refuse } from './errors.js';
import { importRow, type Importing, type RowResult } from './import-row.js';
import { inLanes } from './lanes.js';
import { planLedgerInTurns, type PlannedCase } from './plan.js';
import { readLedger, type LedgerFile } from './read-file.js';
import { inOrder, isError, type Remark } from './remarks.js';

export type { LedgerDoor } from './door.js';

export interface ImportOptions {
  /** Everything but writing: the counts say what an import would do now. */
  readonly dryRun?: boolean;
  /** Rows under way at once; one where the order of the log matters, as in a reconstruction. */
  readonly lanes?: number;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

export interface ImportResult {
  /** SHA-256 of the file. */
  readonly digest: string;
  /** Rows that state a case. */
  readonly rows: number;
  /** Cases that stand in the ledger by this file, those before a crash included. */
  readonly created: number;
  /** Cases that were there already; nothing was added to them. */
  readonly skipped: number;
  readonly remarks: readonly Remark[];
  readonly dryRun: boolean;
  /** An earlier run of the same file had been cut off. */
  readonly resumed: boolean;
}

/**
 * All or nothing in its checks, then row by row (engine 22). The same call resumes what a crash cut off; importing twice
 * adds nothing. Refuses `import.has-errors` with every remark of the file (a dry run too), and whatever makes the file
 * unreadable; a decider's refusal is a remark on its row.
 */
export const importLedger = async (
  file: LedgerFile,
  door: LedgerDoor,
  options: ImportOptions = {},
): Promise<ImportResult> => {
  const { dryRun = false } = options;
  const digest = sha256(file.bytes);
  const plan = await planLedgerInTurns(readLedger(file), door.planning);
  refuseErrors(plan.remarks, digest);
  const rows = plan.cases.length;
  const state = await door.importState(digest);
  const stated = { digest, rows, dryRun, resumed: state === 'open' };
  if (state === 'completed') return { ...stated, created: 0, skipped: rows, remarks: plan.remarks };
  if (!dryRun && state === 'none') await door.startImport({ digest, file: plainName(file.name), rows });
  const results = await importRows(plan.cases, { door, digest, dryRun }, options);
  const counts = { created: countOf(results, 'created'), skipped: countOf(results, 'skipped') };
  if (!dryRun) await door.completeImport(digest, counts);
  return { ...stated, ...counts, remarks: inOrder([...plan.remarks, ...results.flatMap(({ remarks }) => remarks)]) };
};

const refuseErrors = (remarks: readonly Remark[], digest: string): void => {
  const count = remarks.filter(isError).length;
  if (count > 0) throw refuse('import.has-errors', { count, digest, remarks });
};

/** How many rows are under way at once; cases are streams of their own, so their order does not matter. */
const usualLanes = 8;

const importRows = (
  cases: readonly PlannedCase[],
  importing: Importing,
  { onProgress, lanes = usualLanes }: ImportOptions,
): Promise<readonly RowResult[]> => {
  let done = 0;
  return inLanes(cases, lanes, async (planned) => {
    const result = await importRow(planned, importing);
    onProgress?.({ done: ++done, total: cases.length });
    return result;
  });
};

const countOf = (results: readonly RowResult[], outcome: RowResult['outcome']): number =>
  results.filter((result) => result.outcome === outcome).length;

/** The name as the office knows it: no folders of somebody's computer, nothing an event could not hold. */
const plainName = (name: string): string => {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/\p{C}/gu, ' ').trim().slice(-200).trim();
  return plain === '' ? 'ledger' : plain;
};
