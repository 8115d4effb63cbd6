import { isRefusal, type Refusal } from '#libs/kernel/refusal.js';
import { refuseAppend, refuseServer } from '../errors.js';

/**
 * What an error of the client means for a call (eventstoredb.md 6):
 * `conflict` the stream stands elsewhere · `unknown-account`, `no-right` never tried again · `deleted`, `too-large` for
 * good · `no-place` the position is inside an event of this log · `deadline`, `undiscovered`, `unavailable` nobody knows
 * what became of it, to be tried again with the same ids and expectation.
 */
export type Meaning =
  | 'conflict'
  | 'unknown-account'
  | 'no-right'
  | 'deleted'
  | 'too-large'
  | 'no-place'
  | 'deadline'
  | 'undiscovered'
  | 'unavailable';

interface ClientError {
  readonly type?: string;
  readonly code?: number;
  readonly message?: string;
}

const byType: Readonly<Record<string, Meaning>> = {
  'wrong-expected-version': 'conflict',
  'stream-deleted': 'deleted',
  'maximum-append-size-exceeded': 'too-large',
  'deadline-exceeded': 'deadline',
};

const unauthenticated = 16;
const permissionDenied = 7;
const deadlineExceeded = 4;

/** Told by type, by code and by text: at times only one of them is there (eventstoredb.md X6, 5.6). */
export const meaningOf = (error: unknown): Meaning => {
  const { type = '', code, message = '' } = (error ?? {}) as ClientError;
  if (type === 'access-denied' || code === permissionDenied || code === unauthenticated)
    return code === unauthenticated ? 'unknown-account' : 'no-right';
  if (/invalid position/i.test(message)) return 'no-place';
  if (/failed to discover/i.test(message)) return 'undiscovered';
  return byType[type] ?? (code === deadlineExceeded ? 'deadline' : 'unavailable');
};

export const mayBeTriedAgain = (meaning: Meaning): boolean =>
  meaning === 'deadline' || meaning === 'undiscovered' || meaning === 'unavailable';

/** What the caller is told of a call that is not tried again. A refusal stays what it is. */
export const refusalOf = (error: unknown, { stream, right }: { stream: string; right: string }): Refusal => {
  if (isRefusal(error)) return error;
  return Object.assign(refusalFor(meaningOf(error), { stream, right }), { cause: error });
};

const refusalFor = (meaning: Meaning, { stream, right }: { stream: string; right: string }): Refusal => {
  if (meaning === 'unknown-account') return refuseServer('server.unknown-account');
  if (meaning === 'no-right') return refuseServer('server.no-right', { right });
  if (meaning === 'deleted') return refuseServer('server.stream-tampered', { stream });
  if (meaning === 'too-large') return refuseAppend('log.append-too-large', { events: 1, bytes: 0 });
  return refuseServer('server.unreachable');
};

/** For a read from a place that this log may never have had. */
export const noneIfNoPlace = (error: unknown): readonly [] => {
  if (meaningOf(error) === 'no-place') return [];
  throw error;
};
