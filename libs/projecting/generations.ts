import type { Checkpoint } from '#libs/view-store/port.js';
import { refuseProjecting } from './errors.js';
import { defaults } from './options.js';
import { ownViews, passedEvents } from './own-views.js';
import { currentLogId, remove, skipsOf, tell, tracksNamed, type ProjectorState } from './state.js';
import type { FollowingProjection, Projection } from './port.js';
import { atStart, isCurrent, isOnLog, reachedBy, trackOf, type Found, type LogTrack, type Track } from './track.js';

type Definition = Projection | FollowingProjection;

/**
 * Takes up a projection where the store has it: its live generation, the one being built beside or before it, or a new
 * one. Generations that do not fit the log are dropped and built anew, loudly (engine 34).
 * @throws `views.other-log`
 */
export const takeUp = async (state: ProjectorState, definition: Definition): Promise<void> => {
  const { name, version } = definition;
  (await state.options.skipped?.(name, version))?.forEach((id) => skipsOf(state, name).add(id));
  const fitting = await fittingGenerations(state, definition);
  const live = fitting.find((found) => found.live);
  const building = fitting.findLast(({ generation }) => generation.number > (live?.generation.number ?? 0));
  const chosen = [live, building].filter((found) => found !== undefined);
  chosen.forEach((found) => addTrack(state, definition, found));
  if (chosen.length === 0) await startGeneration(state, definition);
  // Left over from a promotion; another process may still have readers on it.
  const left = fitting.filter((found) => !chosen.includes(found));
  left.forEach((found) => retire(state, addTrack(state, definition, found)));
  if (live) await dropOtherVersions(state, definition);
};

const fittingGenerations = async (state: ProjectorState, definition: Definition): Promise<readonly Found[]> => {
  const fitting: Found[] = [];
  for (const found of await state.options.views.generations(definition.name)) {
    if (found.generation.version !== definition.version) continue;
    if (await fitsLog(state, definition.name, found.checkpoint)) fitting.push(found);
    else await dropUnfit(state, definition, found);
  }
  return fitting;
};

/** Dropped at once: better no answer than one from a history that is gone. */
const dropUnfit = async (state: ProjectorState, definition: Definition, found: Found): Promise<void> => {
  const message = 'the log does not hold the event this view stands at';
  tell(state, trackOf(definition, found, 0), { what: 'rebuilding', message });
  await state.options.views.dropGeneration(found.generation);
};

const fitsLog = async (state: ProjectorState, projection: string, checkpoint: Checkpoint | null): Promise<boolean> => {
  if (checkpoint === null || checkpoint.seq === 0) return true;
  const { options } = state;
  const logId = await currentLogId(state);
  if (logId !== null && logId !== checkpoint.logId) {
    const command = options.dropCommand ?? defaults.dropCommand;
    throw refuseProjecting('views.other-log', { projection, found: checkpoint.logId, logId, command });
  }
  return (await options.idAt(checkpoint)) === checkpoint.eventId;
};

/** Opens a new generation, empty and invisible to queries until its last page is committed. */
export const startGeneration = async (state: ProjectorState, definition: Definition): Promise<Track> => {
  const { name, version, collections } = definition;
  const generation = await state.options.views.createGeneration(name, version, collections);
  const track = addTrack(state, definition, { generation, checkpoint: null, live: false });
  tell(state, track, { what: 'building' });
  return track;
};

const addTrack = (state: ProjectorState, definition: Definition, found: Found): Track => {
  const track = trackOf(definition, found, state.options.monotonic());
  const added = 'follows' in definition ? track : onLog(state, definition, track);
  state.tracks = [...state.tracks, added];
  return added;
};

const onLog = (state: ProjectorState, definition: Projection, track: Track): LogTrack => {
  const views = ownViews(state.options.views, track.generation, track.storeErrors);
  const [handles, skips] = [new Set(definition.handles), skipsOf(state, definition.name)];
  const passed = passedEvents({ options: state.options, handles, skips }, track.storeErrors);
  return Object.assign(track, { definition, folder: definition.open(views, passed), handles, skips });
};

/** The promoted generation answers from now on; the older ones are followed until every reader has seen that. */
export const promoted = async (state: ProjectorState, track: Track): Promise<void> => {
  track.live = true;
  tell(state, track, { what: 'promoted' });
  state.tracks
    .filter((other) => other !== track && other.definition.name === track.definition.name && other.live)
    .forEach((old) => retire(state, old));
  await dropOtherVersions(state, track.definition);
};

const retire = (state: ProjectorState, track: Track): void => {
  track.live = false;
  track.retireAt = state.options.monotonic() + defaults.retireAfterMs;
};

/** With several processes the old version may still be served by one of them (engine 23). */
const dropOtherVersions = async (
  { options }: ProjectorState,
  { name, version }: Track['definition'],
): Promise<void> => {
  if (!options.onlyProcess) return;
  for (const { generation } of await options.views.generations(name)) {
    if (generation.version !== version) await options.views.dropGeneration(generation);
  }
};

export const dropRetired = async (state: ProjectorState): Promise<void> => {
  const now = state.options.monotonic();
  for (const track of state.tracks.filter(({ retireAt }) => retireAt !== undefined && retireAt <= now)) {
    await state.options.views.dropGeneration(track.generation);
    remove(state, track);
  }
};

/** After an error of a store: where this generation stands is what the store says, never what we remember (engine 34). */
export const readAgain = async (state: ProjectorState, track: Track): Promise<void> => {
  const { number, version } = track.generation;
  const all = await state.options.views.generations(track.definition.name);
  const found = all.find(({ generation }) => generation.number === number && generation.version === version);
  if (!found) return superseded(state, track);
  if (!(await fitsLog(state, track.definition.name, found.checkpoint))) return buildAnew(state, track, found);
  // A store that went back may have lost the promotion, too: it is made again with the last page.
  const live = found.live && isCurrent(track);
  Object.assign(track, standingAt(found.checkpoint), { live, trouble: undefined, atEnd: false });
  forget(track);
};

const standingAt = (checkpoint: Checkpoint | null) => ({
  committed: checkpoint,
  reached: checkpoint ? reachedBy(checkpoint) : atStart,
});

const buildAnew = async (state: ProjectorState, track: Track, found: Found): Promise<void> => {
  const definition = track.definition as Definition;
  await dropUnfit(state, definition, found);
  remove(state, track);
  if (!tracksNamed(state, definition.name).some(isCurrent)) await startGeneration(state, definition);
};

/** Another projector writes this generation, or has dropped it: ours ends (engine 34). */
export const superseded = (state: ProjectorState, track: Track): void => {
  Object.assign(track, { running: 'superseded', atEnd: false, trouble: undefined });
  forget(track);
  tell(state, track, { what: 'superseded' });
};

export const forget = (track: Track): void => {
  if (isOnLog(track)) track.folder.forget();
  else Object.assign(track, { opened: undefined });
};
