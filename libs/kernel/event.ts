/** A calendar date of the office, `YYYY-MM-DD` in Asia/Shanghai. Compares as text. */
export type Day = string;
/** An instant in UTC, ISO 8601 with milliseconds and `Z`. Compares as text. */
export type Instant = string;
/** A store's own order token, fixed width, compares as text; opaque but for checkpoints and `?after=`. */
export type Position = string;

/** How an event came into the log when it was not recorded live (engine 2). */
export type Origin = 'reconstruction' | 'import' | 'copy';

/** The row of a ledger file a command was read from (semantics 13). */
export interface LedgerSource {
  kind: 'ledger';
  digest: string;
  row: number;
}

/** What every event says about its own recording. Never corrected (semantics 7). */
export interface Metadata {
  /** Stamped by the Clock port of the process that appends. */
  recordedAt: Instant;
  /** Account id, or `system:<process manager>`. */
  actor: string;
  post?: string;
  unit?: string;
  onBehalfOf?: string;
  $correlationId: string;
  $causationId?: string;
  commandKey: string;
  /** SHA-256 of the canonical command body; tells a repeat from a misuse of the same key. */
  bodyDigest: string;
  schemaVersion: number;
  origin?: Origin;
  source?: LedgerSource;
  /** Revisions of the other streams the decision read, by stream name (engine 18). */
  $context?: Readonly<Record<string, number>>;
}

export interface DomainEvent<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
}

/** An event ready to be appended. Its id makes a repeat recognisable (engine 6). */
export interface EventData<T extends string = string, D = unknown> extends DomainEvent<T, D> {
  readonly id: string;
  readonly metadata: Metadata;
}

/** An event as the log holds it. `seq` counts our events 1, 2, 3 … in the order of the log (engine 1). */
export interface RecordedEvent<T extends string = string, D = unknown> extends EventData<T, D> {
  readonly seq: number;
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
}

/** The union of a map `{ Name: data }`, as `{ type, data }`. */
export type EventOf<M> = { [T in keyof M & string]: DomainEvent<T, M[T]> }[keyof M & string];
