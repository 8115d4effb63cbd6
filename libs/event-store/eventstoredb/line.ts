import { refuseAppend } from '../errors.js';
import type { Driver } from './client.js';
import { meaningOf } from './failures.js';

/** Deadlines in a row after which a client is given up: it never reconnects by itself (eventstoredb.md 6, frozen leader). */
const deadlinesToRenew = 3;
/** What the calls still open on a client that was given up may take. */
const farewellMs = 3_000;

/** The client of the moment. */
export interface Line {
  /** @throws `log.closed` */
  driver(): Driver;
  isCurrent(driver: Driver | undefined): boolean;
  /** Looks at what a call failed with: a client that will not recover is replaced. */
  failed(driver: Driver, error: unknown): void;
  succeeded(driver: Driver): void;
  close(): Promise<void>;
}

export const openLine = (connect: () => Driver): Line => {
  let current = connect();
  let deadlines = 0;
  const leaving = new Set<Driver>();
  const renew = (): void => {
    const left = current;
    current = connect();
    deadlines = 0;
    leaving.add(left);
    const leave = () => void (leaving.delete(left), left.close().catch(() => undefined));
    setTimeout(leave, farewellMs).unref();
  };
  let isClosed = false;
  return {
    driver: () => {
      if (isClosed) throw refuseAppend('log.closed');
      return current;
    },
    isCurrent: (driver) => driver === current,
    failed: (driver, error) => {
      if (driver !== current) return;
      const meaning = meaningOf(error);
      if (meaning === 'deadline') deadlines += 1;
      if (meaning === 'undiscovered' || deadlines >= deadlinesToRenew) renew();
    },
    succeeded: (driver) => {
      if (driver === current) deadlines = 0;
    },
    close: async () => {
      isClosed = true;
      await Promise.all([current, ...leaving].map((driver) => driver.close()));
    },
  };
};
