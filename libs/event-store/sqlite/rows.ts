import type { Metadata, RecordedEvent } from '#libs/kernel/event.js';
import { positionOf } from '../position.js';

/** A row as an array: driver rows have a null prototype and cost twice the time (engine 46). */
export type EventRow = readonly [
  seq: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  data: string,
  metadata: string,
];

export const toEvent = ([seq, stream, revision, id, type, data, metadata]: EventRow): RecordedEvent => ({
  seq,
  position: positionOf(seq),
  stream,
  revision,
  id,
  type,
  data: JSON.parse(data) as unknown,
  metadata: JSON.parse(metadata) as Metadata,
});
