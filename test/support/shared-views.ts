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

interface Health {
  readonly ready?: boolean;
  readonly head?: number | null;
  readonly lagEvents?: number;
  readonly building?: readonly string[];
}

/** A health that could not ask the views says that nothing lags: only one that is ready has told of them. */
const isAtHead = ({ ready, head, lagEvents, building }: Health): boolean =>
  ready === true && typeof head === 'number' && lagEvents === 0 && building?.length === 0;

/** Waits until every view is at the head. @returns the head */
export const atHead = async (process: Process, from = 0): Promise<number> => {
  const health = async () => (await (await process.ask('/health/ready')).json()) as Health;
  const { answer } = await until(health, (told) => isAtHead(told) && told.head! >= from, 300_000);
  return answer.head!;
};

/** What a projector that never was disturbed builds from the same log, in a database of its own, until a head. */
const freshViews = async (setup: ServerSetup, head: number): Promise<Views> => {
  const fresh = await setup.keep('projector', { MONGODB_URL: setup.mongo.url('fresh') });
  await atHead(fresh, head).catch((error: unknown) => {
    const said = [...fresh.lines.map((line) => JSON.stringify(line)), ...fresh.other].slice(-40);
    throw new Error(`${String(error)}\n${said.join('\n')}`);
  });
  fresh.child.kill('SIGTERM');
  await fresh.ended;
  return viewsIn(setup, 'fresh');
};

/**
 * The views of the set-up beside those that a fresh replay builds, both of one head: a process manager may still write
 * when everybody else is done, and what it writes may reach one of the two alone.
 */
export const viewsBesideReplay = async (setup: ServerSetup, api: Process): Promise<{ held: Views; fresh: Views }> => {
  for (let turn = 0; turn < 10; turn += 1) {
    const head = await atHead(api);
    const fresh = await freshViews(setup, head);
    await atHead(api, head);
    const held = await viewsIn(setup, 'lookback');
    if ((await atHead(api)) === head) return { held, fresh };
  }
  throw new Error('the log goes on growing though nobody writes');
};
