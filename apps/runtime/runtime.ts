import { derivedId } from '#libs/kernel/ids.js';
import { systemActor } from '#libs/kernel/actor.js';
import { monotonic, systemClock, type Clock } from '#libs/kernel/clock.js';
import type { Day, Origin } from '#libs/kernel/event.js';
import type { BlobStore } from '#libs/blob-store/port.js';
import { executor, type Executor } from '#libs/cqrs/executor.js';
import { refuse } from '#libs/cqrs/errors.js';
import { recordingClock, type RecordingClock } from '#libs/cqrs/recording.js';
import { freeBytes } from '#libs/event-store/sqlite/free-space.js';
import { liveViews } from '#libs/projecting/views.js';
import type { ProjectionFact } from '#libs/projecting/options.js';
import { log } from '#libs/office/log.js';
import { AccessRecords } from './access-records.js';
import { atStart } from './at-start.js';
import { accounts } from './accounts.js';
import { activityView } from '#projections/activity/activity.js';
import { passedOverTypes } from './catalog.js';
import { ColumnsFeed } from './columns-feed.js';
import { commandDoor, logOpener, type Marking } from './command-door.js';
import type { Config } from './config.js';
import { annualSummaries } from './briefing/annual-summary.js';
import { briefingReadings } from './briefing/context.js';
import { briefingQueries } from './briefing/queries.js';
import { contextLoader, rulesAtHead } from './contexts.js';
import { dueDates } from './due-dates.js';
import { ledgerImporter } from './ledger/importer.js';
import { Office } from './office.js';
import { refuseQuery } from './errors.js';
import { inTurn } from './in-turn.js';
import { groupsIn } from './projecting.js';
import { inlineProjector, type ProjectorPlace, type ProjectorPort } from './projector-port.js';
import { threadedProjector } from './projector-thread.js';
import { budgetedLog, budgetedViews, outsideRequests } from './request-budget.js';
import { remoteProjector } from './remote-projector.js';
import { activityQueries } from './queries/activity.js';
import { caseQueries } from './queries/cases.js';
import { inconsistencyQueries } from './queries/inconsistencies.js';
import { officeLists } from './queries/office-lists.js';
import { resolvePoint } from './queries/point.js';
import { statistics, type StatisticsSources } from './queries/statistics.js';
import { restatements } from './restatements.js';
import { checkSchema } from './log-schema.js';
import { blobsOf, openStores, pagesFor, type Stores } from './stores.js';
import { streamShares } from './stream-shares.js';

export interface RuntimeOptions {
  readonly config: Config;
  /** Where the projector runs: in a thread of its own beside a server, in other processes, or moved by `settle` alone. */
  readonly projector: 'thread' | 'remote' | 'inline';
  /** Names the process to the stores. */
  readonly process?: string;
  /** Looks over the shoulder of the stores. */
  readonly observed?: (stores: Stores) => Stores;
  /** A scripted clock for specs and reconstructions; exempt from the drift check. */
  readonly clock?: Clock;
  /** Identity of a log that is empty yet; by chance unless a script fixes it. */
  readonly logId?: string;
}

/** Everything one process holds open, and the doors into it. */
export const openRuntime = async (options: RuntimeOptions) => {
  const { config, projector, process, observed = (same) => same } = options;
  const stores = await openStores(config, { viewsReadOnly: projector !== 'inline', process });
  try {
    await atStart(() => checkSchema(stores.events, config.prefix));
    return await assemble(observed(stores), options);
  } catch (error) {
    await stores.close();
    throw error;
  }
};

export type Runtime = Awaited<ReturnType<typeof openRuntime>>;

const assemble = async (stores: Stores, { config, projector, clock = systemClock, logId }: RuntimeOptions) => {
  const { events } = stores;
  const { prefix, jurisdiction } = config;
  const marking: Marking = { logId };
  const office = new Office(events, prefix, passedOverTypes);
  const projecting: { port?: ProjectorPort } = {};
  const feed = feedOf(stores, projecting);
  const activity = activityViews(stores);
  const asked = budgetedLog(events);
  const sources: StatisticsSources = { office, jurisdiction, feed, activity, clock, events: asked, prefix };

  const execute = await executorOf(stores, { config, clock, sources, marking, projecting });
  const record = recordFact(execute);
  const port = await projectorPort(projector, stores, { config, record });
  projecting.port = port;
  const managers = processManagers({ ...sources, home: config.home }, execute);
  const doors = doorsOf(sources, execute);
  return {
    config,
    clock,
    events,
    office,
    feed,
    projector: port,
    record,
    ...doors,
    ...queriesOf({ ...sources, home: config.home, blobs: blobsOf(config) }),
    /** Everything recorded so far is in the views, and every issued briefing was compared with it. */
    settle: inTurn(() => outsideRequests(() => settle({ port, feed, managers, events }))),
    /** Marks what is recorded from now on (semantics 2). */
    recordAs: (mark: Origin | undefined) => void (marking.origin = mark),
    close: async () => {
      await doors.access.settled();
      await port.stop();
      await stores.close();
    },
  };
};

type Recording = Pick<ProjectorPlace, 'record'> & { readonly config: Config };

const projectorPort = (where: RuntimeOptions['projector'], stores: Stores, { config, record }: Recording) => {
  const { events, views } = stores;
  const place = { events, prefix: config.prefix, record };
  if (where === 'thread') return threadedProjector(config, place);
  if (where === 'inline')
    return inlineProjector({ ...place, ...pagesFor(config), streamShares: streamShares(config), views, monotonic });
  if (!views.coordination) throw refuseQuery('projector.needs-servers');
  return remoteProjector({ coordination: views.coordination, events, groups: groupsIn(config.prefix) });
};

/** The ways in, for commands, ledger files and accounts, and what is written down of them. */
const doorsOf = (sources: StatisticsSources, execute: Executor) => {
  const { office, clock } = sources;
  const door = commandDoor({ ...sources, execute });
  return {
    execute: door,
    access: new AccessRecords(execute, clock),
    accounts: accounts(office, clock, execute),
    imports: ledgerImporter({ ...sources, execute: door }, { isScripted: clock !== systemClock }),
  };
};

/** In the order in which one's events are the next one's business. */
const processManagers = (sources: StatisticsSources & { home: string }, execute: Executor) => [
  dueDates({ ...sources, execute, rules: () => rulesAtHead(sources) }),
  restatements({ ...sources, execute }),
];

const feedOf = ({ views }: Stores, projecting: { port?: ProjectorPort }) =>
  new ColumnsFeed(views, monotonic, async () => projecting.port?.settle());

const activityViews = ({ events, views }: Stores) =>
  liveViews(budgetedViews(views), activityView, { monotonic, head: async () => (await events.head()).seq });

const queriesOf = (sources: StatisticsSources & { home: string; blobs: BlobStore }) => ({
  briefings: briefingQueries(sources),
  annual: annualSummaries(sources),
  statistics: statistics(sources),
  cases: caseQueries(sources),
  inconsistencies: inconsistencyQueries(sources),
  lists: officeLists(sources),
  activity: activityQueries(sources),
});

interface Executing {
  readonly config: Config;
  readonly clock: Clock;
  readonly sources: StatisticsSources;
  readonly marking: Marking;
  /** Set once the projector runs; a briefing waits for it. */
  readonly projecting: { readonly port?: ProjectorPort };
}

const executorOf = async (
  stores: Stores,
  { config, clock, sources, marking, projecting }: Executing,
): Promise<Executor> => {
  const { events } = stores;
  const { prefix, jurisdiction } = config;
  const recording = recordingClock(clock, clock === systemClock ? monotonic : undefined);
  await atStart(() => seeHead(stores, recording));
  const catchUp = async () => {
    await projecting.port?.settle();
    await sources.feed.refresh();
  };
  const places = { ...sources, home: config.home, blobs: blobsOf(config) };
  const briefings = (knownDay?: Day) => briefingReadings(places, knownDay);
  const dayKnown = async (seq: number) => (await resolvePoint({ knownAt: String(seq) }, sources)).knownDay;
  const contexts = { office: sources.office, events, prefix, jurisdiction, briefings, dayKnown, catchUp };
  return executor({
    events,
    prefix,
    clock: recording,
    loadContext: contextLoader(contexts),
    ensureLog: logOpener(events, prefix, marking),
    checkSpace: await spaceGuard(config),
    origin: () => marking.origin,
  });
};

/** The log's last stamp bounds the next one (engine 3). */
const seeHead = async ({ events }: Stores, recording: RecordingClock): Promise<void> => {
  const last = await events.lastAt((await events.head()).position);
  if (last) recording.seen(last.metadata.recordedAt);
};

/** Looks at the disk once a second at most; refuses under the configured free space (engine 16). */
const spaceGuard = async ({ data, minFreeBytes, eventStoreUrl }: Config) => {
  // A server's disk is its own business; it says so when it is full.
  if (eventStoreUrl !== '') return () => undefined;
  let free = await freeBytes(data);
  let lookedAt = monotonic();
  return () => {
    if (monotonic() - lookedAt > 1_000) {
      lookedAt = monotonic();
      void freeBytes(data).then((bytes) => (free = bytes));
    }
    if (free < minFreeBytes) throw refuse('disk.nearly-full');
  };
};

const recordFact =
  (execute: Executor) =>
  async ({ type, data }: ProjectionFact): Promise<void> => {
    const { projection, eventId, seq, message } = data;
    const isSkip = type === 'ProjectionSkipped';
    const body = isSkip ? { projection, eventId, seq, reason: message } : { projection, reason: message };
    const key = derivedId(type, projection, eventId, seq);
    await execute({
      aggregate: log,
      name: isSkip ? 'SkipEvent' : 'ResumeProjection',
      body,
      key,
      actor: systemActor('projector'),
    });
  };

interface Settling {
  readonly port: ProjectorPort;
  readonly feed: ColumnsFeed;
  readonly managers: readonly { check(): Promise<number> }[];
  readonly events: Stores['events'];
}

const settle = async ({ port, feed, managers, events }: Settling): Promise<void> => {
  for (;;) {
    await port.settle();
    if ((await events.head()).seq > 0) await feed.refresh();
    let appended = 0;
    for (const manager of managers) appended += await manager.check();
    if (appended === 0) return;
  }
};
