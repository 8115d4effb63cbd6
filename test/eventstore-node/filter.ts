import type { LogRecord } from './record.js';

/** A subscription's filter: exact beginnings, or an expression that may match anywhere (eventstoredb.md 2.24). */
export interface Filter {
  readonly matches: (record: LogRecord) => boolean;
  /** Considered events between two checkpoints. */
  readonly interval: number;
}

export interface FilterRequest {
  readonly on: 'stream' | 'type';
  /** An empty expression means the prefixes. */
  readonly regex: string;
  readonly prefixes: readonly string[];
  readonly window: number;
  readonly multiplier: number;
}

/** What the server searches before it looks for a checkpoint, where the client names none. */
export const defaultWindow = 32;

export const filterOf = ({ on, regex, prefixes, window, multiplier }: FilterRequest): Filter => {
  const text = ({ stream, type }: LogRecord) => (on === 'stream' ? stream : type);
  const expression = regex === '' ? undefined : new RegExp(regex, 'u');
  const matches = (record: LogRecord): boolean =>
    expression ? expression.test(text(record)) : prefixes.some((prefix) => text(record).startsWith(prefix));
  return { matches, interval: window * multiplier };
};
