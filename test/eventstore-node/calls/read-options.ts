import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Ground } from '../ground.js';
import { eventMessage, streamNameOf } from '../messages.js';
import { shown, type AllFrom } from '../reading.js';
import type { LogRecord } from '../record.js';

/** What a read call asks for. */

export const nameIn = (options: streams.ReadReq.Options): string =>
  streamNameOf(options.getStream()?.getStreamIdentifier());

export const messageOf = ({ log }: Ground, options: streams.ReadReq.Options, record: LogRecord): streams.ReadResp =>
  eventMessage(shown(log, record, options.getResolveLinks()), options.getUuidOption()?.hasStructured() ?? false);

export const allFrom = (options: streams.ReadReq.Options): AllFrom => {
  const all = options.getAll()!;
  if (all.hasStart()) return 'start';
  if (all.hasEnd()) return 'end';
  const position = all.getPosition()!;
  return { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) };
};

export const streamFrom = (options: streams.ReadReq.Options): bigint | 'start' | 'end' => {
  const stream = options.getStream()!;
  if (stream.hasStart()) return 'start';
  return stream.hasEnd() ? 'end' : BigInt(stream.getRevision());
};
