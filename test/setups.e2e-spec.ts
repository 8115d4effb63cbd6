import { operator } from '#apps/runtime/accounts.js';
import { aggregateNamed } from '#apps/runtime/catalog.js';
import { exportLog } from '#libs/event-store/transfer.js';
import { openServers, type TestServers, type Variables } from './support/given-servers.js';
import { aSuggestion, openOffice, type TestOffice } from './support/office.js';

/**
 * The same days on both set-ups give the same log, the same cases and the same figures, byte for byte; on the servers
 * that are given, or else on servers of its own, with the views in a MongoDB where one can be had.
 */
let servers: TestServers;
let place: Variables;
let embedded: TestOffice;
let served: TestOffice;

beforeAll(async () => {
  servers = await openServers();
  place = servers.place();
  const now = '2015-04-10T09:00:00+08:00';
  const prefix = { EVENTSTORE_PREFIX: place['EVENTSTORE_PREFIX']! };
  [embedded, served] = await Promise.all([openOffice(now, prefix), openOffice(now, place)]);
  await Promise.all([embedded, served].map(story));
}, 120_000);

afterAll(async () => {
  await Promise.all([embedded.close(), served.close()]);
  await servers.close();
});

/** Registered, corrected by two persons, received late. Every id follows from the keys. */
const story = async (office: TestOffice): Promise<void> => {
  const given = [];
  for (const number of ['0001', '0002', '0003'])
    given.push(await office.give('case', 'RegisterCase', aSuggestion(number), { key: `register-${number}` }));
  const [first] = given;
  const correction = { target: first!.events[0]!.id, data: { outerRole: 'co' }, reason: '原件为会办' };
  await office.runtime.settle();
  office.clock.set('2015-05-04T09:00:00+08:00');
  const { events } = await office.give('case', 'CorrectFact', correction, { id: first!.id });
  await office.runtime.execute({
    aggregate: aggregateNamed('case')!,
    id: first!.id,
    name: 'ApproveCorrection',
    body: { proposal: events[0]!.id },
    actor: { ...operator, id: 'office-2' },
    key: 'approve',
  });
  await office.runtime.settle();
};

/** The log's own id is drawn, not derived: it stands in its first event only. */
const exported = async ({ runtime }: TestOffice): Promise<string> => {
  const lines: string[] = [];
  for await (const line of exportLog(runtime.events)) lines.push(line);
  const { id } = JSON.parse(lines[0]!) as { id: string };
  return lines.join('\n').replaceAll(id, 'log');
};

it('gives the same log, seqs and all (engine 1)', async () => {
  expect(await exported(served)).toBe(await exported(embedded));
});

it('gives the same cases and the same figures, as known then and as known now (semantics T4a)', async () => {
  const answers = async ({ runtime }: TestOffice): Promise<string> => {
    const at = [{ validAt: '2015-04-10', knownAt: '2015-04-10' }, { validAt: '2015-04-10' }];
    const figures = ['received', 'N2/lead', 'N2/co'];
    const reports = await Promise.all(
      at.map((point) => runtime.statistics.report({ figures, by: ['kind'], ...point })),
    );
    const ledger = await runtime.cases.ledger({ validAt: '2015-05-04' });
    return JSON.stringify({ reports, ledger });
  };
  expect(await answers(served)).toBe(await answers(embedded));
});

it('says which stores it runs on, and starts again where it was', async () => {
  const { config } = served.runtime;
  expect([config.eventStoreUrl, config.mongoUrl]).toEqual([place['EVENTSTORE_URL'], place['MONGODB_URL'] ?? '']);
  const head = await served.runtime.events.head();
  expect((await served.runtime.events.lastAt(head.position))?.seq).toBe(head.seq);
  expect((await served.runtime.projector.health()).lagEvents).toBe(0);
});
