import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { exportLog } from '#libs/event-store/transfer.js';
import { sha256 } from '#libs/kernel/ids.js';
import { loadMinhang } from './demo.js';

const folder = mkdtempSync(join(tmpdir(), 'lookback-demo-'));
const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
let runtime: Runtime;

beforeAll(async () => {
  await loadMinhang(config);
  runtime = await openRuntime({ config, projector: 'inline' });
  await runtime.settle();
}, 240_000);

afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true });
});

const exported = async (from: Runtime): Promise<string> => {
  const lines: string[] = [];
  for await (const line of exportLog(from.events)) lines.push(line);
  return lines.join('\n');
};

it('the same script gives the same log, byte for byte', async () => {
  const other = mkdtempSync(join(tmpdir(), 'lookback-demo-'));
  const again = configFrom({ LOOKBACK_DATA: other, LOOKBACK_MIN_FREE: '0' });
  await loadMinhang(again);
  const copy = await openRuntime({ config: again, projector: 'inline' });
  expect(sha256(await exported(copy))).toBe(sha256(await exported(runtime)));
  await copy.close();
  rmSync(other, { recursive: true });
}, 60_000);

it('every ledger came in through the importer, whole', async () => {
  const types = (await exported(runtime)).split('\n').map((line) => (JSON.parse(line) as { type: string }).type);
  const tally = (type: string) => types.filter((each) => each === type).length;
  expect([tally('ImportStarted'), tally('ImportCompleted'), tally('CaseRegistered')]).toEqual([13, 13, 129]);
  expect(await runtime.imports.open()).toEqual([]);
});

const count = async (figure: string, scope: object, validAt = '2015-09-30') => {
  const { total } = await runtime.statistics.report({
    figures: [figure],
    scope,
    validAt,
    knownAt: validAt < '2016' ? '2015-10-31' : undefined,
  });
  return [total[0]?.numerator, total[0]?.denominator ?? undefined];
};

const period = '2013–2017';

it.each([
  ['2015', { year: 2015 }, 33],
  ['2015 suggestions, lead or joint', { year: 2015, kind: 'suggestion', outerRole: 'leadOrJoint' }, 6],
  ['2015 proposals, co', { year: 2015, kind: 'proposal', outerRole: 'co' }, 3],
  ['term suggestions', { period, kind: 'suggestion' }, 76],
  ['term suggestions, lead or joint', { period, kind: 'suggestion', outerRole: 'leadOrJoint' }, 19],
  ['term proposals', { period, kind: 'proposal' }, 19],
])('received: %s', async (_, scope, expected) => {
  expect((await count('received', scope))[0]).toBe(expected);
});

it('received 34 in 2024 and 21 by the end of March 2015', async () => {
  expect((await count('received', { year: 2024 }, '2024-12-31'))[0]).toBe(34);
  expect((await count('received', { year: 2015 }, '2015-03-31'))[0]).toBe(21);
});

it('answered all of 2015 in time', async () => {
  expect(await count('N4b', { year: 2015 })).toEqual([33, 33]);
});

it('counts fully implemented suggestions otherwise on 5 August than later', async () => {
  const scope = { period, kind: 'suggestion' };
  expect(await count('N13', scope, '2015-08-05')).toEqual([2, 19]);
  expect(await count('N13', scope)).toEqual([8, 19]);
  expect(await count('N12c', scope)).toEqual([11, 19]);
});
