import type { DiskCall } from './strace.js';

/** Chance with a seed: the same seed, the same crash. */
export interface Chance {
  below(limit: number): number;
}

/** @see the generator of Mulberry: 32 bits of state, good enough to choose by */
export const chance = (seed: number): Chance => {
  let state = seed >>> 0;
  return {
    below: (limit) => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
    },
  };
};

/** What a power cut leaves: bytes by file, and what the process had said by then. */
export interface Crash {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly said: readonly string[];
}

const sector = 512;

/**
 * Cuts the power after `until` calls. What was synced is there; of each write since, the disk may hold all, nothing, or
 * some of its sectors, and it may hold a later one without an earlier one.
 */
export const crashAfter = (calls: readonly DiskCall[], until: number, { below }: Chance): Crash => {
  const before = calls.slice(0, until);
  const lastSync = new Map<string, number>();
  before.forEach((each, index) => {
    if (each.kind === 'sync') lastSync.set(each.file, index);
  });
  const files = new Map<string, Buffer>();
  before.forEach((each, index) => {
    if (each.kind === 'said' || each.kind === 'sync') return;
    // A file system keeps the order of its own entries: a removal is on disk with whatever was synced after it.
    if (each.kind === 'remove') return void files.delete(each.file);
    const isSafe = index < (lastSync.get(each.file) ?? -1);
    const fate = isSafe ? 0 : below(3);
    if (fate === 1) return;
    if (each.kind === 'truncate') files.set(each.file, resized(files.get(each.file), each.size));
    else put(files, each, fate === 0 ? () => true : () => below(2) === 0);
  });
  return { files, said: before.flatMap((each) => (each.kind === 'said' ? each.text.split('\n') : [])) };
};

const resized = (bytes: Buffer = Buffer.alloc(0), size: number): Buffer => {
  const after = Buffer.alloc(size);
  bytes.copy(after, 0, 0, Math.min(bytes.length, size));
  return after;
};

type Write = Extract<DiskCall, { kind: 'write' }>;

const put = (files: Map<string, Buffer>, { file, at, bytes }: Write, reaches: () => boolean): void => {
  const known = files.get(file);
  const into = resized(known, Math.max(known?.length ?? 0, at + bytes.length));
  for (let from = 0; from < bytes.length; from += sector)
    if (reaches()) bytes.copy(into, at + from, from, Math.min(from + sector, bytes.length));
  files.set(file, into);
};
