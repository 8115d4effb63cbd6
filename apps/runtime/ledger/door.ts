import type { LedgerSource } from '#libs/kernel/event.js';
import type { NumberKey } from '#libs/office/claim.js';
import type { Planning } from './checks.js';
import type { PlannedCommand } from './plan.js';

/** What the log holds of a case that already has the row's number. */
export interface StoredCase {
  /** Its registration as now known, corrections applied. */
  readonly registered: Readonly<Record<string, unknown>>;
  /** Digest of the file it was registered from; absent for one entered by hand. */
  readonly digest?: string;
  /** Idempotency key of every command recorded on it → digest of that command (`bodyDigest({ name, body })`). */
  readonly commands: ReadonlyMap<string, string>;
}

export interface LedgerCommand extends PlannedCommand {
  /** The case; absent for the registration, which makes it. */
  readonly id?: string;
  readonly source: LedgerSource;
}

export interface StartedImport {
  readonly digest: string;
  readonly file: string;
  readonly rows: number;
}

export interface ImportCounts {
  readonly created: number;
  readonly skipped: number;
}

/**
 * What an import asks of the program, and does to the ledger: the same commands as everybody's, marked with file and
 * row. A door belongs to the person who imports.
 */
export interface LedgerDoor {
  readonly planning: Planning;
  /** Id of the case that owns the number. */
  caseOwner(key: NumberKey): Promise<string | undefined>;
  /** Undefined while the number is claimed and its case not yet registered. */
  storedCase(id: string): Promise<StoredCase | undefined>;
  /** Bodies are passed on as they are: their digests are compared later. Refuses as the deciders do. */
  execute(command: LedgerCommand): Promise<{ id: string; repeated: boolean; events: number }>;
  importState(digest: string): Promise<'none' | 'open' | 'completed'>;
  startImport(started: StartedImport): Promise<void>;
  completeImport(digest: string, counts: ImportCounts): Promise<void>;
}
