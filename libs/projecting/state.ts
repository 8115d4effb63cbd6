import { defaults, type ProjectorOptions } from './options.js';
import type { GenerationNotice, Halt } from './notice.js';
import { isFollowing, isOnLog, type FollowingTrack, type LogTrack, type Track } from './track.js';

/** What came of a turn: there may be more · nothing to do · a store failed. */
export type Outcome = 'moved' | 'idle' | 'troubled';

/** What one projector knows. Lost without loss: all of it is read again from the two stores. */
export interface ProjectorState {
  readonly options: ProjectorOptions;
  tracks: readonly Track[];
  /** Skipped event ids by projection. */
  readonly skips: Map<string, Set<string>>;
  logId: string | null;
  halted?: Halt;
  /** The projections could not be taken up: a store failed before there was any track. */
  startTrouble?: string;
  phase: 'new' | 'started' | 'stopped';
  /** Wakes the loop: there is something to do before the next look at the log. */
  wake?: () => void;
}

export const stateOf = (options: ProjectorOptions): ProjectorState => ({
  options,
  tracks: [],
  skips: new Map(),
  logId: null,
  phase: 'new',
});

export const logTracks = ({ tracks }: ProjectorState): readonly LogTrack[] => tracks.filter(isOnLog);
export const followingTracks = ({ tracks }: ProjectorState): readonly FollowingTrack[] => tracks.filter(isFollowing);
export const tracksNamed = ({ tracks }: ProjectorState, name: string): readonly Track[] =>
  tracks.filter((track) => track.definition.name === name);

export const remove = (state: ProjectorState, track: Track): void => {
  if (isOnLog(track)) track.whole?.stop.abort();
  state.tracks = state.tracks.filter((other) => other !== track);
};

export const skipsOf = ({ skips }: ProjectorState, projection: string): Set<string> => {
  const known = skips.get(projection) ?? new Set();
  skips.set(projection, known);
  return known;
};

/** Null while the log is empty; an id once known never changes under a running process. */
export const currentLogId = async (state: ProjectorState): Promise<string | null> => {
  state.logId ??= await state.options.logId();
  return state.logId;
};

/** Nobody reads a view that is still built: its pages may be large. */
export const pageSizeOf = ({ options }: ProjectorState, group: readonly Track[]): number => {
  const { pageSize = defaults.pageSize, livePageSize = pageSize } = options;
  return group.some(({ live }) => live) ? livePageSize : pageSize;
};

export const tell = ({ options }: ProjectorState, track: Track, notice: Told): void =>
  options.report?.({
    projection: track.definition.name,
    version: track.definition.version,
    generation: track.generation.number,
    seq: track.reached.seq,
    ...notice,
  });

type Told = Pick<GenerationNotice, 'what' | 'message'>;

/** A turn went well, whether or not it moved. */
export const turned = ({ options }: ProjectorState, track: Track): void => {
  track.turnedAt = options.monotonic();
  track.speed.at(track.turnedAt, track.reached.seq);
};
