import type { LogRecord } from './record.js';
import type { RecentIds } from './write-rules.js';

/** The in-memory window of ids a node remembers for `any` and `stream_exists`. */
export interface RecentWindow extends RecentIds {
  add(record: LogRecord): void;
}

export const recentWindow = (size = 130_000): RecentWindow => {
  const revisions = new Map<string, bigint>();
  const key = (stream: string, id: string) => `${id} ${stream}`;
  return {
    revisionOf: (stream, id) => revisions.get(key(stream, id)),
    add: ({ stream, id, revision }) => {
      revisions.set(key(stream, id), revision);
      if (revisions.size > size) revisions.delete(revisions.keys().next().value!);
    },
  };
};
