import type persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import { filterOf, type Filter } from '../filter.js';
import { streamNameOf } from '../messages.js';
import { maxUint64 } from '../record.js';
import { allSource, type GroupSettings, type Source, type StartFrom, type Strategy } from '../persistent/settings.js';

/** What a request says of a group, on creation and on change. */
export interface GroupRequest {
  readonly source: Source;
  readonly name: string;
  readonly settings: GroupSettings;
}

interface SourceOptions {
  hasAll(): boolean;
  getStreamIdentifier(): shared.StreamIdentifier | undefined;
}

export const sourceOf = (options: SourceOptions): Source =>
  options.hasAll() ? allSource : streamNameOf(options.getStreamIdentifier());

type AnyOptions = persistent.CreateReq.Options | persistent.UpdateReq.Options;
type AnySettings = persistent.CreateReq.Settings | persistent.UpdateReq.Settings;
type FilterOptions = persistent.CreateReq.AllOptions.FilterOptions;

export const groupRequestOf = (options: AnyOptions): GroupRequest => {
  const startFrom = startOf(options);
  return {
    source: options.hasStream() ? streamNameOf(options.getStream()!.getStreamIdentifier()) : sourceOf(options),
    name: options.getGroupName(),
    settings: { ...settingsOf(options.getSettings()!), startFrom, filter: filterIn(options) },
  };
};

/** The client says a stream and its revision in the fields of before 21.10; the end is the largest number. */
const startOf = (options: AnyOptions): StartFrom => {
  const where = options.getAll() ?? options.getStream();
  if (!where) return startAt(options.getSettings()!.getRevision());
  if (where.hasEnd()) return 'end';
  if (where.hasStart()) return 'start';
  if ('getRevision' in where) return BigInt(where.getRevision());
  const position = where.getPosition()!;
  return { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) };
};

const startAt = (revision: string): StartFrom => {
  const number = BigInt.asUintN(64, BigInt(revision));
  if (number === maxUint64) return 'end';
  return number === 0n ? 'start' : number;
};

/** Only a creation names a filter; a change keeps it. */
const filterIn = (options: AnyOptions): Filter | undefined => {
  const all = options.getAll();
  const filter = all && 'getFilter' in all ? all.getFilter() : undefined;
  return filter && filterFrom(filter);
};

const filterFrom = (filter: FilterOptions): Filter => {
  const expression = filter.getStreamIdentifier() ?? filter.getEventType();
  return filterOf({
    on: filter.hasStreamIdentifier() ? 'stream' : 'type',
    regex: expression?.getRegex() ?? '',
    prefixes: expression?.getPrefixList() ?? [],
    window: 1,
    multiplier: 1,
  });
};

const strategyNames: readonly Strategy[] = ['DispatchToSingle', 'RoundRobin', 'Pinned'];
/** Ticks of 100 ns, as older clients say it. */
const ticksPerMs = 10_000;

const settingsOf = (settings: AnySettings): Omit<GroupSettings, 'startFrom' | 'filter'> => ({
  resolveLinks: settings.getResolveLinks(),
  extraStatistics: settings.getExtraStatistics(),
  messageTimeout: settings.hasMessageTimeoutTicks()
    ? Number(settings.getMessageTimeoutTicks()) / ticksPerMs
    : settings.getMessageTimeoutMs(),
  maxRetryCount: settings.getMaxRetryCount(),
  checkpointAfter: settings.hasCheckpointAfterTicks()
    ? Number(settings.getCheckpointAfterTicks()) / ticksPerMs
    : settings.getCheckpointAfterMs(),
  minCheckpointCount: settings.getMinCheckpointCount(),
  maxCheckpointCount: settings.getMaxCheckpointCount(),
  maxSubscriberCount: settings.getMaxSubscriberCount(),
  liveBufferSize: settings.getLiveBufferSize(),
  readBatchSize: settings.getReadBatchSize(),
  historyBufferSize: settings.getHistoryBufferSize(),
  strategy: strategyNames[settings.getNamedConsumerStrategy()] ?? 'RoundRobin',
});
