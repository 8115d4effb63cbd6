import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import type { EventStore } from '#libs/event-store/port.js';

/** @param below where; the disk by default, memory for states that only have to be looked at */
export const newFolder = (below = tmpdir()): string => mkdtempSync(join(below, 'lookback-fault-'));

const memory = existsSync('/dev/shm') ? '/dev/shm' : undefined;

/** Lays files out in a folder and opens the log there, as a start after the crash would. */
export const reopened = async <T>(
  files: ReadonlyMap<string, Buffer>,
  look: (log: EventStore) => Promise<T>,
): Promise<T> => {
  const folder = newFolder(memory);
  // The shared-memory index holds nothing of its own: SQLite builds it anew.
  files.forEach((bytes, file) => file.endsWith('-shm') || writeFileSync(join(folder, basename(file)), bytes));
  try {
    return await opened(folder, look);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const opened = async <T>(folder: string, look: (log: EventStore) => Promise<T>): Promise<T> => {
  const log = openSqliteLog({ folder });
  try {
    return await look(log);
  } finally {
    await log.close();
  }
};

/** Faults of what a log holds against what was acknowledged, in words; empty where all is well. */
export const faultsOf = async (log: EventStore, acknowledged: readonly string[]): Promise<readonly string[]> => {
  const { events } = await log.readAll('start', 1_000_000);
  const names = events.map(({ id }) => id);
  const held = new Set(names);
  const torn = events.filter(({ id, data }) => (data as { text: string }).text !== id.repeat(20));
  return [
    ...acknowledged.filter((name) => !held.has(name) || !held.has(`${name}b`)).map((name) => `${name} was lost`),
    ...names
      .filter((name) => held.has(name) && !name.endsWith('b') && !held.has(`${name}b`))
      .map((name) => `${name} is half there`),
    ...(held.size === names.length ? [] : ['an event stands twice']),
    ...torn.map(({ id }) => `${id} is torn`),
    ...events.flatMap(({ seq }, index) => (seq === index + 1 ? [] : [`seq ${seq} at place ${index + 1}`])),
  ];
};

export const acknowledgedIn = (said: readonly string[]): readonly string[] =>
  said.flatMap((line) => (line.startsWith('ACK ') ? [line.slice(4)] : []));
