import { deflateRawSync } from 'node:zlib';
import { isRefusal } from '#libs/kernel/refusal.js';
import { inflatedLimit, packed, partsOf, partLimit, type Part } from './zip.js';

const part = (name: string, text: string): Part => ({ name, bytes: Buffer.from(text) });
const anything = () => true;

const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return isRefusal(error) ? error.code : `not a refusal: ${String(error)}`;
  }
  return 'nothing refused';
};

/** An archive of one deflated part whose directory states whatever it is told to. */
const deflated = (bytes: Uint8Array, stated: { packed?: number; inflated?: number } = {}): Buffer => {
  const body = deflateRawSync(bytes);
  const archive = packed([{ name: 'xl/a.xml', bytes: body }]);
  archive.writeUInt16LE(8, 8);
  const directory = archive.readUInt32LE(archive.length - 22 + 16);
  archive.writeUInt16LE(8, directory + 10);
  archive.writeUInt32LE(stated.packed ?? body.length, directory + 20);
  archive.writeUInt32LE(stated.inflated ?? bytes.length, directory + 24);
  return archive;
};

it('reads what it packed', () => {
  const parts = partsOf(packed([part('a.xml', '一'), part('b/c.rels', '')]), anything);
  expect(parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['a.xml', '一'],
    ['b/c.rels', ''],
  ]);
});

it('inflates deflated parts, and only those that are wanted', () => {
  const archive = deflated(Buffer.from('<x/>'.repeat(20)));
  expect(Buffer.from(partsOf(archive, anything)[0]!.bytes).toString()).toBe('<x/>'.repeat(20));
  expect(partsOf(archive, () => false)).toEqual([]);
});

it('refuses a bomb by its stated size, before inflating anything', () => {
  const before = process.memoryUsage().arrayBuffers;
  const bomb = deflated(Buffer.alloc(1_000), { inflated: 600 * 1024 * 1024 });
  expect(refusal(() => partsOf(bomb, anything))).toBe('import.archive-inflated');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});

it('refuses a bomb that states a small size', () => {
  const bomb = deflated(Buffer.alloc(30 * 1024 * 1024), { inflated: 20_000 });
  expect(refusal(() => partsOf(bomb, anything))).toBe('import.archive-damaged');
});

it('refuses a bomb by its ratio', () => {
  expect(refusal(() => partsOf(deflated(Buffer.alloc(5_000_000)), anything))).toBe('import.archive-ratio');
});

it('refuses a ratio made fair by a packed size that is a lie', () => {
  const bomb = deflated(Buffer.alloc(5_000_000), { packed: 1_000_000 });
  expect(refusal(() => partsOf(bomb, anything))).toBe('import.archive-damaged');
});

it('counts a part that several entries share once for each', () => {
  const archive = packed(Array.from({ length: 9 }, (_, at) => part(`p${at}.xml`, 'x'.repeat(100))));
  const directory = archive.readUInt32LE(archive.length - 22 + 16);
  const eighth = Math.ceil(inflatedLimit / 8);
  for (let at = 0; at < 9; at += 1) archive.writeUInt32LE(eighth, directory + at * 52 + 24);
  expect(refusal(() => partsOf(archive, anything))).toBe('import.archive-inflated');
});

it('refuses too many parts', () => {
  const many = Array.from({ length: partLimit + 1 }, (_, at) => part(`p${at}.xml`, ''));
  expect(refusal(() => partsOf(packed(many), anything))).toBe('import.archive-entries');
});

it('refuses two parts of one name', () => {
  expect(refusal(() => partsOf(packed([part('a.xml', '1'), part('A.xml', '2')]), anything))).toBe(
    'import.archive-damaged',
  );
});

it('never throws but a refusal, whatever byte of an archive is changed or cut off', () => {
  const archive = deflated(Buffer.from('<row/>'.repeat(30)));
  const outcomes = new Set<string>();
  for (let at = 0; at < archive.length; at += 1) {
    for (const value of [0, 0x7f, 0xff]) {
      const changed = Buffer.from(archive);
      changed[at] = value;
      outcomes.add(refusal(() => partsOf(changed, anything)));
    }
    outcomes.add(refusal(() => partsOf(archive.subarray(0, at), anything)));
  }
  expect([...outcomes].filter((code) => !/^(import\.archive-|nothing refused)/.test(code))).toEqual([]);
});
