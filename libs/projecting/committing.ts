import type { Change, Checkpoint } from '#libs/view-store/port.js';
import { isStaleCommit, messageOf } from './errors.js';
import { promoted, superseded } from './generations.js';
import { defaults } from './options.js';
import { currentLogId, tell, type ProjectorState } from './state.js';
import type { Reached, Track } from './track.js';

/** How far a turn brings a view, and what changes on the way. */
export interface Stride {
  readonly to: Reached;
  readonly changes: readonly Change[];
  /** A generation that is not live yet becomes so: this was its last page. */
  readonly promote: boolean;
}

/** Changes and checkpoint in one commit; a checkpoint that only moves is written every few seconds (engine 9). */
export const commitStride = async (state: ProjectorState, track: Track, stride: Stride): Promise<void> => {
  const { to, changes, promote } = stride;
  if (changes.length > 0 || promote || isDue(state, track, to)) await write(state, track, stride);
  track.reached = to;
};

const isDue = ({ options }: ProjectorState, track: Track, { seq }: Reached): boolean =>
  seq > (track.committed?.seq ?? 0) && options.monotonic() - track.writtenAt >= defaults.moveEveryMs;

const write = async (state: ProjectorState, track: Track, { to, changes, promote }: Stride): Promise<void> => {
  const checkpoint = await checkpointAt(state, to);
  const { generation, committed: expected } = track;
  await state.options.views.commit({ generation, expected, checkpoint, changes, ...(promote && { promote }) });
  track.committed = checkpoint;
  track.writtenAt = state.options.monotonic();
  if (promote) await promoted(state, track);
};

const checkpointAt = async (state: ProjectorState, { position, seq, eventId }: Reached): Promise<Checkpoint> => ({
  logId: (await currentLogId(state)) ?? '',
  position,
  seq,
  eventId: await eventId(),
});

/** Writes how far a track got without changes, so that a restart does not read that again. */
export const writeMoves = async (state: ProjectorState, track: Track): Promise<void> => {
  const isWorthIt = track.running !== 'superseded' && track.committed && track.reached.seq > track.committed.seq;
  if (isWorthIt)
    await attempt(state, track, () => write(state, track, { to: track.reached, changes: [], promote: false }));
};

/**
 * A lost compare-and-set ends the track, unless the store itself went back; after any other error the store is asked
 * where the track stands before its next turn, since a commit may have been stored though its answer was lost (engine 34).
 * @returns false for an error
 */
export const attempt = async (state: ProjectorState, track: Track, work: () => Promise<void>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (isStaleCommit(error) && !(await wentBack(state, track))) superseded(state, track);
    else trouble(state, track, error);
    return false;
  }
};

/**
 * A server that lost its last writes stands before what it had acknowledged; another projector would stand after it. A
 * store that cannot say is asked again, like after any error.
 */
const wentBack = async ({ options }: ProjectorState, { generation, committed }: Track): Promise<boolean> => {
  try {
    return ((await options.views.checkpoint(generation))?.seq ?? 0) < (committed?.seq ?? 0);
  } catch {
    return true;
  }
};

export const trouble = (state: ProjectorState, track: Track, error: unknown): void => {
  const message = messageOf(error);
  track.trouble = { message };
  tell(state, track, { what: 'troubled', message });
};
