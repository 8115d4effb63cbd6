import { noGeneration } from '../checkpoint.js';
import type { Checkpoint, Collection, Generation, GenerationState } from '../port.js';
import type { Connection } from './connection.js';
import type { Database, Session } from './driver.js';
import { isThereAlready } from './failures.js';
import { pointReports } from './reporting.js';
import { indexKeys, layoutsOf, names, versionOf, type Layouts } from './layout.js';

/** A generation as it is kept; `_id` is its number. */
export interface GenerationRow {
  readonly _id: number;
  readonly projection: string;
  readonly version: number;
  /** Its collections as declared, in JSON: index fields hold dots. */
  readonly declared: string;
  /** All its collections and indexes are there. */
  readonly ready: boolean;
  readonly checkpoint: Checkpoint | null;
  /** Token of the commit that brought it there. */
  readonly commit: string | null;
}

interface LiveRow {
  readonly _id: string;
  readonly projection: string;
  readonly version: number;
  readonly number: number;
  /** Names in the database by the names the projection declares. */
  readonly collections: Readonly<Record<string, string>>;
}

export const generationRows = (db: Database) => db.collection<GenerationRow>(names.generations);
const liveRows = (db: Database) => db.collection<LiveRow>(names.live);

/** Nothing of a generation is seen before all of it is there. */
export const addGeneration = async (
  connection: Connection,
  view: Omit<Generation, 'number'>,
  collections: readonly Collection[],
): Promise<Generation> =>
  connection.write(async (db) => {
    await ensureOwnCollections(db);
    const generation = { ...view, number: await nextNumber(db) };
    const row = {
      _id: generation.number,
      ...view,
      declared: JSON.stringify(collections),
      checkpoint: null,
      commit: null,
    };
    await generationRows(db).insertOne({ ...row, ready: false });
    for (const { collection, name } of layoutsOf(generation, collections).values()) {
      await db.createCollection(name);
      for (const key of indexKeys(collection)) await db.collection(name).createIndex(key);
    }
    await generationRows(db).updateOne({ _id: generation.number }, { $set: { ready: true } });
    return generation;
  });

/** Made beforehand: a transaction that has to make a collection is in the way of others. */
const ensureOwnCollections = async (db: Database): Promise<void> => {
  for (const name of [names.generations, names.live, names.numbers]) {
    await db.createCollection(name).catch((error: unknown) => {
      if (!isThereAlready(error)) throw error;
    });
  }
  await generationRows(db).createIndex({ projection: 1, _id: 1 });
  await liveRows(db).createIndex({ projection: 1 });
};

/** No number is given twice, whatever was dropped. */
const nextNumber = async (db: Database): Promise<number> => {
  const numbers = db.collection<{ _id: string; given: number }>(names.numbers);
  const given = await numbers.findOneAndUpdate(
    { _id: 'generations' },
    { $inc: { given: 1 } },
    { upsert: true, returnDocument: 'after' },
  );
  return given!.given;
};

/** The pointer first: a generation promoted meanwhile is then not live yet, never one that the list does not hold. */
export const listGenerations = async (db: Database, projection: string): Promise<readonly GenerationState[]> => {
  const live = await liveRows(db).find({ projection }).toArray();
  const rows = await generationRows(db).find({ projection, ready: true }).sort({ _id: 1 }).toArray();
  return rows.map(({ _id: number, version, checkpoint }) => ({
    generation: { projection, version, number },
    checkpoint,
    live: live.some((pointer) => pointer.number === number),
  }));
};

export const allGenerations = async (db: Database): Promise<readonly Generation[]> => {
  const rows = await generationRows(db).find({}).sort({ _id: 1 }).toArray();
  return rows.map(({ _id: number, projection, version }) => ({ projection, version, number }));
};

/** @throws views.no-generation */
export const rowOf = async (db: Database, generation: Generation): Promise<GenerationRow> => {
  const { number: _id, projection, version } = generation;
  const row = await generationRows(db).findOne({ _id, projection, version, ready: true });
  if (!row) throw noGeneration(generation);
  return row;
};

export const declaredIn = (generation: Generation, { declared }: GenerationRow): Layouts =>
  layoutsOf(generation, JSON.parse(declared) as readonly Collection[]);

/** Makes this generation the one queries read. */
export const point = async (db: Database, session: Session, place: { generation: Generation; layouts: Layouts }) => {
  const { generation, layouts } = place;
  const { projection, version, number } = generation;
  const collections = Object.fromEntries([...layouts].map(([name, layout]) => [name, layout.name]));
  const row = { _id: versionOf(generation), projection, version, number, collections };
  await liveRows(db).replaceOne({ _id: row._id }, row, { upsert: true, session });
};

/** First out of sight, then out of the database. Nothing when it is gone already. */
export const removeGeneration = async (connection: Connection, generation: Generation): Promise<void> => {
  const { number, projection, version } = generation;
  await connection.write((db) => pointReports(db, projection, generation));
  const row = await connection.transact(async (db, session) => {
    await liveRows(db).deleteOne({ _id: versionOf(generation), number }, { session });
    return generationRows(db).findOneAndDelete({ _id: number, projection, version }, { session });
  });
  if (!row) return;
  const layouts = [...declaredIn(generation, row).values()];
  await connection.write(async (db) => {
    for (const { name } of layouts) await db.collection(name).drop();
  });
};
