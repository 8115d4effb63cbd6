import type { EventStore } from './port.js';

/** Those who want to hear of new events. */
export interface Doorbell {
  readonly onAppended: EventStore['onAppended'];
  ring(): void;
}

export const doorbell = (): Doorbell => {
  const rings = new Set<() => void>();
  return {
    onAppended: (ring) => {
      const own = () => ring();
      rings.add(own);
      return () => void rings.delete(own);
    },
    ring: () => rings.forEach((ring) => ring()),
  };
};

/**
 * A doorbell for readers in another thread or process, who hear no commit (engine 12): asks `head` every `everyMs`
 * milliseconds and rings when it moved. A failing read rings nothing; the next poll tries again.
 */
export const pollDoorbell =
  (store: Pick<EventStore, 'head'>, everyMs: number): EventStore['onAppended'] =>
  (ring) => {
    let seen: number | undefined;
    const look = async (): Promise<void> => {
      const { seq } = await store.head();
      if (seen !== undefined && seq !== seen) ring();
      seen = seq;
    };
    const timer = everyTurn(look, everyMs);
    return () => clearInterval(timer);
  };

/** Starts at once, never overlaps itself, and keeps no process alive. */
const everyTurn = (look: () => Promise<void>, everyMs: number): NodeJS.Timeout => {
  let looking = false;
  const turn = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    await look().catch(() => undefined);
    looking = false;
  };
  void turn();
  return setInterval(() => void turn(), everyMs).unref();
};
