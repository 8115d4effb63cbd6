import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { caseEventVersions } from '#libs/cases/events.js';
import { installPeer, peerFolder } from './install.js';

/** An event as the peer takes it. */
export interface PeerEvent {
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

/** The peer's log in one file, with one shared connection: the way it is fastest. */
export interface PeerLog {
  append(stream: string, events: readonly PeerEvent[], expected?: bigint): Promise<void>;
  /** Runs a projection that writes one row a case from the first event on; answers when it has seen `events`. */
  project(events: number): Promise<void>;
  close(): void;
}

export interface Peer {
  readonly versions: string;
  open(folder: string): Promise<PeerLog>;
}

/** The peer, or why there is none. */
export const findPeer = async (): Promise<Peer | string> => {
  const found = installPeer(peerFolder);
  if (typeof found === 'string') return found;
  const emmett = (await import(found.entry)) as Emmett;
  return { versions: found.versions, open: (folder) => openLog(emmett, folder) };
};

/** As much of its interface as is used here. */
interface Emmett {
  sqliteConnection(options: { fileName: string }): Connection;
  SQLiteConnectionPool(options: object): object;
  getSQLiteEventStore(options: object): Store;
  sqliteRawBatchSQLProjection(definition: object): object;
}

interface Connection {
  command(sql: string): Promise<unknown>;
  close(): void;
}

interface Store {
  appendToStream(stream: string, events: readonly object[], options?: object): Promise<unknown>;
  consumer(options: object): { processor(options: object): unknown; start(): Promise<void>; stop(): Promise<void> };
}

const openLog = async (emmett: Emmett, folder: string): Promise<PeerLog> => {
  mkdirSync(folder, { recursive: true });
  const fileName = join(folder, 'peer.db');
  const connection = emmett.sqliteConnection({ fileName });
  const connectionOptions = { singleton: true, connection };
  const pool = emmett.SQLiteConnectionPool({ fileName, connectionOptions });
  const store = emmett.getSQLiteEventStore({ fileName, pool });
  return {
    append: async (stream, events, expected) => {
      await store.appendToStream(stream, events, expected === undefined ? {} : { expectedStreamVersion: expected });
    },
    project: async (events) => {
      await connection.command(table);
      const consumer = store.consumer({ pulling: { batchSize: 1_000, pullingFrequencyInMs: 1 } });
      const done = new Promise<void>((resolve) => {
        let seen = 0;
        const stopAfter = () => (seen += 1) >= events && (resolve(), true);
        consumer.processor({ processorId: 'cards', projection: cards(emmett), startFrom: 'BEGINNING', stopAfter });
      });
      const running = consumer.start();
      await done;
      await running;
      await consumer.stop();
    },
    close: () => connection.close(),
  };
};

const caseEventTypes = Object.keys(caseEventVersions);

interface Seen {
  readonly data: { readonly occurredOn?: string };
  readonly metadata: { readonly streamName: string };
}

const table = 'CREATE TABLE IF NOT EXISTS cards (id TEXT PRIMARY KEY, events INTEGER NOT NULL, latest TEXT)';

/** How many events a case has and when the last happened: what our own document of the same row holds. */
const cards = (emmett: Emmett): object =>
  emmett.sqliteRawBatchSQLProjection({
    canHandle: caseEventTypes,
    evolve: (events: readonly Seen[]) =>
      events.map(
        ({ data, metadata }) =>
          `INSERT INTO cards VALUES ('${metadata.streamName}', 1, '${data.occurredOn ?? ''}') ON CONFLICT (id) DO
           UPDATE SET events = events + 1, latest = max(latest, excluded.latest)`,
      ),
  });
