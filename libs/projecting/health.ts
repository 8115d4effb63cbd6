import type { Halt } from './notice.js';
import { defaults } from './options.js';
import { progressOf, type Progress } from './progress.js';
import type { ProjectorState } from './state.js';
import { isCurrent, isFoldedWhole, type Track } from './track.js';

export interface Health {
  /** False while a store does not answer, an unknown event stopped all, or a checkpoint stands while the head moves. */
  readonly ready: boolean;
  /** Null when the log does not answer. */
  readonly head: number | null;
  /** Of the slowest projection that serves queries. */
  readonly lagEvents: number;
  readonly halted?: Halt;
  readonly building: readonly string[];
  readonly faulted: readonly string[];
  readonly superseded: readonly string[];
  /** Head moves but the checkpoint does not. */
  readonly stalled: readonly string[];
  readonly troubles: readonly string[];
}

/** Looks at the log by itself, so that it also sees a loop that hangs. */
export const physician = (state: ProjectorState) => {
  const lastSeen = new Map<Track, Seen>();
  return async (): Promise<Health> => {
    const head = await headOf(state);
    const rows = progressOf(state, head ?? 0);
    const stalled = state.tracks.filter((track) => isCurrent(track) && isStalled(state, track, { head, lastSeen }));
    const troubles = [state.startTrouble, ...rows.map(({ trouble }) => trouble)].filter((text) => text !== undefined);
    return {
      ready: head !== null && state.phase === 'started' && !state.halted && stalled.length === 0,
      head,
      lagEvents: Math.max(0, ...rows.filter(({ state: is }) => is !== 'building').map(({ lagEvents }) => lagEvents)),
      ...(state.halted && { halted: state.halted }),
      ...namesByState(rows),
      stalled: stalled.map(({ definition }) => definition.name),
      troubles,
    };
  };
};

const headOf = async ({ options }: ProjectorState): Promise<number | null> => {
  try {
    return (await options.events.head()).seq;
  } catch {
    return null;
  }
};

const namesByState = (rows: readonly Progress[]) => {
  const named = (wanted: Progress['state']) => rows.filter(({ state }) => state === wanted).map(({ name }) => name);
  return { building: named('building'), faulted: named('faulted'), superseded: named('superseded') };
};

interface Seen {
  readonly seq: number;
  readonly since: number;
}

/** Behind, and either no turn went well for a while or turns went well and brought it nowhere. */
const isStalled = (
  { options }: ProjectorState,
  track: Track,
  { head, lastSeen }: { head: number | null; lastSeen: Map<Track, Seen> },
): boolean => {
  const now = options.monotonic();
  const { seq } = track.reached;
  if (head === null || track.running !== 'running' || seq >= head || isFoldedWhole(track))
    return lastSeen.delete(track) && false;
  const seen = lastSeen.get(track);
  if (seen?.seq !== seq) lastSeen.set(track, { seq, since: now });
  const since = seen?.seq === seq ? Math.min(seen.since, track.turnedAt) : track.turnedAt;
  return now - since >= defaults.stallAfterMs;
};
