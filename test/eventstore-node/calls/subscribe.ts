import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { Failure, StreamDeleted } from '../failure.js';
import { defaultWindow, filterOf, type Filter } from '../filter.js';
import { authorize, type Ground } from '../ground.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage, endPlace } from '../messages.js';
import { checkPlace } from '../reading.js';
import { isBefore, placeOf, type LogRecord, type Place } from '../record.js';
import { allFrom, messageOf, nameIn, streamFrom } from './read-options.js';
import type { ReadCall, Sender } from './sending.js';

type Options = streams.ReadReq.Options;

/** A subscriber that lags by more than so many events is caught up again, silently (eventstoredb.md 2.23). */
const liveLag = 32;

interface Subscription {
  readonly ground: Ground;
  readonly call: ReadCall;
  readonly to: Sender;
  readonly options: Options;
  readonly filter?: Filter;
  readonly wants: (record: LogRecord) => boolean;
  /** Next index in `all`. */
  index: number;
  isLive: boolean;
  considered: number;
  /** Where the last considered event stands, as a checkpoint says it. */
  place: Place;
  /** The bug of eventstoredb.md 2.26 has struck: no checkpoint follows. */
  isMute: boolean;
}

/** Events strictly after the place asked for, `caught_up` at each switch to live, checkpoints of a filter. @throws Failure */
export const subscribe = async (ground: Ground, call: ReadCall, to: Sender): Promise<void> => {
  const subscription = opened(ground, call, to);
  await to.send(confirmationMessage(randomUUID()));
  while (!to.isOver()) {
    await catchUp(subscription);
    if (to.isOver()) return;
    if (!subscription.isLive) await goLive(subscription);
    await nextCommit(subscription);
    const behind = ground.horizon() - subscription.index;
    if (behind > liveLag) subscription.isLive = false;
  }
};

const opened = (ground: Ground, call: ReadCall, to: Sender): Subscription => {
  const { log } = ground;
  const options = call.request.getOptions()!;
  const stream = nameIn(options);
  if (!options.hasAll() && log.streams.isTombstoned(stream)) throw new StreamDeleted(stream);
  const start: Place = { commit: 0n, prepare: 0n };
  const common = { ground, call, to, options, isLive: false, considered: 0, place: start, isMute: false };
  return options.hasAll()
    ? { ...common, ...ofAll(ground, options) }
    : { ...common, ...ofStream(ground, options, stream) };
};

const ofAll = ({ log }: Ground, options: Options) => {
  const from = allFrom(options);
  const filter = requestedFilter(options);
  const wants = filter?.matches ?? (() => true);
  if (from === 'start') return { filter, wants, index: 0 };
  if (from === 'end') return { filter, wants, index: log.all.length };
  checkPlace(log, from, status.INVALID_ARGUMENT);
  const index = log.indexAt(from.commit);
  const isAfter = (record: LogRecord) => isBefore(from, placeOf(record)) && wants(record);
  return { filter, wants: isAfter, index, place: from };
};

const ofStream = ({ log }: Ground, options: Options, stream: string) => {
  const from = streamFrom(options);
  const hidden = new Set(log.streams.get(stream)?.records);
  log.streams.visible(stream, log.now()).forEach((record) => hidden.delete(record));
  const after = typeof from === 'bigint' ? from : -1n;
  const wants = (record: LogRecord) => record.stream === stream && record.revision > after && !hidden.has(record);
  return { wants, index: from === 'end' ? log.all.length : 0 };
};

const requestedFilter = (options: Options): Filter | undefined => {
  const filter = options.getFilter();
  if (!filter) return undefined;
  const multiplier = filter.getCheckpointintervalmultiplier();
  if (multiplier === 0)
    throw new Failure(status.INVALID_ARGUMENT, 'CheckpointIntervalMultiplier must be greater than 0');
  const expression = filter.getStreamIdentifier() ?? filter.getEventType();
  return filterOf({
    on: filter.hasStreamIdentifier() ? 'stream' : 'type',
    regex: expression?.getRegex() ?? '',
    prefixes: expression?.getPrefixList() ?? [],
    window: filter.hasMax() ? filter.getMax() : defaultWindow,
    multiplier,
  });
};

const catchUp = async (subscription: Subscription): Promise<void> => {
  const { ground, to } = subscription;
  while (subscription.index < ground.horizon() && !to.isOver()) {
    const record = ground.log.all[subscription.index]!;
    subscription.index += 1;
    await consider(subscription, record);
  }
};

const consider = async (subscription: Subscription, record: LogRecord): Promise<void> => {
  const { to, ground, call, options, wants, filter, isLive } = subscription;
  if (options.hasAll() && record.stream === '$$$all') authorize(ground, call, { stream: '$all', right: '$r' });
  const isWanted = wants(record);
  if (isWanted) await to.send(messageOf(ground, options, record));
  if (isWanted && !options.hasAll() && record.type === '$streamDeleted') throw new StreamDeleted(record.stream);
  subscription.considered += 1;
  // During catch-up a page's boundary is no event's position (eventstoredb.md 2.25).
  subscription.place = { commit: record.position, prepare: isWanted || isLive ? record.position : 0n };
  if (filter && subscription.considered % filter.interval === 0) await checkpoint(subscription, subscription.place);
};

const checkpoint = async ({ to, isMute }: Subscription, place: Place): Promise<void> => {
  if (!isMute) await to.send(checkpointMessage(place));
};

const goLive = async (subscription: Subscription): Promise<void> => {
  const { ground, to, filter, considered, place } = subscription;
  if (filter) {
    const strikes = ground.faults.endCheckpoint && considered < filter.interval;
    await checkpoint(subscription, strikes ? endPlace : place);
    subscription.isMute ||= strikes;
  }
  Object.assign(subscription, { isLive: true, considered: 0 });
  await to.send(caughtUpMessage());
};

/** The next commit, or the end of the call. */
const nextCommit = async ({ ground, to, index }: Subscription): Promise<void> => {
  if (index < ground.horizon()) return;
  let stop = (): void => undefined;
  const committed = new Promise<void>((resolve) => {
    stop = ground.onVisible(resolve);
  });
  await Promise.race([committed, to.over]);
  stop();
};
