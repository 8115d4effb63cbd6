import { MongoClient, type Document } from 'mongodb';

/** The driver's own bulk writes, as durable as ours: the ceiling of what stands on it. */
export interface BareDriver {
  /** Every document of the collections of a database. */
  documents(): Promise<readonly Document[]>;
  /** Writes documents into a collection of their own, so many at a time. @returns milliseconds */
  write(documents: readonly Document[], atATime: number): Promise<number>;
  drop(): Promise<void>;
  close(): Promise<void>;
}

export const bareDriver = (url: string): BareDriver => {
  const client = new MongoClient(url, { writeConcern: { w: 'majority', journal: true } });
  const database = client.db();
  let writes = 0;
  return {
    documents: async () => {
      const names = (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
      const own = names.filter((name) => !name.startsWith('lookback.') && !name.startsWith('system.'));
      return (await Promise.all(own.map((name) => database.collection(name).find().toArray()))).flat();
    },
    write: async (documents, atATime) => {
      const collection = database.collection(`bare-${(writes += 1)}`);
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
