import type { Clock } from '#libs/kernel/clock.js';
import type { Instant } from '#libs/kernel/event.js';
import { refuse } from './errors.js';

const tolerance = 5_000;

/** Stamps `recordedAt`: never earlier than what the log already knows, never from a clock that cannot be trusted (engine 3). */
export interface RecordingClock {
  stamp(): Instant;
  /** The log holds an event recorded then. */
  seen(recordedAt: Instant): void;
}

/** @param monotonic milliseconds that never run backwards; absent for a scripted clock, which is exempt from the drift check. */
export const recordingClock = (clock: Clock, monotonic?: () => number): RecordingClock => {
  const startedAt = Date.parse(clock.now());
  const startedTicking = monotonic?.() ?? 0;
  let known = '';
  return {
    stamp: () => {
      const now = clock.now();
      if (monotonic) checkDrift(Date.parse(now) - startedAt, monotonic() - startedTicking);
      if (known && Date.parse(now) < Date.parse(known) - tolerance) throw refuse('clock.suspect');
      return now > known ? now : known;
    },
    seen: (recordedAt) => {
      if (recordedAt > known) known = recordedAt;
    },
  };
};

const checkDrift = (wall: number, ticked: number): void => {
  if (Math.abs(wall - ticked) > tolerance) throw refuse('clock.suspect');
};
