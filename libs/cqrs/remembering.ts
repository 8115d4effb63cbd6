import type { AnyAggregate } from '#libs/kernel/aggregate.js';
import { fold, step } from '#libs/kernel/decider.js';
import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import { asRecorded, correctionTypes, dawn, effectiveHistory } from '#libs/kernel/history.js';

/** A stream as it was last seen: enough to decide what is new in it, too little to answer of what was (engine 21). */
export interface KnownStream {
  readonly revision: number;
  /** The fold of all that is known. */
  readonly now: unknown;
  /** Last valid day of its events: from it on the two folds of engine 17 are one. */
  readonly latest: Day;
  /** Event types by revision. */
  readonly types: readonly string[];
  /** Marks of the commands that wrote it. */
  readonly given: readonly number[];
}

type Folding = Pick<AnyAggregate, 'initial' | 'evolve'>;

/** Marks a command in its stream (engine 6). Two commands may share a mark: then the stream itself is asked. */
export const markOf = (actor: string, key: string): number => {
  const text = `${actor}|${key}`;
  let mark = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193);
  return mark;
};

const marks = (events: readonly RecordedEvent[]): readonly number[] =>
  events.map(({ metadata }) => markOf(metadata.actor, metadata.commandKey));

/** @param events the whole stream, as recorded */
export const knownFrom = (folding: Folding, events: readonly RecordedEvent[]): KnownStream => {
  const history = effectiveHistory(events);
  return {
    revision: events.length - 1,
    now: fold(folding, history),
    latest: history.at(-1)?.on ?? dawn,
    types: events.map(({ type }) => type),
    given: marks(events),
  };
};

/**
 * The stream after events at its end. Undefined where they reach back — a correction, a late fact — and the stream has
 * to be folded anew.
 */
export const knownAfter = (
  folding: Folding,
  known: KnownStream,
  appended: readonly RecordedEvent[],
): KnownStream | undefined => {
  let { now, latest } = known;
  for (const event of appended) {
    const effective = asRecorded(event);
    if (correctionTypes.has(event.type) || effective.on < latest) return undefined;
    now = step(folding.evolve as never, now, effective);
    latest = effective.on;
  }
  return {
    revision: known.revision + appended.length,
    now,
    latest,
    types: [...known.types, ...appended.map(({ type }) => type)],
    given: [...known.given, ...marks(appended)],
  };
};

/** Streams remembered, and events in them, at most; a longer stream is not. A case takes about 0.6 KiB an event: 90 MiB in all. */
const bounds = { streams: 8_192, events: 160_000, perStream: 2_048 };

/** Folded streams, the latest used; what was touched longest ago goes first (engine 21). */
export class StreamMemory {
  private readonly streams = new Map<string, KnownStream>();
  private events = 0;

  constructor(private readonly limits = bounds) {}

  get(stream: string): KnownStream | undefined {
    const known = this.streams.get(stream);
    if (known) {
      this.streams.delete(stream);
      this.streams.set(stream, known);
    }
    return known;
  }

  /** The later of two sights of a stream is kept: the earlier may have been longer under way. */
  learn(stream: string, known: KnownStream | undefined): void {
    if (known && (this.streams.get(stream)?.revision ?? -1) > known.revision) return;
    this.forget(stream);
    if (!known || known.types.length > this.limits.perStream) return;
    this.streams.set(stream, known);
    this.events += known.types.length;
    while (this.streams.size > this.limits.streams || this.events > this.limits.events) {
      this.forget(this.streams.keys().next().value as string);
    }
  }

  forget(stream: string): void {
    this.events -= this.streams.get(stream)?.types.length ?? 0;
    this.streams.delete(stream);
  }
}
