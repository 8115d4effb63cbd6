import { MongoClient, type CommandStartedEvent, type Document } from 'mongodb';
import { hasServer, isStandIn, skipped, testDatabase, testServer } from '../../../test/support/mongodb.js';
import { dropDatabase, type TestServer } from '../../../test/support/mongodb.js';
import { cases, checkpointAt, filled, idsOf, outcomeOf, put, units, type Premises } from '../contract/sample.js';
import { viewStoreContract } from '../contract.js';
import { readFilter } from '../condition.js';
import type { Filter, ViewStore } from '../port.js';
import { projectingDeadlines } from './deadlines.js';
import type { Wire } from './driver.js';
import { indexKeys, nameOf } from './layout.js';
import { openMongoViews } from './mongo-views.js';
import { filterOf } from './read.js';

const onServer = () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  }, 30_000);
  afterAll(() => server.stop());

  const premisesOn = async (): Promise<Premises & { url: string }> => {
    const url = server.url(testDatabase());
    const opened: ViewStore[] = [];
    const open = async (readOnly: boolean): Promise<ViewStore> => {
      const store = openMongoViews({ url, appName: 'lookback/test', deadlines: projectingDeadlines, readOnly });
      opened.push(store);
      return store;
    };
    const remove = async (): Promise<void> => {
      for (const store of opened) await store.close();
      await dropDatabase(url);
    };
    return { url, open: () => open(false), openReader: () => open(true), remove, hasNoMixedSorts: isStandIn };
  };

  viewStoreContract('mongodb', premisesOn);

  describe('views in mongodb', () => {
    let premises: Premises & { url: string };
    let bystander: MongoClient;
    beforeEach(async () => {
      premises = await premisesOn();
      bystander = new MongoClient(premises.url);
    });
    afterEach(async () => {
      await bystander.close();
      await premises.remove();
    });
    const watched = (wire: Wire): ViewStore =>
      openMongoViews({ url: premises.url, appName: 'lookback/watched', deadlines: projectingDeadlines, wire });
    const collectionNames = async (): Promise<readonly string[]> =>
      (await bystander.db().listCollections({}, { nameOnly: true }).toArray())
        .map(({ name }) => name)
        .filter((name) => name !== 'system.views')
        .sort();

    it('reads and writes with a majority, at the primary, one transaction a commit, whatever is called (servers 3.5)', async () => {
      const commands: CommandStartedEvent[] = [];
      const store = watched({ started: (command) => commands.push(command) });
      const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
      const next = { generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), promote: true };
      commands.length = 0;
      await store.commit({ ...next, changes: [put({ _id: 'a', unit: 'v' }), put({ _id: 'b' }, 'units')] });
      const commit = commands.map(
        ({ commandName, command }) => ({ commandName, ...(command as Document) }) as Document,
      );
      const end = commit.findIndex(({ commandName }) => commandName === 'commitTransaction');
      commit.splice(end + 1);
      expect(commit.map(({ commandName }) => commandName)).toEqual([
        ...['update', 'update', 'update', 'update', 'commitTransaction'],
      ]);
      expect(commit[0]).toMatchObject({
        startTransaction: true,
        autocommit: false,
        readConcern: { level: 'snapshot' },
      });
      expect(new Set(commit.map(({ txnNumber, lsid }) => JSON.stringify([txnNumber, lsid]))).size).toBe(1);
      expect(commit.at(-1)).toMatchObject({ writeConcern: { w: 'majority', j: true } });
      commands.length = 0;
      await store.find(generation, 'cases', { unit: 'u' });
      await store.count(generation, 'cases', { unit: 'u' });
      await store.load(generation, 'cases', ['a']);
      await store.generations('desk');
      await store.checkpoint(generation);
      expect(commands.length).toBeGreaterThanOrEqual(6);
      for (const { command } of commands) {
        expect(command).toMatchObject({ readConcern: { level: 'majority' } });
        expect((command as Document)['$readPreference'] ?? { mode: 'primary' }).toEqual({ mode: 'primary' });
      }
      commands.length = 0;
      await store.dropGeneration(generation);
      const writes = commands.filter(({ command }) => (command as Document)['startTransaction'] === undefined);
      for (const { commandName, command } of writes) {
        if (commandName !== 'drop' && commandName !== 'commitTransaction') continue;
        expect(command).toMatchObject({ writeConcern: { w: 'majority', j: true } });
      }
      await store.close();
    });

    it('inserts what is new, so many documents a command, and loads so many ids a query (engine 35)', async () => {
      const commands: Document[] = [];
      const store = watched({ started: ({ command }) => commands.push(command as Document) });
      const generation = await filled(store, []);
      const ids = Array.from({ length: 1_200 }, (_, n) => `n${n}`);
      const changes = ids.map((_id) => ({ ...put({ _id, unit: 'u' }), isNew: true }));
      commands.length = 0;
      await store.commit({ generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), changes });
      const inserted = commands.flatMap(({ documents }) => (documents as Document[] | undefined)?.length ?? []);
      expect(inserted).toEqual([500, 500, 200]);
      commands.length = 0;
      expect([...(await store.load(generation, 'cases', ids)).keys()]).toEqual(ids);
      const asked = commands.map(({ filter }) => (filter as { _id: { $in: string[] } })._id.$in.length);
      expect(asked).toEqual([200, 200, 200, 200, 200, 200]);
      await store.close();
    });

    it('keeps one collection for each declared one, with its indexes, and tells where the live ones are', async () => {
      const store = await premises.open();
      const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
      const expected = [nameOf(generation, 'cases'), nameOf(generation, 'units')];
      expect(await collectionNames()).toEqual(
        [...expected, 'lookback.generations', 'lookback.live', 'lookback.numbers'].sort(),
      );
      const indexes = await bystander.db().collection(expected[0]!).indexes();
      expect(indexes.map(({ key }) => JSON.stringify(key)).sort()).toEqual([
        '{"_id":1}',
        '{"coUnits":1,"due":1,"_id":1}',
        '{"due":1,"_id":-1}',
        '{"kind":1,"coUnits":1,"_id":1}',
        '{"opinions.unit":1,"_id":1}',
        '{"place.town":1,"_id":1}',
        '{"unit":1,"due":1,"_id":1}',
      ]);
      const promoting = {
        generation,
        expected: checkpointAt(1),
        checkpoint: checkpointAt(2),
        changes: [],
        promote: true,
      };
      await store.commit(promoting);
      expect(await bystander.db().collection('lookback.live').findOne({ projection: 'desk' })).toMatchObject({
        _id: 'desk@1',
        number: generation.number,
        collections: { cases: expected[0], units: expected[1] },
      });
    });

    it('keeps a name for reports that follows the live generation, and never reads from one that is gone', async () => {
      const store = await premises.open();
      const reported = async () => bystander.db().collection('desk.cases').find().toArray();
      const promote = async (unit: string, version = 1) => {
        const generation = await store.createGeneration('desk', version, [cases, units]);
        const commit = { generation, expected: null, checkpoint: checkpointAt(1), promote: true };
        await store.commit({ ...commit, changes: [put({ _id: 'a', unit })] });
        return generation;
      };
      const first = await promote('first');
      expect(await reported()).toEqual([{ _id: 'a', unit: 'first' }]);
      const second = await promote('second');
      expect(await reported()).toEqual([{ _id: 'a', unit: 'second' }]);
      await store.dropGeneration(first);
      const newer = await promote('newer', 2);
      expect(await reported()).toEqual([{ _id: 'a', unit: 'newer' }]);
      await promote('again');
      expect(await reported()).toEqual([{ _id: 'a', unit: 'newer' }]);
      await store.dropGeneration(newer);
      expect(await reported()).toEqual([{ _id: 'a', unit: 'again' }]);
      await store.dropGeneration(second);
      const [live] = (await store.generations('desk')).filter((one) => one.live);
      await store.dropGeneration(live!.generation);
      expect(await reported()).toEqual([]);
      expect(await collectionNames()).not.toContain('desk.cases');
    });

    it('leaves nothing of a dropped generation, and shows nothing of one that is not whole', async () => {
      const store = await premises.open();
      const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
      await bystander
        .db()
        .collection<{ _id: number }>('lookback.generations')
        .updateOne({ _id: generation.number }, { $set: { ready: false } });
      expect(await store.generations('desk')).toEqual([]);
      expect(await outcomeOf(store.checkpoint(generation))).toBe('views.no-generation');
      await store.dropGeneration(generation);
      expect(await collectionNames()).toEqual(['lookback.generations', 'lookback.live', 'lookback.numbers']);
    });

    it('forgets the generations it is told to, whole', async () => {
      const views = openMongoViews({ url: premises.url, appName: 'lookback/test', deadlines: projectingDeadlines });
      const [kept, doomed] = [await filled(views, [{ _id: 'a' }]), await filled(views, [{ _id: 'b' }])];
      expect(await views.forget(({ number }) => number === doomed.number)).toBe(1);
      expect((await views.generations('desk')).map(({ generation }) => generation)).toEqual([kept]);
      expect(await views.forget(() => true)).toBe(1);
      expect(await collectionNames()).toEqual(['lookback.generations', 'lookback.live', 'lookback.numbers']);
      await views.close();
    });

    it.each([
      ['larger than 16 MiB', { _id: 'a', text: '长'.repeat(6_000_000) }],
      ['with text that is no Unicode', { _id: 'a', deep: [{ text: 'half of a pair: \ud83d' }] }],
      ['with a field that begins with $', { _id: 'a', $unit: 'u' }],
    ])('names a document %s, and keeps nothing of its commit', async (_, document) => {
      const store = await premises.open();
      const generation = await filled(store, []);
      const commit = { generation, expected: checkpointAt(1), checkpoint: checkpointAt(2) };
      const flawed = store.commit({ ...commit, changes: [put({ _id: 'b' }), put(document)] });
      await expect(flawed).rejects.toMatchObject({ code: 'views.bad-document', details: { id: 'a' } });
      expect(await store.count(generation, 'cases', {})).toBe(0);
      const spoken = { _id: 'a', text: 'the escape \\ud83d and a whole pair 😀', big: '长'.repeat(4_500_000) };
      await store.commit({ ...commit, changes: [put(spoken)] });
      expect((await store.load(generation, 'cases', ['a'])).get('a')).toEqual(spoken);
    });

    it('refuses a reader what writes', async () => {
      const generation = await filled(await premises.open(), []);
      const reader = await premises.openReader();
      const commit = { generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), changes: [] };
      const calls = [
        reader.dropGeneration(generation),
        reader.createGeneration('desk', 1, [cases]),
        reader.commit(commit),
      ];
      expect(await Promise.all(calls.map(outcomeOf))).toEqual(Array(3).fill('views.read-only'));
    });

    it('writes a page that waited for another transaction once that one is over', async () => {
      const store = await premises.open();
      const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
      const session = bystander.startSession();
      session.startTransaction();
      const rows = bystander.db().collection<{ _id: number }>('lookback.generations');
      await rows.updateOne({ _id: generation.number }, { $set: { touched: 1 } }, { session });
      const commit = { generation, expected: checkpointAt(1), checkpoint: checkpointAt(2) };
      const writing = store.commit({ ...commit, changes: [put({ _id: 'b', unit: 'u' })] });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await session.commitTransaction();
      await session.endSession();
      await writing;
      expect(idsOf(await store.find(generation, 'cases', { unit: 'u' }))).toEqual(['a', 'b']);
    });

    const lookups: readonly Filter[] = [
      { unit: 'a' },
      { unit: { $in: ['a', 'b'] } },
      { 'place.town': '金泽' },
      { coUnits: 'x' },
      { 'opinions.unit': 'q' },
      { _id: { $in: ['a', 'b'] } },
    ];
    it.each(lookups)('walks an index for %j, as the server explains it (engine 31)', async (filter) => {
      const store = await premises.open();
      const many = Array.from({ length: 50 }, (_, at) => ({ _id: `${at}`, unit: `u${at}`, coUnits: [`c${at}`] }));
      const generation = await filled(store, many);
      const collection = bystander.db().collection(nameOf(generation, 'cases'));
      const stages = async (asked: object) =>
        JSON.stringify((await collection.find(asked).explain('queryPlanner'))['queryPlanner']);
      expect(await stages(filterOf(readFilter(filter), cases))).not.toContain('COLLSCAN');
      expect(await stages({ open: true })).toContain('COLLSCAN');
    });

    it('declares no index twice', () => {
      const twice = {
        ...units,
        indexes: [{ unit: 1 }, { unit: 1, _id: 1 }, { unit: -1, _id: -1 }, { _id: 1 }] as const,
      };
      expect(indexKeys(twice)).toEqual([{ unit: 1, _id: 1 }]);
    });
  });
};

if (hasServer) onServer();
else skipped('views on MongoDB');
