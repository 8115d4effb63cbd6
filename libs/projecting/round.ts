import { advance } from './advance.js';
import { readBatch, type Batch } from './batch.js';
import { attempt, trouble } from './committing.js';
import { follow } from './following.js';
import { dropRetired, readAgain } from './generations.js';
import type { Halt } from './notice.js';
import { defaults } from './options.js';
import { followingTracks, logTracks, type Outcome, type ProjectorState } from './state.js';
import { isFoldedWhole, type LogTrack } from './track.js';
import { turnOfWhole } from './whole.js';

/** One page for every group of projections, then those that follow them. */
export const round = async (state: ProjectorState): Promise<Outcome> => {
  const outcomes = [await recover(state)];
  for (const track of logTracks(state)) outcomes.push(await turnOfWhole(state, track));
  for (const group of groupsOf(state)) outcomes.push(await turn(state, group));
  for (const track of followingTracks(state)) outcomes.push(await follow(state, track));
  if (outcomes.includes('moved')) return 'moved';
  return outcomes.includes('troubled') ? 'troubled' : 'idle';
};

/** After an error the position comes from the store again (engine 34); old generations go when their time is over. */
const recover = async (state: ProjectorState): Promise<Outcome> => {
  const troubled = state.tracks.filter((track) => track.trouble && track.running !== 'superseded');
  for (const track of troubled) await attempt(state, track, () => readAgain(state, track));
  try {
    await dropRetired(state);
  } catch {
    return 'troubled';
  }
  return troubled.some((track) => track.trouble) ? 'troubled' : 'idle';
};

/**
 * Those at the end of the log read together, from the lowest place among them; laggards by their place (engine 33).
 * Rebuilds that were begun one soon after the other read together, too: reading is a good part of what they do.
 */
const groupsOf = (state: ProjectorState): readonly (readonly LogTrack[])[] => {
  const runnable = logTracks(state).filter(
    (track) => track.running === 'running' && !track.trouble && !isFoldedWhole(track),
  );
  const isBuilding = ({ live, retireAt, atEnd }: LogTrack) => !live && retireAt === undefined && !atEnd;
  const groups = Map.groupBy(
    runnable.filter((track) => !isBuilding(track)),
    ({ atEnd, reached }) => (atEnd ? 'end' : reached.position),
  );
  return [...groups.values(), ...near(runnable.filter(isBuilding))];
};

/** By place, a new group where the gap to the one before is wide: nobody is held up for longer than that. */
const near = (tracks: readonly LogTrack[]): readonly (readonly LogTrack[])[] => {
  const groups: LogTrack[][] = [];
  for (const track of tracks.toSorted((a, b) => a.reached.seq - b.reached.seq)) {
    const last = groups.at(-1)?.at(-1);
    if (last && track.reached.seq - last.reached.seq <= defaults.nearBy) groups.at(-1)?.push(track);
    else groups.push([track]);
  }
  return groups;
};

const turn = async (state: ProjectorState, group: readonly LogTrack[]): Promise<Outcome> => {
  if (state.halted) return 'idle';
  const from = group.map(({ reached }) => reached).reduce((low, place) => (place.seq < low.seq ? place : low));
  let batch: Batch;
  try {
    batch = await readBatch(state, group, from);
  } catch (error) {
    group.forEach((track) => trouble(state, track, error));
    return 'troubled';
  }
  const outcomes: Outcome[] = [];
  for (const track of group) outcomes.push(await advance(state, track, batch));
  if (batch.halt) halt(state, batch.halt);
  if (outcomes.includes('troubled')) return 'troubled';
  return batch.end.seq > from.seq ? 'moved' : 'idle';
};

/** An unknown event stops every projection of the process at it, named (engine 33). */
const halt = (state: ProjectorState, at: Halt): void => {
  state.halted = at;
  state.options.report?.({ what: 'halted', ...at });
};
