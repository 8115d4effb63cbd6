import type { Driver, RawEvent } from './client.js';
import type { Line } from './line.js';
import type { Tail } from './tail.js';

/** Before the next subscription, doubled at each that ends at once. */
const backoffMs = { least: 100, most: 5_000 } as const;

/** A subscription that is renewed, on the client of the moment, from what is counted by then. */
export interface Subscription {
  start(): void;
  isLive(): boolean;
  /** Ends it, and begins another after a pause. */
  renew(): void;
  stop(): void;
}

/** The client never renews one by itself, and dies of one nobody listens to the errors of (eventstoredb.md X7). */
export const subscriptionOf = (line: Line, tail: Tail, prefix: string): Subscription => {
  let end: (() => void) | undefined;
  let driver: Driver | undefined;
  let timer: NodeJS.Timeout | undefined;
  let waitMs: number = backoffMs.least;
  let isOn = false;
  const subscribe = (): void => {
    driver = line.driver();
    const from = tail.isEmpty() ? 'start' : tail.counted().place;
    end = driver.subscribe({ prefix: `${prefix}-`, from }, { onEvent: heard, onEnd: again });
  };
  const heard = (event: RawEvent): void => {
    waitMs = backoffMs.least;
    tail.hear(event);
  };
  const again = (): void => {
    end = undefined;
    if (isOn) timer = setTimeout(subscribe, waitMs).unref();
    waitMs = Math.min(waitMs * 2, backoffMs.most);
  };
  const leave = (): void => {
    clearTimeout(timer);
    end?.();
    end = undefined;
  };
  const start = (): void => {
    if (!isOn) subscribe();
    isOn = true;
  };
  const stop = (): void => {
    isOn = false;
    leave();
  };
  // A client that was given up tells of nothing.
  const isLive = (): boolean => end !== undefined && line.isCurrent(driver);
  return { start, isLive, stop, renew: () => (leave(), again()) };
};
