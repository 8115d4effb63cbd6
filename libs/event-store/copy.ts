import { createHash } from 'node:crypto';
import { refuseTransfer } from './errors.js';
import type { EventStore } from './port.js';
import { exportLog, importLog, type ImportOptions } from './transfer.js';

/** A log in two figures; the digest is that of its export, line for line. */
export interface Fingerprint {
  readonly events: number;
  readonly sha256: string;
}

export interface Copied extends Fingerprint {
  /** Events that a former, broken copy had written. */
  readonly resumedAt: number;
}

export interface CopyOptions extends ImportOptions {
  /** Streams of a log begin with it; a server that holds several logs tells ours by it. */
  readonly prefix: string;
  readonly onLine?: (done: number, of: number) => void;
}

/**
 * Copies a log, up to where it ends at the start of the call, into one that is empty or holds its first events: ids,
 * order, revisions and times stay. The copy is read back and compared by count and digest. The same call goes on where a
 * broken one stopped, and brings over what came since.
 * @throws `transfer.other-log`, `transfer.other-prefix`, `transfer.not-equal`
 */
export const copyLog = async (from: EventStore, to: EventStore, options: CopyOptions): Promise<Copied> => {
  const source = counting(from, options);
  const { resumedAt } = await importLog(source.lines(), to, options);
  const [original, copy] = [source.fingerprint(), await fingerprintOf(to)];
  if (copy.events !== original.events || copy.sha256 !== original.sha256)
    throw refuseTransfer('transfer.not-equal', { events: original.events, copied: copy.events });
  return { ...copy, resumedAt };
};

export const fingerprintOf = async (store: EventStore): Promise<Fingerprint> => {
  const [digest, counted] = [createHash('sha256'), { events: 0 }];
  for await (const line of exportLog(store)) {
    digest.update(`${line}\n`);
    counted.events += 1;
  }
  return { events: counted.events, sha256: digest.digest('hex') };
};

const counting = (store: EventStore, { prefix, onLine }: CopyOptions) => {
  const digest = createHash('sha256');
  let events = 0;
  return {
    fingerprint: (): Fingerprint => ({ events, sha256: digest.digest('hex') }),
    async *lines(): AsyncGenerator<string> {
      const { seq } = await store.head();
      for await (const line of exportLog(store)) {
        if (events === 0) checkPrefix(line, prefix);
        digest.update(`${line}\n`);
        events += 1;
        onLine?.(events, seq);
        yield line;
      }
    },
  };
};

/** A log under another prefix would be copied to where nobody reads it. */
const checkPrefix = (line: string, prefix: string): void => {
  const { stream } = JSON.parse(line) as { stream: string };
  if (!stream.startsWith(`${prefix}-`)) throw refuseTransfer('transfer.other-prefix', { stream, prefix });
};
