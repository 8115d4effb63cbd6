import type { Instant } from '#libs/kernel/event.js';
import { dated, packed, unpacked, type Parts } from './zip.js';

// The library stamps files with the time of the day, counts drawings over the life of the process and draws relation ids
// by lot. Here all of that is replaced by what the content says, so that the same content gives the same bytes.

/** Ids in the order they are met. */
const renumbered = (prefix: string) => {
  const ids = new Map<string, string>();
  return (id: string): string => {
    if (!ids.has(id)) ids.set(id, `${prefix}${ids.size + 1}`);
    return ids.get(id) ?? id;
  };
};

/** An id drawn by lot is 21 characters long; those the library counts are short and stay. */
const byLot = /(["'])(rId[\w-]{21})\1/g;

/** The part a relation file belongs to: word/_rels/document.xml.rels → word/document.xml. */
const ownerOf = (rels: string): string => rels.replace(/_rels\/([^/]+)\.rels$/, '$1');

const withStableRelations = (parts: Parts): void => {
  for (const rels of [...parts.keys()].filter((name) => name.endsWith('.rels'))) {
    const next = renumbered('rIdL');
    const change = (xml: string) => xml.replace(byLot, (_, quote: string, id: string) => `${quote}${next(id)}${quote}`);
    for (const name of [ownerOf(rels), rels]) rewrite(parts, name, change);
  }
};

const rewrite = (parts: Parts, name: string, change: (xml: string) => string): void => {
  const xml = parts.get(name);
  if (typeof xml === 'string') parts.set(name, change(xml));
};

const drawings = /(<(?:wp:docPr|wps:cNvPr|pic:cNvPr)\b[^>]*?\bid=")(\d+)"/g;
const bookmarks = /(<w:bookmark(?:Start|End)\b[^>]*?\bw:id=")(\d+)"/g;

/** Drawings and bookmarks are numbered by the order they stand in. */
const withStableNumbers = (parts: Parts): void => {
  const drawing = renumbered('');
  const place = renumbered('');
  const change = (xml: string) =>
    xml
      .replace(drawings, (_, head: string, id: string) => `${head}${drawing(id)}"`)
      .replace(bookmarks, (_, head: string, id: string) => `${head}${place(id)}"`);
  for (const name of [...parts.keys()].filter((one) => /^word\/[^_]/.test(one))) rewrite(parts, name, change);
};

/** Charts keep their numbers in a workbook, which is an archive of its own. */
const withStableWorkbooks = async (parts: Parts, instant: Instant): Promise<void> => {
  for (const [name, bytes] of parts) {
    if (!name.endsWith('.xlsx') || typeof bytes === 'string') continue;
    const inner = await unpacked(bytes);
    stamp(inner, (xml) => dated(xml, instant));
    parts.set(name, await packed(inner));
  }
};

const stamp = (parts: Parts, change: (xml: string) => string): void => {
  for (const name of [...parts.keys()]) rewrite(parts, name, change);
};

/** `instant` is the only time the file states; `finish` is applied to each part that is XML. */
export const stableDocx = async (
  bytes: Uint8Array,
  instant: Instant,
  finish: (xml: string) => string = (xml) => xml,
): Promise<Uint8Array> => {
  const parts = new Map([...(await unpacked(bytes))].sort(([a], [b]) => (a < b ? -1 : 1)));
  stamp(parts, (xml) => finish(dated(xml, instant)));
  withStableRelations(parts);
  withStableNumbers(parts);
  await withStableWorkbooks(parts, instant);
  return packed(parts);
};
