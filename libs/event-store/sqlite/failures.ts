import { isRefusal, type Refusal } from '#libs/kernel/refusal.js';
import { refuseAppend, refuseRead } from '../errors.js';

const sqlite = { busy: 5, locked: 6, full: 13, cannotOpen: 14, protocol: 15, noDatabase: 26 } as const;

/**
 * SQLite's primary result code, or undefined for an error that is not SQLite's. Told by the field alone: inside Jest
 * such an error is not `instanceof Error` (engine 46).
 */
export const sqliteCode = (error: unknown): number | undefined => {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
};

const among = (error: unknown, ...codes: readonly number[]): boolean => codes.includes(sqliteCode(error) ?? -1);

export const isBusy = (error: unknown): boolean => among(error, sqlite.busy, sqlite.locked, sqlite.protocol);
export const isMissing = (error: unknown): boolean => among(error, sqlite.cannotOpen);
export const isNoDatabase = (error: unknown): boolean => among(error, sqlite.noDatabase);
const isFull = (error: unknown): boolean =>
  among(error, sqlite.full) || (error as { code?: unknown } | null)?.code === 'ENOSPC';

/** What a failed batch answers: nothing stored, or nobody knows (engine 14). The error stays as the `cause`. */
export const refusalOfWrite = (error: unknown): Refusal => {
  if (isRefusal(error)) return error;
  const code = isBusy(error) ? 'log.busy' : isFull(error) ? 'log.full' : 'log.unknown-outcome';
  return Object.assign(refuseAppend(code), { cause: error });
};

/** Busy and full roll back cleanly; after anything else the files may differ from what SQLite believes (engine 14). */
export const leavesLogUsable = (error: unknown): boolean => isRefusal(error) || isBusy(error) || isFull(error);

/** What a failed read answers; an error that is not SQLite's is a mistake of ours and passes as it is. */
export const refusalOfRead = (error: unknown): unknown => {
  if (sqliteCode(error) === undefined) return error;
  const refusal = isBusy(error) ? refuseAppend('log.busy') : refuseRead('log.unreadable');
  return Object.assign(refusal, { cause: error });
};
