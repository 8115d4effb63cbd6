import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { importLog } from '#libs/event-store/transfer.js';
import { newFolder } from './recovered.js';

/** A folder whose log is the frozen story of the first release, with no views yet. */
export const playedFolder = async (): Promise<string> => {
  const folder = newFolder();
  const log = openSqliteLog({ folder });
  await importLog(createInterface({ input: createReadStream('test/fixtures/log-0.1.jsonl') }), log);
  await log.close();
  return folder;
};
