import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '../port.js';
import { sampleEvents } from '../contract/sample.js';
import { temporaryFolder } from '../contract/temporary.js';
import { EventLog } from '../../../test/eventstore-node/log.js';
import { startNode, type EventStoreNode } from '../../../test/eventstore-node/node.js';
import { unhurried } from '../contract/unhurried.js';
import { openEventStoreDb } from './eventstoredb-log.js';

beforeAll(unhurried);

/** The places counted are kept beside the process: a start reads what is new, and never trusts another log's file. */
const prefix = 'lookback';
const stream = 'lookback-case-1';
const { folder, remove } = temporaryFolder();
const file = join(folder, `${prefix}.places`);
afterAll(() => remove());

let node: EventStoreNode;
beforeEach(async () => {
  node = await startNode();
});
afterEach(() => node.stop());

const open = (): Promise<EventStore> => openEventStoreDb({ url: node.url(), prefix, folder });

/** Events the node sent to a store that was only opened. */
const sentAtStart = async (): Promise<number> => {
  const before = node.traffic.sent;
  await (await open()).close();
  return node.traffic.sent - before;
};

const fill = async (count: number): Promise<void> => {
  const store = await open();
  const { revision } = await store.readStream(stream);
  await store.append(stream, revision, sampleEvents(count));
  await store.close();
};

it('a start counts only what came since the last (engine 1)', async () => {
  await fill(100);
  await fill(100);
  expect(statSync(file).size).toBe(200 * 28);
  expect(await sentAtStart()).toBeLessThan(10);
  const store = await open();
  expect((await store.readStream(stream)).events.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 200 }, (_, index) => index + 1),
  );
  await store.close();
});

it('another log behind the same address is counted anew (engine 34)', async () => {
  await fill(50);
  const { port } = node;
  await node.stop();
  node = await startNode({ port });
  await fill(3);
  const store = await open();
  expect(await store.head()).toMatchObject({ seq: 3 });
  await store.close();
  expect(statSync(file).size).toBe(3 * 28);
});

it('a log restored from an older backup is counted anew (engine 34)', async () => {
  await fill(20);
  const kept = node.log.all.slice(0, -5);
  const { port } = node;
  await node.stop();
  node = await startNode({ port, log: new EventLog({ kept }) });
  const store = await open();
  expect(await store.head()).toMatchObject({ seq: 15 });
  await store.append(stream, 14, sampleEvents(1));
  expect(await store.head()).toMatchObject({ seq: 16 });
  await store.close();
});

it.each([
  ['torn at its end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
  [
    'damaged in the middle',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 281), Buffer.from([9]), bytes.subarray(282)]),
  ],
  ['nothing but zeroes', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  ['no such file at all', () => Buffer.from('hello')],
])('a file %s is believed up to there', async (_, damage) => {
  await fill(30);
  writeFileSync(file, damage(readFileSync(file)));
  const store = await open();
  expect((await store.readStream(stream)).events.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 30 }, (__, index) => index + 1),
  );
  await store.close();
});

it('two processes keep the same file, and a folder that cannot be written is done without', async () => {
  await fill(10);
  const [one, two] = [await open(), await open()];
  await one.append(stream, 9, sampleEvents(5));
  await two.append(stream, 14, sampleEvents(5));
  await Promise.all([one.close(), two.close()]);
  expect(await sentAtStart()).toBeLessThan(10);
  const without = await openEventStoreDb({ url: node.url(), prefix, folder: '/dev/null/nowhere' });
  expect(await without.head()).toMatchObject({ seq: 20 });
  await without.close();
});
