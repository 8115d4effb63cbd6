import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleEvents } from '../contract/sample.js';
import { temporaryFolder, type TemporaryFolder } from '../contract/temporary.js';
import { openDatabase, valueOf, type Database, type OpenDatabase } from './database.js';
import { openSqliteLog } from './sqlite-log.js';

describe('the file of the SQLite log', () => {
  let temporary: TemporaryFolder;
  let file: string;
  beforeEach(() => {
    temporary = temporaryFolder();
    file = join(temporary.folder, 'log.db');
  });
  afterEach(() => temporary.remove());

  it('is written with every commit synced, and with triggers that see REPLACE (engine 13, quality 1.1)', async () => {
    const opened: Database[] = [];
    const open: OpenDatabase = (...args) => opened[opened.push(openDatabase(...args)) - 1] as Database;
    const store = openSqliteLog({ folder: temporary.folder, open });
    const setting = (name: string) => valueOf(opened[0] as Database, `PRAGMA ${name}`);
    expect(['journal_mode', 'synchronous', 'recursive_triggers'].map(setting)).toEqual(['wal', 2, 1]);
    await store.close();
  });

  it.each([
    ['synchronous', 'PRAGMA synchronous = NORMAL', 2, 1],
    ['journal_mode', 'PRAGMA journal_mode = DELETE', 'wal', 'delete'],
    ['recursive_triggers', 'PRAGMA recursive_triggers = OFF', 1, 0],
  ])('is not opened when %s cannot be had (quality 1.1)', (setting, instead, wanted, found) => {
    const open: OpenDatabase = (...args) => {
      const db = openDatabase(...args);
      const exec = db.exec.bind(db);
      db.exec = (sql) => exec(sql.startsWith(`PRAGMA ${setting}`) ? instead : sql);
      return db;
    };
    expect(() => openSqliteLog({ file, open })).toThrow(
      expect.objectContaining({ code: 'log.not-durable', details: { setting, wanted, found } }),
    );
  });

  const row = (verb: string, seq: string, revision: number, tail = '') =>
    `${verb} INTO events (seq, stream, revision, id, type, data, metadata)
     VALUES (${seq}, 'a', ${revision}, 'x', 'T', '{}', '{}') ${tail}`;

  it.each([
    ['UPDATE', `UPDATE events SET data = '{}' WHERE seq = 1`],
    ['DELETE', 'DELETE FROM events WHERE seq = 2'],
    ['REPLACE of a place in a stream', row('INSERT OR REPLACE', '3', 0)],
    ['REPLACE of a position', row('INSERT OR REPLACE', '1', 2)],
    ['REPLACE INTO', row('REPLACE', '1', 0)],
    ['an upsert', row('INSERT', '3', 0, `ON CONFLICT DO UPDATE SET data = '{"n":9}'`)],
    ['an insert that a conflict would silence', row('INSERT OR IGNORE', '2', 2)],
    ['a gap in the positions', row('INSERT', '4', 2)],
    ['a gap in a stream', row('INSERT', '3', 3)],
    ['a position left to SQLite', row('INSERT', 'NULL', 2)],
  ])('refuses %s, from any connection (engine 13)', async (_, sql) => {
    const store = openSqliteLog({ file });
    await store.append('a', 'no_stream', sampleEvents(2));
    const before = await store.readAll('start', 10);
    const other = openDatabase(file);
    other.exec('PRAGMA recursive_triggers = OFF');
    expect(() => other.exec(sql)).toThrow(/the log is append-only/);
    other.exec(row('INSERT', '3', 2));
    other.close();
    expect((await store.readAll('start', 2)).events).toEqual(before.events);
    await store.close();
  });

  it('gets a dropped trigger back at the next start', async () => {
    await openSqliteLog({ file }).close();
    const other = openDatabase(file);
    other.exec('DROP TRIGGER events_refuse_delete');
    await openSqliteLog({ file }).close();
    expect(valueOf(other, `SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'`)).toBe(3);
    other.close();
  });

  it('is refused when it is another database, of a later format, or none', () => {
    const foreign = expect.objectContaining({ code: 'log.foreign-file' });
    const at = (name: string, fill: (path: string) => void): string => {
      fill(join(temporary.folder, name));
      return join(temporary.folder, name);
    };
    const filled = (sql: string) => (path: string) => {
      const db = openDatabase(path);
      db.exec(sql);
      db.close();
    };
    const files = [
      at('other.db', filled('CREATE TABLE events (id)')),
      at('text.db', (path) => writeFileSync(path, 'not a database '.repeat(100))),
      at(
        'later.db',
        (path) =>
          void openSqliteLog({ file: path })
            .close()
            .then(() => undefined),
      ),
    ];
    filled('PRAGMA user_version = 2')(files[2] as string);
    files.forEach((path) => expect(() => openSqliteLog({ file: path })).toThrow(foreign));
    files.forEach((path) => expect(() => openSqliteLog({ file: path, readOnly: true })).toThrow(foreign));
  });
});
