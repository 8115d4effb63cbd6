/**
 * What is too large for an event: issued pages, evidence (engine 37). A blob's name is the SHA-256 of its bytes, so that
 * putting it twice is once, and it stands before the event that names it.
 */
export interface BlobStore {
  /** Answers the digest, in hex. Resolves once the bytes are safe. */
  put(bytes: Uint8Array): Promise<string>;
  /** Undefined where there is none. Refuses `blob.damaged` where the bytes are no longer those that were put. */
  get(digest: string): Promise<Uint8Array | undefined>;
  has(digest: string): Promise<boolean>;
}
