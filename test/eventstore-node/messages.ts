import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { maxUint64, type LogRecord, type Place, type Proposed } from './record.js';
import type { Shown } from './reading.js';
import { missingMetadata } from './failure.js';

/** Between the wire's messages and the node's records. */

export const streamNameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const identifierOf = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));

/** Lower case, also where it came as two numbers. */
export const idOf = (uuid: shared.UUID | undefined): string => {
  const structured = uuid?.getStructured();
  if (!structured) return (uuid?.getString() ?? '').toLowerCase();
  const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex = half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

type ProposedMessage = streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage;

/** @throws Failure for a message without its two required properties */
export const proposedOf = (message: ProposedMessage): Proposed => {
  const properties = message.getMetadataMap();
  const missing = ['type', 'content-type'].filter((name) => properties.get(name) === undefined);
  if (missing.length > 0) throw missingMetadata(...missing);
  return {
    id: idOf(message.getId()),
    type: properties.get('type') ?? '',
    contentType: properties.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};

/** 100 ns. */
const ticksPerMs = 10_000n;

interface RecordedMessage {
  setId(id: shared.UUID): unknown;
  setStreamIdentifier(identifier: shared.StreamIdentifier): unknown;
  setStreamRevision(revision: string): unknown;
  setCommitPosition(position: string): unknown;
  setPreparePosition(position: string): unknown;
  setData(data: Uint8Array): unknown;
  setCustomMetadata(metadata: Uint8Array): unknown;
  getMetadataMap(): { set(name: string, value: string): unknown };
}

/** The same fields in the messages of reads and of persistent subscriptions. */
export const fillRecorded = <T extends RecordedMessage>(message: T, record: LogRecord, structuredIds: boolean): T => {
  message.setId(structuredIds ? structured(record.id) : new shared.UUID().setString(record.id));
  message.setStreamIdentifier(identifierOf(record.stream));
  message.setStreamRevision(String(record.revision));
  message.setCommitPosition(String(record.position));
  message.setPreparePosition(String(record.position));
  message.setData(record.data);
  message.setCustomMetadata(record.metadata);
  const properties = message.getMetadataMap();
  properties.set('type', record.type);
  properties.set('content-type', record.contentType);
  properties.set('created', String(BigInt(Math.trunc(record.created)) * ticksPerMs));
  return message;
};

const structured = (id: string): shared.UUID => {
  const hex = id.replaceAll('-', '');
  const half = (text: string) => String(BigInt.asIntN(64, BigInt(`0x${text}`)));
  const bits = new shared.UUID.Structured()
    .setMostSignificantBits(half(hex.slice(0, 16)))
    .setLeastSignificantBits(half(hex.slice(16)));
  return new shared.UUID().setStructured(bits);
};

export const eventMessage = ({ event, link, position }: Shown, structuredIds: boolean): streams.ReadResp => {
  const message = new streams.ReadResp.ReadEvent();
  const recorded = (record: LogRecord) =>
    fillRecorded(new streams.ReadResp.ReadEvent.RecordedEvent(), record, structuredIds);
  if (event) message.setEvent(recorded(event));
  if (link) message.setLink(recorded(link));
  message.setCommitPosition(String(position));
  return new streams.ReadResp().setEvent(message);
};

export const notFoundMessage = (stream: string): streams.ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)),
  );

export const confirmationMessage = (id: string): streams.ReadResp =>
  new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const caughtUpMessage = (): streams.ReadResp =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

export const checkpointMessage = ({ commit, prepare }: Place): streams.ReadResp =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare)),
  );

/** What a node of 24.2 to 24.10.4 sends by mistake (eventstoredb.md 2.26). */
export const endPlace: Place = { commit: maxUint64, prepare: maxUint64 };
