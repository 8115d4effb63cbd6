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

interface Writing extends Statements {
  /** Last revisions by stream, of those lately written: nobody else writes, and a batch that failed clears them. */
  readonly revisions: Map<string, number>;
}

interface Statements {
  readonly lastSeq: Statement;
  readonly lastRevision: Statement;
  readonly standing: Statement;
  readonly insert: Statement;
}

/**
 * The write path (engine 14). Conflicts are decided before any write of that append, so no savepoint is needed, and a later append sees the earlier ones of its batch. Conflicts too wait for COMMIT: they may rest on an
 * event of the same batch.
 */
export const appendBatch = (db: Database): AppendBatch => {
  const statements = prepare(db);
  const revisions = new Map<string, number>();
  return (requests) => {
    try {
      db.exec('BEGIN IMMEDIATE');
      const answers = answerAll({ ...statements, revisions }, requests);
      db.exec('COMMIT');
      if (revisions.size > mostRevisions) revisions.clear();
      return answers;
    } catch (error) {
      revisions.clear();
      if (db.isTransaction) quietly(() => db.exec('ROLLBACK'));
      throw error;
    }
  };
};

/** Streams whose last revision is remembered; then it starts anew. */
const mostRevisions = 16_384;

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

const answerAll = (statements: Writing, requests: readonly AppendRequest[]): readonly Answer[] => {
  let seq = only(statements.lastSeq);
  return requests.map((request) => {
    const answer = answerOne(statements, request, seq);
    if (!isRefusal(answer)) seq = Math.max(seq, answer.seq);
    return answer;
  });
};

const answerOne = (statements: Writing, request: AppendRequest, seq: number): Answer => {
  const { stream, expected, events } = request;
  const standing = () => statements.standing.all(stream, asNumber(expected), events.length) as unknown as EventRow[];
  try {
    const asked = { stream, expected, ids: events.map(({ id }) => id) };
    const outcome = judge(asked, revisionOf(statements, stream), () => standing().map(([, , , id]) => id));
    return appended(outcome === 'write' ? write(statements, request, seq) : standing());
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
};

const revisionOf = ({ lastRevision, revisions }: Writing, stream: string): number =>
  revisions.get(stream) ?? only(lastRevision, stream);

const write = (
  { insert, revisions }: Writing,
  { stream, expected, events }: AppendRequest,
  seq: number,
): readonly EventRow[] => {
  const last = asNumber(expected);
  revisions.set(stream, last + events.length);
  return events.map(({ id, type, data, metadata }, index) => {
    const row: EventRow = [seq + 1 + index, stream, last + 1 + index, id, type, data, metadata];
    insert.run(...row);
    return row;
  });
};

/** The events are read from their texts for whoever looks at them: most callers want to know only that they stand. */
const appended = (rows: readonly EventRow[]): Appended => {
  const [seq, , revision] = rows.at(-1) as EventRow;
  let events: Appended['events'] | undefined;
  return {
    revision,
    seq,
    position: positionOf(seq),
    get events() {
      return (events ??= rows.map(toEvent));
    },
  };
};
