import type { RecordedEvent } from '#libs/kernel/event.js';
import { isRefusal, type Refusal } from '#libs/kernel/refusal.js';
import { asNumber, judge, type EncodedEvent } from '../append-rules.js';
import type { Appended, ExpectedRevision } from '../port.js';
import { positionOf } from '../position.js';
import { quietly, type Database, type Statement } from './database.js';
import { toEvent, type EventRow } from './rows.js';

export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
}

/** What one append of a batch is told once the batch is on disk. */
export type Answer = Appended | Refusal;

/** Answers a batch only after its COMMIT returned; throws SQLite's own error, having rolled back. */
export interface AppendBatch {
  (requests: readonly AppendRequest[]): readonly Answer[];
}

interface Statements {
  readonly lastSeq: Statement;
  readonly lastRevision: Statement;
  readonly standing: Statement;
  readonly insert: Statement;
}

/**
 * The write path (engine 14). Conflicts are decided by SELECT before any write of that append, so no savepoint is
 * needed, and a later append sees the earlier ones of its batch. Conflicts too wait for COMMIT: they may rest on an
 * event of the same batch.
 */
export const appendBatch = (db: Database): AppendBatch => {
  const statements = prepare(db);
  return (requests) => {
    try {
      db.exec('BEGIN IMMEDIATE');
      const answers = answerAll(statements, requests);
      db.exec('COMMIT');
      return answers;
    } catch (error) {
      if (db.isTransaction) quietly(() => db.exec('ROLLBACK'));
      throw error;
    }
  };
};

const prepare = (db: Database): Statements => {
  const lastSeq = db.prepare('SELECT coalesce(max(seq), 0) FROM events');
  const lastRevision = db.prepare('SELECT coalesce(max(revision), -1) FROM events WHERE stream = ?');
  const standing = db.prepare(
    'SELECT seq, stream, revision, id, type, data, metadata FROM events WHERE stream = ? AND revision > ? ' +
      'ORDER BY revision LIMIT ?',
  );
  [lastSeq, lastRevision, standing].forEach((statement) => statement.setReturnArrays(true));
  const insert = db.prepare(
    'INSERT INTO events (seq, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return { lastSeq, lastRevision, standing, insert };
};

const only = (statement: Statement, ...values: readonly string[]): number =>
  (statement.get(...values) as unknown as [number])[0];

const answerAll = (statements: Statements, requests: readonly AppendRequest[]): readonly Answer[] => {
  let seq = only(statements.lastSeq);
  return requests.map((request) => {
    const answer = answerOne(statements, request, seq);
    if (!isRefusal(answer)) seq = Math.max(seq, answer.seq);
    return answer;
  });
};

const answerOne = (statements: Statements, request: AppendRequest, seq: number): Answer => {
  const { stream, expected, events } = request;
  const standing = () => statements.standing.all(stream, asNumber(expected), events.length) as unknown as EventRow[];
  try {
    const asked = { stream, expected, ids: events.map(({ id }) => id) };
    const outcome = judge(asked, only(statements.lastRevision, stream), () => standing().map(([, , , id]) => id));
    return appended(outcome === 'write' ? write(statements.insert, request, seq) : standing().map(toEvent));
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
};

const write = (insert: Statement, { stream, expected, events }: AppendRequest, seq: number): readonly RecordedEvent[] =>
  events.map(({ id, type, data, metadata }, index) => {
    const row: EventRow = [seq + 1 + index, stream, asNumber(expected) + 1 + index, id, type, data, metadata];
    insert.run(...row);
    return toEvent(row);
  });

const appended = (events: readonly RecordedEvent[]): Appended => {
  const { revision, seq } = events.at(-1) as RecordedEvent;
  return { revision, seq, position: positionOf(seq), events };
};
