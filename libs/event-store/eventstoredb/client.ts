import type { EncodedEvent } from '../append-rules.js';
import type { Place } from './place.js';

/** What the log asks of a client of the server. */

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

/** Strictly after a place. */
export interface SubscribeRequest {
  /** Of the streams' names. */
  readonly prefix: string;
  readonly from: Place | 'start';
}

export interface Subscriber {
  readonly onEvent: (event: RawEvent) => void;
  /** Once, whatever ended it; a subscription never comes back by itself. */
  readonly onEnd: (error: Error) => void;
}

export interface Driver {
  append(request: AppendRequest, deadlineMs: number): Promise<RawAppended>;
  readAll(request: AllRequest, patience: Patience): Promise<readonly RawEvent[]>;
  /** Empty where there is no such stream. */
  readStream(request: StreamRequest, patience: Patience): Promise<readonly RawEvent[]>;
  /** Tells of every event after the place, in order, and goes on. Returns the way to end it. */
  subscribe(request: SubscribeRequest, subscriber: Subscriber): () => void;
  /** Ends every call and the connection. */
  close(): Promise<void>;
}
