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
  type Direction,
  type EventData,
  type ReadPosition,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { monotonic } from '#libs/kernel/clock.js';
import type { EncodedEvent } from '../append-rules.js';
import type { ServerSettings } from './settings.js';
import type { Place } from './place.js';

/** The only file that knows the driver: @eventstore/db-client, with what its calls lack — an end, and a way to be ended. */

/** An event of the server, ours or not. Metadata and data as parsed JSON; bytes where it is none. */
export interface RawEvent {
  readonly place: Place;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

export interface AppendRequest {
  readonly stream: string;
  readonly expected: number | 'no_stream';
  readonly events: readonly EncodedEvent[];
}

export interface RawAppended {
  readonly revision: number;
  /** Absent where the server knew the ids, but not where they stand. */
  readonly place?: Place;
}

export interface AllRequest {
  readonly from: Place | 'start' | 'end';
  readonly count: number;
  readonly backwards?: boolean;
  /** A follower's answer will do; it may be behind. */
  readonly anyNode?: boolean;
}

export interface StreamRequest {
  readonly stream: string;
  /** `end` reads backwards. */
  readonly from: number | 'end';
  readonly count?: number;
}

/** How long a read may be silent, and who may give it up. */
export interface Patience {
  readonly silenceMs: number;
  readonly signal?: AbortSignal;
}

export interface Subscriber {
  readonly onEvent: () => void;
  /** Once, whatever ended it; a subscription never comes back by itself. */
  readonly onEnd: (error: Error) => void;
}

export interface Driver {
  append(request: AppendRequest, deadlineMs: number): Promise<RawAppended>;
  readAll(request: AllRequest, patience: Patience): Promise<readonly RawEvent[]>;
  /** Empty where there is no such stream. */
  readStream(request: StreamRequest, patience: Patience): Promise<readonly RawEvent[]>;
  /** Rings at every event of a stream that begins so, from now on. Returns the way to end it. */
  subscribe(prefix: string, subscriber: Subscriber): () => void;
  /** Ends every call and the connection. */
  close(): Promise<void>;
}

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
  const common = { credentials, requiresLeader: true, resolveLinkTos: false };
  return {
    append: async ({ stream, expected, events }, deadlineMs) => {
      const startedAt = monotonic();
      await within(deadlineMs, client.ready());
      const expectedRevision: typeof NO_STREAM | bigint = expected === 'no_stream' ? NO_STREAM : BigInt(expected);
      const deadline = Math.max(1, Math.ceil(deadlineMs - (monotonic() - startedAt)));
      const options = { expectedRevision, credentials, requiresLeader: true, deadline };
      const appending = client.appendToStream(stream, events.map(eventData), options);
      const { nextExpectedRevision, position } = await within(deadline + graceMs, appending);
      return { revision: Number(nextExpectedRevision), place: position };
    },
    readAll: ({ from, count, backwards = false, anyNode = false }, patience) => {
      const direction: Direction = backwards ? BACKWARDS : FORWARDS;
      const fromPosition: ReadPosition = from === 'start' ? START : from === 'end' ? END : from;
      const options = { ...common, requiresLeader: !anyNode, fromPosition, direction, maxCount: count };
      return gathered(client.readAll(options), patience);
    },
    readStream: async ({ stream, from, count }, patience) => {
      const direction = from === 'end' ? BACKWARDS : FORWARDS;
      const fromRevision: typeof END | bigint = from === 'end' ? END : BigInt(from);
      const limit = count === undefined ? {} : { maxCount: count };
      const read = client.readStream(stream, { ...common, ...limit, fromRevision, direction });
      return gathered(read, patience).catch(missingIsEmpty);
    },
    subscribe: (prefix, subscriber) => {
      const filter = streamNameFilter({ prefixes: [prefix] });
      return listening(client.subscribeToAll({ fromPosition: END, filter, credentials }), subscriber);
    },
    close: () => client.end(),
  };
};

/** Only these make the client append by a call of its own (quality 1.9); an insecure one sends none. */
const nobody = { username: 'nobody', password: 'nobody' };

class Connection extends EventStoreDBClient {
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
    .on('data', onEvent)
    .on('error', over)
    .on('end', () => over(new Error('the subscription ended')));
  return () => {
    isOver = true;
    subscription.unsubscribe().catch(() => undefined);
  };
};
