import type { AnyAggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { DomainEvent, Origin, RecordedEvent } from '#libs/kernel/event.js';
import type { EventStore, ExpectedRevision, StreamRead } from '#libs/event-store/port.js';
import { bodyDigest, derivedId } from '#libs/kernel/ids.js';
import { dayOf } from '#libs/kernel/clock.js';
import { validFrom } from '#libs/kernel/history.js';
import { isRefusal, type Refusal } from '#libs/kernel/refusal.js';
import { decideOn, decideOnFold, decidesOnFolds, isNow, streamsRead } from './deciding.js';
import { envelope } from './envelope.js';
import { refuse } from './errors.js';
import type { RecordingClock } from './recording.js';
import type { CommandRequest } from './request.js';
import { changedSince, checkPrecondition, isNowhere, meetsPrecondition } from './precondition.js';
import { knownAfter, knownFrom, markOf, StreamMemory, type KnownStream } from './remembering.js';

export type { CommandRequest };

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
 * Refusals are not remembered; an answer holds only what its events hold. Streams are, folded: see `fromMemory`.
 */
export const executor = (ports: ExecutorPorts): Executor => {
  const memory = new StreamMemory();
  return async (request) => {
    ports.checkSpace?.();
    const digest = bodyDigest({ name: request.name, body: request.body });
    const attempt = { request, ports, memory, digest, stream: streamOf(request, ports) };
    let lost: Refusal | undefined;
    for (let turn = 1; turn <= tries; turn += 1) {
      const outcome = await attemptOnce(attempt).catch(conflictOnly);
      if (!isRefusal(outcome)) return outcome;
      lost = outcome;
    }
    throw await movedOn(request, ports, lost!);
  };
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

interface Attempt {
  readonly request: CommandRequest;
  readonly ports: ExecutorPorts;
  readonly memory: StreamMemory;
  readonly digest: string;
  readonly stream: string;
}

const attemptOnce = async (attempt: Attempt): Promise<Executed> =>
  (await fromMemory(attempt)) ?? (await fromLog(attempt));

/**
 * Decides on the stream as it was last seen; that it still stands so is what the append expects. A repeat, a
 * precondition that fails, a refusal, a correction, a fact of an earlier day: undefined, the log is read (engine 21).
 */
const fromMemory = async (attempt: Attempt): Promise<Executed | undefined> => {
  const { request, stream, memory } = attempt;
  const known = memory.get(stream);
  if (!known || !suffices(known, request)) return undefined;
  const decide = (context: DecisionContext) => decideOnFold(request, known.now, context);
  const decision = await decisionOf(attempt, decide).catch(() => undefined);
  if (decision && decision.decided.length > 0) return unlessThere(record(attempt, decision, known));
  memory.forget(stream);
  return undefined;
};

/** Another process wrote this very command since, perhaps over another context: its answer is what stands in the log. */
const unlessThere = async (recording: Promise<Executed>): Promise<Executed | undefined> => {
  try {
    const executed = await recording;
    return executed.repeated ? undefined : executed;
  } catch (error) {
    if (isRefusal(error) && error.code === 'log.corrupted-idempotency') return undefined;
    throw error;
  }
};

const suffices = ({ types, given, latest }: KnownStream, request: CommandRequest): boolean =>
  !request.isRehearsal &&
  decidesOnFolds(request) &&
  isNow(validFrom(request.body), latest) &&
  meetsPrecondition(request, types) &&
  !given.includes(markOf(request.actor.id, request.key));

const fromLog = async (attempt: Attempt): Promise<Executed> => {
  const { request, ports, stream, digest } = attempt;
  const read = await ports.events.readStream(stream, request.signal);
  const earlier = answered(request, read, digest);
  if (earlier) return { stream, revision: earlier.at(-1)!.revision, events: earlier, repeated: true };
  if (!isNowhere(request, read)) checkPrecondition(request, read);
  const known = knownFrom(request.aggregate, read.events);
  const folded = { ...known, events: read.events };
  const decision = await decisionOf(attempt, (context) => decideOn(request, folded, context));
  checkPrecondition(request, read);
  if (decision.decided.length === 0 || request.isRehearsal)
    return { stream, revision: read.events.length - 1, events: [], repeated: false };
  return record(attempt, decision, known);
};

interface Decision {
  readonly recordedAt: string;
  readonly decided: readonly DomainEvent[];
  readonly loaded: LoadedContext;
}

const decisionOf = async (
  { request, ports }: Attempt,
  decide: (context: DecisionContext) => readonly DomainEvent[],
): Promise<Decision> => {
  const recordedAt = ports.clock.stamp();
  const loaded = await ports.loadContext(baseContext(request, recordedAt), reading(request));
  return { recordedAt, loaded, decided: decide(loaded.context) };
};

/** Appends at the revision decided on; what is remembered of a stream ends where an append does not go well. */
const record = async (
  { request, ports, memory, digest, stream }: Attempt,
  { recordedAt, decided, loaded }: Decision,
  known: KnownStream,
): Promise<Executed> => {
  await ports.ensureLog(recordedAt);
  await loaded.beforeAppend?.();
  const { revisions } = loaded;
  const batch = envelope(decided, { request, digest, recordedAt, revisions, origin: ports.origin?.() });
  const expected = asExpected(known.revision);
  try {
    const { revision, events } = await ports.events.append(stream, expected, batch, request.signal);
    ports.clock.seen(recordedAt);
    const original = events[0]?.metadata;
    const repeated = original?.recordedAt !== recordedAt || original.bodyDigest !== digest;
    memory.learn(stream, repeated ? undefined : knownAfter(request.aggregate, known, events));
    return { stream, revision, events, repeated };
  } catch (error) {
    memory.forget(stream);
    throw error;
  }
};

const asExpected = (revision: number): ExpectedRevision => (revision < 0 ? 'no_stream' : revision);

const reading = ({ aggregate, id, name, body, signal }: CommandRequest): ContextReading => ({
  ...{ aggregate, id, body, signal },
  streams: streamsRead(aggregate, name, body),
});

export const streamOf = ({ aggregate, id }: CommandRequest, { prefix }: ExecutorPorts): string =>
  `${prefix}-${aggregate.stream(id)}`;

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
