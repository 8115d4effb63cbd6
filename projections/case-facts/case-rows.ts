import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import { dawn } from '#libs/kernel/history.js';
import type { Grain } from '#libs/statistics/grains.js';
import type { SegmentWriter } from '#libs/statistics/segment-writer.js';
import { CaseHistory } from './case-history.js';
import { commonLength, FactSheet, isSameFact, type Moved } from './fact-sheet.js';
import type { OpenRow } from './open-rows.js';
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

/** A case to be taken up where it was left: its events so far, and its open rows in the table. */
export interface LeftCase {
  readonly id: string;
  readonly events: readonly RecordedEvent[];
  readonly open: readonly OpenRow[];
}

/** Texts that no fact reads. */
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
  private code: number | undefined;
  /** The rows at the end of the folded history. */
  private readonly sheet = new FactSheet();

  private constructor(
    private readonly id: string,
    private readonly history: CaseHistory,
  ) {}

  static empty(id: string): CaseRows {
    return new CaseRows(id, new CaseHistory());
  }

  /** Folded again. Throws where the table holds other rows than the events come to. */
  static folded({ id, events, open }: LeftCase): CaseRows {
    const rows = new CaseRows(id, CaseHistory.of(events.map(trimmed)));
    const numbers = new Map(open.map(({ grain, key, row, ...span }) => [place(`${grain}|${key}`, span), row]));
    const drawn = [...rows.drawnFrom(dawn), ...rows.contacts([...rows.history.contacts.keys()])];
    for (const [key, stretches] of drawn) {
      stretches.forEach((stretch) => (stretch.row = numberOf(stretch, numbers.get(place(key, stretch)), id)));
      rows.timeline.set(key, stretches);
    }
    rows.registrations.hasMoved();
    return rows;
  }

  /** Events held. */
  get size(): number {
    return this.history.recorded.length;
  }

  /** Writes what the event closes and opens, known from its seq on. */
  apply(recorded: RecordedEvent, writer: SegmentWriter): void {
    const event = trimmed(recorded);
    const writing = { writer, seq: event.seq };
    const length = this.history.events.length;
    const { day, contacts } = this.history.add(event);
    const isNext = this.history.events[length]?.id === event.id;
    if (day !== undefined) this.writeAll(isNext ? this.extended(length) : this.redrawn(day), writing);
    const isRegistered = this.registrations.hasMoved();
    const touched = isRegistered ? [...new Set([...contacts, ...this.history.contacts.keys()])].sort() : contacts;
    this.writeAll(this.contacts(touched), writing);
  }

  /** The timelines of rows that the last event of the folded history moves. */
  private extended(at: number): readonly Drawn[] {
    const day = dayOfEvent(this.history.events[at]!.on);
    const state = this.history.stateBefore(at + 1);
    this.registrations.note(day, state.registered);
    return this.sheet
      .move(state)
      .map((moved) => [moved.key, turned(this.timeline.get(moved.key) ?? nothing, turnOf(moved, day))]);
  }

  /** The timelines of rows that may read otherwise from a day on, in a fixed order. */
  private redrawn(day: Day): readonly Drawn[] {
    const from = dayOfEvent(day);
    this.registrations.cutFrom(from);
    const drawn = this.drawnFrom(day);
    for (const [key, stretches] of this.timeline)
      if (!drawn.has(key) && !key.startsWith(contactKeys) && turnsFrom(stretches, from))
        drawn.set(key, drawnBefore(stretches, from));
    return [...drawn].sort(byKey);
  }

  /** The timelines of rows that move on a day or later, as the history now reads. */
  private drawnFrom(start: Day): Timeline {
    const { events } = this.history;
    const drawn: Timeline = new Map();
    const [from, first] = [dayOfEvent(start), this.history.placeOf(start)];
    let state = this.history.stateBefore(first);
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
  private contacts(ids: readonly string[]): readonly Drawn[] {
    return ids.map((id) => {
      const event = this.history.contacts.get(id);
      return [`${contactKeys}${id}`, event ? this.registrations.stretchesOf(event) : nothing];
    });
  }

  private draw(drawn: Timeline, moved: Moved, { day, from }: { day: number; from: number }): void {
    const before = drawn.get(moved.key) ?? drawnBefore(this.timeline.get(moved.key) ?? [], from);
    drawn.set(moved.key, turned(before, turnOf(moved, day)));
  }

  private writeAll(drawn: readonly Drawn[], writing: Writing): void {
    for (const [key, stretches] of drawn) this.write(key, stretches, writing);
  }

  /** Closes and opens what differs; a stretch that stays keeps its row. */
  private write(key: string, after: readonly Stretch[], writing: Writing): void {
    const before = this.timeline.get(key) ?? nothing;
    const shared = commonLength(before, after);
    const gone = before.slice(shared);
    const drawn = after.map((stretch, index) => (index < shared ? stretch : takenSame(gone, stretch)));
    for (const { fact, row } of gone) writing.writer.close(fact.grain as Grain, row!, writing.seq);
    for (const stretch of drawn) if (stretch.row === undefined) this.open(stretch, { gone, before, writing });
    if (drawn.length > 0) this.timeline.set(key, drawn);
    else this.timeline.delete(key);
  }

  /** A new row takes from former ones of its key what it says alike. */
  private open(stretch: Stretch, { gone, before, writing }: Opening): void {
    const { fact, from, until } = stretch;
    const { writer, seq } = writing;
    const grain = fact.grain as Grain;
    const code = (this.code ??= writer.codeOf(this.id));
    const start = { case: code, key: fact.key, vFrom: from, vTo: until, kFrom: seq };
    const same = gone.find((other) => isSameFact(other.fact, fact));
    if (same) stretch.row = writer.reopen(grain, same.row!, start);
    else stretch.row = writer.open(grain, start, { parts: fact.parts, like: likeness(before.at(-1)) });
  }
}

/** A row's key and its stretches as they are to be. */
type Drawn = readonly [key: string, stretches: readonly Stretch[]];

interface Opening {
  /** Stretches of the key that are closed. */
  readonly gone: readonly Stretch[];
  readonly before: readonly Stretch[];
  readonly writing: Writing;
}

const nothing: readonly Stretch[] = [];

/** The stretch that was drawn before and says the same, taken out of those that go; else the new one. */
const takenSame = (gone: Stretch[], stretch: Stretch): Stretch => {
  const at = gone.findIndex((known) => isSameStretch(known, stretch));
  return at === -1 ? stretch : (gone.splice(at, 1)[0] as Stretch);
};

const likeness = (stretch: Stretch | undefined) => stretch && { row: stretch.row!, parts: stretch.fact.parts };

const numberOf = ({ fact, from, until }: Stretch, row: number | undefined, id: string): number => {
  if (row === undefined) throw new Error(`no open row of case ${id}: ${fact.grain} ${fact.key} ${from}–${until}`);
  return row;
};

const place = (key: string, { from, until }: Pick<Stretch, 'from' | 'until'>): string => `${key}@${from}-${until}`;

/** One order, however the timeline came about. */
const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

const contactKeys = 'contact|';

/** What the fold reads of an event; who recorded it and where it stands is the log's. */
const trimmed = ({ id, seq, revision, type, data }: RecordedEvent): RecordedEvent =>
  ({ id, seq, revision, type, data: withoutTexts(data as Data) }) as RecordedEvent;

type Data = Readonly<Record<string, unknown>>;

/** Texts up to here are not worth a copy of the rest. */
const shortText = 200;

const isLong = (value: unknown): boolean =>
  typeof value === 'string' ? value.length > shortText : Array.isArray(value) && value.length > 10;

const withoutTexts = (data: Data): Data => {
  const corrected = data['data'] as Data | undefined;
  if (corrected) return { ...data, data: withoutTexts(corrected) };
  if (!unread.some((field) => isLong(data[field]))) return data;
  return Object.fromEntries(Object.entries(data).filter(([field]) => !unread.includes(field)));
};
