import { jsonOf, maxInt64, textOf, type LogRecord } from './record.js';

/** What a stream's metadata says of its events. */
export interface StreamRules {
  readonly maxCount?: number;
  /** Seconds. */
  readonly maxAge?: number;
  readonly truncateBefore?: bigint;
  readonly acl?: Readonly<Record<string, unknown>>;
}

export interface StreamState {
  /** Every event ever written, at its revision. */
  readonly records: LogRecord[];
  tombstone?: LogRecord;
}

/** Streams by name, with what their metadata streams say of them. */
export class Streams {
  private readonly states = new Map<string, StreamState>();

  get(name: string): StreamState | undefined {
    return this.states.get(name);
  }

  add(record: LogRecord): void {
    const state = this.states.get(record.stream) ?? { records: [] };
    this.states.set(record.stream, state);
    if (record.type === '$streamDeleted') state.tombstone = record;
    else state.records.push(record);
  }

  /** −1 without events. */
  lastRevision(name: string): bigint {
    return BigInt(this.states.get(name)?.records.length ?? 0) - 1n;
  }

  isTombstoned(name: string): boolean {
    return this.states.get(name)?.tombstone !== undefined;
  }

  isSoftDeleted(name: string): boolean {
    return this.rules(name).truncateBefore === maxInt64;
  }

  rules(name: string): StreamRules {
    if (name.startsWith('$$')) return { maxCount: 1 };
    const last = this.states.get(`$$${name}`)?.records.at(-1);
    return last ? rulesOf(last) : {};
  }

  /** Events a read of the stream shows: `$tb`, `$maxCount` and `$maxAge` hide, `$all` keeps (eventstoredb.md 5.12). */
  visible(name: string, now: number): readonly LogRecord[] {
    const records = this.states.get(name)?.records ?? [];
    const from = this.firstShown(name);
    const kept = from > 0 ? records.slice(from) : records;
    const { maxAge } = this.rules(name);
    return maxAge === undefined ? kept : kept.filter(({ created }) => now - created <= maxAge * 1000);
  }

  /** Whether a read of its stream shows the record. */
  shows({ stream, revision, created }: LogRecord, now: number): boolean {
    const { maxAge } = this.rules(stream);
    const isFresh = maxAge === undefined || now - created <= maxAge * 1000;
    return isFresh && revision >= BigInt(this.firstShown(stream));
  }

  /** What a `$>` event points at, undefined if gone. */
  targetOf(link: LogRecord): LogRecord | undefined {
    const parsed = jsonOf(link);
    const text = typeof parsed === 'string' ? parsed : textOf(link.data);
    const [, revision, stream] = /^(\d+)@(.+)$/s.exec(text) ?? [];
    return stream === undefined ? undefined : this.states.get(stream)?.records[Number(revision)];
  }

  private firstShown(name: string): number {
    const count = this.states.get(name)?.records.length ?? 0;
    const { truncateBefore = 0n, maxCount = count } = this.rules(name);
    const truncated = truncateBefore > BigInt(count) ? count : Number(truncateBefore);
    return Math.max(truncated, count - maxCount);
  }

  /** Neither events nor anything said about them. */
  isUnknown(name: string): boolean {
    return this.lastRevision(name) < 0n && this.lastRevision(`$$${name}`) < 0n;
  }
}

const rulesOf = (record: LogRecord): StreamRules => {
  const said = jsonOf(record) as Record<string, unknown> | undefined;
  const whole = (key: string) => (typeof said?.[key] === 'number' ? said[key] : undefined);
  const tb = whole('$tb');
  return {
    maxCount: whole('$maxCount'),
    maxAge: whole('$maxAge'),
    truncateBefore: tb === undefined ? undefined : tb >= 2 ** 63 ? maxInt64 : BigInt(Math.max(0, tb)),
    acl: said?.['$acl'] as StreamRules['acl'],
  };
};
