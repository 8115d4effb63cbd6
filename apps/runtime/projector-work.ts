import { setTimeout } from 'node:timers/promises';
import type { Health } from '#libs/projecting/health.js';
import type { ProjectorOptions } from '#libs/projecting/options.js';
import type { Progress } from '#libs/projecting/progress.js';
import { projector, type Projector } from '#libs/projecting/projector.js';
import type { Order } from '#libs/view-store/coordination.js';
import type { Work } from './lease.js';

/** What the holder of a projector's lease tells the others. */
export interface ProjectorReport {
  readonly progress: readonly Progress[];
  readonly health: Health;
}

/** What may be ordered of a projector in another process. */
export const orderedActs = ['settle', 'rebuild', 'cancelRebuild', 'skip', 'resume'] as const;
export type OrderedAct = (typeof orderedActs)[number];

const isOrdered = (act: string): act is OrderedAct => (orderedActs as readonly string[]).includes(act);

/** A projector as the work of a lease. It ends by itself once another has moved one of its views. */
export const projectorWork = (options: ProjectorOptions): Work => {
  const projecting = projector(options);
  return {
    run: async (signal) => {
      const over = new AbortController();
      const superseded = untilSuperseded(projecting, AbortSignal.any([signal, over.signal]));
      void superseded.then(() => over.abort());
      try {
        await projecting.run(AbortSignal.any([signal, over.signal]));
      } finally {
        over.abort();
      }
    },
    report: async (): Promise<ProjectorReport> => ({
      progress: await projecting.progress(),
      health: await projecting.health(),
    }),
    carryOut: async ({ act, name }: Order) => {
      if (isOrdered(act)) await projecting[act](name);
    },
  };
};

const lookEveryMs = 1_000;

const untilSuperseded = async (projecting: Projector, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined);
    const rows = await projecting.progress().catch(() => []);
    if (rows.some(({ state }) => state === 'superseded')) return;
  }
};
