import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drain, sampleEvents } from '../contract/sample.js';
import { temporaryFolder, type TemporaryFolder } from '../contract/temporary.js';
import type { EventStore } from '../port.js';
import { backupLog } from './backup.js';
import { openDatabase } from './database.js';
import { openSqliteLog } from './sqlite-log.js';

describe('the backup of a log (engine 16)', () => {
  let temporary: TemporaryFolder;
  let store: EventStore;
  let copy: string;
  beforeEach(async () => {
    temporary = temporaryFolder();
    store = openSqliteLog({ folder: temporary.folder });
    for (const stream of ['a', 'b', 'c']) await store.append(stream, 'no_stream', sampleEvents(100));
    copy = join(temporary.folder, 'copy.db');
  });
  afterEach(async () => {
    await store.close();
    temporary.remove();
  });
  const leftovers = () => readdirSync(temporary.folder).filter((name) => name.startsWith('copy'));

  it('is a prefix of the log while writers go on (fault D7)', async () => {
    const writing = (async () => {
      for (let turn = 0; turn < 50; turn += 1) await store.append(`w-${turn}`, 'no_stream', sampleEvents(5));
    })();
    const { seq } = await backupLog({ folder: temporary.folder }, copy);
    await writing;
    const restored = openSqliteLog({ file: copy });
    const { events } = await drain(restored, 1000);
    expect(events).toHaveLength(seq);
    expect(events).toEqual((await drain(store, 1000)).events.slice(0, seq));
    expect(await restored.append('next', 'no_stream', sampleEvents(1))).toMatchObject({ seq: seq + 1 });
    await restored.close();
    expect(leftovers()).toEqual(['copy.db']);
  });

  it('overwrites nothing', async () => {
    writeFileSync(copy, 'mine');
    await expect(backupLog({ folder: temporary.folder }, copy)).rejects.toMatchObject({ code: 'backup.exists' });
  });

  it('is given up, and leaves nothing behind, when the copy does not hold every event', async () => {
    const other = openDatabase(join(temporary.folder, 'log.db'));
    other.exec('DROP TRIGGER events_refuse_delete; DELETE FROM events WHERE seq = 7');
    other.close();
    await expect(backupLog({ folder: temporary.folder }, copy)).rejects.toMatchObject({ code: 'backup.damaged' });
    expect(leftovers()).toEqual([]);
  });
});
