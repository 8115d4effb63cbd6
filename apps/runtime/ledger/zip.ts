import { inflateRawSync } from 'node:zlib';
import { refuse } from './errors.js';

// A workbook of 201 KB inflated to 529 MiB of memory. The directory of the archive is judged first, then each part is
// inflated with the rest of the budget as its limit, so that a directory that lies is found out too; whoever parses the
// workbook sees only parts inflated here, never the archive itself.

export const partLimit = 2_000;
export const inflatedLimit = 64 * 1024 * 1024;
export const ratioLimit = 100;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly inflated: number;
  readonly offset: number;
}

export interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const partMark = 0x04034b50;

const damaged = () => refuse('import.archive-damaged');

/** Checks the directory, inflates the parts that are wanted. Refuses `import.archive-*`. */
export const partsOf = (bytes: Uint8Array, isWanted: (name: string) => boolean): readonly Part[] => {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = guarded(() => directoryOf(archive));
  checkEntries(entries);
  let left = inflatedLimit;
  return entries
    .filter(({ name }) => isWanted(name))
    .map((entry) => {
      const part = { name: entry.name, bytes: guarded(() => inflatedPart(archive, entry, left)) };
      left -= part.bytes.length;
      return part;
    });
};

/** Whatever a crafted archive makes the reader stumble over is damage. */
const guarded = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('import.') ? error : damaged();
  }
};

const directoryOf = (archive: Buffer): readonly Entry[] => {
  const end = endOf(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > partLimit) throw refuse('import.archive-entries', { limit: partLimit });
  const entries: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== entryMark) throw damaged();
    entries.push(entryAt(archive, at));
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  if (at > end) throw damaged();
  return entries;
};

/** The last end mark, behind which only a comment of at most 64 KB may stand. */
const endOf = (archive: Buffer): number => {
  const earliest = Math.max(0, archive.length - 22 - 0xffff);
  for (let at = archive.length - 22; at >= earliest; at -= 1) if (archive.readUInt32LE(at) === endMark) return at;
  throw damaged();
};

const entryAt = (archive: Buffer, at: number): Entry => ({
  name: archive.toString('latin1', at + 46, at + 46 + archive.readUInt16LE(at + 28)),
  method: archive.readUInt16LE(at + 10),
  packed: archive.readUInt32LE(at + 20),
  inflated: archive.readUInt32LE(at + 24),
  offset: archive.readUInt32LE(at + 42),
});

const total = (entries: readonly Entry[], of: 'packed' | 'inflated'): number =>
  entries.reduce((sum, entry) => sum + entry[of], 0);

const checkEntries = (entries: readonly Entry[]): void => {
  if (new Set(entries.map(({ name }) => name.toLowerCase())).size !== entries.length) throw damaged();
  const inflated = total(entries, 'inflated');
  if (inflated > inflatedLimit) throw refuse('import.archive-inflated', { limit: inflatedLimit / 1024 / 1024 });
  if (inflated > total(entries, 'packed') * ratioLimit) throw refuse('import.archive-ratio', { limit: ratioLimit });
};

/** Exactly what the directory promised, or the archive lies. */
const inflatedPart = (archive: Buffer, { offset, packed, inflated, method }: Entry, left: number): Uint8Array => {
  if (archive.readUInt32LE(offset) !== partMark || inflated > left) throw damaged();
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const body = archive.subarray(start, start + packed);
  if (body.length !== packed || (method !== 0 && method !== 8)) throw damaged();
  // One byte more than promised is allowed to come out, so that the lie shows as another length.
  const bytes = method === 0 || packed === 0 ? body : inflateRawSync(body, { maxOutputLength: inflated + 1 });
  if (bytes.length !== inflated) throw damaged();
  return bytes;
};

const header = (length: number, mark: number): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(mark, 0);
  return bytes;
};

const localHeader = ({ name, bytes }: Part): Buffer => {
  const local = header(30, partMark);
  local.writeUInt32LE(bytes.length, 18);
  local.writeUInt32LE(bytes.length, 22);
  local.writeUInt16LE(name.length, 26);
  return local;
};

const directoryEntry = ({ name, bytes }: Part, offset: number): Buffer => {
  const entry = header(46, entryMark);
  entry.writeUInt32LE(bytes.length, 20);
  entry.writeUInt32LE(bytes.length, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return entry;
};

/** The parts as an archive without compression: nothing in it can grow. Its checksums are left 0, nobody reads them. */
export const packed = (parts: readonly Part[]): Buffer => {
  const locals: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, 'latin1');
    locals.push(localHeader(part), name, part.bytes);
    entries.push(directoryEntry(part, offset), name);
    offset += 30 + name.length + part.bytes.length;
  }
  const end = header(22, endMark);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    entries.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...entries, end]);
};
