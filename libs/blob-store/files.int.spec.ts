import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '#libs/kernel/ids.js';
import { copyBlobs, fileBlobs } from './files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-blobs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = (from: string) => Buffer.from(from);

describe('blobs (engine 37)', () => {
  it('are named by their hash, and put twice they stand once', async () => {
    const blobs = fileBlobs(join(folder, 'blobs'));
    const digest = await blobs.put(text('一期通报'));
    expect(digest).toBe(sha256('一期通报'));
    expect(await blobs.put(text('一期通报'))).toBe(digest);
    expect(readdirSync(join(folder, 'blobs'), { recursive: true })).toHaveLength(2);
    expect(await blobs.has(digest)).toBe(true);
    expect(Buffer.from((await blobs.get(digest))!).toString()).toBe('一期通报');
  });

  it('that were never put are not there, whatever they are called', async () => {
    const blobs = fileBlobs(join(folder, 'blobs'));
    for (const name of [sha256('nothing'), '../secret', '']) {
      expect(await blobs.has(name)).toBe(false);
      expect(await blobs.get(name)).toBeUndefined();
    }
  });

  it('whose bytes changed are refused, never handed out', async () => {
    const blobs = fileBlobs(folder);
    const digest = await blobs.put(text('原文'));
    writeFileSync(join(folder, digest.slice(0, 2), digest), '改过');
    await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'blob.damaged' });
  });

  it('are copied whole; what a crash left half written stays behind', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    const digests = [await fileBlobs(from).put(text('甲')), await fileBlobs(from).put(text('乙'))];
    writeFileSync(join(from, digests[0]!.slice(0, 2), 'x.partial'), '');
    expect(await copyBlobs(from, to)).toBe(2);
    for (const digest of digests) expect(await fileBlobs(to).has(digest)).toBe(true);
    expect(readdirSync(to, { recursive: true }).filter((name) => String(name).endsWith('.partial'))).toEqual([]);
    expect(await copyBlobs(join(folder, 'none'), to)).toBe(0);
  });
});
