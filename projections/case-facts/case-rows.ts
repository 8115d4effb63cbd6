import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import { dawn } from '#libs/kernel/history.js';
import type { FactFields, Grain } from '#libs/statistics/grains.js';
import type { SegmentWriter } from '#libs/statistics/segment.js';
import { CaseHistory } from './case-history.js';
import { FactSheet, type Moved } from './fact-sheet.js';
import { Registrations } from './registrations.js';
import {
  dayOfEvent,
  drawnBefore,
  isSameStretch,
  turned,
  turnOf,
  turnsFrom,
  type Stretch,
  type Timeline,
} from './timeline.js';

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

/** Where rows are opened and closed, and from which seq that is known. */
interface Writing {
  readonly writer: SegmentWriter;
  readonly seq: number;
}

/**
 * One case's bitemporal rows while a page is folded (engine 25). An event on or after the last day touches only the rows
 * it changes; a late or corrected one redraws the timeline from its day on, and only what differs is closed and opened.
 */
export class CaseRows {
  private readonly timeline: Timeline = new Map();
  private readonly registrations = new Registrations();
  /** The rows at the end of the folded history. */
  private sheet = new FactSheet();

  private constructor(
    private readonly id: string,
    private readonly history: CaseHistory,
  ) {}

  static empty(id: string): CaseRows {
    return new CaseRows(id, new CaseHistory());
  }

  static stored({ _id, events, open }: StoredCase): CaseRows {
    const rows = new CaseRows(_id, CaseHistory.of(events));
    const drawn = [...rows.drawnFrom(dawn), ...rows.contacts([...rows.history.contacts.keys()])];
    const numbers = new Map(open.map(([key, from, until, row]) => [place(key, { from, until }), row]));
    for (const [key, stretches] of drawn) {
      stretches.forEach((stretch) => (stretch.row = numbers.get(place(key, stretch))));
      rows.timeline.set(key, stretches);
    }
    return rows;
  }

  toStored(): StoredCase {
    const open = [...this.timeline]
      .sort(byKey)
      .flatMap(([key, stretches]) => stretches.map(({ from, until, row }): OpenRow => [key, from, until, row!]));
    return { _id: this.id, events: this.history.recorded, open };
  }

  /** Writes what the event closes and opens, known from its seq on. */
  apply(recorded: RecordedEvent, writer: SegmentWriter): void {
    const event = trimmed(recorded);
    const length = this.history.events.length;
    const { day, contacts } = this.history.add(event);
    const isNext = this.history.events[length]?.id === event.id;
    if (day !== undefined) this.writeAll(isNext ? this.extended(length) : this.redrawn(day), writer, event);
    const isRegistered = this.registrations.hasMoved();
    const touched = isRegistered ? [...new Set([...contacts, ...this.history.contacts.keys()])].sort() : contacts;
    this.writeAll(this.contacts(touched), writer, event);
  }

  /** The timelines of rows that the last event of the folded history moves. */
  private extended(at: number): Timeline {
    const day = dayOfEvent(this.history.events[at]!.on);
    const state = this.history.stateBefore(at + 1);
    this.registrations.note(day, state.registered);
    const moved = this.sheet.move(state);
    return new Map(moved.map((one) => [one.key, turned(this.timeline.get(one.key) ?? [], turnOf(one, day))]));
  }

  /** The timelines of rows that may read otherwise from a day on, in a fixed order. */
  private redrawn(day: Day): Timeline {
    const from = dayOfEvent(day);
    this.registrations.cutFrom(from);
    const drawn = this.drawnFrom(day);
    for (const [key, stretches] of this.timeline)
      if (!drawn.has(key) && !key.startsWith(contactKeys) && turnsFrom(stretches, from))
        drawn.set(key, drawnBefore(stretches, from));
    return new Map([...drawn].sort(byKey));
  }

  /** The timelines of rows that move on a day or later, as the history now reads. */
  private drawnFrom(start: Day): Timeline {
    const { events } = this.history;
    const drawn: Timeline = new Map();
    const [from, first] = [dayOfEvent(start), this.history.placeOf(start)];
    let state = this.history.stateBefore(first);
    this.sheet = new FactSheet();
    this.sheet.move(state);
    for (let index = first; index < events.length; index += 1) {
      const { on } = events[index]!;
      state = this.history.stateAfter(state, index);
      if (events[index + 1]?.on === on) continue;
      this.registrations.note(dayOfEvent(on), state.registered);
      for (const moved of this.sheet.move(state)) this.draw(drawn, moved, { day: dayOfEvent(on), from });
    }
    return drawn;
  }

  /** The timelines of contacts; of one that is gone there is none. */
  private contacts(ids: readonly string[]): Timeline {
    const drawn = ids.map((id): [string, readonly Stretch[]] => {
      const event = this.history.contacts.get(id);
      return [`${contactKeys}${id}`, event ? this.registrations.stretchesOf(event) : []];
    });
    return new Map(drawn);
  }

  private draw(drawn: Timeline, moved: Moved, { day, from }: { day: number; from: number }): void {
    const before = drawn.get(moved.key) ?? drawnBefore(this.timeline.get(moved.key) ?? [], from);
    drawn.set(moved.key, turned(before, turnOf(moved, day)));
  }

  private writeAll(drawn: Timeline, writer: SegmentWriter, { seq }: RecordedEvent): void {
    for (const [key, stretches] of drawn) this.write(key, stretches, { writer, seq });
  }

  /** Closes and opens what differs; a stretch that stays keeps its row. */
  private write(key: string, after: readonly Stretch[], writing: Writing): void {
    const before = this.timeline.get(key) ?? [];
    const kept = new Map(before.map((stretch) => [stretch.from, stretch]));
    const drawn = after.map((stretch) => {
      const known = kept.get(stretch.from);
      if (!known || !isSameStretch(known, stretch)) return stretch;
      kept.delete(stretch.from);
      return known;
    });
    kept.forEach(({ fact, row }) => writing.writer.close(fact.grain as Grain, row!, writing.seq));
    drawn.filter(({ row }) => row === undefined).forEach((stretch) => this.open(stretch, writing));
    if (drawn.length > 0) this.timeline.set(key, drawn);
    else this.timeline.delete(key);
  }

  private open(stretch: Stretch, { writer, seq }: Writing): void {
    const { fact, from, until } = stretch;
    const start = { case: this.id, key: fact.key, vFrom: from, vTo: until, kFrom: seq };
    stretch.row = writer.open(fact.grain as Grain, start, fact.fields as FactFields<Grain>);
  }
}

const place = (key: string, { from, until }: Pick<Stretch, 'from' | 'until'>): string => `${key}@${from}-${until}`;

/** One order, however the timeline came about. */
const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

const contactKeys = 'contact|';

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
