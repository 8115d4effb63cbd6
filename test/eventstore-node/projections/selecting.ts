import type { EventLog } from '../log.js';
import type { LogRecord } from '../record.js';
import { metadataOf, projectedEvent, type ProjectedEvent } from './event.js';
import type { Definition } from './script.js';

/** The event of a record that a projection is to handle, undefined for every other record. */
export const selected = (log: EventLog, definition: Definition, record: LogRecord): ProjectedEvent | undefined => {
  const { selector } = definition;
  if (selector.kind === 'all') return ofAll(definition, record);
  const names = selector.kind === 'streams' ? selector.names : selector.names.map((name) => `$ce-${name}`);
  if (!names.includes(record.stream)) return undefined;
  if (record.type !== '$>') return projectedEvent(record, { partition: record.stream });
  const target = log.streams.targetOf(record);
  // A link of a category says of which stream it was made, whatever it points at.
  const original = metadataOf(record)?.['$o'];
  const partition = typeof original === 'string' ? original : target?.stream;
  return target && projectedEvent(target, { link: record, partition: partition! });
};

const ofAll = ({ includeLinks }: Definition, record: LogRecord): ProjectedEvent | undefined => {
  const isOut = record.stream.startsWith('$projections-') || (record.type === '$>' && !includeLinks);
  return isOut ? undefined : projectedEvent(record, { partition: record.stream });
};
