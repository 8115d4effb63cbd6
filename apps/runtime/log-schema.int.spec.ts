import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { configFrom } from './config.js';
import { openRuntime } from './runtime.js';
import { ownSchema } from './log-schema.js';

const raised = (version: number) => ({
  id: `raised-${version}`,
  type: 'SchemaRaised',
  data: { version },
  metadata: {
    recordedAt: '2015-01-01T00:00:00.000Z',
    actor: 'system:log',
    $correlationId: 'c',
    commandKey: 'k',
    bodyDigest: '',
    schemaVersion: 1,
  },
});

it('a process refuses a log whose schema was raised above its own, and nothing is held open (engine 33)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lookback-schema-'));
  const open = (version: number) => writeAndOpen(folder, version);
  try {
    await (await open(ownSchema)).close();
    await expect(open(ownSchema + 1)).rejects.toMatchObject({ code: 'log.newer-schema' });
    const log = openSqliteLog({ folder });
    expect((await log.head()).seq).toBe(2);
    await log.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const writeAndOpen = async (folder: string, version: number) => {
  const log = openSqliteLog({ folder });
  const { revision } = await log.readStream('lookback-log');
  await log.append('lookback-log', revision, [raised(version)]);
  await log.close();
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
  return openRuntime({ config, projector: 'inline' });
};
