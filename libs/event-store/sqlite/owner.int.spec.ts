import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '../contract/temporary.js';
import { freeBytes } from './free-space.js';
import { acquireFolder } from './owner.js';

/** Another process that takes the folder as we do, says so, and stays. */
const holder = `
  const { DatabaseSync } = require('node:sqlite');
  const db = new DatabaseSync(process.argv[1]);
  db.exec('BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => db.isOpen, 1000);
`;

describe('the owner of a data folder (engine 15)', () => {
  let temporary: TemporaryFolder;
  beforeEach(() => {
    temporary = temporaryFolder();
  });
  afterEach(() => temporary.remove());
  const inUse = expect.objectContaining({ code: 'folder.in-use', status: 503 });

  it('is one at a time, and another only after the release', () => {
    const folder = join(temporary.folder, 'data');
    const first = acquireFolder(folder);
    expect(() => acquireFolder(folder)).toThrow(inUse);
    expect(() => acquireFolder(folder)).toThrow(inUse);
    first.release();
    first.release();
    acquireFolder(folder).release();
  });

  it('is refused at once while another process holds it, and free after kill -9', async () => {
    const other = spawn(process.execPath, ['-e', holder, join(temporary.folder, 'lock.db')]);
    await once(other.stdout, 'data');
    const since = performance.now();
    expect(() => acquireFolder(temporary.folder)).toThrow(inUse);
    expect(performance.now() - since).toBeLessThan(3000);
    other.kill('SIGKILL');
    await once(other, 'exit');
    acquireFolder(temporary.folder).release();
  });

  it('says why a folder cannot be used', () => {
    const blocked = join(temporary.folder, 'file');
    writeFileSync(blocked, '');
    expect(() => acquireFolder(blocked)).toThrow(expect.objectContaining({ code: 'folder.unusable' }));
  });

  it('knows the free space of its folder in bytes', async () => {
    expect(await freeBytes(temporary.folder)).toBeGreaterThan(0);
  });
});
