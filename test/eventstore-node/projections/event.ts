import { jsonOf, textOf, type LogRecord } from '../record.js';

/** An event as the functions of a projection see it. */
export interface ProjectedEvent {
  readonly isJson: boolean;
  readonly eventType: string;
  readonly streamId: string;
  readonly sequenceNumber: number;
  readonly eventId: string;
  readonly created: string;
  readonly data: unknown;
  readonly body: unknown;
  readonly bodyRaw: string;
  readonly metadata: unknown;
  readonly metadataRaw: string;
  readonly linkMetadata: unknown;
  readonly linkMetadataRaw: string;
  /** The stream whose state it belongs to where states are kept per stream. */
  readonly partition: string;
}

export const projectedEvent = (
  event: LogRecord,
  { link, partition }: { link?: LogRecord; partition: string },
): ProjectedEvent => {
  const isJson = event.contentType === 'application/json';
  const body = isJson ? jsonOf(event) : undefined;
  return {
    isJson,
    eventType: event.type,
    streamId: event.stream,
    sequenceNumber: Number(event.revision),
    eventId: event.id,
    created: new Date(event.created).toISOString(),
    data: body,
    body,
    bodyRaw: textOf(event.data),
    metadata: metadataOf(event),
    metadataRaw: textOf(event.metadata),
    linkMetadata: link && metadataOf(link),
    linkMetadataRaw: link ? textOf(link.metadata) : '',
    partition,
  };
};

export const metadataOf = ({ metadata }: LogRecord): Record<string, unknown> | undefined =>
  jsonOf({ data: metadata }) as Record<string, unknown> | undefined;
