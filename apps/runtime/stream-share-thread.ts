import { parentPort, workerData } from 'node:worker_threads';
import { eventsByStream } from '#libs/event-store/sqlite/histories.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { ByStreams, Projection } from '#libs/projecting/port.js';
import { projections } from '#projections/index.js';
import { knownTypes, upcast } from './catalog.js';
import type { ShareAsked } from './stream-shares.js';

/** The events a page of this projection would hold, stream by stream. */
function* histories({ start }: ByStreams, handles: readonly string[], asked: ShareAsked) {
  const [wanted, skips] = [new Set(handles), new Set(asked.skips)];
  let events: RecordedEvent[] = [];
  for (const event of eventsByStream(asked.file, { start, until: asked.until, share: asked.share })) {
    if (events.length > 0 && events[0]!.stream !== event.stream) {
      yield events;
      events = [];
    }
    const known = upcast(event);
    if (wanted.has(known.type) && !skips.has(known.id)) events.push(known);
  }
  if (events.length > 0) yield events;
}

const shareOf = (asked: ShareAsked): unknown => {
  const projection = projections(asked.prefix, knownTypes).find(({ name }) => name === asked.projection) as Projection;
  const { byStreams, handles } = projection;
  return byStreams!.fold(histories(byStreams!, handles, asked));
};

/** The numbers of a share are handed over, not copied: they are most of it. */
const buffersIn = (value: unknown): readonly ArrayBuffer[] => {
  if (value instanceof Int32Array) return [value.buffer as ArrayBuffer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(buffersIn);
};

const share = shareOf(workerData as ShareAsked);
parentPort!.postMessage(share, buffersIn(share));
