import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { AppendTooLarge, WrongExpectedVersion } from '../failure.js';
import { authorize, enter, serviceError, type Ground } from '../ground.js';
import type { Written } from '../log.js';
import { proposedOf, streamNameOf } from '../messages.js';
import type { Expected } from '../record.js';
import type { Append } from '../write-rules.js';
import type { Writing } from './writing.js';

type Call = ServerReadableStream<streams.AppendReq, streams.AppendResp>;

/** Unary append: a wrong version is an answer, everything else a status with trailers (eventstoredb.md 2.8). */
export const appendCall =
  (ground: Ground, write: Writing) =>
  (call: Call, answer: sendUnaryData<streams.AppendResp>): void => {
    const messages: streams.AppendReq[] = [];
    let [size, isRefused] = [0, false];
    call.on('data', (message: streams.AppendReq) => {
      messages.push(message);
      size += message.getProposedMessage()?.getData_asU8().length ?? 0;
      if (size <= ground.log.maxAppendSize || isRefused) return;
      // At once, as a real node does it: the rest may be long in coming.
      isRefused = true;
      answer(serviceError(new AppendTooLarge(ground.log.maxAppendSize)));
    });
    call.on('end', () => {
      if (isRefused) return;
      handle(ground, write, { call, messages }).then(
        (response) => answer(null, response),
        (error: unknown) => answer(serviceError(error)),
      );
    });
  };

const handle = async (
  ground: Ground,
  write: Writing,
  { call, messages }: { call: Call; messages: readonly streams.AppendReq[] },
): Promise<streams.AppendResp> => {
  await enter(ground, call);
  const append = appendOf(messages);
  authorize(ground, call, { stream: append.stream, right: '$w' });
  try {
    return successOf(await write(append));
  } catch (error) {
    if (!(error instanceof WrongExpectedVersion)) throw error;
    return wrongVersionOf(error);
  }
};

const appendOf = (messages: readonly streams.AppendReq[]): Append => {
  const options = messages[0]?.getOptions();
  const proposed = messages.flatMap((message) => message.getProposedMessage() ?? []);
  return {
    stream: streamNameOf(options?.getStreamIdentifier()),
    expected: options ? expectedOf(options) : 'any',
    events: proposed.map(proposedOf),
  };
};

interface ExpectedOptions {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
  getRevision(): string;
}

export const expectedOf = (options: ExpectedOptions): Expected => {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream_exists' : BigInt(options.getRevision());
};

const successOf = ({ revision, position }: Written): streams.AppendResp => {
  const success = new streams.AppendResp.Success().setCurrentRevision(String(revision));
  if (position === undefined) success.setNoPosition(new shared.Empty());
  else
    success.setPosition(
      new streams.AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position)),
    );
  return new streams.AppendResp().setSuccess(success);
};

const wrongVersionOf = ({ expected, actual }: WrongExpectedVersion): streams.AppendResp => {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (actual === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(actual));
  if (typeof expected === 'bigint') wrong.setExpectedRevision(String(expected));
  else if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedStreamExists(new shared.Empty());
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
};
