import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log.js';
import { jsonRecord, type LogRecord, type Proposed } from '../record.js';
import type { Emitter } from './script.js';

export interface Cause {
  /** The event that is being handled. */
  readonly cause?: LogRecord;
}

/** As the server marks what a projection wrote: where the cause stands, and which event it was. */
export const causedBy = (cause: LogRecord | undefined, more: object = {}): Uint8Array => {
  const place = cause && { $v: '1:-1:1:4', $c: Number(cause.position), $p: Number(cause.position) };
  return Buffer.from(JSON.stringify({ ...place, ...more, ...(cause && { $causedBy: cause.id }) }));
};

export const linkRecord = (target: string, metadata: Uint8Array): Proposed => ({
  ...jsonRecord('$>', randomUUID(), ''),
  data: Buffer.from(target),
  metadata,
});

export interface EmitterRules extends Cause {
  readonly name: string;
  readonly mayEmit: boolean;
  readonly tracks: boolean;
}

/** Writes for a projection, in order; with tracking it notes every stream it writes to, once. */
export const emitterOf = (log: EventLog, rules: () => EmitterRules): Emitter => {
  const tracked = new Set<string>();
  const write = (stream: string, event: Proposed): void => {
    const { name, mayEmit, tracks } = rules();
    if (!mayEmit) throw new Error(`'emit' is not allowed by the projection/configuration/mode`);
    if (tracks && !tracked.has(stream)) log.write(trackingStream(name), [trackedRecord(stream)]);
    tracked.add(stream);
    log.write(stream, [event]);
  };
  const marks = (metadata: unknown) => causedBy(rules().cause, (metadata ?? {}) as object);
  return {
    emit: (stream, type, body, metadata) =>
      write(stream, { ...jsonRecord(type, randomUUID(), body ?? null), metadata: marks(metadata) }),
    link: (stream, { sequenceNumber, streamId }, metadata) =>
      write(stream, linkRecord(`${sequenceNumber}@${streamId}`, marks(metadata))),
    linkStream: (stream, linked, metadata) => write(stream, { ...linkRecord(linked, marks(metadata)), type: '$@' }),
    copy: (stream, { eventType, body }, metadata) =>
      write(stream, { ...jsonRecord(eventType, randomUUID(), body ?? null), metadata: marks(metadata) }),
  };
};

export const trackingStream = (name: string): string => `$projections-${name}-emittedstreams`;

const trackedRecord = (stream: string): Proposed => ({
  ...jsonRecord('$StreamTracked', randomUUID(), ''),
  data: Buffer.from(stream),
});
