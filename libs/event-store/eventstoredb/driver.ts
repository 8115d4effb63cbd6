import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type Credentials,
  type Direction,
  type EventData,
  type ReadPosition,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { monotonic } from '#libs/kernel/clock.js';
import type { EncodedEvent } from '../append-rules.js';
import type { Driver, Patience, RawEvent, Subscriber } from './client.js';
import type { ServerSettings } from './settings.js';

/** The only file that knows the driver: @eventstore/db-client, with what its calls lack — an end, and a way to be ended. */

/** What a call of ours fails with that got no answer in its time. */
export class Silence extends Error {
  readonly code = 4;
  constructor(ms: number) {
    super(`no answer for ${ms} ms`);
  }
}

/** The client's own deadline comes first; ours is for the calls it forgets to start it on. */
const graceMs = 150;

export const connect = (settings: ServerSettings): Driver => {
  const client = new Connection(...argumentsOf(settings));
  const credentials = settings.credentials ?? nobody;
  return {
    append: appendBy(client, credentials),
    ...readsBy(client, credentials),
    subscribe: ({ prefix, from }, subscriber) => {
      const filter = streamNameFilter({ prefixes: [prefix] });
      const fromPosition: ReadPosition = from === 'start' ? START : from;
      return listening(client.subscribeToAll({ fromPosition, filter, credentials }), subscriber);
    },
    close: () => client.end(),
  };
};

const appendBy =
  (client: Connection, credentials: Credentials): Driver['append'] =>
  async ({ stream, expected, events }, deadlineMs) => {
    const startedAt = monotonic();
    await within(deadlineMs, client.ready());
    const expectedRevision: typeof NO_STREAM | bigint = expected === 'no_stream' ? NO_STREAM : BigInt(expected);
    const deadline = Math.max(1, Math.ceil(deadlineMs - (monotonic() - startedAt)));
    const options = { expectedRevision, credentials, requiresLeader: true, deadline };
    const appending = client.appendToStream(stream, events.map(eventData), options);
    const { nextExpectedRevision, position } = await within(deadline + graceMs, appending);
    return { revision: Number(nextExpectedRevision), place: position };
  };

const readsBy = (client: Connection, credentials: Credentials): Pick<Driver, 'readAll' | 'readStream'> => {
  const common = { credentials, requiresLeader: true, resolveLinkTos: false };
  const whole = async (read: Read, patience: Patience) => {
    const events = await gathered(read, patience);
    // A read that the client's own end has cut short ends like one that is whole.
    if (client.isOver) throw new Error('the client was closed');
    return events;
  };
  return {
    readAll: ({ from, count, backwards = false, anyNode = false }, patience) => {
      const direction: Direction = backwards ? BACKWARDS : FORWARDS;
      const fromPosition: ReadPosition = from === 'start' ? START : from === 'end' ? END : from;
      const options = { ...common, requiresLeader: !anyNode, fromPosition, direction, maxCount: count };
      return whole(client.readAll(options), patience);
    },
    readStream: ({ stream, from, count }, patience) => {
      const direction: Direction = from === 'end' ? BACKWARDS : FORWARDS;
      const fromRevision: typeof END | bigint = from === 'end' ? END : BigInt(from);
      const limit = count === undefined ? {} : { maxCount: count };
      const read = client.readStream(stream, { ...common, ...limit, fromRevision, direction });
      return whole(read, patience).catch(missingIsEmpty);
    },
  };
};

/** Only these make the client append by a call of its own (quality 1.9); an insecure one sends none. */
const nobody = { username: 'nobody', password: 'nobody' };

class Connection extends EventStoreDBClient {
  isOver = false;
  private channel: ReturnType<EventStoreDBClient['getChannel']> | undefined;

  constructor(...settings: Settings) {
    super(...settings);
    const find = this.getChannel;
    this.getChannel = () => (this.channel = find());
  }

  /** A node was found and a channel to it made: from here on a deadline counts. */
  async ready(): Promise<void> {
    await this.getChannel();
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.dispose();
    // `dispose` ends the calls only; a channel still being looked for is closed when it is found.
    this.channel?.then(
      (channel) => channel.close(),
      () => undefined,
    );
  }
}

type Settings = ConstructorParameters<typeof EventStoreDBClient>;

const argumentsOf = ({ hosts, discover, tls, ...rest }: ServerSettings): Settings => {
  const { connectionName, gossipTimeout, keepAliveInterval, keepAliveTimeout, nodePreference } = rest;
  const alive = { connectionName, keepAliveInterval, keepAliveTimeout };
  const found = { ...alive, gossipTimeout, nodePreference, maxDiscoverAttempts: 3, discoveryInterval: 50 };
  const several = discover ? { ...found, discover: hosts[0] } : { ...found, endpoints: [...hosts] };
  const place = discover || hosts.length > 1 ? several : { ...alive, endpoint: hosts[0] };
  const files = { rootCertificate: tls?.ca, userCertFile: tls?.userCert, userKeyFile: tls?.userKey };
  return [place, tls ? files : { insecure: true }] as Settings;
};

const eventData = ({ id, type, data, metadata }: EncodedEvent): EventData =>
  jsonEvent({ id, type, data: JSON.parse(data) as never, metadata: JSON.parse(metadata) as never });

/** The call goes on and is no longer waited for. */
const within = async <T>(ms: number, call: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence(ms)), ms);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
};

type Read = AsyncIterable<ResolvedEvent | AllStreamResolvedEvent> & {
  on(what: 'data', listener: (event: ResolvedEvent) => void): Read;
  on(what: 'end', listener: () => void): Read;
  on(what: 'error', listener: (error: Error) => void): Read;
  cancel(): Promise<void>;
};

/** Every event of a read; whatever ends it before, the call is cancelled at the server too (eventstoredb.md X2). */
const gathered = (read: Read, { silenceMs, signal }: Patience): Promise<readonly RawEvent[]> =>
  new Promise((resolve, reject) => {
    const events: RawEvent[] = [];
    const timer = setTimeout(() => giveUp(new Silence(silenceMs)), silenceMs);
    const settle = (end: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      end();
    };
    const giveUp = (error: unknown) => {
      settle(() => reject(error as Error));
      read.cancel().catch(() => undefined);
    };
    const abort = () => giveUp(signal?.reason);
    signal?.addEventListener('abort', abort);
    read
      .on('data', ({ event }) => {
        timer.refresh();
        if (event) events.push(rawEvent(event));
      })
      .on('end', () => settle(() => resolve(events)))
      .on('error', (error) => giveUp(error));
  });

const rawEvent = (event: NonNullable<ResolvedEvent['event']>): RawEvent => ({
  place: event.position!,
  stream: event.streamId,
  revision: Number(event.revision),
  id: event.id,
  type: event.type,
  data: event.data,
  metadata: event.metadata,
});

const missingIsEmpty = (error: Error & { type?: string }): readonly RawEvent[] => {
  if (error.type === 'stream-not-found') return [];
  throw error;
};

type Subscription = ReturnType<EventStoreDBClient['subscribeToAll']>;

const listening = (subscription: Subscription, { onEvent, onEnd }: Subscriber): (() => void) => {
  let isOver = false;
  const over = (error: Error) => {
    if (!isOver) onEnd(error);
    isOver = true;
  };
  subscription
    .on('data', ({ event }) => event && !isOver && onEvent(rawEvent(event)))
    .on('error', over)
    .on('end', () => over(new Error('the subscription ended')));
  return () => {
    isOver = true;
    subscription.unsubscribe().catch(() => undefined);
  };
};
