import type { Standing } from '../log/recording.js';

export interface Load {
  readonly kind: 'commands' | 'queries';
  readonly connections: number;
}

/** What a load process is told to do. */
export interface Order {
  readonly address: string;
  readonly token: string;
  readonly seconds: number;
  readonly loads: readonly Load[];
  readonly cases: readonly Standing[];
  /** Tells the keys of one run from those of another. */
  readonly run: number;
}

export interface LoadResult {
  readonly kind: Load['kind'];
  /** Accepted or answered. */
  readonly count: number;
  /** By status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly ms: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}
