import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { parse } from 'uuid';

/** Namespace of every id this product derives. */
const namespace = '6d0c5a4e-2b0f-5d0a-9c57-3a1f0e5b7c21';
const namespaceBytes = parse(namespace);

/** UUIDv5 of the parts, joined by `|`. */
export const derivedId = (...parts: readonly (string | number)[]): string => {
  const digest = hash('sha1', Buffer.concat([namespaceBytes, Buffer.from(parts.join('|'))]), 'hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const groups = [digest.slice(0, 8), digest.slice(8, 12), `5${digest.slice(13, 16)}`];
  return [...groups, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
};

/** SHA-256, in hex. */
export const sha256 = (text: string | Uint8Array): string => hash('sha256', text, 'hex');

/** RFC 8785: the same value gives the same text whatever the order of its fields; empty for what JSON cannot hold. */
export const canonical = (value: unknown): string => canonicalize(value) ?? '';

/** SHA-256 of the canonical form: the same body gives the same digest whatever its field order. */
export const bodyDigest = (body: unknown): string => sha256(canonical(body));
