import { readFileSync } from 'node:fs';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventStore } from '#libs/event-store/port.js';
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

/** Deletes every stream of a test's own log, as an ordinary account may; a scavenge of the server's frees the space. */
export const removeStreams = async (store: EventStore, server: ServerAddress): Promise<void> => {
  const names = new Set<string>();
  for (let page = await store.readAll('start', 500); ; page = await store.readAll(page.next, 500)) {
    page.events.forEach(({ stream }) => names.add(stream));
    if (page.atEnd) break;
  }
  const client = EventStoreDBClient.connectionString(withFile(server));
  const { username, password } = server;
  const credentials = username && password ? { credentials: { username, password } } : {};
  await Promise.all([...names].map((name) => client.deleteStream(name, credentials)));
  await client.dispose();
};

const withFile = ({ url, caFile }: ServerAddress): string =>
  caFile ? `${url}${url.includes('?') ? '&' : '?'}tlsCAFile=${encodeURIComponent(caFile)}` : url;
