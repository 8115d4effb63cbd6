import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Consumer } from '../persistent/consumer.js';
import type { Group } from '../persistent/group.js';
import { measurements } from '../persistent/measurements.js';
import { allSource, type StartFrom } from '../persistent/settings.js';

/** A group as its info tells it. */
export const infoMessage = (group: Group): persistent.SubscriptionInfo => {
  const { settings, progress, consumers } = group;
  progress.write(settings);
  return settingsIn(new persistent.SubscriptionInfo(), group)
    .setEventSource(group.source)
    .setGroupName(group.name)
    .setStatus('Live')
    .setConnectionsList(consumers.map((consumer) => connectionMessage(consumer, settings.extraStatistics)))
    .setTotalItems(String(consumers.reduce((sum, { totalItems }) => sum + totalItems, 0)))
    .setCountSinceLastMeasurement('0')
    .setLastCheckpointedEventPosition(group.tell(progress.checkpoint))
    .setLastKnownEventPosition(group.tell(progress.lastKnown))
    .setLiveBufferCount('0')
    .setRetryBufferCount(group.retries.length)
    .setTotalInFlightMessages(consumers.reduce((sum, { inFlight }) => sum + inFlight, 0))
    .setOutstandingMessagesCount(progress.outstanding)
    .setParkedMessageCount(String(group.parked.length));
};

const settingsIn = (message: persistent.SubscriptionInfo, { source, settings }: Group): persistent.SubscriptionInfo =>
  message
    .setStartFrom(source === allSource ? placeText(settings.startFrom) : revisionText(settings.startFrom))
    .setResolveLinkTos(settings.resolveLinks)
    .setExtraStatistics(settings.extraStatistics)
    .setMessageTimeoutMilliseconds(settings.messageTimeout)
    .setMaxRetryCount(settings.maxRetryCount)
    .setCheckPointAfterMilliseconds(settings.checkpointAfter)
    .setMinCheckPointCount(settings.minCheckpointCount)
    .setMaxCheckPointCount(settings.maxCheckpointCount)
    .setMaxSubscriberCount(settings.maxSubscriberCount)
    .setLiveBufferSize(settings.liveBufferSize)
    .setReadBatchSize(settings.readBatchSize)
    .setBufferSize(settings.historyBufferSize)
    .setNamedConsumerStrategy(settings.strategy);

const revisionText = (from: StartFrom): string => {
  if (from === 'end') return '-1';
  return typeof from === 'bigint' ? String(from) : '0';
};

const placeText = (from: StartFrom): string => {
  if (from === 'end') return 'C:-1/P:-1';
  return typeof from === 'object' ? `C:${from.commit}/P:${from.prepare}` : 'C:0/P:0';
};

const connectionMessage = (consumer: Consumer, isDetailed: boolean): persistent.SubscriptionInfo.ConnectionInfo => {
  const { from, username, connectionName } = consumer.options;
  const observed = isDetailed ? [...measurements(consumer.latencies)] : [];
  return new persistent.SubscriptionInfo.ConnectionInfo()
    .setFrom(from)
    .setUsername(username)
    .setConnectionName(connectionName)
    .setTotalItems(String(consumer.totalItems))
    .setCountSinceLastMeasurement('0')
    .setAvailableSlots(consumer.availableSlots)
    .setInFlightMessages(consumer.inFlight)
    .setObservedMeasurementsList(
      observed.map(([key, value]) => new persistent.SubscriptionInfo.Measurement().setKey(key).setValue(String(value))),
    );
};
