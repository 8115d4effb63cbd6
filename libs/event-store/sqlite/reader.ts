import type { RecordedEvent } from '#libs/kernel/event.js';
import { asRevision } from '../append-rules.js';
import { refuseAppend } from '../errors.js';
import type { Head, Page, StreamRead } from '../port.js';
import { headAt } from '../position.js';
import type { Database, Statement } from './database.js';
import { refusalOfRead } from './failures.js';
import { toEvent, type EventRow } from './rows.js';

/** Rows one page may pass over for each it may hold, so that a page of excluded types cannot scan the whole log. */
const scanned = 16;

const columns = 'SELECT seq, stream, revision, id, type, data, metadata FROM events';

interface Statements {
  readonly head: Statement;
  readonly stream: Statement;
  readonly all: Statement;
  readonly allBut: Statement;
  readonly at: Statement;
}

interface Connection {
  readonly db: Database;
  readonly statements: Statements;
}

export interface PageRequest {
  /** Seq before the page. */
  readonly after: number;
  readonly limit: number;
  readonly except: readonly string[];
}

export interface Reader {
  head(): Head;
  stream(name: string): StreamRead;
  page(request: PageRequest): Page;
  at(seq: number): RecordedEvent | undefined;
  close(): void;
}

/** Reads on a connection of its own: a reader in WAL mode waits for nobody. After an error the next read reopens. */
export const openReader = (open: () => Database): Reader => {
  let connection: Connection | undefined = connect(open());
  let closed = false;
  const drop = (): void => {
    connection?.db.close();
    connection = undefined;
  };
  const reading = <T>(read: (statements: Statements) => T): T => {
    if (closed) throw refuseAppend('log.closed');
    try {
      connection ??= connect(open());
      return read(connection.statements);
    } catch (error) {
      drop();
      throw refusalOfRead(error);
    }
  };
  return {
    head: () => reading((statements) => headAt(lastSeq(statements))),
    stream: (name) => reading((statements) => readStream(statements, name)),
    page: (request) => reading((statements) => readPage(statements, request)),
    at: (seq) => reading(({ at }) => readAt(at, seq)),
    close: () => {
      closed = true;
      drop();
    },
  };
};

const connect = (db: Database): Connection => {
  const statements = {
    head: db.prepare('SELECT coalesce(max(seq), 0) FROM events'),
    stream: db.prepare(`${columns} WHERE stream = ? ORDER BY revision`),
    at: db.prepare(`${columns} WHERE seq = ?`),
    all: db.prepare(`${columns} WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`),
    allBut: db.prepare(
      `${columns} WHERE seq > ? AND seq <= ? AND type NOT IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
    ),
  };
  Object.values(statements).forEach((statement) => statement.setReturnArrays(true));
  return { db, statements };
};

const lastSeq = ({ head }: Statements): number => (head.get() as unknown as [number])[0];

const readAt = (at: Statement, seq: number): RecordedEvent | undefined => {
  const row = at.get(seq) as unknown as EventRow | undefined;
  return row && toEvent(row);
};

const readStream = ({ stream }: Statements, name: string): StreamRead => {
  const events = (stream.all(name) as unknown as EventRow[]).map(toEvent);
  return { revision: asRevision(events.length - 1), events };
};

/**
 * The head is read first and bounds the page; since the log only grows, the two reads need no transaction. `next` is
 * the last event of a full page, else the end of what was scanned, events passed over included (engine 9).
 */
const readPage = (statements: Statements, { after, limit, except }: PageRequest): Page => {
  const head = lastSeq(statements);
  const end = Math.max(after, Math.min(head, after + limit * scanned));
  const rows = (except.length === 0
    ? statements.all.all(after, end, limit)
    : statements.allBut.all(after, end, JSON.stringify(except), limit)) as unknown as EventRow[];
  const nextSeq = rows.length === limit ? (rows.at(-1) as EventRow)[0] : end;
  return { events: rows.map(toEvent), next: headAt(nextSeq).position, nextSeq, atEnd: nextSeq >= head };
};
