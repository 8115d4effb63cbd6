import type { EventLog } from '../log.js';
import { jsonOf, textOf, type LogRecord } from '../record.js';
import { metadataOf } from './event.js';
import type { Runner, Status } from './projection.js';
import { causedBy, linkRecord } from './writing.js';

/** Where a record is linked to, and what the link says. */
interface Indexed {
  readonly stream: string;
  readonly target: string;
  readonly type?: '$>' | '$@';
  readonly marks?: object;
}

type Indexer = (record: LogRecord) => Indexed | undefined;

const isSystem = (name: string): boolean => name.startsWith('$');
const ownTarget = ({ revision, stream }: LogRecord): string => `${revision}@${stream}`;

/** What stands before the first `-`, of streams that are not the system's. */
const categoryOf = (stream: string): string | undefined => {
  const at = isSystem(stream) ? -1 : stream.indexOf('-');
  return at > 0 ? stream.slice(0, at) : undefined;
};

/** A link among a category's events is linked to its own target, and keeps the name of the stream it stood in. */
const byCategory: Indexer = (record) => {
  const category = categoryOf(record.stream);
  if (category === undefined) return undefined;
  const target = record.type === '$>' ? linkText(record) : ownTarget(record);
  return { stream: `$ce-${category}`, target, marks: { $o: record.stream } };
};

const linkText = (record: LogRecord): string => {
  const parsed = jsonOf(record);
  return typeof parsed === 'string' ? parsed : textOf(record.data);
};

const byEventType: Indexer = (record) =>
  isSystem(record.type) || isSystem(record.stream)
    ? undefined
    : { stream: `$et-${record.type}`, target: ownTarget(record) };

const byCorrelation: Indexer = (record) => {
  const id = metadataOf(record)?.['$correlationId'];
  return typeof id === 'string' && record.type !== '$>'
    ? { stream: `$bc-${id}`, target: ownTarget(record) }
    : undefined;
};

const isFirst = ({ stream, revision }: LogRecord): boolean => revision === 0n && !isSystem(stream);

const streams: Indexer = (record) => (isFirst(record) ? { stream: '$streams', target: ownTarget(record) } : undefined);

const streamByCategory: Indexer = (record) => {
  const category = categoryOf(record.stream);
  if (category === undefined || !isFirst(record)) return undefined;
  return { stream: `$category-${category}`, target: record.stream, type: '$@' };
};

const indexers: Readonly<Record<string, Indexer>> = {
  $streams: streams,
  $stream_by_category: streamByCategory,
  $by_category: byCategory,
  $by_event_type: byEventType,
  $by_correlation_id: byCorrelation,
};

/** The five projections every server has; stopped until somebody enables them. */
export const systemRunners = (log: EventLog, status: Status = 'Stopped'): readonly Runner[] =>
  Object.entries(indexers).map(([name, indexer]) => ({
    ...{ name, status, mode: 'Continuous', reason: '', index: 0, handled: 0 },
    handle(this: { handled: number }, record) {
      const indexed = indexer(record);
      if (!indexed) return;
      const { stream, target, type = '$>', marks } = indexed;
      this.handled += 1;
      log.write(stream, [{ ...linkRecord(target, causedBy(record, marks)), type }]);
    },
  }));
