import { startNode, type EventStoreNode } from './eventstore-node/node.js';
import { aSuggestion, openOffice, type TestOffice } from './support/office.js';

/** An office whose log is on a server that goes away and comes back. */
let node: EventStoreNode;
let served: TestOffice;
beforeAll(async () => {
  node = await startNode();
  served = await openOffice('2015-04-10T09:00:00+08:00', { EVENTSTORE_URL: node.url() });
  await served.give('case', 'RegisterCase', aSuggestion('0001'));
  await served.runtime.settle();
}, 60_000);
afterAll(async () => {
  await served.close();
  await node.stop();
});

it('answers questions while its log does not, and takes commands again when it does (quality S1)', async () => {
  const asked = { figures: ['received'], validAt: '2015-04-10' };
  const before = await served.runtime.statistics.report(asked);
  await node.stop('kill');
  const refused = served.give('unit', 'FoundUnit', { effectiveFrom: '2001-01-01', unit: 'xinzhuang', name: '莘庄镇' });
  await expect(refused).rejects.toMatchObject({ status: 503 });
  expect(await served.runtime.statistics.report(asked)).toEqual(before);
  await node.start();
  const founded = { effectiveFrom: '2001-01-01', unit: 'xinzhuang', name: '莘庄镇' };
  let given: unknown;
  for (let turn = 0; turn < 600 && !given; turn += 1) {
    given = await served.give('unit', 'FoundUnit', founded, { key: 'xinzhuang' }).catch(() => undefined);
    if (!given) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(given).toMatchObject({ repeated: false });
}, 120_000);
