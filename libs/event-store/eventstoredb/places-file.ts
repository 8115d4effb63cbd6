import { mkdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Keeping } from './places.js';

/** One event: commit (8 bytes), id (16), CRC-32 of both (4), big-endian, at seq × 28. */
const entrySize = 28;
/** Entries written together. */
const batchSize = 4_096;
const writeAfterMs = 1_000;

/** What an earlier process has counted. */
export interface Counted {
  /** Of all entries, and room for as many again. */
  readonly commits: BigUint64Array;
  readonly count: number;
  readonly first?: Entry;
  readonly last?: Entry;
}

export interface Entry {
  readonly commit: bigint;
  readonly id: string;
}

/**
 * The places counted so far, so that the next process need not count a long log again. No more than a copy of what the
 * server says: it may be lost, and several processes write the same into it.
 */
export interface PlacesFile extends Keeping {
  /** Every whole entry, up to the first that is not. */
  read(): Promise<Counted>;
  /** Forgets all: the log is another. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Undefined where the folder cannot be written: then every process counts for itself. */
export const openPlacesFile = async (folder: string, prefix: string): Promise<PlacesFile | undefined> => {
  try {
    mkdirSync(folder, { recursive: true });
    // Not `a+`: entries are written at their own place.
    const path = join(folder, `${prefix}.places`);
    const file = await open(path, 'r+').catch(() => open(path, 'w+'));
    return placesIn(file);
  } catch {
    return undefined;
  }
};

const placesIn = (file: FileHandle): PlacesFile => {
  let pending: Buffer[] = [];
  let written = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  const flush = (): Promise<unknown> => {
    clearTimeout(timer);
    timer = undefined;
    const [batch, at] = [Buffer.concat(pending), written * entrySize];
    written += pending.length;
    pending = [];
    if (batch.length > 0) writing = writing.then(() => file.write(batch, 0, batch.length, at)).catch(() => undefined);
    return writing;
  };
  return {
    add: (commit, id) => {
      pending.push(encoded({ commit, id }));
      timer ??= setTimeout(() => void flush(), writeAfterMs).unref();
      if (pending.length >= batchSize) void flush();
    },
    read: async () => {
      const counted = decoded(await file.readFile());
      written = counted.count;
      return counted;
    },
    clear: async () => {
      written = 0;
      await file.truncate(0);
    },
    close: async () => {
      await flush();
      await file.close();
    },
  };
};

const encoded = ({ commit, id }: Entry): Buffer => {
  const entry = Buffer.alloc(entrySize);
  entry.writeBigUInt64BE(commit, 0);
  entry.write(id.replaceAll('-', ''), 8, 'hex');
  entry.writeUInt32BE(crc32(entry.subarray(0, 24)), 24);
  return entry;
};

const decoded = (bytes: Buffer): Counted => {
  const room = Math.floor(bytes.length / entrySize);
  const commits = new BigUint64Array(room + 1_024);
  let count = 0;
  while (count < room && isWhole(bytes, count) && isAfterPrevious(bytes, count)) {
    commits[count] = bytes.readBigUInt64BE(count * entrySize);
    count += 1;
  }
  if (count === 0) return { commits, count };
  return { commits, count, first: entryAt(bytes, 0), last: entryAt(bytes, count - 1) };
};

const isWhole = (bytes: Buffer, index: number): boolean => {
  const at = index * entrySize;
  return crc32(bytes.subarray(at, at + 24)) === bytes.readUInt32BE(at + 24);
};

const isAfterPrevious = (bytes: Buffer, index: number): boolean =>
  index === 0 || bytes.readBigUInt64BE(index * entrySize) > bytes.readBigUInt64BE((index - 1) * entrySize);

const entryAt = (bytes: Buffer, index: number): Entry => {
  const at = index * entrySize;
  const hex = bytes.toString('hex', at + 8, at + 24);
  return {
    commit: bytes.readBigUInt64BE(at),
    id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  };
};
