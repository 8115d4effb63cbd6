import { doorbell, type Doorbell } from '../doorbell.js';
import type { Hearing } from './hearing.js';

/** How often the log is looked at when nobody tells of new events, and when somebody does (engine 12). */
const pollMs = { alone: 200, beside: 1_000 } as const;

export interface Bell extends Doorbell {
  close(): void;
}

/**
 * Rings for events of ours, while there is somebody to hear it: a poll, and in front of it a subscription.
 * @param look counts on to the head and rings for what it finds
 */
export const bellOf = (hearing: Hearing, look: () => Promise<void>): Bell => {
  const bell = doorbell();
  const poll = polling(hearing, look);
  let listeners = 0;
  return {
    ring: bell.ring,
    onAppended: (ring) => {
      const stop = bell.onAppended(ring);
      let isListening = true;
      if ((listeners += 1) === 1) poll.start();
      return () => {
        stop();
        if (isListening && (listeners -= 1) === 0) poll.stop();
        isListening = false;
      };
    },
    close: poll.stop,
  };
};

const polling = (hearing: Hearing, look: () => Promise<void>) => {
  let isOn = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async (): Promise<void> => {
    await look().catch(() => undefined);
    if (isOn) timer = setTimeout(() => void turn(), hearing.isLive() ? pollMs.beside : pollMs.alone).unref();
  };
  return {
    start: () => {
      isOn = true;
      hearing.start();
      void turn();
    },
    stop: () => {
      isOn = false;
      clearTimeout(timer);
    },
  };
};
