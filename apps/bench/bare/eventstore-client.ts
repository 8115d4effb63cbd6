import { EventStoreDBClient, FORWARDS, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import type { EventData } from '#libs/kernel/event.js';
import type { ServerAddress } from '#libs/event-store/eventstoredb/settings.js';

/** The client's own calls with nothing of ours around them: the ceiling of what stands on it. */
export interface BareClient {
  /** Unary, as ours; `revision` is that of the stream before. */
  append(stream: string, revision: number, event: EventData): Promise<void>;
  /** Reads so many events of `$all` from a place on, page by page. */
  readAll(from: { commit: bigint; prepare: bigint }, asked: { events: number; page: number }): Promise<void>;
  /** How many events the stream holds. */
  readStream(stream: string): Promise<number>;
  /** Removes streams of this run. */
  remove(streams: Iterable<string>): Promise<void>;
  close(): Promise<void>;
}

/** Any credentials make the client append by unary calls; an insecure node never sees them. */
const nobody = { username: 'nobody', password: 'nobody' };

export const bareClient = ({ url, username, password, caFile }: ServerAddress): BareClient => {
  // The client knows the older of the two schemes only.
  const known = url.replace(/^kurrentdb/, 'esdb');
  const file = caFile ? `${known.includes('?') ? '&' : '?'}tlsCAFile=${encodeURIComponent(caFile)}` : '';
  const client = EventStoreDBClient.connectionString(known + file);
  const credentials = username && password ? { username, password } : nobody;
  const own = username && password ? { credentials } : {};
  return {
    append: async (stream, revision, { id, type, data, metadata }) => {
      const event = jsonEvent({ id, type, data: data as never, metadata: metadata as never });
      const expectedRevision = revision < 0 ? NO_STREAM : BigInt(revision);
      await client.appendToStream(stream, event, { expectedRevision, credentials });
    },
    readAll: async (from, { events, page }) => {
      let [at, seen] = [from, 0];
      while (seen < events) {
        const read = client.readAll({ ...own, direction: FORWARDS, fromPosition: at, maxCount: page });
        for await (const { event } of read) {
          at = event?.position ?? at;
          seen += 1;
        }
      }
    },
    readStream: async (stream) => {
      let count = 0;
      for await (const { event } of client.readStream(stream, own)) count += event ? 1 : 0;
      return count;
    },
    remove: async (streams) => {
      for (const stream of streams) await client.deleteStream(stream, own);
    },
    close: () => client.dispose(),
  };
};
