import type { EventStore } from '#libs/event-store/port.js';
import { idsIn, type ProjectionFact, type ProjectorOptions } from '#libs/projecting/options.js';
import type { ViewStore } from '#libs/view-store/port.js';
import { log } from '#libs/office/log.js';
import { foldAt } from '#libs/kernel/decider.js';
import { followingProjections, projections } from '#projections/index.js';
import { knownTypes, upcast } from './catalog.js';

interface Projecting {
  readonly events: EventStore;
  readonly views: ViewStore;
  readonly prefix: string;
  readonly record: (fact: ProjectionFact) => Promise<void>;
  readonly monotonic: () => number;
  readonly report?: ProjectorOptions['report'];
  readonly livePageSize?: number;
}

/** What the projector of every process runs: the list of projections over these stores. */
export const projectorOptions = ({ events, views, prefix, ...rest }: Projecting): ProjectorOptions => ({
  ...rest,
  events,
  views,
  upcast,
  logId: () => logIdOf(events, prefix),
  idAt: idsIn(events),
  knownTypes,
  projections: projections(prefix, knownTypes),
  following: followingProjections(),
  skipped: async (projection) => skippedEvents(events, prefix, projection),
  onlyProcess: true,
});

const logState = async (events: EventStore, prefix: string) =>
  foldAt(log, (await events.readStream(`${prefix}-${log.stream()}`)).events);

const logIdOf = async (events: EventStore, prefix: string): Promise<string | null> =>
  (await logState(events, prefix)).logId ?? null;

const skippedEvents = async (events: EventStore, prefix: string, projection: string): Promise<readonly string[]> =>
  (await logState(events, prefix)).skipped
    .filter((skip) => skip.projection === projection)
    .map(({ eventId }) => eventId);
