import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';

/** A log as it grows: every stream's events with their seqs, nothing stored. */
export class Tale {
  readonly events: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  /** Events are recorded a second apart from the start of this year on. */
  private year = 2016;

  stream(name: string): readonly RecordedEvent[] {
    return this.streams.get(name) ?? [];
  }

  goOnFrom(events: readonly RecordedEvent[]): void {
    if (events.length > 0) this.year = 2026;
    for (const event of events) {
      this.events.push(event);
      this.streams.set(event.stream, [...(this.streams.get(event.stream) ?? []), event]);
    }
  }

  /** Ids are unique over the log; data goes through JSON, as it would on the wire. */
  append(stream: string, events: readonly DomainEvent[]): void {
    for (const { type, data } of events) {
      const known = this.streams.get(stream) ?? [];
      this.streams.set(stream, known);
      const seq = this.events.length + 1;
      const event: RecordedEvent = {
        seq,
        position: String(seq).padStart(20, '0'),
        stream,
        revision: known.length,
        id: `e${seq}`,
        type,
        data: JSON.parse(JSON.stringify(data)) as unknown,
        metadata: {
          recordedAt: new Date(Date.UTC(this.year, 0, 1, 0, 0, seq)).toISOString(),
          actor: 'office-1',
          $correlationId: `c${seq}`,
          commandKey: `k${seq}`,
          bodyDigest: '',
          schemaVersion: 1,
        },
      };
      this.events.push(event);
      known.push(event);
    }
  }
}

/** The lines `log export` would write of these events: what the naive reading knows. */
export const linesOf = (events: readonly RecordedEvent[]): readonly object[] =>
  events.map(({ seq, stream, revision, id, type, data, metadata }) => ({
    ...{ seq, stream, revision, id, type },
    data: JSON.parse(JSON.stringify(data)) as unknown,
    metadata,
  }));
