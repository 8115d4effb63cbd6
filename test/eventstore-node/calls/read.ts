import streams from '@eventstore/db-client/generated/streams_pb.js';
import { cancelled } from '../failure.js';
import { authorize, enter, serviceError, silence, type Ground } from '../ground.js';
import { notFoundMessage } from '../messages.js';
import { isMissing, readAll, readStream, type ReadRange } from '../reading.js';
import type { LogRecord } from '../record.js';
import { allFrom, messageOf, nameIn, streamFrom } from './read-options.js';
import { sender, type ReadCall, type Sender } from './sending.js';
import { subscribe } from './subscribe.js';

/** Everything that reads comes as one call: streams, `$all`, both directions, both subscriptions (eventstoredb.md 1). */
export const readCall =
  (ground: Ground) =>
  (call: ReadCall): void => {
    count(ground, call);
    handle(ground, call).then(
      () => call.end(),
      (error: unknown) => call.emit('error', serviceError(error)),
    );
  };

const count = ({ traffic }: Ground, call: ReadCall): void => {
  traffic.reads += 1;
  traffic.openReads += 1;
  traffic.mostReads = Math.max(traffic.mostReads, traffic.openReads);
  let isOpen = true;
  const end = () => {
    if (isOpen) traffic.openReads -= 1;
    isOpen = false;
  };
  call.on('cancelled', end).on('close', end).on('finish', end);
};

const handle = async (ground: Ground, call: ReadCall): Promise<void> => {
  await enter(ground, call);
  const options = call.request.getOptions()!;
  const to = sender(call);
  authorize(ground, call, { stream: options.hasAll() ? '$all' : nameIn(options), right: '$r' });
  if (options.hasSubscription()) {
    const forget = ground.onEnding(() => call.emit('error', serviceError(cancelled())));
    return subscribe(ground, call, to).finally(forget);
  }
  // Burns two cores and never ends (eventstoredb.md 5.9); a node under test only never ends.
  if (options.getCount() === '0') return silence();
  await sendAll(ground, to, options);
};

const sendAll = async (ground: Ground, to: Sender, options: streams.ReadReq.Options): Promise<void> => {
  const { log } = ground;
  const stream = nameIn(options);
  if (!options.hasAll() && isMissing(log, stream)) return void (await to.send(notFoundMessage(stream)));
  const [records, horizon] = [recordsOf(ground, options), log.all[ground.horizon() - 1]?.position ?? 0n];
  let sent = 0;
  for (const record of records) {
    if (record.position > horizon) continue;
    if (sent === ground.faults.breakReadsAfter) return breakOff(ground);
    if (!(await to.send(messageOf(ground, options, record)))) return;
    sent += 1;
    ground.traffic.sent += 1;
  }
};

const breakOff = async (ground: Ground): Promise<never> => {
  // What was written before is on its way.
  await new Promise((resolve) => setTimeout(resolve, 20));
  ground.cut();
  return silence();
};

const recordsOf = ({ log }: Ground, options: streams.ReadReq.Options): Iterable<LogRecord> => {
  const isBackwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const range: ReadRange = {
    direction: isBackwards ? 'backwards' : 'forwards',
    count: BigInt(options.getCount()),
  };
  if (options.hasAll()) return readAll(log, { ...range, from: allFrom(options) });
  return readStream(log, nameIn(options), { ...range, from: streamFrom(options) });
};
