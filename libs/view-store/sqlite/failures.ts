import { isRefusal } from '#libs/kernel/refusal.js';
import { refuseViews } from '../errors.js';

const codes: Readonly<Record<number, 'views.busy' | 'views.not-ready' | 'views.damaged' | 'views.full'>> = {
  5: 'views.busy', // SQLITE_BUSY
  6: 'views.busy', // SQLITE_LOCKED
  8: 'views.not-ready', // SQLITE_READONLY: a reader asked a generation that has no indexes yet
  11: 'views.damaged', // SQLITE_CORRUPT
  13: 'views.full', // SQLITE_FULL
  15: 'views.busy', // SQLITE_PROTOCOL: lost the race for the WAL
  26: 'views.damaged', // SQLITE_NOTADB
};

/** SQLite's primary result code; undefined when the error is not SQLite's. Told by the field alone (engine 46). */
const codeOf = (error: unknown): number | undefined => {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
};

/** A table that was there when the statement was written was dropped with its generation. */
export const isMissingTable = (error: unknown): boolean =>
  codeOf(error) === 1 && String((error as { message?: unknown }).message).startsWith('no such table');

/** A generation that is still built has no indexes yet. */
export const isMissingIndex = (error: unknown): boolean =>
  codeOf(error) === 1 && String((error as { message?: unknown }).message).startsWith('no such index');

/** What a failed call answers; an error that is not SQLite's is a mistake of ours and passes as it is. */
export const refusalOf = (error: unknown): unknown => {
  const code = codeOf(error);
  if (isRefusal(error) || code === undefined) return error;
  return Object.assign(refuseViews(codes[code] ?? 'views.unreadable'), { cause: error });
};
