import type { Day, Instant } from './event.js';

/** The only source of "now". Injected everywhere; no other code reads the computer's clock. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** A clock that stands where it was put: for specs and reconstructions. */
export interface ScriptedClock extends Clock {
  set(instant: Instant): void;
}

export const scriptedClock = (start: Instant): ScriptedClock => {
  let current = new Date(start).toISOString();
  return {
    now: () => current,
    set: (instant) => {
      current = new Date(instant).toISOString();
    },
  };
};

const shanghaiOffset = 8 * 3_600_000;

/** The Shanghai calendar date of an instant (no daylight saving since 1991, and the ledger starts later). */
export const dayOf = (instant: Instant): Day =>
  new Date(Date.parse(instant) + shanghaiOffset).toISOString().slice(0, 10);

/** The last millisecond of a Shanghai day, as an instant. */
export const endOfDay = (day: Day): Instant =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000 - 1 - shanghaiOffset).toISOString();

/** Milliseconds that never run backwards, for intervals and drift; says nothing about the date. */
export const monotonic = (): number => performance.now();

/** The Shanghai minute of an instant, `YYYY-MM-DD HH:MM`. */
export const minuteOf = (instant: Instant): string =>
  new Date(Date.parse(instant) + shanghaiOffset).toISOString().slice(0, 16).replace('T', ' ');
