import type { Instant } from '#libs/kernel/event.js';
import type { Cell, Table } from '../content.js';

/** Rows come one after the other, so that a ledger of any length fits into little memory. */
export type Rows = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;

/** One table on a sheet of its own: title and unit above the headings, sums and notes below the rows. */
export interface Sheet extends Omit<Table, 'rows'> {
  /** Shown on its tab; what Excel does not allow in one is replaced. */
  readonly name: string;
  readonly rows: Rows;
}

export interface Book {
  readonly sheets: readonly Sheet[];
  /** The only time the file's properties state. */
  readonly issuedAt: Instant;
  readonly author: string;
}
