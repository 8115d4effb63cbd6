import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Page } from '#libs/event-store/port.js';
import { isRefusedAs, messageOf } from './errors.js';
import { deepFrozen } from './frozen.js';
import type { Halt } from './notice.js';
import { pageSizeOf, type ProjectorState } from './state.js';
import type { LogTrack, Reached } from './track.js';

/** One page of the log as a group of projections reads it: upcast and frozen once for all of them (engine 33). */
export interface Batch {
  readonly events: readonly RecordedEvent[];
  readonly end: Reached;
  readonly atEnd: boolean;
  /** The batch ends before this event. */
  readonly halt?: Halt;
}

/** Reads what comes after `from`, without the types that are known and that nobody in the group handles. */
export const readBatch = async (state: ProjectorState, group: readonly LogTrack[], from: Reached): Promise<Batch> => {
  const { events, idAt } = state.options;
  const page = await events.readAll(from.position, pageSizeOf(state, group), { except: unhandled(state, group) });
  const { usable, halt } = usableEvents(state, page.events);
  if (halt) return { events: usable, end: usable.length > 0 ? at(usable.at(-1)!) : from, atEnd: false, halt };
  return { events: usable, end: endOf(page, from, idAt), atEnd: page.atEnd };
};

const unhandled = ({ options }: ProjectorState, group: readonly LogTrack[]): readonly string[] =>
  options.knownTypes.filter((type) => !group.some(({ handles }) => handles.has(type)));

/** The events up to the first that this release does not know. */
const usableEvents = ({ options }: ProjectorState, events: readonly RecordedEvent[]) => {
  const usable: RecordedEvent[] = [];
  for (const event of events) {
    try {
      usable.push(deepFrozen(options.upcast(event)));
    } catch (error) {
      return { usable, halt: haltAt(event, error) };
    }
  }
  return { usable };
};

/** Whatever an upcast throws stops all: every projection would see an event of yesterday's shape. */
const haltAt = ({ id, seq, type }: RecordedEvent, error: unknown): Halt => {
  const message = isRefusedAs(error, 'log.unknown-event') ? messageOf(error) : `Upcasting failed: ${messageOf(error)}`;
  return { eventId: id, seq, type, message };
};

export const at = ({ position, seq, id }: RecordedEvent): Reached => ({ position, seq, eventId: async () => id });

/** The last event scanned may be one that was not read: its id is asked for once, if a checkpoint needs it. */
const endOf = (page: Page, from: Reached, idAt: ProjectorState['options']['idAt']): Reached => {
  const last = page.events.at(-1);
  if (page.nextSeq === last?.seq) return { ...at(last), position: page.next };
  if (page.nextSeq === from.seq) return { position: page.next, seq: from.seq, eventId: from.eventId };
  const place = { position: page.next, seq: page.nextSeq };
  let id: Promise<string | null> | undefined;
  return { ...place, eventId: () => (id ??= idAt(place)) };
};
