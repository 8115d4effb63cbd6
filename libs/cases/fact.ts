import type { Day } from '#libs/kernel/event.js';
import type { Mark } from './state.js';

type Scalar = string | number | boolean | readonly string[] | null;

/** One flat row: a grain of `engine 26`, a key within the case, ids and dates only. */
export interface Fact {
  readonly grain: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, Scalar>>;
}

export const on = (mark: Mark | undefined): Day | null => mark?.on ?? null;
export const seq = (mark: Mark | undefined): number | null => mark?.seq ?? null;
