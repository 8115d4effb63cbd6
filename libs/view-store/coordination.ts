/** What one process asks of the one that holds a lease. */
export interface Order {
  readonly id: string;
  readonly act: string;
  readonly name: string;
}

/** What came of an order, as plain JSON: refusals keep their code and their sentence. */
export type Outcome =
  | { readonly done: unknown }
  | { readonly refused: { readonly code: string; readonly sentence: object; readonly details: object } }
  | { readonly failed: string };

export interface Holder {
  readonly lease: string;
  readonly owner: string;
  /** By the store's clock; none left: nobody holds it. */
  readonly remainingMs: number;
  /** What the holder said of itself when it last renewed. */
  readonly report: unknown;
}

/**
 * What processes that share a store of views tell one another through it (engine 34). A lease avoids waste and is no
 * lock: who was paused past its end may still act, and is stopped by the compare-and-set of its commits.
 */
export interface Coordination {
  /** Takes the lease, or keeps it for another `leaseMs`, by the store's clock. @returns false while another holds it */
  hold(lease: string, owner: string, report: unknown): Promise<boolean>;
  /** Nothing where another holds it by now. */
  release(lease: string, owner: string): Promise<void>;
  holders(): Promise<readonly Holder[]>;
  /** Leaves an order for whoever holds the lease; answers its id. */
  order(lease: string, order: Omit<Order, 'id'>): Promise<string>;
  /** Orders of a lease without an outcome, oldest first. */
  orders(lease: string): Promise<readonly Order[]>;
  close(id: string, outcome: Outcome): Promise<void>;
  /** Undefined until there is one. */
  outcome(id: string): Promise<Outcome | undefined>;
}

/** A holder renews every two seconds; another takes over at the latest after these and one more look. */
export const leaseMs = 6_000;
