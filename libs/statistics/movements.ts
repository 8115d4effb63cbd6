import type { Flow } from './definitions/definition.js';
import { none } from './grains.js';
import { outside } from './grouping.js';
import type { Rows } from './reading.js';

/** One entry of the stock's book: what happened, and the case row (with its slot) that shows it. */
export interface Movement {
  readonly flow: Flow;
  readonly row: number;
  readonly slot: number;
}

interface Window {
  /** First and last day, as day numbers. */
  readonly from: number;
  readonly to: number;
}

/**
 * The stock's book over a window at one K (semantics 30): opening, changes of membership from one day's end to the next,
 * closing. A case that changes its group while in stock is transferred first, then leaves from where it came to.
 * @param rows case rows that hold on some day from the eve of the window to its end
 * @param slots the group of each row, `outside` where the scope does not hold it
 */
export const movementsOf = (rows: Rows<'case'>, slots: Int32Array, window: Window): readonly Movement[] => {
  const book = new StockBook(rows, slots);
  historiesOf(rows).forEach((history) => book.enter(history, window));
  return book.movements;
};

/** The rows of each case in the order of their days. */
export const historiesOf = (rows: Rows<'case'>): readonly (readonly number[])[] => {
  const [cases, vFrom] = [rows.column('case'), rows.column('vFrom')];
  const histories = new Map<number, number[]>();
  cases.forEach((code, row) => {
    const history = histories.get(code);
    if (history) history.push(row);
    else histories.set(code, [row]);
  });
  const byDay = (a: number, b: number) => (vFrom[a] as number) - (vFrom[b] as number);
  return [...histories.values()].map((history) => (history.length > 1 ? history.sort(byDay) : history));
};

/** A movement to note; its slot is its row's unless it left another. */
type Note = Omit<Movement, 'slot'> & { readonly slot?: number };

class StockBook {
  readonly movements: Movement[] = [];
  private readonly inStock: Int32Array;
  private readonly terminatedOn: Int32Array;
  private readonly vFrom: Int32Array;
  private readonly vTo: Int32Array;

  constructor(
    rows: Rows<'case'>,
    private readonly slots: Int32Array,
  ) {
    this.inStock = rows.column('inStock');
    this.terminatedOn = rows.column('terminatedOn');
    this.vFrom = rows.column('vFrom');
    this.vTo = rows.column('vTo');
  }

  enter(history: readonly number[], { from, to }: Window): void {
    let before = -1;
    for (const row of history) {
      if ((this.vFrom[row] as number) < from) this.note({ flow: 'opening', row: row }, this.isStock(row));
      else this.change(before, row);
      before = row;
    }
    const holdsAtEnd = before >= 0 && (this.vTo[before] as number) > to;
    this.note({ flow: 'closing', row: before }, holdsAtEnd && this.isStock(before));
  }

  /** From the end of the day before the row begins to the end of its first day. */
  private change(before: number, row: number): void {
    if (before < 0) this.receive(row);
    else if (this.isStock(before)) this.carry(before, row);
    else this.note({ flow: 'reopened', row: row }, this.isStock(row));
  }

  /** Registered and gone on one day is still a receipt, and an exit. */
  private receive(row: number): void {
    this.note({ flow: 'received', row: row }, true);
    this.leave(row);
  }

  private carry(before: number, row: number): void {
    const moved = this.slots[before] !== this.slots[row];
    this.note({ flow: 'transferredOut', row: row, slot: this.slots[before] }, moved);
    this.note({ flow: 'transferredIn', row: row }, moved);
    this.leave(row);
  }

  private leave(row: number): void {
    this.note({ flow: this.terminatedOn[row] === none ? 'answered' : 'terminated', row }, !this.isStock(row));
  }

  private isStock(row: number): boolean {
    return this.inStock[row] === 1;
  }

  private note({ flow, row, slot = this.slots[row] }: Note, happened: boolean): void {
    if (happened && slot !== undefined && slot !== outside) this.movements.push({ flow, row, slot });
  }
}
