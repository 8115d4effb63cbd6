import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventStore } from '#libs/event-store/port.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { patiently } from '#apps/demo/patiently.js';
import { openEventStoreDb } from '#libs/event-store/eventstoredb/eventstoredb-log.js';
import type { ServerAddress } from '#libs/event-store/eventstoredb/settings.js';

/** A server that whoever runs the tests gives, by the same variables as the program's. */

type Environment = Readonly<Record<string, string | undefined>>;

export const givenServer = (environment: Environment): ServerAddress | undefined => {
  const value = (name: string): string | undefined => {
    const file = environment[`${name}_FILE`];
    return file ? readFileSync(file, 'utf8').trim() : environment[name];
  };
  const url = value('EVENTSTORE_URL');
  if (!url) return undefined;
  return {
    url,
    username: value('EVENTSTORE_USERNAME'),
    password: value('EVENTSTORE_PASSWORD'),
    caFile: environment['EVENTSTORE_CA_FILE'],
  };
};

/**
 * A log of a test's own on a server that may hold others. No hyphen before the random part: streams of
 * `lookback-test-…` would be read as its own by a program that runs on that server under the prefix `lookback`.
 */
export const testPrefix = (): string => `lookbacktest${randomBytes(6).toString('hex')}`;

/** Everything in a log, page by page as the program reads it. */
export const everythingIn = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  let after: Parameters<EventStore['readAll']>[0] = 'start';
  for (;;) {
    const page = await store.readAll(after, 500);
    events.push(...page.events);
    if (page.atEnd) return events;
    after = page.next;
  }
};

/** Everything in a log of a server that may only just be coming back. */
export const wholeLog = (log: ServerAddress & { readonly prefix: string }): Promise<readonly RecordedEvent[]> =>
  patiently(async () => {
    const store = await openEventStoreDb({ ...log, patienceMs: 60_000 });
    return everythingIn(store).finally(() => store.close());
  }, 120_000);

/** Deletes every stream of a test's own log, as an ordinary account may; a scavenge of the server's frees the space. */
export const removeStreams = async (store: EventStore, server: ServerAddress): Promise<void> => {
  const names = new Set((await everythingIn(store)).map(({ stream }) => stream));
  const client = EventStoreDBClient.connectionString(withFile(server));
  const { username, password } = server;
  const credentials = username && password ? { credentials: { username, password } } : {};
  const left = [...names];
  const removeNext = async (): Promise<void> => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) await client.deleteStream(name, credentials);
  };
  await Promise.all(Array.from({ length: lanes }, removeNext));
  await client.dispose();
};

/** Calls at a time: a server takes a hundred streams of one connection. */
const lanes = 16;

/** The same by the log's prefix; streams of other logs are not looked at. */
export const removeLog = async (prefix: string, server: ServerAddress): Promise<void> => {
  const store = await openEventStoreDb({ ...server, prefix });
  await removeStreams(store, server);
  await store.close();
};

/** The client knows the older of the two schemes only. */
const withFile = ({ url, caFile }: ServerAddress): string => {
  const known = url.replace(/^kurrentdb/, 'esdb');
  return caFile ? `${known}${known.includes('?') ? '&' : '?'}tlsCAFile=${encodeURIComponent(caFile)}` : known;
};
