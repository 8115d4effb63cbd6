import { isRefusal } from '#libs/kernel/refusal.js';
import { refuseCommit, refuseViews } from '../errors.js';

/** What we read of an error, whatever its class: Jest gives every file classes of its own (engine 46). */
interface Told {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly codeName?: unknown;
  readonly message?: unknown;
  readonly hasErrorLabel?: (label: string) => boolean;
}

const told = (error: unknown): Told => (error ?? {}) as Told;

const hasLabel = (error: unknown, label: string): boolean => told(error).hasErrorLabel?.(label) ?? false;

/** Nothing of the transaction is left: the whole of it may be tried again. */
export const isTransient = (error: unknown): boolean => hasLabel(error, 'TransientTransactionError');

/** The commit may be stored or not: the same commit may be sent again. */
export const isUnknownCommit = (error: unknown): boolean => hasLabel(error, 'UnknownTransactionCommitResult');

const codes: Readonly<Record<number, 'views.denied' | 'views.busy' | 'views.full'>> = {
  13: 'views.denied', // Unauthorized
  18: 'views.denied', // AuthenticationFailed
  24: 'views.busy', // LockTimeout
  50: 'views.busy', // MaxTimeMSExpired
  112: 'views.busy', // WriteConflict
  262: 'views.busy', // ExceededTimeLimit
  14031: 'views.full', // OutOfDiskSpace
};

/** The collection went while it was read, or was gone: NamespaceNotFound, CursorNotFound, QueryPlanKilled, CursorKilled. */
const gone: ReadonlySet<unknown> = new Set([26, 43, 175, 237]);
export const mayBeDropped = (error: unknown): boolean => gone.has(told(error).code);

export const isMissing = (error: unknown): boolean => told(error).code === 26;
export const isTaken = (error: unknown): boolean => told(error).code === 11000;
export const isThereAlready = (error: unknown): boolean => told(error).code === 48;

/** Said by the driver before anything is sent, or by the server: the document itself cannot be kept. */
const isUnstorable = (error: unknown): boolean => {
  const { name, code, message } = told(error);
  if (String(name).startsWith('BSON') || code === 'ERR_OUT_OF_RANGE' || code === 10334) return true;
  return name === 'MongoInvalidArgumentError' && /larger than/.test(String(message));
};

const isDrivers = (error: unknown): boolean => /^(Mongo|PoolCleared|AbortError)/.test(String(told(error).name));

/** Answers of the server to one call; anything else of the driver's means that nothing can be had of it now. */
export const isOutage = (error: unknown): boolean => isDrivers(error) && typeof told(error).code !== 'number';

/** What a failed call answers; an error that is not the driver's is a mistake of ours and passes as it is. */
export const refusalOf = (error: unknown): unknown => {
  if (isRefusal(error)) return error;
  if (isUnstorable(error))
    return caused(
      refuseCommit('views.bad-document', { collection: undefined, id: undefined, reason: told(error).message }),
      error,
    );
  if (!isDrivers(error)) return error;
  const { code, codeName = told(error).name } = told(error);
  return caused(refuseViews(codes[Number(code)] ?? 'views.unreadable', { reason: codeName }), error);
};

const caused = (refusal: Error, cause: unknown): Error => Object.assign(refusal, { cause });
