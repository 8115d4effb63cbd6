import { Readable } from 'node:stream';
import JSZip from 'jszip';
import type { Instant } from '#libs/kernel/event.js';

// An archive whose bytes depend on its parts only: one date, one order, and a compression in JavaScript, because that of
// the platform gives other bytes on other processors.

/** XML as text, everything else as bytes. */
export type Parts = Map<string, Uint8Array | string>;

/** What is not there yet: a part that is streamed, or known once another one has ended. */
export type LateParts = Map<string, Uint8Array | string | Readable | Promise<string>>;

/** The first day a zip archive can name. */
const date = new Date(Date.UTC(1980, 0, 1));
const contentTypes = '[Content_Types].xml';

const isText = (name: string): boolean => /\.(xml|rels)$/.test(name);

export const unpacked = async (bytes: Uint8Array): Promise<Parts> => {
  const zip = await JSZip.loadAsync(bytes);
  const parts: Parts = new Map();
  for (const file of Object.values(zip.files).filter(({ dir }) => !dir))
    parts.set(file.name, await (isText(file.name) ? file.async('string') : file.async('uint8array')));
  return parts;
};

/** The list of types first, as the formats want it, the rest in the order given. */
const archive = (parts: LateParts): JSZip => {
  const zip = new JSZip();
  const names = [...parts.keys()].sort((a, b) => Number(b === contentTypes) - Number(a === contentTypes));
  for (const name of names) zip.file(name, parts.get(name) ?? '', { date, createFolders: false });
  return zip;
};

const written = (level: number) =>
  ({ platform: 'DOS', compression: 'DEFLATE', compressionOptions: { level } }) as const;

export const packed = (parts: Parts): Promise<Uint8Array> => {
  const sorted = new Map([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return archive(sorted).generateAsync({ type: 'uint8array', ...written(6) });
};

/** Gives each part out before the next one is asked for its data. */
export const packedStream = (parts: LateParts): Readable => {
  const stream = archive(parts).generateNodeStream({ type: 'nodebuffer', streamFiles: true, ...written(3) });
  return new Readable().wrap(stream);
};

/** Office files state when they were made in `docProps/core.xml`. */
export const dated = (xml: string, instant: Instant): string =>
  xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${instant.slice(0, 19)}Z`);
