import 'reflect-metadata';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode, type EventStoreNode } from './eventstore-node/node.js';
import { aSuggestion, openOffice } from './support/office.js';

// Loaded before the rest: Jest cannot require an ES module (tslib) whose import is still under way.
await import('class-validator-jsonschema');
const { run } = await import('#apps/cli/program.js');

/** An embedded log moves to an EventStoreDB and back, by the program itself. */
let folder: string;
let node: EventStoreNode;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-copy-'));
  node = await startNode();
});
afterEach(async () => {
  await node.stop('kill');
  rmSync(folder, { recursive: true });
});

const lookback = async (argv: readonly string[], variables: Readonly<Record<string, string>> = {}) => {
  const said: string[] = [];
  const environment = { LOOKBACK_DATA: join(folder, 'own'), LOOKBACK_MIN_FREE: '0', LANG: 'en', ...variables };
  const say = (text: string) => void said.push(text);
  return { code: await run(argv, { environment, out: say, error: say }), said: said.join('\n') };
};

it('a log copied to a server and back is the same log, and every figure of it the same (engine 2)', async () => {
  const office = await openOffice();
  for (let number = 1; number <= 12; number += 1)
    await office.give('case', 'RegisterCase', aSuggestion(String(number).padStart(4, '0')));
  const [places, back] = [['--from', office.folder, '--to', 'EVENTSTORE_URL'], join(folder, 'back')];
  const server = { EVENTSTORE_URL: node.url() };
  const copied = await lookback(['log', 'copy', ...places], server);
  expect(copied).toEqual({
    code: 0,
    said: expect.stringMatching(/^\d+ events in both, the same \(0 were there before\)/),
  });
  await office.give('case', 'RegisterCase', aSuggestion('0099'));
  const again = await lookback(['log', 'copy', ...places, '--json'], server);
  const { events, resumedAt, sha256 } = JSON.parse(again.said) as { events: number; resumedAt: number; sha256: string };
  expect(resumedAt).toBeGreaterThan(20);
  expect(events).toBeGreaterThan(resumedAt);
  expect(JSON.parse((await lookback(['log', 'copy', '--from', node.url(), '--to', back, '--json'])).said)).toEqual({
    ...{ events, sha256, resumedAt: 0 },
  });
  // An address, which may hold a password, names no folder.
  expect(existsSync('esdb:')).toBe(false);
  const asked = ['stats', '--by', 'kind', '--json'];
  const figures = await lookback(asked, server);
  expect(figures.code).toBe(0);
  expect(await lookback(asked, { LOOKBACK_DATA: back })).toEqual(figures);
  await office.close();
}, 60_000);

it('a copy into another log is refused and changes nothing; a place that is not there is said in words', async () => {
  const [one, other] = [await openOffice(), await openOffice('2015-05-10T09:00:00+08:00')];
  expect((await lookback(['log', 'copy', '--from', one.folder, '--to', node.url()])).code).toBe(0);
  expect(await lookback(['log', 'copy', '--from', other.folder, '--to', node.url()])).toEqual({
    ...{ code: 1, said: expect.stringContaining('transfer.other-log') },
  });
  expect(await lookback(['log', 'copy', '--from', one.folder, '--to', node.url()])).toMatchObject({ code: 0 });
  await one.close();
  await other.close();
  expect((await lookback(['log', 'copy', '--from', join(folder, 'nowhere'), '--to', node.url()])).code).toBe(2);
}, 60_000);
