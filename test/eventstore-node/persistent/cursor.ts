import type { EventLog } from '../log.js';
import type { LogRecord } from '../record.js';
import { allSource, isOwnStream, type GroupSettings, type Source } from './settings.js';

/** A group's way through the log: what it has to deliver, in order. */
export interface Cursor {
  /** The next event, left where it is. */
  peek(): LogRecord | undefined;
  take(): void;
}

/** @param after resumes behind that record, wherever the settings would begin */
export const cursorOf = (
  log: EventLog,
  source: Source,
  { settings, after }: { settings: GroupSettings; after?: LogRecord },
): Cursor => {
  let index = after ? log.indexAt(after.position) + 1 : firstIndex(log, settings);
  const wants = wantedBy(log, source, settings);
  return {
    peek: () => {
      while (log.all[index] && !wants(log.all[index]!)) index += 1;
      return log.all[index];
    },
    take: () => void (index += 1),
  };
};

const firstIndex = (log: EventLog, { startFrom }: GroupSettings): number => {
  if (startFrom === 'end') return log.all.length;
  return typeof startFrom === 'object' ? log.indexAt(startFrom.commit) : 0;
};

const wantedBy = (log: EventLog, source: Source, { startFrom, filter }: GroupSettings) => {
  if (source === allSource)
    return (record: LogRecord) => !isOwnStream(record.stream) && (filter?.matches(record) ?? true);
  const first = typeof startFrom === 'bigint' ? startFrom : 0n;
  return (record: LogRecord) =>
    record.stream === source && record.revision >= first && log.streams.shows(record, log.now());
};
