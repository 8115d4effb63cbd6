import { randomUUID } from 'node:crypto';
import { cp, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '#libs/kernel/ids.js';
import { refuseBlob } from './errors.js';
import type { BlobStore } from './port.js';

const digestPattern = /^[0-9a-f]{64}$/;

/** Blobs as files `ab/abcd…` of a folder that is made when the first one comes. */
export const fileBlobs = (folder: string): BlobStore => {
  const placeOf = (digest: string): string => join(folder, digest.slice(0, 2), digest);
  const has = async (digest: string): Promise<boolean> =>
    digestPattern.test(digest) && (await sizeOf(placeOf(digest))) !== undefined;
  return {
    has,
    put: async (bytes) => {
      const digest = sha256(bytes);
      if (!(await has(digest))) await writeSafely(placeOf(digest), bytes);
      return digest;
    },
    get: async (digest) => {
      if (!(await has(digest))) return undefined;
      const bytes = await readFile(placeOf(digest));
      if (sha256(bytes) !== digest) throw refuseBlob('blob.damaged', { digest });
      return bytes;
    },
  };
};

const sizeOf = async (file: string): Promise<number | undefined> => {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
};

/** Under a name of its own until every byte is on the disk: a crash leaves no half of a blob. */
const writeSafely = async (file: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(join(file, '..'), { recursive: true });
  const partial = `${file}.${randomUUID()}.partial`;
  const handle = await open(partial, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, file).catch(async (error: unknown) => {
    await rm(partial, { force: true });
    throw error;
  });
};

/** Every blob of a folder, whole, into another one; answers how many there are now. Those already there stay. */
export const copyBlobs = async (from: string, to: string): Promise<number> => {
  const isBlob = (name: string) => !name.endsWith('.partial');
  if (from === to || (await sizeOf(from)) === undefined) return 0;
  await cp(from, to, { recursive: true, filter: isBlob });
  const names = await readdir(to, { recursive: true });
  return names.filter((name) => digestPattern.test(name.split(/[\\/]/).at(-1) ?? '')).length;
};
