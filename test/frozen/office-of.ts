import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { exportLog, importLog } from '#libs/event-store/transfer.js';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { scriptedClock, type ScriptedClock } from '#libs/kernel/clock.js';
import type { RecordedEvent } from '#libs/kernel/event.js';

export interface FrozenOffice {
  readonly runtime: Runtime;
  readonly clock: ScriptedClock;
  events(): Promise<readonly RecordedEvent[]>;
  /** The log as `lookback log export` writes it. */
  exported(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The first moment after everything that a frozen log holds. */
const afterwards = '2016-01-04T09:00:00+08:00';

/** A folder of its own, empty or filled from a file of `lookback log export`. */
export const officeOf = async (file?: string): Promise<FrozenOffice> => {
  const folder = mkdtempSync(join(tmpdir(), 'lookback-frozen-'));
  if (file) await filled(folder, file);
  const clock = scriptedClock(file ? afterwards : '2014-01-06T09:00:00+08:00');
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0', LOOKBACK_SAMPLE: 'none' });
  const runtime = await openRuntime({ config, projector: 'inline', clock });
  return {
    runtime,
    clock,
    events: async () => (await runtime.events.readAll('start', 10_000)).events,
    exported: () => linesOf(exportLog(runtime.events)),
    close: async () => {
      await runtime.close();
      rmSync(folder, { recursive: true });
    },
  };
};

const linesOf = async (exported: AsyncIterable<string>): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of exported) lines.push(line);
  return lines;
};

const filled = async (folder: string, file: string): Promise<void> => {
  const log = openSqliteLog({ folder });
  await importLog(createInterface({ input: createReadStream(file) }), log);
  await log.close();
};
