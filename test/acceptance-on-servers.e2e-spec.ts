import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAcceptance, type Ground } from '#apps/demo/acceptance.js';
import { loadMinhang } from '#apps/demo/demo.js';
import { patiently } from '#apps/demo/patiently.js';
import { configFrom } from '#apps/runtime/config.js';
import { fingerprintOf } from '#libs/event-store/copy.js';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { openServers, type TestServers } from './support/given-servers.js';
import { hasServer, skipped } from './support/mongodb.js';

jest.setTimeout(600_000);

/** Every published figure of `npm run acceptance`, on servers as on the embedded stores. */
let servers: TestServers;
beforeAll(async () => {
  servers = await openServers();
}, 60_000);
afterAll(() => servers.close(), 600_000);

const onServers = () =>
  it('answers every row as published, from the same log, byte for byte, as on the embedded stores (semantics I)', async () => {
    const logs: { prefix: string; digest: string }[] = [];
    const look: Ground['look'] = async ({ events, config: { prefix } }) =>
      void logs.push({ prefix, digest: (await patiently(() => fingerprintOf(events))).sha256 });
    const rows = await runAcceptance({ ...servers, look });
    expect(rows.filter(({ expected, found }) => expected !== found)).toEqual([]);
    expect([rows.length > 60, logs.length]).toEqual([true, 3]);
    const [{ prefix, digest }] = logs as [(typeof logs)[0]];
    expect(digest).toBe(await embeddedDigest(prefix));
  });

/** The shipped log as the embedded store keeps it; texts that name a stream hold the prefix. */
const embeddedDigest = async (prefix: string): Promise<string> => {
  const data = mkdtempSync(join(tmpdir(), 'lookback-embedded-'));
  await loadMinhang(configFrom({ LOOKBACK_DATA: data, LOOKBACK_MIN_FREE: '0', EVENTSTORE_PREFIX: prefix }));
  const log = openSqliteLog({ folder: data, readOnly: true });
  try {
    return (await fingerprintOf(log)).sha256;
  } finally {
    await log.close();
    rmSync(data, { recursive: true });
  }
};

if (hasServer) onServers();
else skipped('the acceptance on servers');
