import { setTimeout } from 'node:timers/promises';
import type { Work } from '#apps/runtime/lease.js';
import type { Runtime } from '#apps/runtime/runtime.js';

/**
 * The process managers, as the work of a lease: they look at what is known after every append and compare it with what
 * they have said, so that nothing is lost where one of them dies and another goes on.
 */
export const managersWork = (runtime: Runtime): Work => ({
  run: async (signal) => {
    let isRung = true;
    const stopRinging = runtime.events.onAppended(() => (isRung = true));
    for (; !signal.aborted; await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined)) {
      if (!isRung) continue;
      isRung = false;
      await runtime.settle().catch(() => (isRung = true));
    }
    stopRinging();
  },
  report: async () => null,
  carryOut: async () => undefined,
});

/** Appends of one moment are looked at together. */
const lookEveryMs = 300;
