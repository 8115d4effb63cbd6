import { randomUUID } from 'node:crypto';
import { checkExpected, noGeneration } from '../checkpoint.js';
import { refuseCommit, refuseQuery } from '../errors.js';
import { checkIdentity, keyReader } from '../keys.js';
import type { Change, Checkpoint, Commit, ViewDocument } from '../port.js';
import { generationRows, point } from './catalog.js';
import { chunked } from './chunked.js';
import type { Connection } from './connection.js';
import { sizeOf, type Database, type Row, type Session, type Stored, type Write } from './driver.js';
import { isTaken } from './failures.js';
import type { Layout, Layouts } from './layout.js';

/**
 * Changes, checkpoint and pointer in one transaction. The checkpoint comes first: it is compared and set, so that of two
 * projectors one writes and the other is told before it has written anything (engine 34). A building generation is
 * written the same way: its documents outside of a transaction would be folded twice after a page that was cut off.
 */
export const commitTo = async (connection: Connection, layouts: Layouts, commit: Commit): Promise<void> => {
  const token = randomUUID();
  const store = (writes: Writes) =>
    connection.transact(async (db, session) => {
      if (!(await moveCheckpoint({ db, session, token }, commit))) return;
      for (const [name, operations] of writes) await writeAll(db.collection<Row>(name), operations, session);
      if (commit.promote) await point(db, session, { generation: commit.generation, layouts });
    });
  try {
    await store(writesOf(layouts, commit));
  } catch (error) {
    // What was said to be new was there already: nothing of the transaction is stored, all of it is replaced.
    if (!isTaken((error as Error).cause)) throw error;
    const changes = commit.changes.map(({ isNew: _, ...change }) => change);
    await store(writesOf(layouts, { ...commit, changes }));
  }
};

type Writes = ReadonlyMap<string, readonly Write[]>;

/** Documents a command: one that takes long is silence on the connection (servers 3.1). */
const atOnce = 500;

/**
 * What is new first, by commands of its own: one that finds a document there ends the transaction, and what went on in
 * that would hide why.
 */
const writeAll = async (collection: Stored, operations: readonly Write[], session: Session): Promise<void> => {
  const isInsert = (operation: Write) => 'insertOne' in operation;
  const rest = operations.filter((operation) => !isInsert(operation));
  for (const some of [...chunked(operations.filter(isInsert), atOnce), ...chunked(rest, atOnce)])
    await collection.bulkWrite(some, { session, ordered: false });
};

interface Moving {
  readonly db: Database;
  readonly session: Session;
  /** Of this commit, whatever its tries. */
  readonly token: string;
}

/** @returns false where an earlier try of this commit was stored though its answer was lost */
const moveCheckpoint = async ({ db, session, token }: Moving, commit: Commit): Promise<boolean> => {
  const { number: _id, projection, version } = commit.generation;
  const own = { _id, projection, version, ready: true };
  const move = { $set: { checkpoint: commit.checkpoint, commit: token } };
  const { matchedCount } = await generationRows(db).updateOne({ ...own, ...standsAt(commit.expected) }, move, {
    session,
  });
  if (matchedCount === 1) return true;
  const row = await generationRows(db).findOne(own, { session });
  if (row?.commit === token) return false;
  if (row) checkExpected(commit, row.checkpoint);
  throw noGeneration(commit.generation);
};

/** Field by field: MongoDB compares whole documents by the order of their fields, too. */
const standsAt = (expected: Checkpoint | null) => {
  if (expected === null) return { checkpoint: null };
  const { logId, position, seq, eventId } = expected;
  return {
    'checkpoint.logId': logId,
    'checkpoint.position': position,
    'checkpoint.seq': seq,
    'checkpoint.eventId': eventId,
  };
};

/** One write a document, the last one, by the collection's name in the database. @throws views.bad-document */
const writesOf = (layouts: Layouts, { generation, changes }: Commit): Writes => {
  const last = new Map<Layout, Map<string, Write>>();
  const checks = new Map<Layout, ReturnType<typeof checker>>();
  for (const change of changes) {
    const layout = layouts.get(change.collection);
    if (!layout) throw refuseQuery('views.no-collection', { ...generation, collection: change.collection });
    const check = checks.get(layout) ?? checker(layout);
    checks.set(layout, check);
    const writes = last.get(layout) ?? new Map<string, Write>();
    // Of two changes of a new document the later one says no longer that it is new.
    const before = writes.get(change.id);
    const isNew = before ? 'insertOne' in before : change.isNew;
    last.set(layout, writes.set(change.id, check({ ...change, isNew })));
  }
  return new Map([...last].map(([{ name }, writes]) => [name, [...writes.values()]]));
};

const checker = ({ collection }: Layout) => {
  const checkKeys = keyReader(collection);
  return (change: Change): Write => {
    checkIdentity(change);
    checkKeys(change);
    const filter = { _id: change.id };
    if (change.document === null) return { deleteOne: { filter } };
    const document = storable(change, change.document);
    if (change.isNew) return { insertOne: { document } };
    return { replaceOne: { filter, replacement: document, upsert: true } };
  };
};

/** What MongoDB keeps of one document, in bytes. */
const mostBytes = 16 * 1024 * 1024;
/** A text of so many characters may exceed that as a document. */
const suspectedLength = mostBytes / 4;

/** The document as JSON has it: what JSON leaves out or turns into null is so in every store. @throws views.bad-document */
const storable = (change: Change, document: ViewDocument): Row => {
  const text = JSON.stringify(document);
  const stored = JSON.parse(text) as Row;
  const flaw = Object.keys(stored).some((field) => field.startsWith('$'))
    ? 'a field begins with $'
    : flawOfText(text, stored);
  if (flaw) throw refuseCommit('views.bad-document', { collection: change.collection, id: change.id, reason: flaw });
  return stored;
};

const flawOfText = (text: string, stored: Row): string | undefined => {
  if (loneSurrogate.test(text) && !isUnicode(stored)) return 'it holds text that is no Unicode';
  if (text.length > suspectedLength && sizeOf(stored) > mostBytes) return 'it is larger than 16 MiB';
  return undefined;
};

/** JSON writes half of a surrogate pair as an escape; so may any text that speaks of one. */
const loneSurrogate = /\\ud[89a-f]/;

const isUnicode = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([field, one]) => field.isWellFormed() && isUnicode(one));
};
