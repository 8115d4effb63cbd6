import { setTimeout } from 'node:timers/promises';
import { monotonic } from '#libs/kernel/clock.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import type { Door } from './play.js';

const patienceMs = 30_000;
const pauseMs = 500;

/**
 * A server may be away for a moment: a step that is answered 503 is given again, with its key, so that what was stored
 * without an answer is not stored twice (engine 6, 11).
 */
export const patient = (door: Door): Door => ({
  setClock: door.setClock,
  execute: again((command) => door.execute(command)),
  importLedger: again((file, by) => door.importLedger(file, by)),
  caseId: again((key) => door.caseId(key)),
  eventOf: again((id, type) => door.eventOf(id, type)),
  settle: again(() => door.settle()),
});

const again =
  <A extends readonly unknown[], R>(call: (...given: A) => Promise<R>) =>
  async (...given: A): Promise<R> => {
    const until = monotonic() + patienceMs;
    while (monotonic() < until) {
      const done = await call(...given).then(
        (value) => ({ value }),
        (error: unknown) => (isAway(error) ? undefined : Promise.reject(error as Error)),
      );
      if (done) return done.value;
      await setTimeout(pauseMs);
    }
    return call(...given);
  };

const isAway = (error: unknown): boolean => isRefusal(error) && error.status === 503;
