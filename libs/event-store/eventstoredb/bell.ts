import { doorbell, type Doorbell } from '../doorbell.js';
import type { Driver } from './client.js';
import type { Line } from './line.js';

/** How often the log is looked at when nobody tells of new events, and when somebody does (engine 12). */
const pollMs = { alone: 200, beside: 1_000 } as const;
/** Before the next subscription, doubled at each that ends at once. */
const backoffMs = { least: 100, most: 5_000 } as const;

export interface Bell extends Doorbell {
  close(): void;
}

/**
 * Rings for events of ours, while there is somebody to hear it: a poll, and in front of it a subscription, which the
 * client never renews by itself (eventstoredb.md X7). Both only make us look: what is there is read.
 * @param look counts on to the head and rings for what it finds
 */
export const bellOf = (line: Line, prefix: string, look: () => Promise<void>): Bell => {
  const bell = doorbell();
  const watch = watching(line, prefix, look);
  let listeners = 0;
  return {
    ring: bell.ring,
    onAppended: (ring) => {
      const stop = bell.onAppended(ring);
      let isListening = true;
      if ((listeners += 1) === 1) watch.start();
      return () => {
        stop();
        if (isListening && (listeners -= 1) === 0) watch.stop();
        isListening = false;
      };
    },
    close: watch.stop,
  };
};

const watching = (line: Line, prefix: string, look: () => Promise<void>) => {
  const subscription = supervised(line, prefix, () => void look().catch(() => undefined));
  let isOn = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async (): Promise<void> => {
    await look().catch(() => undefined);
    if (isOn) timer = setTimeout(() => void turn(), subscription.isLive() ? pollMs.beside : pollMs.alone).unref();
  };
  return {
    start: () => {
      isOn = true;
      subscription.start();
      void turn();
    },
    stop: () => {
      isOn = false;
      clearTimeout(timer);
      subscription.stop();
    },
  };
};

/** Subscribes again whenever a subscription ends, on the client of the moment. */
const supervised = (line: Line, prefix: string, onEvent: () => void) => {
  let end: (() => void) | undefined;
  let driver: Driver | undefined;
  let timer: NodeJS.Timeout | undefined;
  let waitMs: number = backoffMs.least;
  const start = (): void => {
    driver = line.driver();
    end = driver.subscribe(`${prefix}-`, { onEvent: told, onEnd: again });
  };
  const told = (): void => {
    waitMs = backoffMs.least;
    onEvent();
  };
  const again = (): void => {
    end = undefined;
    timer = setTimeout(start, waitMs).unref();
    waitMs = Math.min(waitMs * 2, backoffMs.most);
  };
  return {
    start,
    /** A client that was given up tells of nothing. */
    isLive: () => end !== undefined && line.isCurrent(driver),
    stop: () => {
      clearTimeout(timer);
      end?.();
      end = undefined;
    },
  };
};
