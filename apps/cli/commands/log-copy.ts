import { existsSync, mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import { withBar } from '#apps/api/progress-bar.js';
import { configFrom, type Config } from '#apps/runtime/config.js';
import { blobFolder, openEvents } from '#apps/runtime/stores.js';
import { copyBlobs } from '#libs/blob-store/files.js';
import { copyLog } from '#libs/event-store/copy.js';
import type { EventStore } from '#libs/event-store/port.js';
import { acquireFolder } from '#libs/event-store/sqlite/owner.js';
import { logFile } from '#libs/event-store/sqlite/sqlite-log.js';
import { barsOf, type Shared, type Terminal } from '../terminal.js';

interface Copying extends Shared {
  readonly from: string;
  readonly to: string;
}

/** `log copy`: from a folder or a server to another, whole, compared when it is done. */
export const logCopyCommand = (log: Command, terminal: Terminal): void => {
  const { say } = terminal;
  log
    .command('copy')
    .description(say('log.copy'))
    .requiredOption('--from <place>', say('log.copy.place'))
    .requiredOption('--to <place>', say('log.copy.place'))
    .action((_, own: Command) => copy(terminal, own.optsWithGlobals()));
};

interface Opened {
  readonly log: EventStore;
  close(): Promise<void>;
}

const copy = async (terminal: Terminal, options: Copying): Promise<void> => {
  const config = configFrom(terminal.environment);
  const from = await openSource(config, options.from);
  try {
    const to = await openTarget(config, options.to);
    try {
      const copied = await withBar(terminal.say('log.bar'), barsOf(terminal, options), (bar) => {
        const onLine = (done: number, of: number) => void (done % drawnEvery === 0 && bar.set(done, of));
        // A server may commit what is sent together in another order, or in part.
        const inFlight = serverIn(config, options.to) === undefined ? 256 : 1;
        return copyWhole(config, options, () => copyLog(from.log, to.log, { prefix: config.prefix, inFlight, onLine }));
      });
      terminal.out(options.json ? JSON.stringify(copied) : terminal.say('log.copied', { ...copied }));
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
};

/** Blobs stand before the events that name them, and those that came meanwhile follow (engine 37). */
const copyWhole = async <T>(config: Config, { from, to }: Copying, copyEvents: () => Promise<T>): Promise<T> => {
  const [source, target] = [from, to].map((place) =>
    blobFolder({ data: serverIn(config, place) === undefined ? place : config.data }),
  );
  await copyBlobs(source!, target!);
  const copied = await copyEvents();
  await copyBlobs(source!, target!);
  return copied;
};

/** A bar that is drawn at every line costs more than the line. */
const drawnEvery = 500;

/** The address of a server, or nothing for a folder. `EVENTSTORE_URL` stands for the one of the configuration. */
const serverIn = ({ eventStoreUrl }: Config, place: string): string | undefined => {
  if (place === 'EVENTSTORE_URL') return eventStoreUrl;
  return /^(esdb|kurrentdb)(\+discover)?:\/\//.test(place) ? place : undefined;
};

/** Read beside a running server: nothing is locked, nothing written. */
const openSource = async (config: Config, place: string): Promise<Opened> => {
  const eventStoreUrl = serverIn(config, place);
  const path = logFile({ folder: place });
  if (eventStoreUrl === undefined && !existsSync(path)) throw Object.assign(new Error(path), { code: 'ENOENT', path });
  const data = eventStoreUrl === undefined ? place : config.data;
  return opened(await openEvents({ ...config, data, eventStoreUrl: eventStoreUrl ?? '' }, { readOnly: true }));
};

const openTarget = async (config: Config, place: string): Promise<Opened> => {
  const eventStoreUrl = serverIn(config, place);
  if (eventStoreUrl !== undefined) return opened(await openEvents({ ...config, eventStoreUrl }));
  mkdirSync(place, { recursive: true });
  const owned = acquireFolder(place);
  try {
    return opened(await openEvents({ ...config, data: place, eventStoreUrl: '' }), owned.release);
  } catch (error) {
    owned.release();
    throw error;
  }
};

const opened = (log: EventStore, release: () => void = () => undefined): Opened => ({
  log,
  close: async () => {
    await log.close();
    release();
  },
});
