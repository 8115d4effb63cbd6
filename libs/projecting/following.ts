import type { Change } from '#libs/view-store/port.js';
import { attempt, commitStride } from './committing.js';
import { messageOf } from './errors.js';
import { ownViews, toldApart } from './own-views.js';
import type { FollowingFolder } from './port.js';
import { logTracks, tell, turned, type Outcome, type ProjectorState } from './state.js';
import { isCurrent, type FollowingTrack, type LogTrack } from './track.js';

/**
 * A turn of a following projection: brings it to the checkpoint the followed one has committed. While that one is
 * catching up it waits, so that what it derives is computed once (engine 24, 25).
 */
export const follow = async (state: ProjectorState, track: FollowingTrack): Promise<Outcome> => {
  const followed = followedBy(state, track);
  track.atEnd = false;
  if (!followed?.committed || !followed.atEnd || track.running !== 'running' || track.trouble) return 'idle';
  const isNews = followed.committed.seq > track.reached.seq || !(track.live || track.retireAt);
  if (isNews && !(await attempt(state, track, () => bringTo(state, track, followed)))) return 'troubled';
  if (track.fault) return 'idle';
  // What the followed one passed since without a change, this one has passed too.
  if (followed.reached.seq > track.reached.seq) track.reached = followed.reached;
  track.atEnd = true;
  turned(state, track);
  return isNews ? 'moved' : 'idle';
};

const followedBy = (state: ProjectorState, { definition }: FollowingTrack): LogTrack | undefined =>
  logTracks(state).find(
    (track) =>
      track.definition.name === definition.follows.name &&
      track.live &&
      isCurrent(track) &&
      track.running === 'running',
  );

const bringTo = async (state: ProjectorState, track: FollowingTrack, followed: LogTrack): Promise<void> => {
  const { committed } = followed;
  if (!committed) return;
  const folder = openedOn(state, track, followed);
  const changes = await derive(state, track, { folder, seq: committed.seq });
  if (!changes) return;
  const to = { position: committed.position, seq: committed.seq, eventId: async () => committed.eventId };
  await commitStride(state, track, { to, changes, promote: !track.live && track.retireAt === undefined });
  folder.committed();
};

interface Derivation {
  readonly folder: FollowingFolder;
  readonly seq: number;
}

/** Null for a fold that threw: this projection stops, the followed one goes on. */
const derive = (state: ProjectorState, track: FollowingTrack, { folder, seq }: Derivation) =>
  toldApart<readonly Change[] | null>(
    track.storeErrors,
    () => folder.apply(seq, track.reached.seq),
    (error) => {
      folder.forget();
      fault(state, track, { seq, error });
      return null;
    },
  );

const fault = (state: ProjectorState, track: FollowingTrack, { seq, error }: { seq: number; error: unknown }): void => {
  const message = messageOf(error);
  const eventId = followedBy(state, track)?.committed?.eventId ?? '';
  Object.assign(track, { running: 'faulted', fault: { projection: track.definition.name, eventId, seq, message } });
  tell(state, track, { what: 'faulted', message });
};

/** Opened again when another generation of the followed projection is live. */
const openedOn = ({ options }: ProjectorState, track: FollowingTrack, followed: LogTrack): FollowingFolder => {
  if (track.opened?.on === followed) return track.opened.folder;
  const own = ownViews(options.views, track.generation, track.storeErrors);
  const theirs = ownViews(options.views, followed.generation, track.storeErrors);
  track.opened = { folder: track.definition.open(own, theirs, followed.folder.kept), on: followed };
  return track.opened.folder;
};
