import { BSON, MongoClient, type AnyBulkWriteOperation, type ClientSession, type Db } from 'mongodb';
import type { Collection as MongoCollection } from 'mongodb';
import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent } from 'mongodb';
import type { Deadlines } from './deadlines.js';

/** The only file that knows the driver. */
export type Client = MongoClient;
export type Database = Db;
export type Session = ClientSession;

/** A stored document; every `_id` of ours is a text or a number, never an object (servers 3.6). */
export interface Row {
  readonly _id: string | number;
  readonly [field: string]: unknown;
}

export type Write = AnyBulkWriteOperation<Row>;
export type Stored = MongoCollection<Row>;

/** What goes over the wire, for specs and measurements. */
export interface Wire {
  readonly started?: (command: CommandStartedEvent) => void;
  readonly ended?: (command: CommandSucceededEvent | CommandFailedEvent) => void;
}

export interface Dialling {
  readonly url: string;
  readonly appName: string;
  readonly deadlines: Deadlines;
  readonly wire?: Wire;
}

const durable = { w: 'majority', j: true } as const;

/**
 * What every reading and writing of a view rests on, said once (servers 3.5): nothing is read that could be rolled back,
 * nothing is answered before a majority has it on disk, everything comes from the primary.
 */
const guarantees = {
  readPreference: 'primary',
  readConcern: { level: 'majority' },
  writeConcern: durable,
  retryReads: true,
  retryWrites: true,
} as const;

export const openClient = ({ url, appName, deadlines, wire }: Dialling): Client => {
  const { budgetMs: _, ...parts } = deadlines;
  const client = new MongoClient(url, { ...guarantees, ...parts, appName, monitorCommands: wire !== undefined });
  if (wire?.started) client.on('commandStarted', wire.started);
  if (wire?.ended) client.on('commandSucceeded', wire.ended).on('commandFailed', wire.ended);
  return client;
};

/** A transaction reads one moment, and is as durable as everything else. */
export const startSession = (client: Client): Session => {
  const session = client.startSession();
  session.startTransaction({
    readPreference: 'primary',
    readConcern: { level: 'snapshot' },
    writeConcern: durable,
  });
  return session;
};

/** Bytes of a document as MongoDB keeps it. */
export const sizeOf = (document: object): number => BSON.calculateObjectSize(document);
