import type { DomainEvent, EventOf } from './event.js';
import { effectiveHistory, type EffectiveEvent, type Reading } from './history.js';
import type { RecordedEvent } from './event.js';

/** Two readings of one stream (engine 17): `now` = all that is known, uncut; `then` = the same, cut at the command's occurredOn. */
export interface Folded<S> {
  readonly now: S;
  readonly then: S;
}

export type Decide<C, S, E, X> = (command: C, folded: Folded<S>, context: X) => readonly EventOf<E>[];

/** A row that also says which events of others, since the caller looked, contradict it (engine 7). */
export interface DecideRow<C, S, E, X> {
  readonly decide: Decide<C, S, E, X>;
  /** `any`: every event since; a list: only these; absent: none. */
  readonly conflicts?: 'any' | readonly (keyof E & string)[];
  /** Names of other streams the decision reads, without the log's prefix (engine 18). */
  readonly context?: (command: C) => readonly string[];
}

/** One row a command; a forgotten row or a misspelt field does not compile. */
export type DecideTable<C, S, E, X> = {
  readonly [N in keyof C & string]: Decide<C[N], S, E, X> | DecideRow<C[N], S, E, X>;
};

/** One row an event. Total: an event that does not fit changes only its own facts (engine 19). */
export type EvolveTable<S, E> = {
  readonly [T in keyof E & string]: (state: S, data: E[T], event: EffectiveEvent<T, E[T]>) => S;
};

/**
 * An aggregate as two tables over its maps of commands `C` and events `E`.
 * `X` is what a decision reads besides its own stream: actor, rule book, posts … Pure: no clock, random or await.
 */
export interface Decider<S, E, C, X> {
  readonly initial: S;
  readonly evolve: EvolveTable<S, E>;
  readonly decide: DecideTable<C, S, E, X>;
}

export const rowOf = <C, S, E, X>(row: Decide<C, S, E, X> | DecideRow<C, S, E, X>): DecideRow<C, S, E, X> =>
  typeof row === 'function' ? { decide: row } : row;

/** Folds an effective history; types without a row are passed over, so that a subset of events is never an error. */
export const fold = <S, E>(
  { initial, evolve }: { initial: S; evolve: EvolveTable<S, E> },
  history: readonly EffectiveEvent[],
): S => history.reduce((state, event) => step(evolve, state, event), initial);

export const step = <S, E>(evolve: EvolveTable<S, E>, state: S, event: EffectiveEvent): S => {
  const row = Object.hasOwn(evolve, event.type) ? evolve[event.type as keyof E & string] : undefined;
  return row ? row(state, event.data as never, event as never) : state;
};

/** Folds recorded events at a reading. */
export const foldAt = <S, E>(
  decider: { initial: S; evolve: EvolveTable<S, E> },
  events: readonly RecordedEvent[],
  reading: Reading = {},
): S => fold(decider, effectiveHistory(events, reading));

export type { DomainEvent };
