import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WrittenLog } from './log/written.js';
import type { Peer } from './peer/emmett.js';
import type { Prepared } from './prepared.js';
import type { Figure } from './measure.js';

/** What every row measures on. */
export interface Bench {
  /** An ignored folder on the disk that is measured. */
  readonly home: string;
  /** How often each contestant runs. */
  readonly rounds: number;
  readonly isQuick: boolean;
  /** The large log, or the small one of a quick run. */
  log(): Promise<WrittenLog>;
  /** The log of 100,000 events: what the peer can be asked to hold too. */
  smallLog(): Promise<WrittenLog>;
  /** A data folder over a copy of the large log, its views built by this release. */
  prepared(): Promise<Prepared>;
  peer(): Promise<Peer | string>;
  say(line: string): void;
}

export interface Row {
  readonly name: string;
  readonly title: string;
  /** How it is measured, for whoever reads the figures. */
  readonly method: string;
  run(bench: Bench): Promise<readonly Figure[]>;
}

/** A fresh folder for one contestant of one round; gone afterwards. */
export const inFolder = async <T>({ home }: Pick<Bench, 'home'>, work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = join(home, `run-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
