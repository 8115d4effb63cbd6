import type { EventStore } from '#libs/event-store/port.js';
import { idsIn, type ProjectionFact, type ProjectorOptions } from '#libs/projecting/options.js';
import type { ViewStore } from '#libs/view-store/port.js';
import { log } from '#libs/office/log.js';
import { foldAt } from '#libs/kernel/decider.js';
import { followingProjections, projections } from '#projections/index.js';
import { knownTypes, upcast } from './catalog.js';
import { groupsOf, type ProjectionGroup } from './projection-groups.js';

interface Projecting {
  readonly events: EventStore;
  readonly views: ViewStore;
  readonly prefix: string;
  readonly record: (fact: ProjectionFact) => Promise<void>;
  readonly monotonic: () => number;
  readonly report?: ProjectorOptions['report'];
  readonly streamShares?: ProjectorOptions['streamShares'];
  readonly pageSize?: number;
  readonly livePageSize?: number;
}

/** Every read model of this release, each projector with its own: some remember what they have read. */
const readModels = (prefix: string) => ({
  projections: projections(prefix, knownTypes),
  following: followingProjections(),
});

/** What the only projector of a process on an embedded store runs. */
export const projectorOptions = (place: Projecting): ProjectorOptions => ({
  ...sharedOptions(place),
  ...readModels(place.prefix),
  onlyProcess: true,
});

export const groupsIn = (prefix: string): readonly ProjectionGroup[] => {
  const { projections: reading, following } = readModels(prefix);
  return groupsOf(reading, following);
};

/** What the projector of a group of read models runs, beside others in other processes. */
export const groupOptions = (place: Projecting, lease: string): ProjectorOptions => {
  const group = groupsIn(place.prefix).find((one) => one.lease === lease);
  return { ...sharedOptions(place), projections: group?.projections ?? [], following: group?.following ?? [] };
};

const sharedOptions = ({
  events,
  views,
  prefix,
  ...rest
}: Projecting): Omit<ProjectorOptions, 'projections' | 'following'> => ({
  ...rest,
  events,
  views,
  upcast,
  logId: () => logIdOf(events, prefix),
  idAt: idsIn(events),
  knownTypes,
  skipped: async (projection) => skippedEvents(events, prefix, projection),
});

const logState = async (events: EventStore, prefix: string) =>
  foldAt(log, (await events.readStream(`${prefix}-${log.stream()}`)).events);

const logIdOf = async (events: EventStore, prefix: string): Promise<string | null> =>
  (await logState(events, prefix)).logId ?? null;

const skippedEvents = async (events: EventStore, prefix: string, projection: string): Promise<readonly string[]> =>
  (await logState(events, prefix)).skipped
    .filter((skip) => skip.projection === projection)
    .map(({ eventId }) => eventId);
