import { MongoClient } from 'mongodb';
import { until, type Process, type ServerSetup } from './server-setup.js';

type Views = Readonly<Record<string, unknown>>;

/** Every document of every live view in a database of the set-up, by the names the projections give. */
export const viewsIn = async ({ mongo }: ServerSetup, database: string): Promise<Views> => {
  const client = new MongoClient(mongo.url(database));
  const live = await client.db().collection('lookback.live').find().sort({ _id: 1 }).toArray();
  const views: Record<string, unknown> = {};
  // Where a segment of the columns ends, and at which seq a counter was last written, depends on the pages.
  const named = live.flatMap(({ projection, collections }) =>
    Object.entries(collections as Record<string, string>).map(([name, at]) => ({ projection, name, at })),
  );
  for (const { projection, name, at } of named.filter(({ name: each }) => each !== 'segments')) {
    const documents = await client.db().collection(at).find().sort({ _id: 1 }).toArray();
    const isActivity = projection === 'activity';
    views[`${projection}/${name}`] = documents.map(({ seq, ...rest }) => (isActivity ? { seq, ...rest } : rest));
  }
  await client.close();
  return views;
};

/** What a projector that never was disturbed builds from the same log, in a database of its own. */
export const freshViews = async (setup: ServerSetup, api: Process): Promise<Views> => {
  const { head } = (await (await api.ask('/health/ready')).json()) as { head: number };
  const fresh = await setup.start('projector', { MONGODB_URL: setup.mongo.url('fresh') });
  const isThere = (health: { ready?: boolean; head?: number; lagEvents?: number; building?: string[] }) =>
    health.ready === true && health.head! >= head && health.lagEvents === 0 && health.building?.length === 0;
  await until(async () => (await fresh.ask('/health/ready')).json() as Promise<object>, isThere, 60_000);
  fresh.child.kill('SIGTERM');
  await fresh.ended;
  return viewsIn(setup, 'fresh');
};
