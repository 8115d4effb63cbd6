import type { EventLog } from './log.js';

/** How far into the log a node's readers see. */
export interface Vision {
  horizon(): number;
  onVisible(listener: () => void): () => void;
  /** Sees all that is committed: a leader, from its election on. */
  catchUp(): void;
  /** Sees no further than now: a leader cut off from the others. */
  blind(isBlind: boolean): void;
}

/** @param lagMs how far behind the commits this node is; 0 for a leader */
export const vision = (log: EventLog, lagMs: () => number): Vision => {
  const listeners = new Set<() => void>();
  let [index, isBlind] = [log.all.length, false];
  const see = (to: number): void => {
    if (isBlind || to <= index) return;
    index = to;
    listeners.forEach((listener) => listener());
  };
  log.onCommit(() => {
    const to = log.all.length;
    if (lagMs() === 0) see(to);
    else setTimeout(() => see(to), lagMs()).unref();
  });
  return {
    horizon: () => index,
    onVisible: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    catchUp: () => see(log.all.length),
    blind: (blind) => {
      isBlind = blind;
      see(log.all.length);
    },
  };
};
