import { statSync } from 'node:fs';
import { join } from 'node:path';
import { drain, outcomeOf, sampleEvent, sampleEvents } from '../contract/sample.js';
import { temporaryFolder, type TemporaryFolder } from '../contract/temporary.js';
import type { EventStore } from '../port.js';
import { openDatabase, type Database, type OpenDatabase } from './database.js';
import { openSqliteLog } from './sqlite-log.js';

/** A log whose writing connection can be made to fail, and counts its commits. */
interface Fragile {
  readonly store: EventStore;
  readonly writer: () => Database;
  readonly commits: () => number;
  /** The next statement that begins so fails with SQLite's extended code. */
  failAt(sql: string, errcode: number): void;
}

const codes = { fsync: 1034, write: 778, corrupt: 11 };

const fragileLog = (file: string, reopenAfter: number): Fragile => {
  let [fault, commits, writer]: [readonly [string, number] | undefined, number, Database | undefined] = [
    undefined,
    0,
    undefined,
  ];
  const open: OpenDatabase = (path, options) => {
    const db = openDatabase(path, options);
    if (options?.readOnly) return db;
    const exec = db.exec.bind(db);
    db.exec = (sql) => {
      if (sql === 'COMMIT') commits += 1;
      if (!fault || !sql.startsWith(fault[0])) return exec(sql);
      const errcode = fault[1];
      fault = undefined;
      throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode });
    };
    return (writer = db);
  };
  const store = openSqliteLog({ file, open, reopenAfter });
  const failAt: Fragile['failAt'] = (sql, errcode) => void (fault = [sql, errcode]);
  return { store, failAt, commits: () => commits, writer: () => writer as Database };
};

const passing = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const codeOf = async (call: Promise<unknown>): Promise<string> => {
  const outcome = await outcomeOf(call);
  return 'refused' in outcome ? outcome.refused : 'stored';
};

describe('the SQLite log under faults', () => {
  let temporary: TemporaryFolder;
  let file: string;
  let log: Fragile;
  beforeEach(() => {
    temporary = temporaryFolder();
    file = join(temporary.folder, 'log.db');
    log = fragileLog(file, 50);
  });
  afterEach(async () => {
    await log.store.close();
    temporary.remove();
  });
  const append = (stream: string, size = 1) => log.store.append(stream, 'no_stream', sampleEvents(size));

  describe('group commit (engine 14)', () => {
    it('commits the appends of one turn together, in the order of the calls', async () => {
      const calls = Array.from({ length: 64 }, (_, index) => append(`case-${index}`));
      const seqs = (await Promise.all(calls)).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
      expect(log.commits()).toBe(1);
    });

    it('takes at most 256 appends in one commit', async () => {
      await Promise.all(Array.from({ length: 600 }, (_, index) => append(`case-${index}`)));
      expect(log.commits()).toBe(3);
    });

    it('prints a position as the seq in 20 digits, so that it compares as text (quality 1.10)', async () => {
      const { position } = await append('case-1', 12);
      expect(position).toBe('00000000000000000012');
    });

    it('writes nothing for a caller who gives up while waiting for the turn (engine 11)', async () => {
      const budget = new AbortController();
      const given = log.store.append('case-1', 'no_stream', sampleEvents(1), budget.signal);
      const kept = append('case-2');
      budget.abort(new Error('budget spent'));
      await expect(given).rejects.toThrow('budget spent');
      expect(await kept).toMatchObject({ seq: 1 });
    });

    it('rings before anybody is answered, also where nobody knows what is stored (engine 12)', async () => {
      const order: string[] = [];
      log.store.onAppended(() => order.push('rung'));
      await append('case-1').then(() => order.push('stored'));
      log.failAt('COMMIT', codes.fsync);
      await codeOf(append('case-2')).then((code) => order.push(code));
      expect(order).toEqual(['rung', 'stored', 'rung', 'log.unknown-outcome']);
    });

    it('writes what waits before it closes, and refuses the rest', async () => {
      const waiting = append('case-1');
      await log.store.close();
      expect(await waiting).toMatchObject({ seq: 1 });
      expect(await codeOf(append('case-2'))).toBe('log.closed');
      expect(await codeOf(log.store.head())).toBe('log.closed');
    });
  });

  describe('an I/O error (engine 14)', () => {
    it.each([
      ['COMMIT', codes.fsync],
      ['COMMIT', codes.write],
      ['BEGIN', codes.corrupt],
    ])('at %s (%i) leaves the whole batch unknown, the losers of a conflict too', async (sql, errcode) => {
      log.failAt(sql, errcode);
      const calls = ['case-1', 'case-1', 'case-2'].map((stream) => append(stream));
      expect(await Promise.all(calls.map(codeOf))).toEqual(Array.from({ length: 3 }, () => 'log.unknown-outcome'));
    });

    it('closes the log to writers, and readers go on, until it was reopened and recovered', async () => {
      const events = [sampleEvent()];
      await append('case-1');
      log.failAt('COMMIT', codes.fsync);
      expect(await codeOf(log.store.append('case-2', 'no_stream', events))).toBe('log.unknown-outcome');
      expect(await codeOf(append('case-3'))).toBe('log.closed');
      expect((await log.store.head()).seq).toBe(1);
      await passing(60);
      expect(await log.store.append('case-2', 'no_stream', events)).toMatchObject({ seq: 2 });
      expect((await log.store.head()).seq).toBe(2);
    });

    it('keeps it closed as long as recovery fails, and tries no faster than it may', async () => {
      log.failAt('COMMIT', codes.fsync);
      expect(await codeOf(append('case-1'))).toBe('log.unknown-outcome');
      await passing(60);
      log.failAt('PRAGMA', codes.write);
      expect(await codeOf(append('case-1'))).toBe('log.closed');
      expect(await codeOf(append('case-1'))).toBe('log.closed');
      await passing(60);
      expect(await codeOf(append('case-1'))).toBe('stored');
    });
  });

  it('empties the WAL of whoever wrote before, at every start', async () => {
    await append('case-1', 3);
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    const second = openSqliteLog({ file });
    expect(statSync(`${file}-wal`).size).toBe(0);
    await second.close();
  });

  it('says that the disk does not answer, when opened, and succeeds when it does again', async () => {
    const reopened = join(temporary.folder, 'other.db');
    let broken = true;
    const open: OpenDatabase = (...args) => {
      const db = openDatabase(...args);
      if (broken)
        db.exec = () => {
          throw Object.assign(new Error('disk I/O error'), { errcode: codes.fsync });
        };
      return db;
    };
    const unreadable = expect.objectContaining({ code: 'log.unreadable', status: 503 });
    expect(() => openSqliteLog({ file: reopened, open })).toThrow(unreadable);
    broken = false;
    await openSqliteLog({ file: reopened, open }).close();
  });

  it('answers log.full for the whole batch, reads on, and writes again without a restart (fault D5)', async () => {
    await append('case-1');
    log.writer().exec('PRAGMA max_page_count = 12');
    const large = log.store.append('case-2', 'no_stream', [sampleEvent('Large', 'x'.repeat(100_000))]);
    expect(await Promise.all([append('case-3'), large, append('case-4')].map(codeOf))).toEqual([
      'log.full',
      'log.full',
      'log.full',
    ]);
    expect((await log.store.head()).seq).toBe(1);
    log.writer().exec('PRAGMA max_page_count = 1000000');
    expect(await append('case-3')).toMatchObject({ seq: 2 });
  });

  it('answers log.busy soon when another process holds the file, and reads on (quality 1.4)', async () => {
    const other = openDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    const since = performance.now();
    expect(await codeOf(append('case-1'))).toBe('log.busy');
    expect(performance.now() - since).toBeLessThan(3000);
    expect((await log.store.head()).seq).toBe(0);
    other.close();
    expect(await codeOf(append('case-1'))).toBe('stored');
  });

  it('lets one of two writers on one file win at a revision', async () => {
    const second = openSqliteLog({ file });
    const outcomes = await Promise.all([
      codeOf(append('case-1')),
      codeOf(second.append('case-1', 'no_stream', sampleEvents(1))),
    ]);
    expect(outcomes.toSorted()).toEqual(['log.conflict', 'stored']);
    await second.close();
  });

  describe('opened for reading only', () => {
    it('reads beside the writer, hears of new events, and writes nothing', async () => {
      await append('case-1');
      const reader = openSqliteLog({ file, readOnly: true });
      expect(await codeOf(reader.append('case-2', 'no_stream', sampleEvents(1)))).toBe('log.read-only');
      const rung = new Promise<void>((resolve) => void reader.onAppended(resolve));
      await passing(20);
      await append('case-2');
      await rung;
      expect((await drain(reader, 10)).events).toEqual((await drain(log.store, 10)).events);
      await reader.close();
    });

    it('reads a log whose writer has ended', async () => {
      await append('case-1', 3);
      await log.store.close();
      const reader = openSqliteLog({ file, readOnly: true });
      expect((await reader.head()).seq).toBe(3);
      await reader.close();
    });

    it('says that there is no log, and makes none', () => {
      const missing = { folder: join(temporary.folder, 'none'), readOnly: true };
      const refusal = expect.objectContaining({ code: 'log.missing' });
      expect(() => openSqliteLog(missing)).toThrow(refusal);
      expect(() => openSqliteLog(missing)).toThrow(refusal);
    });
  });
});
