import type { Actor, Role } from './actor.js';
import type { Decider } from './decider.js';
import type { Day, DomainEvent, LedgerSource, RecordedEvent } from './event.js';
import type { EffectiveEvent } from './history.js';

/** What every decision is told besides its stream; a room extends it by the facts of other streams it reads. */
export interface DecisionContext {
  readonly actor: Actor;
  /** The recording day in Shanghai; no fact lies after it. */
  readonly today: Day;
  /** Derives ids for what this command gives birth to: the same command gives the same ids. */
  id(what: string): string;
  /** Set for a row of a ledger file (semantics 13). */
  readonly source?: LedgerSource;
}

/** A command as the outside sees it: its body class (class-validator), its route, who may give it, an example that passes. */
export interface CommandSpec<T> {
  readonly body: new () => T;
  /** REST path under `/api/v1`, with `:id` for the stream's own id; always POST. */
  readonly path: string;
  readonly by: readonly Role[];
  readonly example: T;
  readonly summary: { zh: string; en: string };
  /** Creates the stream: no If-Match is asked for. */
  readonly creates?: true;
  /** Its stream has an id that is not its own to give, and may hold nothing yet: a jurisdiction's first rule book. */
  readonly begins?: true;
}

/** One row of `needs` (semantics 9): the earlier events this one rests on, or that they are missing. */
export type Need = (
  event: EffectiveEvent,
  candidates: readonly EffectiveEvent[],
) => readonly EffectiveEvent[] | 'missing';

/** An event with a person's patch applied, before what follows from it is derived. */
export interface Corrected {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly patched: readonly string[];
  /** Its data as now known, before the patch. */
  readonly before: Readonly<Record<string, unknown>>;
  /** The stream as now known, without this correction. */
  readonly history: readonly EffectiveEvent[];
}

/** How facts of an aggregate are corrected (semantics B). */
export interface Correcting<X> {
  /** Checks the corrected event alone: shapes, lists, dates. Throws a refusal. */
  validate(type: string, data: Record<string, unknown>, context: X): void;
  /** Recomputes what follows from corrected fields inside the same event: due dates, rule version (semantics 11). */
  derive?(correction: Corrected, context: X): Record<string, unknown>;
  /** Event type → the earlier event it rests on; a type without a row rests on nothing. */
  readonly needs: Readonly<Record<string, Need>>;
  /** The event that founds the stream: retracting it takes every other event along (semantics 9). */
  readonly root?: string;
  /** Fields of an event that a person may correct; all when absent. Derived fields follow by `derive`. */
  fields?(type: string): readonly string[];
  /** Whether an event of this type may be taken back; all may when absent. */
  retractable?(type: string): boolean;
  /** Whether readings before and after differ in any statistic at any V; such a correction waits for a second person. */
  movesStatistics(before: readonly EffectiveEvent[], after: readonly EffectiveEvent[]): boolean;
}

/** One kind of stream: its tables, its commands, its wire names and versions, the way its facts are corrected. */
export interface Aggregate<S, E, C, X> extends Decider<S, E, C, X> {
  readonly name: string;
  /** Stream name without the log's prefix; `id` is absent for kinds that are one stream. */
  stream(id?: string): string;
  /** Schema version each event type is written in. */
  readonly versions: Readonly<Record<keyof E & string, number>>;
  readonly commands: { readonly [N in keyof C & string]: CommandSpec<C[N]> };
  readonly correcting?: Correcting<X>;
  /** Commands of the system decided over the whole effective history instead of its fold: what was derived anew. */
  readonly overHistory?: Readonly<Record<string, DecideOverHistory<X>>>;
}

export type DecideOverHistory<X> = (
  command: never,
  events: readonly RecordedEvent[],
  context: X,
) => readonly DomainEvent[];

/** An aggregate whose maps are not known to the reader: for tables of all of them. */
// The maps are contravariant in `decide`, so no common type but this one holds every aggregate.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyAggregate = Aggregate<any, any, any, any>;

export type { RecordedEvent };
