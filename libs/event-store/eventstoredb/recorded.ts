import type { Metadata, RecordedEvent } from '#libs/kernel/event.js';
import type { RawEvent } from './client.js';
import { positionOf } from './place.js';

/** Whose events are ours: of the log's own streams, and nothing a server writes there, links and tombstones (engine 4). */
export type IsOurs = (event: Pick<RawEvent, 'stream' | 'type'>) => boolean;

export const oursBy =
  (prefix: string): IsOurs =>
  ({ stream, type }) =>
    stream.startsWith(`${prefix}-`) && !type.startsWith('$');

export const recorded = (raw: RawEvent, seq: number): RecordedEvent => ({
  seq,
  position: positionOf({ place: raw.place, seq }),
  stream: raw.stream,
  revision: raw.revision,
  id: raw.id,
  type: raw.type,
  data: raw.data,
  metadata: raw.metadata as Metadata,
});
