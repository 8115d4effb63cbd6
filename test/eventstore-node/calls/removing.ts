import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { authorize, enter, serviceError, type Ground } from '../ground.js';
import type { Written } from '../log.js';
import { streamNameOf } from '../messages.js';
import { expectedOf } from './append.js';

/** Soft delete; a wrong version is a failed precondition with trailers (eventstoredb.md 2.8, 2.14). */
export const deleteCall =
  (ground: Ground) =>
  (call: ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>, answer: sendUnaryData<streams.DeleteResp>): void => {
    const options = call.request.getOptions()!;
    const stream = streamNameOf(options.getStreamIdentifier());
    const remove = () => ground.log.remove(stream, expectedOf(options));
    perform(ground, { call, stream, remove }).then(
      ({ position }) => answer(null, new streams.DeleteResp().setPosition(at(streams.DeleteResp.Position, position))),
      (error: unknown) => answer(serviceError(error)),
    );
  };

/** For good (eventstoredb.md 2.15). */
export const tombstoneCall =
  (ground: Ground) =>
  (
    call: ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>,
    answer: sendUnaryData<streams.TombstoneResp>,
  ): void => {
    const options = call.request.getOptions()!;
    const stream = streamNameOf(options.getStreamIdentifier());
    const remove = () => ground.log.tombstone(stream, expectedOf(options));
    perform(ground, { call, stream, remove }).then(
      ({ position }) =>
        answer(null, new streams.TombstoneResp().setPosition(at(streams.TombstoneResp.Position, position))),
      (error: unknown) => answer(serviceError(error)),
    );
  };

type AnyCall = Pick<ServerUnaryCall<unknown, unknown>, 'metadata'>;

const perform = async (
  ground: Ground,
  { call, stream, remove }: { call: AnyCall; stream: string; remove: () => Written },
): Promise<Written> => {
  await enter(ground, call);
  authorize(ground, call, { stream, right: '$d' });
  return remove();
};

interface PositionMessage {
  setCommitPosition(value: string): unknown;
  setPreparePosition(value: string): unknown;
}

const at = <T extends PositionMessage>(Message: new () => T, position: bigint | undefined): T => {
  const message = new Message();
  message.setCommitPosition(String(position));
  message.setPreparePosition(String(position));
  return message;
};
