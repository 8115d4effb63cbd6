import { evolve } from '#libs/cases/evolve.js';
import { facts } from '#libs/cases/facts.js';
import type { CaseState } from '#libs/cases/state.js';
import { step } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { correctionTypes, effectiveHistory, validFrom, type EffectiveEvent } from '#libs/kernel/history.js';
import type { Grain, FactFields } from '#libs/statistics/grains.js';
import type { SegmentWriter } from '#libs/statistics/segment.js';
import { dayOfEvent, record, timelineOf, type Stretch, type Timeline } from './timeline.js';

/** An open row: a stretch and the number of its row in its grain. */
type OpenRow = [key: string, from: number, until: number, row: number];

/** What is stored of a case: its journal without long texts, and which rows of the table are open. */
export interface StoredCase {
  readonly _id: string;
  readonly events: readonly RecordedEvent[];
  readonly open: readonly OpenRow[];
  readonly [field: string]: unknown;
}

/** Texts that no fact reads; they stay in the log. */
const unread = ['text', 'summary', 'words', 'evidence', 'participants', 'place', 'url', 'reason'];

/**
 * One case's bitemporal rows while a page is folded (engine 25). An ordinary event on or after the last day touches only
 * the rows it changes; a late or corrected one redraws the timeline, and only what differs is closed and opened.
 */
export class CaseRows {
  private readonly events: RecordedEvent[];
  private timeline: Timeline;
  private state: CaseState;
  private lastDay: string;
  private readonly rows = new Map<string, number>();

  private constructor(
    private readonly id: string,
    events: readonly RecordedEvent[],
  ) {
    this.events = [...events];
    const history = effectiveHistory(this.events);
    ({ timeline: this.timeline, state: this.state } = timelineOf(history));
    this.lastDay = history.at(-1)?.on ?? '';
  }

  static empty(id: string): CaseRows {
    return new CaseRows(id, []);
  }

  static stored({ _id, events, open }: StoredCase): CaseRows {
    const rows = new CaseRows(_id, events);
    open.forEach(([key, from, until, row]) => rows.rows.set(place(key, from, until), row));
    return rows;
  }

  toStored(): StoredCase {
    const open = [...this.timeline].flatMap(([key, stretches]) =>
      stretches.map(({ from, until }): OpenRow => [key, from, until, this.rows.get(place(key, from, until))!]),
    );
    return { _id: this.id, events: this.events, open };
  }

  /** Writes what the event closes and opens, known from its seq on. */
  apply(recorded: RecordedEvent, writer: SegmentWriter): void {
    const event = trimmed(recorded);
    this.events.push(event);
    const isLate = correctionTypes.has(event.type) || validFrom(event.data) < this.lastDay;
    const before = snapshot(this.timeline);
    if (isLate) this.redraw();
    else this.extend(event);
    this.write(before, { writer, seq: event.seq });
  }

  private redraw(): void {
    const history = effectiveHistory(this.events);
    ({ timeline: this.timeline, state: this.state } = timelineOf(history));
    this.lastDay = history.at(-1)?.on ?? '';
  }

  private extend(event: RecordedEvent): void {
    const effective: EffectiveEvent = { ...event, on: validFrom(event.data), correctedBy: [] };
    this.state = step(evolve, this.state, effective);
    this.lastDay = effective.on;
    record(this.timeline, facts(this.state), dayOfEvent(effective));
  }

  private write(before: Timeline, { writer, seq }: { writer: SegmentWriter; seq: number }): void {
    for (const [key, stretches] of before)
      if (this.timeline.get(key) !== stretches)
        stretches
          .filter((stretch) => !holds(this.timeline.get(key), stretch))
          .forEach((stretch) => this.close(key, stretch, { writer, seq }));
    for (const [key, stretches] of this.timeline)
      if (before.get(key) !== stretches)
        stretches
          .filter((stretch) => !holds(before.get(key), stretch))
          .forEach((stretch) => this.open(key, stretch, { writer, seq }));
  }

  private close(key: string, stretch: Stretch, { writer, seq }: { writer: SegmentWriter; seq: number }): void {
    const at = place(key, stretch.from, stretch.until);
    writer.close(stretch.fact.grain as Grain, this.rows.get(at)!, seq);
    this.rows.delete(at);
  }

  private open(key: string, stretch: Stretch, { writer, seq }: { writer: SegmentWriter; seq: number }): void {
    const { fact, from, until } = stretch;
    const start = { case: this.id, key: fact.key, vFrom: from, vTo: until, kFrom: seq };
    const row = writer.open(fact.grain as Grain, start, fact.fields as FactFields<Grain>);
    this.rows.set(place(key, from, until), row);
  }
}

const place = (key: string, from: number, until: number): string => `${key}@${from}-${until}`;

const snapshot = (timeline: Timeline): Timeline => new Map(timeline);

const holds = (stretches: readonly Stretch[] | undefined, { from, until, content }: Stretch): boolean =>
  stretches?.some((other) => other.from === from && other.until === until && other.content === content) ?? false;

const trimmed = (event: RecordedEvent): RecordedEvent => {
  const { id, seq, revision, type, stream, position, metadata } = event;
  const { recordedAt, actor } = metadata;
  return {
    id,
    seq,
    revision,
    type,
    stream,
    position,
    data: withoutTexts(event.data as Record<string, unknown>),
    metadata: { recordedAt, actor } as RecordedEvent['metadata'],
  };
};

const withoutTexts = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data)
      .filter(([field]) => !unread.includes(field))
      .map(([field, value]) => [field, field === 'data' ? withoutTexts(value as Record<string, unknown>) : value]),
  );
