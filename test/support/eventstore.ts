import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, type EventData, type ResolvedEvent } from '@eventstore/db-client';

/** The real client against the loopback node: what the specs of both need. */

export const admin = { username: 'admin', password: 'changeit' };
/** Any credentials make the client append by unary calls; an insecure node never sees them. */
export const unary = { credentials: admin };

export const someEvents = (count: number, type = 'Tested'): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type, data: { n }, id: randomUUID() }));

export const collect = async (read: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> => {
  const found: ResolvedEvent[] = [];
  for await (const event of read) found.push(event);
  return found;
};

/** What a call rejects with. */
export const failureOf = (call: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  call.then(
    (value) => Promise.reject(new Error(`did not fail: ${String(value)}`)),
    (error: Error & Record<string, unknown>) => error,
  );

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something holds; a test that waits for nothing fails by its own time. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await pause(5);
};

/** Clients of one test, disposed of at its end: a process with a live one does not exit. */
export const clients = () => {
  const open: EventStoreDBClient[] = [];
  return {
    connect: (url: string): EventStoreDBClient => {
      const client = EventStoreDBClient.connectionString(url);
      open.push(client);
      return client;
    },
    dispose: async (): Promise<void> => {
      await Promise.all(open.splice(0).map((client) => client.dispose()));
    },
  };
};
