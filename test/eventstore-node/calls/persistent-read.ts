import { randomUUID } from 'node:crypto';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { callerOf } from '../access.js';
import { cancelled, groupDropped, groupFull, type Failure } from '../failure.js';
import { authorize, checkLeader, enter, serviceError, type Ground } from '../ground.js';
import { fillRecorded, idOf } from '../messages.js';
import type { Consumer, Delivery } from '../persistent/consumer.js';
import type { Group, Nack } from '../persistent/group.js';
import { shown } from '../reading.js';
import type { LogRecord } from '../record.js';
import { sourceOf } from './persistent-settings.js';

type Call = ServerDuplexStream<persistent.ReadReq, persistent.ReadResp>;

/** A consumer of a group: the first message names the group, the others answer for what was sent. */
export const consumeCall =
  (ground: Ground) =>
  (call: Call): void => {
    let consumer: Promise<[Group, Consumer] | undefined> | undefined;
    call.on('data', (request: persistent.ReadReq) => {
      const options = request.getOptions();
      if (options) consumer = connect(ground, call, options);
      else void consumer?.then((joined) => joined && answer(joined, request));
    });
    const leave = () => void consumer?.then((joined) => joined && joined[0].disconnect(joined[1]));
    call.on('end', () => call.end());
    call.on('cancelled', leave).on('close', leave).on('error', leave);
  };

const connect = async (
  ground: Ground,
  call: Call,
  options: persistent.ReadReq.Options,
): Promise<[Group, Consumer] | undefined> => {
  try {
    await enter(ground, call);
    return join(ground, call, options);
  } catch (error) {
    call.emit('error', serviceError(error));
    return undefined;
  }
};

/** @throws Failure */
const join = (ground: Ground, call: Call, options: persistent.ReadReq.Options): [Group, Consumer] => {
  const [source, name] = [sourceOf(options), options.getGroupName()];
  checkLeader(ground);
  authorize(ground, call, { stream: source, right: '$r' });
  const group = ground.services.groups.get(source, name);
  const hasStructuredIds = options.getUuidOption()?.hasStructured() ?? false;
  const end = (failure: Failure) => void call.emit('error', serviceError(failure));
  const consumer = group.connect({
    username: callerOf(ground.accounts, call.metadata)?.name ?? 'anonymous',
    connectionName: call.metadata.get('connection-name')[0]?.toString() ?? '',
    from: call.getPeer(),
    bufferSize: options.getBufferSize(),
    send: (delivery) => void call.write(eventMessage(ground, group, { delivery, hasStructuredIds })),
    drop: () => end(groupDropped(source, name)),
  });
  if (!consumer) throw groupFull(source, name);
  const forget = ground.onEnding(() => end(cancelled()));
  call.on('close', forget).on('cancelled', forget).on('error', forget);
  call.write(
    new persistent.ReadResp().setSubscriptionConfirmation(
      new persistent.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID()),
    ),
  );
  return [group, consumer];
};

const actions: readonly Nack[] = ['unknown', 'park', 'retry', 'skip', 'stop'];

const answer = ([group, consumer]: [Group, Consumer], request: persistent.ReadReq): void => {
  const [ack, nack] = [request.getAck(), request.getNack()];
  if (ack) group.ack(consumer, ack.getIdsList().map(idOf));
  if (!nack) return;
  const action = actions[nack.getAction()] ?? 'unknown';
  group.nack(consumer, nack.getIdsList().map(idOf), { action, reason: nack.getReason() });
};

interface Sent {
  readonly delivery: Delivery;
  readonly hasStructuredIds: boolean;
}

const eventMessage = ({ log }: Ground, { settings }: Group, { delivery, hasStructuredIds }: Sent) => {
  const { event, link, position } = shown(log, delivery.record, settings.resolveLinks);
  const recorded = (record: LogRecord) =>
    fillRecorded(new persistent.ReadResp.ReadEvent.RecordedEvent(), record, hasStructuredIds);
  const message = new persistent.ReadResp.ReadEvent().setCommitPosition(String(position));
  if (event) message.setEvent(recorded(event));
  if (link) message.setLink(recorded(link));
  if (delivery.retries > 0) message.setRetryCount(delivery.retries);
  else message.setNoRetryCount(new shared.Empty());
  return new persistent.ReadResp().setEvent(message);
};
