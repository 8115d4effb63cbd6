/** One event as the node keeps it. Normal writes have commit = prepare = the offset in the log. */
export interface LogRecord {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  /** Lower case, as a real node reads it back. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export type Expected = bigint | 'any' | 'no_stream' | 'stream_exists';

/** A place in `$all`; a checkpoint's may be no event's: `prepare` 0, or the end, 2^64 − 1. */
export interface Place {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export const maxUint64 = 2n ** 64n - 1n;
/** Revision of a tombstone, and the `$tb` of a soft delete. */
export const maxInt64 = 2n ** 63n - 1n;

export const placeOf = ({ position }: LogRecord): Place => ({ commit: position, prepare: position });

export const isBefore = (a: Place, b: Place): boolean =>
  a.commit < b.commit || (a.commit === b.commit && a.prepare < b.prepare);

/** Bytes a record takes in the log: positions are offsets, hence have gaps. */
export const sizeOf = ({ type, data, metadata }: Proposed, stream: string): bigint =>
  BigInt(72 + Buffer.byteLength(stream) + Buffer.byteLength(type) + data.length + metadata.length);

export const jsonRecord = (type: string, id: string, data: unknown): Proposed => ({
  id,
  type,
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify(data)),
  metadata: new Uint8Array(),
});

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Parsed JSON of a record, undefined where it is none. */
export const jsonOf = ({ data }: { readonly data: Uint8Array }): unknown => {
  try {
    return JSON.parse(textOf(data));
  } catch {
    return undefined;
  }
};
