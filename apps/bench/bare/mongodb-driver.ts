import { MongoClient, type Document, type IndexDescriptionInfo } from 'mongodb';

/** The driver's own bulk writes, as durable as ours: the ceiling of what stands on it. */
export interface BareDriver {
  /** Every collection of a database. */
  copies(): Promise<readonly Copied[]>;
  /** Writes the documents of a collection into one of their own with the same indexes, so many at a time. @returns milliseconds */
  write(copied: Copied, atATime: number): Promise<number>;
  drop(): Promise<void>;
  close(): Promise<void>;
}

/** The index that every collection has. */
const isOwn = (key: Document): boolean => Object.keys(key).join() === '_id';

export interface Copied {
  readonly documents: readonly Document[];
  readonly indexes: readonly IndexDescriptionInfo['key'][];
}

export const bareDriver = (url: string): BareDriver => {
  const client = new MongoClient(url, { writeConcern: { w: 'majority', journal: true } });
  const database = client.db();
  let writes = 0;
  return {
    copies: async () => {
      const names = (await database.listCollections({ type: 'collection' }, { nameOnly: true }).toArray()).map(
        ({ name }) => name,
      );
      const own = names.filter((name) => !name.startsWith('lookback.') && !name.startsWith('system.'));
      const copyOf = async (name: string): Promise<Copied> => ({
        documents: await database.collection(name).find().toArray(),
        indexes: (await database.collection(name).indexes()).flatMap(({ key }) => (isOwn(key) ? [] : [key])),
      });
      return Promise.all(own.map(copyOf));
    },
    write: async ({ documents, indexes }, atATime) => {
      const collection = database.collection(`bare-${(writes += 1)}`);
      for (const key of indexes) await collection.createIndex(key);
      const started = performance.now();
      for (let at = 0; at < documents.length; at += atATime) {
        const some = documents.slice(at, at + atATime).map((document, index) => ({ ...document, _id: at + index }));
        await collection.bulkWrite(
          some.map((document) => ({ insertOne: { document: document as never } })),
          { ordered: false },
        );
      }
      const took = performance.now() - started;
      await collection.drop();
      return took;
    },
    drop: async () => void (await database.dropDatabase()),
    close: () => client.close(),
  };
};
