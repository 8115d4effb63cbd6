import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v5 } from 'uuid';

/** Namespace of every id this product derives. */
const namespace = '6d0c5a4e-2b0f-5d0a-9c57-3a1f0e5b7c21';

/** UUIDv5 of the parts, joined by `|`. */
export const derivedId = (...parts: readonly (string | number)[]): string => v5(parts.join('|'), namespace);

/** SHA-256, in hex. */
export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** RFC 8785: the same value gives the same text whatever the order of its fields; empty for what JSON cannot hold. */
export const canonical = (value: unknown): string => canonicalize(value) ?? '';

/** SHA-256 of the canonical form: the same body gives the same digest whatever its field order. */
export const bodyDigest = (body: unknown): string => sha256(canonical(body));
