import type { Actor } from '#libs/kernel/actor.js';
import { sha256 } from '#libs/kernel/ids.js';
import { isOpen, ledgerImport } from '#libs/office/import.js';
import { refuseQuery } from '../errors.js';
import { importLedger, type ImportOptions, type ImportResult } from './import.js';
import type { LedgerFile } from './read-file.js';
import { ledgerDoor, type LedgerSources } from './runtime-door.js';

/** One ledger file on its way in, or in. */
export interface ImportStatus {
  readonly digest: string;
  /** `open`: begun and cut off, or under way here; the same command completes it. */
  readonly state: 'open' | 'completed';
  readonly file: string;
  readonly rows: number;
  /** Rows looked at since this process took it up; null where it runs nowhere here. */
  readonly done: number | null;
}

interface Running {
  readonly result: Promise<ImportResult>;
  done: number;
}

/**
 * The importer of one process: what it does, and how far it is. On a scripted clock rows go in one by one, so that the
 * same script gives the same log, byte for byte.
 */
export const ledgerImporter = (sources: LedgerSources, { isScripted = false } = {}) => {
  const running = new Map<string, Running>();
  const { office } = sources;
  const lanes = isScripted ? 1 : undefined;
  const statusOf = (digest: string): ImportStatus | undefined => {
    const state = office.state(ledgerImport, digest);
    if (!state.started) return undefined;
    const { file, rows } = state.started;
    const done = running.get(digest)?.done ?? null;
    return { digest, state: isOpen(state) ? 'open' : 'completed', file, rows, done };
  };
  return {
    /** A file that is under way already is waited for, not imported beside itself. */
    run: async (file: LedgerFile, actor: Actor, options: ImportOptions = {}): Promise<ImportResult> => {
      const digest = sha256(file.bytes);
      if (options.dryRun) return importLedger(file, await ledgerDoor(sources, actor), options);
      const started = running.get(digest);
      if (started) return started.result;
      return take(running, digest, async (onProgress) =>
        importLedger(file, await ledgerDoor(sources, actor), { lanes, ...options, onProgress }),
      );
    },
    /** Begun and not completed: listed by the readiness probe, and in the way of a briefing (engine 22). */
    open: async (): Promise<readonly ImportStatus[]> => {
      await office.refresh();
      const digests = office.named('import-').map((name) => name.slice('import-'.length));
      return digests.map(statusOf).filter((status): status is ImportStatus => status?.state === 'open');
    },
    /** Refuses `import.unknown`. */
    status: async (digest: string): Promise<ImportStatus> => {
      await office.refresh();
      const status = statusOf(digest);
      if (!status) throw refuseQuery('import.unknown', { digest });
      return status;
    },
  };
};

export type LedgerImporter = ReturnType<typeof ledgerImporter>;

const take = (
  running: Map<string, Running>,
  digest: string,
  begin: (onProgress: NonNullable<ImportOptions['onProgress']>) => Promise<ImportResult>,
): Promise<ImportResult> => {
  const result = begin(({ done }) => void (entry.done = done)).finally(() => running.delete(digest));
  const entry: Running = { result, done: 0 };
  running.set(digest, entry);
  return result;
};
