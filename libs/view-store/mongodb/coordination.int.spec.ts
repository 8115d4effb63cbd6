import { dropDatabase, hasServer, skipped, testDatabase, testServer } from '../../../test/support/mongodb.js';
import type { TestServer } from '../../../test/support/mongodb.js';
import { leaseMs, type Coordination } from '../coordination.js';
import { askingDeadlines } from './deadlines.js';
import { openMongoViews, type SharedViews } from './mongo-views.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const coordinating = () => {
  let server: TestServer;
  let url: string;
  const opened: SharedViews[] = [];
  beforeAll(async () => {
    server = await testServer();
    url = server.url(testDatabase());
  }, 30_000);
  afterAll(async () => {
    for (const views of opened.splice(0)) await views.close();
    await dropDatabase(url);
    await server.stop();
  });
  const open = (): Coordination => {
    const views = openMongoViews({ url, appName: 'lookback/test', deadlines: askingDeadlines, readOnly: true });
    opened.push(views);
    return views.coordination;
  };

  it('gives a lease to one, until it is given back or runs out by the server’s clock (engine 34)', async () => {
    const [one, other] = [open(), open()];
    expect(await one.hold('p', 'one', { seq: 1 })).toBe(true);
    expect(await other.hold('p', 'other', {})).toBe(false);
    await pause(leaseMs - 1_500);
    expect(await one.hold('p', 'one', { seq: 2, text: '$not.a.field' })).toBe(true);
    await pause(2_000);
    expect(await other.hold('p', 'other', {})).toBe(false);
    const [holder] = await other.holders();
    expect(holder).toMatchObject({ lease: 'p', owner: 'one', report: { seq: 2, text: '$not.a.field' } });
    expect(holder!.remainingMs).toBeGreaterThan(leaseMs - 3_500);
    expect(holder!.remainingMs).toBeLessThan(leaseMs - 1_900);
    await pause(holder!.remainingMs + 100);
    expect(await other.hold('p', 'other', {})).toBe(true);
    expect(await one.hold('p', 'one', {})).toBe(false);
    await one.release('p', 'one');
    expect((await one.holders()).map(({ owner }) => owner)).toEqual(['other']);
    await other.release('p', 'other');
    expect(await one.hold('p', 'one', {})).toBe(true);
  }, 30_000);

  it('asks in a form that every server takes: no `$expr` in the filter of an update that may insert', async () => {
    const commands: { readonly commandName: string; readonly command: object }[] = [];
    const wire = { started: (command: (typeof commands)[number]) => commands.push(command) };
    const views = openMongoViews({ url, appName: 'lookback/test', deadlines: askingDeadlines, readOnly: true, wire });
    opened.push(views);
    const { hold, release, order } = views.coordination;
    expect(await hold('w', 'one', null)).toBe(true);
    expect(await hold('w', 'two', null)).toBe(false);
    await release('w', 'one');
    await order('w', { act: 'settle', name: '' });
    const inserting = commands.map(({ command }) => JSON.stringify(command)).filter((text) => text.includes('upsert'));
    expect(inserting).toHaveLength(3);
    const filters = inserting.map((text) => /"(?:q|query)":(\{.*?\})/.exec(text)?.[1]);
    expect(filters).toEqual(['{"_id":"w"}', '{"_id":"w"}', expect.stringMatching(/^\{"_id":"[0-9a-f-]{36}"\}$/)]);
  });

  it('gives a free lease to one of many that ask at once', async () => {
    const all = Array.from({ length: 8 }, (_, at) => [`o${at}`, open()] as const);
    for (let round = 0; round < 10; round += 1) {
      const held = await Promise.all(all.map(([owner, { hold }]) => hold(`l${round}`, owner, null)));
      expect(held.filter(Boolean)).toHaveLength(1);
    }
  }, 30_000);

  it('passes orders to the holder in turn, and what came of them back', async () => {
    const [api, projector] = [open(), open()];
    expect(await projector.orders('q')).toEqual([]);
    const first = await api.order('q', { act: 'rebuild', name: 'activity' });
    await pause(5);
    const second = await api.order('q', { act: 'settle', name: '' });
    await api.order('other', { act: 'settle', name: '' });
    expect(await projector.orders('q')).toEqual([
      { id: first, act: 'rebuild', name: 'activity' },
      { id: second, act: 'settle', name: '' },
    ]);
    expect(await api.outcome(first)).toBeUndefined();
    await projector.close(first, {
      refused: { code: 'views.not-faulted', sentence: { zh: '$', en: '$x' }, details: {} },
    });
    expect(await api.outcome(first)).toMatchObject({ refused: { code: 'views.not-faulted', sentence: { en: '$x' } } });
    expect((await projector.orders('q')).map(({ id }) => id)).toEqual([second]);
  });
};

if (hasServer) describe('processes that share views in mongodb', coordinating);
else skipped('leases on MongoDB');
