import type { StreamShares } from './options.js';
import { attempt, commitStride } from './committing.js';
import { turned, type Outcome, type ProjectorState } from './state.js';
import type { LogTrack, Reached, Whole } from './track.js';

/**
 * A view begun over a long log is first built from whole streams, folded in threads of their own while the others go on;
 * its pages begin where that ends. An event that cannot be folded is left to the pages, which name it.
 */
export const turnOfWhole = async (state: ProjectorState, track: LogTrack): Promise<Outcome> => {
  const { whole } = track;
  if (!whole) return begin(state, track);
  if (whole.isOver || !whole.shares || track.running !== 'running') return 'idle';
  const { shares } = whole;
  delete whole.shares;
  const isWritten = await attempt(state, track, () => write(state, track, { whole, shares }));
  whole.isOver = true;
  if (!isWritten) return 'troubled';
  turned(state, track);
  return 'moved';
};

const begin = async (state: ProjectorState, track: LogTrack): Promise<Outcome> => {
  const { streamShares, events } = state.options;
  if (!streamShares || !mayBegin(track)) return 'idle';
  const until = await events.head().catch(() => undefined);
  if (until && until.seq >= streamShares.leastEvents) {
    track.whole = { until, stop: new AbortController(), isOver: false };
    void fold(state, track, { whole: track.whole, streamShares });
  }
  return 'idle';
};

const mayBegin = ({ definition, folder, live, retireAt, running, trouble, reached, committed }: LogTrack): boolean =>
  definition.byStreams !== undefined &&
  folder.takeShares !== undefined &&
  !live &&
  retireAt === undefined &&
  running === 'running' &&
  !trouble &&
  reached.seq === 0 &&
  committed === null;

interface Folding {
  readonly whole: Whole;
  readonly streamShares: StreamShares;
}

const fold = async (state: ProjectorState, track: LogTrack, { whole, streamShares }: Folding): Promise<void> => {
  const asked = { projection: track.definition.name, until: whole.until.seq, skips: [...track.skips] };
  try {
    whole.shares = await streamShares.fold(asked, whole.stop.signal);
  } catch {
    whole.isOver = true;
  }
  state.wake?.();
};

interface Writing {
  readonly whole: Whole;
  readonly shares: readonly unknown[];
}

const write = async (state: ProjectorState, track: LogTrack, { whole, shares }: Writing): Promise<void> => {
  const changes = await track.folder.takeShares!(shares, whole.until.seq);
  await commitStride(state, track, { to: placeOf(state, whole), changes, promote: false });
  track.folder.committed();
};

const placeOf = ({ options }: ProjectorState, { until }: Whole): Reached => ({
  ...until,
  eventId: () => options.idAt(until),
});
