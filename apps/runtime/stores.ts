import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileBlobs } from '#libs/blob-store/files.js';
import type { BlobStore } from '#libs/blob-store/port.js';
import type { EventStore } from '#libs/event-store/port.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { acquireFolder } from '#libs/event-store/sqlite/owner.js';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import type { Coordination } from '#libs/view-store/coordination.js';
import { askingDeadlines, projectingDeadlines } from '#libs/view-store/mongodb/deadlines.js';
import { openSqliteViews } from '#libs/view-store/sqlite/sqlite-views.js';
import type { ViewStore } from '#libs/view-store/port.js';
import type { Config } from './config.js';

export interface Stores {
  readonly events: EventStore;
  readonly views: OpenViews;
  close(): Promise<void>;
}

/** Views that several processes may share bring the way they agree on who writes them. */
export type OpenViews = ViewStore & { readonly coordination?: Coordination };

interface Access {
  /** Another thread or process is the one that writes. */
  readonly readOnly?: boolean;
  /** Names the process to a server. */
  readonly process?: string;
}

/** Where a process keeps its data; a store without an address is the embedded one. */
export type Placed = Pick<Config, 'data' | 'eventStoreUrl' | 'eventStoreAccess' | 'prefix' | 'mongoUrl'>;

type Embedding = Pick<Config, 'eventStoreUrl' | 'mongoUrl'>;

/** One process at most may run where either store is embedded (engine 35). */
export const isEmbedded = ({ eventStoreUrl, mongoUrl }: Embedding): boolean => eventStoreUrl === '' || mongoUrl === '';

/** What stands behind the two ports, for the probes and the start's first lines. */
export const storeNames = ({ eventStoreUrl, mongoUrl }: Embedding) => ({
  log: eventStoreUrl === '' ? 'sqlite' : 'eventstoredb',
  views: mongoUrl === '' ? 'sqlite' : 'mongodb',
});

/** Where blobs lie, whatever holds the log. */
export const blobFolder = ({ data }: Pick<Placed, 'data'>): string => join(data, 'blobs');

export const blobsOf = (place: Pick<Placed, 'data'>): BlobStore => fileBlobs(blobFolder(place));

/** The event log alone; one on a server is read and written by any number of threads and processes. */
export const openEvents = async (place: Placed, { readOnly }: Access = {}): Promise<EventStore> => {
  if (place.eventStoreUrl === '') return openSqliteLog({ folder: place.data, readOnly });
  const { openEventStoreDb } = await import('#libs/event-store/eventstoredb/eventstoredb-log.js');
  return openEventStoreDb({
    url: place.eventStoreUrl,
    ...place.eventStoreAccess,
    prefix: place.prefix,
    folder: place.data,
  });
};

/** The views alone. Who only reads has somebody waiting; who writes has time (servers 3.2). */
export const openViews = async (place: Placed, access: Access = {}): Promise<OpenViews> =>
  place.mongoUrl === ''
    ? openSqliteViews({ folder: place.data, readOnly: access.readOnly })
    : openSharedViews(place, access);

/** Views that stand in a MongoDB. */
export const openSharedViews = async ({ mongoUrl }: Pick<Config, 'mongoUrl'>, access: Access = {}) => {
  const { readOnly, process = readOnly ? 'api' : 'projector' } = access;
  // The driver is loaded where it is used: a process on the embedded stores starts without it.
  const { openMongoViews } = await import('#libs/view-store/mongodb/mongo-views.js');
  const deadlines = readOnly ? askingDeadlines : projectingDeadlines;
  const views = openMongoViews({ url: mongoUrl, readOnly, appName: `lookback/${process}`, deadlines });
  await checkServer(views);
  return views;
};

/** A server that cannot be used ends the start in words; one that is not there yet is waited for, call by call. */
const checkServer = async (views: OpenViews): Promise<void> => {
  const error: unknown = await views.generations('').catch((thrown: unknown) => thrown);
  if (!isRefusal(error) || !['views.standalone', 'views.denied'].includes(error.code)) return;
  await views.close();
  throw error;
};

/** A transaction of MongoDB's is to be short while others write: at most so many documents (engine 35). */
export const pagesFor = ({ mongoUrl }: Placed) => (mongoUrl === '' ? {} : { livePageSize: 500 });

/** Both stores of a process, each chosen by itself; the folder of an embedded one is owned (engine 15). Refuses `folder.in-use`. */
export const openStores = async (
  place: Placed,
  { viewsReadOnly = false, process }: { viewsReadOnly?: boolean; process?: string } = {},
): Promise<Stores> => {
  const closing: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    mkdirSync(place.data, { recursive: true });
    if (isEmbedded(place)) closing.push(acquireFolder(place.data).release);
    const events = await openEvents(place);
    closing.push(() => events.close());
    const views = await openViews(place, { readOnly: viewsReadOnly, process });
    closing.push(() => views.close());
    return { events, views, close };
  } catch (error) {
    await close();
    throw error;
  }
};
