import type { Actor } from '#libs/kernel/actor.js';
import type { AnyAggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { DomainEvent, EventData, LedgerSource, Metadata, Origin, RecordedEvent } from '#libs/kernel/event.js';
import type { Appended, EventStore, ExpectedRevision, StreamRead } from '#libs/event-store/port.js';
import { bodyDigest, derivedId } from '#libs/kernel/ids.js';
import { dayOf } from '#libs/kernel/clock.js';
import { isRefusal, type Refusal } from '#libs/kernel/refusal.js';
import { decideOn, streamsRead } from './deciding.js';
import { refuse } from './errors.js';
import type { RecordingClock } from './recording.js';
import { changedSince, checkPrecondition, isNowhere } from './precondition.js';

/** One command on its way in. The actor comes from the token, never from the body. */
export interface CommandRequest {
  readonly aggregate: AnyAggregate;
  readonly id?: string;
  readonly name: string;
  readonly body: object;
  readonly actor: Actor;
  /** Idempotency key, unique within (actor, stream). */
  readonly key: string;
  /** Revision the caller saw; absent where the command does not ask for it. */
  readonly ifMatch?: number;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly source?: LedgerSource;
  readonly signal?: AbortSignal;
  /** Decides and refuses as ever, and appends nothing: for what has to be settled before the command itself. */
  readonly isRehearsal?: true;
}

export interface Executed {
  readonly stream: string;
  readonly revision: number;
  /** Empty where the command changed nothing. */
  readonly events: readonly RecordedEvent[];
  /** The answer of an earlier identical command. */
  readonly repeated: boolean;
}

/** What a decision reads besides its stream, and the revisions it saw of others (engine 18). */
export interface LoadedContext<X extends DecisionContext = DecisionContext> {
  readonly context: X;
  readonly revisions: Readonly<Record<string, number>>;
  /** Puts down what the decided events name, before they are appended (engine 37). */
  readonly beforeAppend?: () => Promise<void>;
}

/** Whose context is loaded: the stream decided on, and the others its command names, without the log's prefix. */
export interface ContextReading {
  readonly aggregate: AnyAggregate;
  readonly id?: string;
  readonly streams: readonly string[];
  readonly body: object;
  readonly signal?: AbortSignal;
}

export interface ExecutorPorts {
  readonly events: EventStore;
  readonly clock: RecordingClock;
  /** Log prefix of every stream name. */
  readonly prefix: string;
  readonly loadContext: (base: DecisionContext, reading: ContextReading) => Promise<LoadedContext>;
  /** Appends `LogCreated` before the first event of an empty log (engine 4). */
  readonly ensureLog: (recordedAt: string) => Promise<void>;
  /** Refuses while the disk is nearly full (engine 16). */
  readonly checkSpace?: () => void;
  /** Set while a reconstruction runs (semantics 2). */
  readonly origin?: () => Origin | undefined;
}

export type Executor = (request: CommandRequest) => Promise<Executed>;

const tries = 3;

/**
 * load → key known? → If-Match → decide → append; on a conflict start again at the key (engine 6, 7).
 * Refusals are not remembered; an answer holds only what its events hold.
 */
export const executor =
  (ports: ExecutorPorts): Executor =>
  async (request) => {
    ports.checkSpace?.();
    let lost: Refusal | undefined;
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const outcome = await attemptOnce(request, ports).catch(conflictOnly);
      if (!isRefusal(outcome)) return outcome;
      lost = outcome;
    }
    throw await movedOn(request, ports, lost!);
  };

/** A lost race is tried again; anything else is the answer. */
const conflictOnly = (error: unknown): Refusal => {
  if (isRefusal(error) && error.code === 'log.conflict') return error;
  throw error;
};

/** Every try lost its race: the answer names what the last one lost against. */
const movedOn = async (request: CommandRequest, ports: ExecutorPorts, { details }: Refusal): Promise<Refusal> => {
  const { events } = await ports.events.readStream(streamOf(request, ports), request.signal);
  const seen = typeof details['expected'] === 'number' ? details['expected'] : -1;
  return changedSince(events.filter(({ revision }) => revision > seen));
};

const attemptOnce = async (request: CommandRequest, ports: ExecutorPorts): Promise<Executed> => {
  const stream = streamOf(request, ports);
  const digest = bodyDigest({ name: request.name, body: request.body });
  const read = await ports.events.readStream(stream, request.signal);
  const earlier = answered(request, read, digest);
  if (earlier) return { stream, revision: earlier.at(-1)!.revision, events: earlier, repeated: true };
  if (!isNowhere(request, read)) checkPrecondition(request, read);
  const recordedAt = ports.clock.stamp();
  const loaded = await ports.loadContext(baseContext(request, recordedAt), reading(request));
  const { context, revisions } = loaded;
  const decided = decideOn(request, read, context);
  checkPrecondition(request, read);
  if (decided.length === 0 || request.isRehearsal)
    return { stream, revision: revisionNumber(read.revision), events: [], repeated: false };
  await ports.ensureLog(recordedAt);
  await loaded.beforeAppend?.();
  const batch = envelope(decided, { request, digest, recordedAt, revisions, origin: ports.origin?.() });
  const appended = await append(ports, { stream, expected: read.revision, batch, signal: request.signal });
  ports.clock.seen(recordedAt);
  return { stream, revision: appended.revision, events: appended.events, repeated: false };
};

const reading = ({ aggregate, id, name, body, signal }: CommandRequest): ContextReading => ({
  ...{ aggregate, id, body, signal },
  streams: streamsRead(aggregate, name, body),
});

interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly batch: readonly EventData[];
  readonly signal?: AbortSignal;
}

const append = ({ events }: ExecutorPorts, { stream, expected, batch, signal }: Append): Promise<Appended> =>
  events.append(stream, expected, batch, signal);

export const streamOf = ({ aggregate, id }: CommandRequest, { prefix }: ExecutorPorts): string =>
  `${prefix}-${aggregate.stream(id)}`;

const revisionNumber = (revision: ExpectedRevision): number => (revision === 'no_stream' ? -1 : revision);

/** The events of the same command given before; the same key with another body is a misuse. */
const answered = (
  { key, actor }: CommandRequest,
  { events }: StreamRead,
  digest: string,
): readonly RecordedEvent[] | undefined => {
  const same = events.filter(({ metadata }) => metadata.commandKey === key && metadata.actor === actor.id);
  if (same.length === 0) return undefined;
  if (same.some(({ metadata }) => metadata.bodyDigest !== digest)) throw refuse('idempotency.key-reused');
  return same;
};

const baseContext = ({ actor, key, source, aggregate, id }: CommandRequest, recordedAt: string): DecisionContext => ({
  actor,
  today: dayOf(recordedAt),
  source,
  id: (what) => derivedId(aggregate.name, id ?? '', actor.id, key, what),
});

interface Enveloping {
  readonly request: CommandRequest;
  readonly digest: string;
  readonly recordedAt: string;
  readonly revisions: Readonly<Record<string, number>>;
  readonly origin?: Origin;
}

/** Ids are derived, so that the same command appended twice is recognised by the store (engine 6). */
const envelope = (decided: readonly DomainEvent[], enveloping: Enveloping): readonly EventData[] => {
  const { request, digest } = enveloping;
  return decided.map(({ type, data }, index) => ({
    id: derivedId(request.actor.id, request.key, digest, index, streamKey(request)),
    type,
    data: JSON.parse(JSON.stringify(data)) as unknown,
    metadata: metadataOf(enveloping, request.aggregate.versions[type as never] ?? 1),
  }));
};

const streamKey = ({ aggregate, id }: CommandRequest): string => aggregate.stream(id);

const metadataOf = (enveloping: Enveloping, schemaVersion: number): Metadata => {
  const { request, digest, recordedAt, revisions, origin } = enveloping;
  const { actor, key, source } = request;
  return JSON.parse(
    JSON.stringify({
      recordedAt,
      actor: actor.id,
      post: actor.post,
      unit: actor.unit,
      onBehalfOf: actor.onBehalfOf,
      $correlationId: request.correlationId ?? derivedId('correlation', actor.id, key),
      $causationId: request.causationId,
      commandKey: key,
      bodyDigest: digest,
      schemaVersion,
      origin,
      source,
      $context: Object.keys(revisions).length > 0 ? revisions : undefined,
    }),
  ) as Metadata;
};
