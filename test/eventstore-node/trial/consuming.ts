import type {
  EventStoreDBClient,
  PersistentAction,
  PersistentSubscriptionToAllResolvedEvent,
  PersistentSubscriptionToStreamResolvedEvent,
} from '@eventstore/db-client';
import { until } from '../../support/eventstore.js';

export type Delivered = PersistentSubscriptionToStreamResolvedEvent | PersistentSubscriptionToAllResolvedEvent;
export type Answer = PersistentAction | 'ack' | 'nothing';

export interface ConsumingOptions {
  /** Undefined for `$all`. */
  readonly stream?: string;
  readonly group: string;
  readonly bufferSize?: number;
  readonly answer?: (event: Delivered, nth: number) => Answer;
}

/** A consumer of a group that answers as it is told, and what it was sent, as `revision:retries`. */
export const consume = (client: EventStoreDBClient, options: ConsumingOptions) => {
  const { stream, group, bufferSize = 10, answer = () => 'ack' } = options;
  const sent: string[] = [];
  const events: Delivered[] = [];
  const errors: string[] = [];
  const subscription =
    stream === undefined
      ? client.subscribeToPersistentSubscriptionToAll(group, { bufferSize })
      : client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize });
  let isConfirmed = false;
  subscription.on('confirmation', () => (isConfirmed = true));
  subscription.on('error', (error: Error) => errors.push((error as unknown as { type: string }).type));
  subscription.on('data', (event: Delivered) => {
    events.push(event);
    sent.push(`${event.event?.revision}:${event.retryCount}`);
    const said = answer(event, sent.length - 1);
    if (said === 'ack') void subscription.ack(event as never);
    else if (said !== 'nothing') void subscription.nack(said, 'told to', event as never);
  });
  return { sent, events, errors, subscription, confirmed: () => until(() => isConfirmed) };
};
