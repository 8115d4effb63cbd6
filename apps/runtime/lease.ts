import { monotonic } from '#libs/kernel/clock.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { leaseMs, type Coordination, type Order, type Outcome } from '#libs/view-store/coordination.js';
import { pause } from './pause.js';

/** What a process does while it holds a lease. Made anew each time the lease is taken. */
export interface Work {
  /** Ends when aborted, or by itself when it had better begin again. */
  run(signal: AbortSignal): Promise<void>;
  /** What others are told of it. */
  report(): Promise<unknown>;
  /** @throws refusals, which are told to who ordered */
  carryOut(order: Order): Promise<unknown>;
}

export interface Leasing {
  readonly coordination: Coordination;
  readonly lease: string;
  /** This process, told apart from all others. */
  readonly owner: string;
  readonly begin: () => Work;
  /** Taken, given up, or why it could not be asked for. */
  readonly report?: (what: 'held' | 'lost' | 'troubled', message?: string) => void;
}

const renewEveryMs = 2_000;
const lookEveryMs = 1_000;
const listenEveryMs = 200;

/**
 * Works whenever the lease is this process's, until aborted. Work that ended by itself, and a lease that was lost, is
 * begun again from what the stores say (engine 34).
 * @throws refusals of the work that no repeating mends, such as `views.other-log`
 */
export const keepWorking = async (leasing: Leasing, signal: AbortSignal): Promise<void> => {
  const { coordination, lease, owner, report } = leasing;
  while (!signal.aborted) {
    const isHeld = await coordination.hold(lease, owner, null).catch((error: unknown) => {
      report?.('troubled', messageOf(error));
      return false;
    });
    if (isHeld) await workWhileHeld(leasing, signal);
    await pause(lookEveryMs, signal);
  }
};

const workWhileHeld = async (leasing: Leasing, signal: AbortSignal): Promise<void> => {
  const { coordination, lease, owner, begin, report } = leasing;
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const work = begin();
  report?.('held');
  const parts = [work.run(stop), renewing(leasing, work, stop), listening(leasing, work, stop)];
  const ends = parts.map((part) => part.finally(() => over.abort()));
  const failed = (await Promise.allSettled(ends)).find((end) => end.status === 'rejected');
  await coordination.release(lease, owner).catch(() => undefined);
  report?.('lost', failed && messageOf(failed.reason));
  if (failed && isRefusal(failed.reason) && failed.reason.code === 'views.other-log') throw failed.reason;
};

/** Ends when the lease is another's, or when nobody could say for so long that it may be. */
const renewing = async ({ coordination, lease, owner }: Leasing, work: Work, stop: AbortSignal): Promise<void> => {
  let heldAt = monotonic();
  while (!stop.aborted) {
    const state = await work.report().catch(() => null);
    const asked = monotonic();
    const isHeld = await coordination.hold(lease, owner, state).catch(() => undefined);
    if (isHeld) heldAt = asked;
    if (isHeld === false || monotonic() - heldAt > leaseMs) return;
    await pause(renewEveryMs, stop);
  }
};

/** One that takes long, such as reaching the head, holds no other up. */
const listening = async ({ coordination, lease }: Leasing, work: Work, stop: AbortSignal): Promise<void> => {
  const taken = new Set<string>();
  while (!stop.aborted) {
    const orders = await coordination.orders(lease).catch(() => []);
    for (const order of orders.filter(({ id }) => !taken.has(id))) {
      taken.add(order.id);
      void carryOut(coordination, work, order).finally(() => taken.delete(order.id));
    }
    await pause(listenEveryMs, stop);
  }
};

const carryOut = async (coordination: Coordination, work: Work, order: Order): Promise<void> => {
  const outcome = await work.carryOut(order).then((done): Outcome => ({ done: done ?? null }), outcomeOf);
  await coordination.close(order.id, outcome).catch(() => undefined);
};

const outcomeOf = (error: unknown): Outcome =>
  isRefusal(error)
    ? { refused: { code: error.code, sentence: error.sentence, details: error.details } }
    : { failed: messageOf(error) };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
