import type { ServerWritableStream } from '@grpc/grpc-js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/** Messages handed over beyond what the stream asks for: each wait for it is a turn of a loop that tests keep busy. */
const ahead = 128;

/** Sends one after another, as fast as the client takes them. */
export interface Sender {
  /** False once the call is over: cancelled, past its deadline, or its connection gone. */
  send(message: streams.ReadResp): Promise<boolean>;
  readonly isOver: () => boolean;
  /** Settles when the call is over. */
  readonly over: Promise<void>;
}

export const sender = (call: ReadCall): Sender => {
  let waiting = 0;
  let isOver = false;
  const over = new Promise<void>((resolve) => {
    const end = () => {
      isOver = true;
      resolve();
    };
    call.on('cancelled', end).on('close', end).on('error', end);
  });
  const drained = () => Promise.race([new Promise<void>((resolve) => call.once('drain', resolve)), over]);
  const send = async (message: streams.ReadResp): Promise<boolean> => {
    if (isOver || call.cancelled) return false;
    waiting = call.write(message) ? 0 : waiting + 1;
    if (waiting > ahead) await drained();
    return !isOver;
  };
  return { send, isOver: () => isOver || call.cancelled, over };
};
