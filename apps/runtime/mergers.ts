import type { Absorbed } from '#libs/cases/context.js';
import type { CaseEvents } from '#libs/cases/events.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory } from '#libs/kernel/history.js';

/**
 * Which cases were merged into which: a merger stands in the stream of the case that went (engine 18), yet the survivor
 * answers for it. Kept from the log like the office's streams; holds the cases that ever were merged, no others.
 */
export class Mergers {
  private readonly merged = new Map<string, RecordedEvent[]>();
  /** By survivor, as known at the head; asked before every decision on a case. */
  private atHead = new Map<string, readonly Absorbed[]>();

  /** @param event of any case's stream, in the order of the log */
  take(event: RecordedEvent): void {
    const known = this.merged.get(event.stream);
    if (known) known.push(event);
    else if (event.type === 'CaseMerged') this.merged.set(event.stream, [event]);
    else return;
    this.atHead = new Map();
  }

  /** Cases that are merged into `survivor` as known at a seq, by default at the head. @param start what a case stream's name begins with */
  into(survivor: string, start: string, knownAt?: number): readonly Absorbed[] {
    if (this.merged.size === 0) return [];
    if (knownAt !== undefined) return this.found(survivor, start, knownAt);
    const found = this.atHead.get(survivor) ?? this.found(survivor, start);
    if (this.atHead.size < remembered) this.atHead.set(survivor, found);
    return found;
  }

  private found(survivor: string, start: string, knownAt?: number): readonly Absorbed[] {
    return [...this.merged].flatMap(([stream, events]) => {
      const standing = effectiveHistory(events, { knownAt }).find(({ type }) => type === 'CaseMerged');
      const data = standing?.data as CaseEvents['CaseMerged'] | undefined;
      return data?.into === survivor ? [{ case: stream.slice(start.length), proposers: data.proposers }] : [];
    });
  }
}

/** Survivors asked about since the last merger. */
const remembered = 10_000;
