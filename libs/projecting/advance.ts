import type { RecordedEvent } from '#libs/kernel/event.js';
import { at, type Batch } from './batch.js';
import { attempt, commitStride } from './committing.js';
import { isRefusedAs, messageOf } from './errors.js';
import { foldPage, type Folded } from './folding.js';
import { tell, turned, type Outcome, type ProjectorState } from './state.js';
import type { LogTrack, Reached } from './track.js';

/** A projection's turn with the page of its group; it may be ahead of the others and then takes only what is new. */
export const advance = async (state: ProjectorState, track: LogTrack, batch: Batch): Promise<Outcome> => {
  const before = track.reached;
  const own = { ...batch, events: newEvents(track, batch) };
  const began = state.options.monotonic();
  if (!(await attempt(state, track, () => bring(state, track, own)))) return 'troubled';
  turned(state, track);
  if (own.events.length > 0) track.pageMs = track.turnedAt - began;
  return track.reached.seq > before.seq ? 'moved' : 'idle';
};

const newEvents = ({ reached, handles, skips }: LogTrack, { events }: Batch): readonly RecordedEvent[] =>
  events.filter(({ seq, type, id }) => seq > reached.seq && handles.has(type) && !skips.has(id));

const bring = async (state: ProjectorState, track: LogTrack, batch: Batch): Promise<void> => {
  const folded = await foldPage(track, batch.events);
  try {
    await commitStride(state, track, strideOf(track, batch, folded));
  } catch (error) {
    if (!isRefusedAs(error, 'views.bad-document')) throw error;
    track.folder.forget();
    return bringLess(state, track, { batch, error });
  }
  if (folded.isPending) track.folder.committed();
  track.atEnd = batch.atEnd && !folded.poison;
  if (folded.poison) fault(state, track, folded.poison);
};

/** A document no store can keep is its event's fault, too: the page is halved until that event stands alone. */
const bringLess = async (
  state: ProjectorState,
  track: LogTrack,
  { batch, error }: { batch: Batch; error: unknown },
) => {
  const [event] = batch.events;
  if (event && batch.events.length === 1) return fault(state, track, { event, error });
  const events = batch.events.slice(0, batch.events.length >> 1);
  const last = events.at(-1);
  if (!last) throw error;
  return bring(state, track, { events, end: at(last), atEnd: false });
};

const strideOf = (track: LogTrack, batch: Batch, { changes, poison }: Folded) => {
  const to = poison ? lastBefore(poison.event.seq, track, batch) : further(track.reached, batch.end);
  const promote = !poison && batch.atEnd && !track.live && track.retireAt === undefined;
  return { to, changes, promote };
};

const further = (one: Reached, other: Reached): Reached => (other.seq > one.seq ? other : one);

/** A place before an event and after all that this projection handles before it. */
const lastBefore = (seq: number, track: LogTrack, { events }: Batch): Reached => {
  const event = events.findLast((candidate) => candidate.seq < seq);
  return event ? further(track.reached, at(event)) : track.reached;
};

/** That projection stops, the others go on (architecture 4). */
const fault = (state: ProjectorState, track: LogTrack, { event, error }: NonNullable<Folded['poison']>): void => {
  const message = messageOf(error);
  const { id: eventId, seq } = event;
  const fault = { projection: track.definition.name, eventId, seq, message };
  Object.assign(track, { running: 'faulted', atEnd: false, fault });
  tell(state, track, { what: 'faulted', message });
};
