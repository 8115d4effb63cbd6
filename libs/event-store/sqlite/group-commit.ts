import { isRefusal } from '#libs/kernel/refusal.js';
import { refuseAppend } from '../errors.js';
import type { Appended } from '../port.js';
import type { Answer, AppendBatch, AppendRequest } from './append-batch.js';
import { refusalOfWrite } from './failures.js';

/** Appends that may share one COMMIT (engine 14). */
export const maxBatch = 256;

interface Waiting {
  readonly request: AppendRequest;
  readonly signal?: AbortSignal;
  resolve(appended: Appended): void;
  reject(reason: unknown): void;
}

export interface GroupCommit {
  append(request: AppendRequest, signal?: AbortSignal): Promise<Appended>;
  /** Commits what waits; refuses what comes later with `log.closed`. */
  close(): void;
}

/**
 * Appends of one turn of the event loop are committed together, in the order of the calls; nobody is answered before
 * COMMIT returned (engine 14). An append aborted before its turn is not written.
 * @param ring called after a batch in which something may have been written, before its answers are heard
 */
export const groupCommit = (commit: AppendBatch, ring: () => void): GroupCommit => {
  const queue: Waiting[] = [];
  let closed = false;
  const turn = (): void => {
    const batch = queue.splice(0, maxBatch);
    if (queue.length > 0) setImmediate(turn);
    const wanted = batch.filter(isWanted);
    if (wanted.length === 0) return;
    settle(wanted, commit);
    ring();
  };
  const append: GroupCommit['append'] = (request, signal) =>
    new Promise((resolve, reject) => {
      if (closed) return reject(refuseAppend('log.closed'));
      if (queue.push({ request, signal, resolve, reject }) === 1) setImmediate(turn);
    });
  const close = (): void => {
    closed = true;
    while (queue.length > 0) turn();
  };
  return { append, close };
};

const isWanted = ({ signal, reject }: Waiting): boolean => {
  if (signal?.aborted) reject(signal.reason);
  return !signal?.aborted;
};

const settle = (batch: readonly Waiting[], commit: AppendBatch): void => {
  try {
    const answers = commit(batch.map(({ request }) => request));
    batch.forEach((waiting, index) => answer(waiting, answers[index] as Answer));
  } catch (error) {
    const refusal = refusalOfWrite(error);
    batch.forEach(({ reject }) => reject(refusal));
  }
};

const answer = ({ resolve, reject }: Waiting, given: Answer): void =>
  isRefusal(given) ? reject(given) : resolve(given);
