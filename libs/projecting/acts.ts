import { refuseProjecting } from './errors.js';
import { startGeneration } from './generations.js';
import type { ProjectionFact } from './options.js';
import { remove, skipsOf, tracksNamed, type ProjectorState } from './state.js';
import { isCurrent, type Fault, type Track } from './track.js';

/** What an operator may do to a projection. Called between turns only. */

/** @throws `views.unknown-projection` */
export const definitionOf = ({ options }: ProjectorState, projection: string) => {
  const all = [...options.projections, ...options.following];
  const definition = all.find(({ name }) => name === projection);
  if (!definition) throw refuseProjecting('views.unknown-projection', { projection });
  return definition;
};

/** Builds a generation of the same version beside the live one, which answers until the last page. */
export const rebuild = async (state: ProjectorState, projection: string): Promise<void> => {
  const definition = definitionOf(state, projection);
  if (buildingOf(state, projection)) throw refuseProjecting('views.already-building', { projection });
  await startGeneration(state, definition);
};

/** The live generation, if there is one, never noticed. */
export const cancelRebuild = async (state: ProjectorState, projection: string): Promise<void> => {
  definitionOf(state, projection);
  const building = buildingOf(state, projection);
  if (!building) throw refuseProjecting('views.not-building', { projection });
  await state.options.views.dropGeneration(building.generation);
  remove(state, building);
};

const buildingOf = (state: ProjectorState, projection: string): Track | undefined =>
  tracksNamed(state, projection).find((track) => isCurrent(track) && !track.live);

/**
 * Goes on after the event at fault, and passes over it in every rebuild of this version. The act is recorded first: a
 * skip that nobody can find in the log does not happen.
 */
export const skip = async (state: ProjectorState, projection: string): Promise<void> => {
  const definition = definitionOf(state, projection);
  const faulted = faultedOf(state, projection);
  if ('follows' in definition) throw notSkippable(projection, definition.follows.name);
  for (const fault of faultsOf(faulted)) {
    await state.options.record(factOf('ProjectionSkipped', definition.version, fault));
    skipsOf(state, projection).add(fault.eventId);
  }
  faulted.forEach(goOn);
};

const notSkippable = (projection: string, follows: string) =>
  refuseProjecting('views.not-skippable', { projection, follows });

/** Tries the event at fault again; a superseded projection reads its place from the store and goes on from there. */
export const resume = async (state: ProjectorState, projection: string): Promise<void> => {
  const { version } = definitionOf(state, projection);
  const superseded = tracksNamed(state, projection).filter(({ running }) => running === 'superseded');
  const faulted = superseded.length > 0 ? [] : faultedOf(state, projection);
  for (const fault of faultsOf(faulted)) await state.options.record(factOf('ProjectionResumed', version, fault));
  faulted.forEach(goOn);
  superseded.forEach((track) => Object.assign(track, { running: 'running', trouble: { message: 'resumed' } }));
};

const faultedOf = (state: ProjectorState, projection: string): readonly Track[] => {
  const faulted = tracksNamed(state, projection).filter(({ fault }) => fault);
  if (faulted.length === 0) throw refuseProjecting('views.not-faulted', { projection });
  return faulted;
};

/** A live and a rebuilt generation stand at the same event, which is one act. */
const faultsOf = (tracks: readonly Track[]): readonly Fault[] => {
  const byEvent = new Map(tracks.flatMap(({ fault }) => (fault ? [[fault.eventId, fault]] : [])));
  return [...byEvent.values()];
};

const factOf = (type: ProjectionFact['type'], version: number, fault: Fault): ProjectionFact => ({
  type,
  data: { ...fault, version },
});

const goOn = (track: Track): void => {
  Object.assign(track, { running: 'running', fault: undefined, atEnd: false });
};
