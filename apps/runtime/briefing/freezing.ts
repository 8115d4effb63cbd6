import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { canonical, sha256 } from '#libs/kernel/ids.js';
import type { FrozenContent } from '#libs/office/briefing-events.js';
import { refuseQuery } from '../errors.js';
import type { Pages } from './pages/pages.js';

/** The way of printing this release's pages are made for; a later one prints them the same way. */
export const renderer = 'renderer@1';

/** A text in an event holds at most this much; what is larger goes into a file of its own (engine 37). */
const mostInEvent = 64 * 1024;

/** What an event says of its pages, and the bytes that have to stand before it does. */
export interface Frozen {
  readonly content: FrozenContent;
  /** The canonical content, where the event only names it. */
  readonly blob?: Uint8Array;
}

/** Canonical, hashed, packed: the same pages give the same event. */
export const frozen = (pages: Pages): Frozen => {
  const text = canonical(pages);
  const digest = sha256(text);
  const packed = brotliCompressSync(text, packing).toString('base64');
  if (packed.length <= mostInEvent) return { content: { digest, renderer, packed } };
  return { content: { digest, renderer }, blob: Buffer.from(text) };
};

/** Named, so that no default of a later runtime changes them. */
const packing = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
};

/** The canonical text of packed content. */
export const unpackedText = (packed: string): string =>
  brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8');

/** Pages whose hash is the one that was issued. Refuses `briefing.content-damaged`. */
export const pagesFrom = (text: string, digest: string): Pages => {
  if (sha256(text) !== digest) throw refuseQuery('briefing.content-damaged', { digest });
  return JSON.parse(text) as Pages;
};
