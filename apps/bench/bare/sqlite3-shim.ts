import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

// The part of the package sqlite3's interface that the peer uses, over the runtime's own SQLite: its native module cannot
// be built on a bare machine. A call runs at once and answers in a microtask, which costs less than the thread pool of
// the original: it favours the peer.

type Answer<T> = (this: unknown, error: Error | null, result?: T) => void;
type Parameters = readonly unknown[] | unknown;

const valueOf = (value: unknown): SQLInputValue => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined || value === null) return null;
  // As the original does with an object it has no type for.
  return typeof value === 'object' && !ArrayBuffer.isView(value) ? String(value) : (value as SQLInputValue);
};

const valuesOf = (parameters: Parameters): SQLInputValue[] =>
  (Array.isArray(parameters) ? parameters : [parameters]).map(valueOf);

/** Statements kept prepared; the original prepares each call. */
const kept = 200;

export class Database {
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.db = new DatabaseSync(file);
    this.db.exec('PRAGMA synchronous = FULL');
  }

  run(sql: string, ...rest: [Answer<void>] | [Parameters, Answer<void>?] | []): this {
    return this.answer(rest, (values) => {
      const { changes, lastInsertRowid } = this.statement(sql).run(...values);
      return { context: { changes: Number(changes), lastID: Number(lastInsertRowid) } };
    });
  }

  all(sql: string, ...rest: [Answer<unknown[]>] | [Parameters, Answer<unknown[]>]): this {
    return this.answer(rest, (values) => ({ result: this.statement(sql).all(...values) }));
  }

  get(sql: string, ...rest: [Answer<unknown>] | [Parameters, Answer<unknown>]): this {
    return this.answer(rest, (values) => ({ result: this.statement(sql).get(...values) }));
  }

  close(done?: Answer<void>): void {
    this.statements.clear();
    this.db.close();
    done?.call(this, null);
  }

  private answer(
    rest: readonly unknown[],
    work: (values: SQLInputValue[]) => { readonly context?: object; readonly result?: unknown },
  ): this {
    const callback = rest.findLast((one) => typeof one === 'function') as Answer<unknown> | undefined;
    const parameters = typeof rest[0] === 'function' ? [] : (rest[0] ?? []);
    try {
      const { context = this, result } = work(valuesOf(parameters));
      queueMicrotask(() => callback?.call(context, null, result));
    } catch (error) {
      queueMicrotask(() => callback?.call(this, asError(error)));
    }
    return this;
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const fresh = this.db.prepare(sql);
    if (this.statements.size >= kept) this.statements.clear();
    this.statements.set(sql, fresh);
    return fresh;
  }
}

/** Primary result codes, as the original gives them. */
const asError = (error: unknown): Error => {
  const { message, errcode = 1 } = error as Error & { errcode?: number };
  return Object.assign(new Error(message), { errno: errcode & 0xff, code: 'SQLITE_ERROR' });
};

export default { Database, OPEN_URI: 64, OPEN_READWRITE: 2, OPEN_CREATE: 4 };
