import type { Position } from '#libs/kernel/event.js';
import { logTracks, tracksNamed, type ProjectorState } from './state.js';
import { isCurrent, type Fault, type Track } from './track.js';

export type TrackState = 'live' | 'building' | 'faulted' | 'superseded' | 'stopped';

/** Where one generation of one projection stands. A projection that is rebuilt has two rows. */
export interface Progress {
  readonly name: string;
  readonly version: number;
  /** Null for a projection that was not taken up yet, or whose first build was cancelled. */
  readonly generation: number | null;
  readonly state: TrackState;
  readonly position: Position | 'start';
  readonly seq: number;
  /** Last seq of the log. */
  readonly head: number;
  readonly eventsPerSecond: number;
  /** Null where the speed does not tell. */
  readonly etaSeconds: number | null;
  readonly lagEvents: number;
  /** How long the last page took that changed something, with its commit; absent before the first. */
  readonly pageSeconds?: number;
  readonly fault?: Fault;
  /** The last error of a store; tried again. */
  readonly trouble?: string;
}

export const progressOf = (state: ProjectorState, head: number): readonly Progress[] =>
  [...state.options.projections, ...state.options.following].flatMap((definition) => {
    const tracks = tracksNamed(state, definition.name).filter(isCurrent);
    return tracks.length > 0 ? tracks.map((track) => rowOf(state, track, head)) : [emptyRow(definition, head)];
  });

const emptyRow = ({ name, version }: { name: string; version: number }, head: number): Progress => ({
  name,
  version,
  generation: null,
  state: 'stopped',
  position: 'start',
  seq: 0,
  head,
  eventsPerSecond: 0,
  etaSeconds: null,
  lagEvents: head,
});

const rowOf = (state: ProjectorState, track: Track, head: number): Progress => {
  const { definition, generation, reached, speed } = track;
  const fault = track.fault ?? haltOf(state, track);
  const lagEvents = Math.max(0, head - reached.seq);
  return {
    name: definition.name,
    version: definition.version,
    generation: generation.number,
    state: stateOfTrack(state, track),
    position: reached.position,
    seq: reached.seq,
    head,
    eventsPerSecond: Math.round(speed.perSecond),
    etaSeconds: eta(lagEvents, speed.perSecond),
    lagEvents,
    ...(track.pageMs !== undefined && { pageSeconds: track.pageMs / 1_000 }),
    ...(fault && { fault }),
    ...(track.trouble && { trouble: track.trouble.message }),
  };
};

const haltOf = ({ halted }: ProjectorState, { definition }: Track): Fault | undefined =>
  halted && { projection: definition.name, eventId: halted.eventId, seq: halted.seq, message: halted.message };

const stateOfTrack = (state: ProjectorState, track: Track): TrackState => {
  if (track.running !== 'running') return track.running;
  if (state.halted || state.phase === 'stopped') return 'stopped';
  return track.live ? 'live' : 'building';
};

const eta = (lag: number, perSecond: number): number | null => {
  if (lag === 0) return 0;
  return perSecond > 0 ? Math.ceil(lag / perSecond) : null;
};

/** What keeps a running track from ever getting there: nothing of its own, but that it follows one that stopped. */
export const waitsForStopped = (state: ProjectorState, { definition }: Track): boolean => {
  if (!('follows' in definition)) return false;
  const { name } = definition.follows as { name: string };
  return !logTracks(state).some((track) => track.definition.name === name && track.running === 'running');
};
