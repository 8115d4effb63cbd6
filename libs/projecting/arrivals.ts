import type { Position } from '#libs/kernel/event.js';
import { definitionOf } from './acts.js';
import { refuseView } from './errors.js';
import { tracksNamed, type ProjectorState } from './state.js';
import type { Track } from './track.js';

/** A seq, or a position of the log. */
export type Target = number | Position;

/** Those who wait until a view has reached a place: read-your-writes, and specs that never sleep (architecture 4). */
export interface Arrivals {
  /** @throws `views.behind` after `timeoutMs`, `views.unknown-projection` */
  waitFor(name: string, target: Target, timeoutMs: number): Promise<void>;
  /** To be called whenever something may have moved. */
  look(): void;
}

export const arrivals = (state: ProjectorState): Arrivals => {
  const waiting = new Set<() => void>();
  return {
    waitFor: async (name, target, timeoutMs) => {
      definitionOf(state, name);
      if (hasArrived(state, name, target)) return;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => settle(() => reject(behind(state, name, target))), timeoutMs);
        const look = () => hasArrived(state, name, target) && settle(resolve);
        const settle = (end: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          end();
        };
        waiting.add(look);
      });
    },
    look: () => waiting.forEach((look) => look()),
  };
};

/** Every generation a query may read at this moment: the live one, and an old one whose readers still leave it. */
const hasArrived = (state: ProjectorState, name: string, target: Target): boolean => {
  const tracks = tracksNamed(state, name);
  return tracks.some(({ live }) => live) && tracks.filter(mayBeRead).every((track) => isAt(track, target));
};

const mayBeRead = ({ live, retireAt, running }: Track): boolean =>
  live || (retireAt !== undefined && running === 'running');

const isAt = ({ reached: { seq, position } }: Track, target: Target): boolean => {
  if (typeof target === 'number') return seq >= target;
  return target === 'start' || (position !== 'start' && position >= target);
};

const behind = (state: ProjectorState, projection: string, target: Target) => {
  const seq = tracksNamed(state, projection).find(({ live }) => live)?.reached.seq ?? 0;
  return refuseView('views.behind', { projection, target, seq });
};
