// A process that appends and says what was acknowledged, for faults that only a process can have.
// usage: append-writer.mjs FOLDER COUNT [planted defect]
//   normal-sync   the log believes in synchronous=NORMAL        (caught by: power loss)
//   answer-early  an append is acknowledged before its commit   (caught by: power loss, kill at the Nth write)
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../dist/libs/event-store/sqlite/database.js';
import { openSqliteLog } from '../../../dist/libs/event-store/sqlite/sqlite-log.js';

const [folder, count, defect] = process.argv.slice(2);

/** Believes itself to be FULL, and is not. */
const unsynced = (path, options) => {
  const db = openDatabase(path, options);
  const exec = db.exec.bind(db);
  db.exec = (sql) => exec(sql);
  const prepare = db.prepare.bind(db);
  db.prepare = (sql) => (sql === 'PRAGMA synchronous' ? prepare('SELECT 2 AS synchronous') : prepare(sql));
  db.exec = (sql) => exec(sql.replace('synchronous = FULL', 'synchronous = NORMAL'));
  return db;
};

const log = openSqliteLog({ folder, open: defect === 'normal-sync' ? unsynced : openDatabase, reopenAfter: 20 });
const say = (text) => writeSync(1, `${text}\n`);

const event = (name) => ({
  id: name,
  type: 'Noted',
  data: { text: name.repeat(20) },
  metadata: { recordedAt: '2015-01-01T00:00:00.000Z', actor: 'a', commandKey: name, bodyDigest: '', schemaVersion: 1 },
});

/** Single appends and groups in turn; each has a stream of its own, so that a retry finds what the first try left. */
const append = async (name) => {
  if (defect === 'answer-early') say(`ACK ${name}`);
  try {
    await log.append(`s-${name}`, 'no_stream', [event(name), event(`${name}b`)]);
    if (defect !== 'answer-early') say(`ACK ${name}`);
  } catch (error) {
    say(`NO ${name} ${error?.code ?? error}`);
  }
};

say('READY');
for (let at = 0; at < Number(count); at += 4) {
  const names = Array.from({ length: at % 8 === 0 ? 1 : 4 }, (_, index) => `e${at + index}`);
  await Promise.all(names.map(append));
}
await log.close().catch(() => undefined);
say('END');
