import { status, type ServerDuplexStream } from '@grpc/grpc-js';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import empties from 'google-protobuf/google/protobuf/empty_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { AccessDenied, AppendTooLarge, Failure, StreamDeleted, WrongExpectedVersion } from '../failure.js';
import { authorize, enter, serviceError, type Ground } from '../ground.js';
import type { Written } from '../log.js';
import { identifierOf, idOf, proposedOf, streamNameOf } from '../messages.js';
import type { Expected } from '../record.js';
import type { Append } from '../write-rules.js';
import type { Writing } from './writing.js';

type Call = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** An append as it comes in, in one message or many; several interleave on one call (eventstoredb.md 2.4). */
interface Incoming {
  readonly correlation: shared.UUID;
  readonly options: streams.BatchAppendReq.Options;
  readonly messages: streams.BatchAppendReq.ProposedMessage[];
}

export const batchAppendCall =
  (ground: Ground, write: Writing) =>
  (call: Call): void => {
    const incoming = new Map<string, Incoming>();
    ground.traffic.batches += 1;
    call.on('data', (request: streams.BatchAppendReq) => {
      const append = collect(incoming, request);
      if (append) void settle(ground, write, { call, append });
    });
    call.on('end', () => call.end());
  };

/** The whole append once its last message is there; options come in the first one only. */
const collect = (incoming: Map<string, Incoming>, request: streams.BatchAppendReq): Incoming | undefined => {
  const correlation = request.getCorrelationId()!;
  const key = idOf(correlation);
  const options = request.getOptions();
  if (options) incoming.set(key, { correlation, options, messages: [] });
  const append = incoming.get(key);
  append?.messages.push(...request.getProposedMessagesList());
  if (!request.getIsFinal()) return undefined;
  incoming.delete(key);
  return append;
};

const settle = async (
  ground: Ground,
  write: Writing,
  { call, append }: { call: Call; append: Incoming },
): Promise<void> => {
  const stream = streamNameOf(append.options.getStreamIdentifier());
  const response = new streams.BatchAppendResp()
    .setCorrelationId(append.correlation)
    .setStreamIdentifier(identifierOf(stream));
  try {
    const written = await handle(ground, write, { call, append, stream });
    call.write(response.setSuccess(successOf(written)));
  } catch (error) {
    if (endsCall(error)) call.emit('error', serviceError(error));
    else call.write(response.setError(statusOf(error, stream)));
  }
};

const handle = async (
  ground: Ground,
  write: Writing,
  { call, append, stream }: { call: Call; append: Incoming; stream: string },
): Promise<Written> => {
  await enter(ground, call);
  authorize(ground, call, { stream, right: '$w' });
  const events = append.messages.map(proposedOf);
  if (events.some(({ id, type }) => type === '' || !isUsableId(id))) throw new InvalidBatch();
  // Before the deadline: a real node refuses while the rest is still coming in.
  ground.log.checkSize(events);
  const late = deadlineOf(append.options);
  if (late <= 0) throw new DeadlinePast();
  const asked: Append = { stream, expected: expectedOf(append.options), events };
  return within(Math.min(late, writeTimeoutMs), write(asked));
};

/** The server's own, whatever the deadline says (eventstoredb.md 2.7). */
const writeTimeoutMs = 2_000;

const deadlineOf = (options: streams.BatchAppendReq.Options): number =>
  options.hasDeadline() ? options.getDeadline()!.toDate().getTime() - Date.now() : Infinity;

const within = <T>(ms: number, promised: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlinePast()), ms).unref();
    promised.then(resolve, reject).finally(() => clearTimeout(timer));
  });

class DeadlinePast extends Failure {
  constructor() {
    super(status.DEADLINE_EXCEEDED, 'Timeout');
  }
}

/** What ends the whole call, and with it every append of the client (eventstoredb.md 5.8). */
class InvalidBatch extends Failure {
  constructor() {
    super(status.UNKNOWN, 'Exception was thrown by handler.');
  }
}

const isUsableId = (id: string): boolean => /^[0-9a-f-]{36}$/.test(id) && !/^[0-]+$/.test(id);

const endsCall = (error: unknown): boolean =>
  error instanceof InvalidBatch || (error instanceof Failure && error.code === status.UNAUTHENTICATED);

const expectedOf = (options: streams.BatchAppendReq.Options): Expected => {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream_exists' : BigInt(options.getStreamPosition());
};

const successOf = ({ revision, position }: Written): streams.BatchAppendResp.Success => {
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(revision));
  if (position === undefined) return success.setNoPosition(new empties.Empty());
  const place = new shared.AllStreamPosition();
  return success.setPosition(place.setCommitPosition(String(position)).setPreparePosition(String(position)));
};

/** The client reads the error from its details alone; an unknown one is told by its message (eventstoredb.md 2.6). */
const statusOf = (error: unknown, stream: string): statuses.Status => {
  if (!(error instanceof Failure)) throw error;
  const [code, type, details] = detailsOf(error, stream);
  const any = new anyMessages.Any();
  any.pack(details, `event_store.client.${type}`);
  return new statuses.Status().setCode(code).setMessage(error.details).setDetails(any);
};

const detailsOf = (error: Failure, stream: string): readonly [number, string, Uint8Array] => {
  if (error instanceof WrongExpectedVersion)
    return [status.ALREADY_EXISTS, 'WrongExpectedVersion', wrongVersion(error)];
  if (error instanceof StreamDeleted)
    return [
      status.NOT_FOUND,
      'StreamDeleted',
      bytes(new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream))),
    ];
  if (error instanceof AppendTooLarge) {
    const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(error.limit);
    return [status.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', bytes(details)];
  }
  if (error instanceof AccessDenied)
    return [status.PERMISSION_DENIED, 'AccessDenied', bytes(new shared.AccessDenied())];
  if (error instanceof DeadlinePast || error.code === status.ABORTED)
    return [status.DEADLINE_EXCEEDED, 'Timeout', bytes(new shared.Timeout())];
  return [status.UNKNOWN, 'Unrecognized', bytes(new shared.Unknown())];
};

const bytes = (message: { serializeBinary(): Uint8Array }): Uint8Array => message.serializeBinary();

const wrongVersion = ({ expected, actual }: WrongExpectedVersion): Uint8Array => {
  const wrong = new shared.WrongExpectedVersion();
  if (actual === undefined) wrong.setCurrentNoStream(new empties.Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (typeof expected === 'bigint') wrong.setExpectedStreamPosition(String(expected));
  else if (expected === 'any') wrong.setExpectedAny(new empties.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new empties.Empty());
  else wrong.setExpectedStreamExists(new empties.Empty());
  return bytes(wrong);
};
