import { randomUUID } from 'node:crypto';
import { AppendTooLarge } from './failure.js';
import { recentWindow } from './recent-ids.js';
import { jsonOf, jsonRecord, maxInt64, sizeOf, type Expected, type LogRecord, type Proposed } from './record.js';
import { Streams } from './streams.js';
import { checkRemoval, judgeAppend, type Append } from './write-rules.js';

export interface Written {
  readonly revision: bigint;
  readonly position?: bigint;
}

export interface LogOptions {
  /** Offset of the first record; above 2^53 to see who counts in doubles. */
  readonly firstPosition?: bigint;
  /** Sum of the data bytes of one append (eventstoredb.md 5.14). */
  readonly maxAppendSize?: number;
  /** Bytes left between two records beyond their size: real offsets have large gaps. */
  readonly gap?: bigint;
  /** Keeps what is committed; called before anyone sees it. */
  readonly keep?: (records: readonly LogRecord[]) => void;
  /** Records of an earlier run. */
  readonly kept?: readonly LogRecord[];
  readonly now?: () => number;
}

/** A log as one or several nodes serve it: `$all` in order, and the streams. Everything is committed in one turn. */
export class EventLog {
  readonly all: LogRecord[] = [];
  readonly streams = new Streams();
  readonly now: () => number;
  private readonly recent = recentWindow();
  private readonly listeners = new Set<() => void>();
  /** Appended without a quorum: they count for the version check, and nobody sees them (eventstoredb.md 6). */
  private limbo: Append[] = [];
  private end: bigint;

  constructor(private readonly options: LogOptions = {}) {
    this.now = options.now ?? Date.now;
    this.end = options.firstPosition ?? 4_211n;
    options.kept?.forEach((record) => this.take(record));
    // Not in the window: idempotence of `any` ends with the process.
    if (this.all.length === 0) this.commit('$$$settings', [jsonRecord('$metadata', randomUUID(), { $maxCount: 1 })]);
  }

  /** Bytes of data that one append may have. */
  get maxAppendSize(): number {
    return this.options.maxAppendSize ?? 1_048_576;
  }

  /** Where the next record will stand. */
  get endPosition(): bigint {
    return this.end;
  }

  /** @throws Failure: wrong expected version, stream deleted, too large */
  append(append: Append): Written {
    const { stream, events } = append;
    this.checkSize(events);
    const verdict = judgeAppend(append, {
      streams: this.streams,
      recent: this.recent,
      limbo: (name) => this.limboOf(name),
    });
    if (verdict !== 'write') return verdict;
    if (events.length === 0) return { revision: 0n };
    const wasDeleted = this.streams.isSoftDeleted(stream);
    const written = this.commit(stream, events);
    // After the new events, in a commit of its own kind: the old ones stay hidden (eventstoredb.md 5.11).
    if (wasDeleted) this.hideBefore(stream, written[0]!.revision);
    const { revision, position } = written.at(-1)!;
    return { revision, position };
  }

  /** Counted, not committed: the append of a leader that has lost its quorum. @throws Failure as `append` */
  suspend(append: Append): void {
    this.checkSize(append.events);
    judgeAppend(append, { streams: this.streams, recent: this.recent, limbo: (name) => this.limboOf(name) });
    this.limbo.push(append);
  }

  /** The quorum is back: what was suspended is applied, or was truncated. */
  resolve(outcome: 'apply' | 'vanish'): void {
    const suspended = this.limbo;
    this.limbo = [];
    if (outcome === 'apply') suspended.forEach(({ stream, events }) => this.commit(stream, events));
  }

  /** Soft delete. @throws Failure */
  remove(stream: string, expected: Expected): Written {
    checkRemoval(stream, expected, { streams: this.streams, mayBeMissing: false });
    return this.hideBefore(stream, maxInt64);
  }

  /** For good. @throws Failure */
  tombstone(stream: string, expected: Expected): Written {
    checkRemoval(stream, expected, { streams: this.streams, mayBeMissing: true });
    const proposed = { ...jsonRecord('$streamDeleted', randomUUID(), {}), data: new Uint8Array() };
    const [record] = this.commit(stream, [{ ...proposed, contentType: 'application/octet-stream' }]);
    return { revision: maxInt64, position: record!.position };
  }

  /** What the server itself writes: at the end of the stream, whatever its size. */
  write(stream: string, events: readonly Proposed[]): void {
    this.commit(stream, events);
  }

  /** Hides what stands before a revision from reads of the stream. */
  truncate(stream: string, revision: bigint): void {
    this.hideBefore(stream, revision);
  }

  /** Calls back after every commit. Returns the way to stop. */
  onCommit(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Index in `all` of the first record at or after a position. */
  indexAt(position: bigint): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.all[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private limboOf(stream: string): bigint {
    return this.limbo.reduce((sum, append) => sum + (append.stream === stream ? BigInt(append.events.length) : 0n), 0n);
  }

  /** @throws AppendTooLarge */
  checkSize(events: readonly Proposed[]): void {
    const size = events.reduce((sum, { data }) => sum + data.length, 0);
    if (size > this.maxAppendSize) throw new AppendTooLarge(this.maxAppendSize);
  }

  private hideBefore(stream: string, revision: bigint): Written {
    const standing = this.streams.get(`$$${stream}`)?.records.at(-1);
    const said = { ...(standing && (jsonOf(standing) as object)), $tb: '' };
    // Written as text: the number of a soft delete is beyond what a double holds.
    const data = Buffer.from(JSON.stringify(said).replace('"$tb":""', `"$tb":${revision}`));
    const [record] = this.commit(`$$${stream}`, [{ ...jsonRecord('$metadata', randomUUID(), {}), data }]);
    return { revision: record!.revision, position: record!.position };
  }

  private commit(stream: string, events: readonly Proposed[]): readonly LogRecord[] {
    let [position, revision] = [this.end, this.streams.lastRevision(stream)];
    const records = events.map((event): LogRecord => {
      const record = { ...event, stream, position, revision: (revision += 1n), created: this.now() };
      position += sizeOf(event, stream) + (this.options.gap ?? 0n);
      return event.type === '$streamDeleted' ? { ...record, revision: maxInt64 } : record;
    });
    this.options.keep?.(records);
    records.forEach((record) => {
      this.take(record);
      this.recent.add(record);
    });
    this.listeners.forEach((listener) => listener());
    return records;
  }

  private take(record: LogRecord): void {
    this.all.push(record);
    this.streams.add(record);
    this.end = record.position + sizeOf(record, record.stream) + (this.options.gap ?? 0n);
  }
}
