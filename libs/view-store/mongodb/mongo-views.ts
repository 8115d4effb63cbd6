import { readFilter } from '../condition.js';
import type { Coordination } from '../coordination.js';
import { checkCollections } from '../declared.js';
import { refuseQuery } from '../errors.js';
import type { Checkpoint, Collection, Commit, Filter, Generation, ViewStore } from '../port.js';
import * as catalog from './catalog.js';
import { connect, type Connection, type Place } from './connection.js';
import { mongoCoordination } from './coordination.js';
import { mayBeDropped } from './failures.js';
import type { Layout, Layouts } from './layout.js';
import { pointReports } from './reporting.js';
import { countDocuments, findDocuments, loadDocuments, type Reading } from './read.js';
import { commitTo } from './write.js';

/**
 * Views in a MongoDB replica set, a collection for each collection of each generation. Opens nothing by itself: a server
 * that is not there is told at the first call, and found again at a later one.
 */
export const openMongoViews = (place: Place): SharedViews => {
  const connection = connect(place);
  const views = new MongoViews(connection);
  const forget: SharedViews['forget'] = async (isDoomed) => {
    const doomed = (await connection.read(catalog.allGenerations)).filter(isDoomed);
    for (const generation of doomed) await views.dropGeneration(generation);
    return doomed.length;
  };
  return Object.assign(views, { coordination: mongoCoordination(connection), forget });
};

/** Views that several processes share, and the way they agree on who writes them. */
export interface SharedViews extends ViewStore {
  readonly coordination: Coordination;
  /** Drops every generation that is doomed, of whatever projection or release; answers how many. */
  forget(isDoomed: (generation: Generation) => boolean): Promise<number>;
}

class MongoViews implements ViewStore {
  /** A generation's collections never change, and its number is never used again. */
  private readonly layouts = new Map<number, Layouts>();
  constructor(private readonly connection: Connection) {}

  async createGeneration(projection: string, version: number, collections: readonly Collection[]) {
    checkCollections(collections);
    return catalog.addGeneration(this.connection, { projection, version }, collections);
  }

  async generations(projection: string) {
    return this.connection.read((db) => catalog.listGenerations(db, projection));
  }

  async dropGeneration(generation: Generation): Promise<void> {
    await catalog.removeGeneration(this.connection, generation);
    this.layouts.delete(generation.number);
  }

  async checkpoint(generation: Generation): Promise<Checkpoint | null> {
    return (await this.connection.read((db) => catalog.rowOf(db, generation))).checkpoint;
  }

  async commit(commit: Commit): Promise<void> {
    const { generation, promote } = commit;
    await commitTo(this.connection, await this.layoutsOf(generation), commit);
    // Stored already: reports that cannot be told now still read the old generation, and are told before it goes.
    if (promote) await this.connection.write((db) => pointReports(db, generation.projection)).catch(() => undefined);
  }

  async load(generation: Generation, collection: string, ids: readonly string[]) {
    const found = await this.reading(generation, collection, (reading) => loadDocuments(reading, ids));
    if (found.size < ids.length) await this.checkThere(generation);
    return found;
  }

  async find(...[generation, collection, filter, options = {}]: Parameters<ViewStore['find']>) {
    const { sort = {}, limit } = options;
    const query = { conditions: readFilter(filter), sort: Object.entries(sort), limit };
    const found = await this.reading(generation, collection, (reading) => findDocuments(reading, query));
    if (found.length === 0) await this.checkThere(generation);
    return found;
  }

  async count(generation: Generation, collection: string, filter: Filter): Promise<number> {
    const conditions = readFilter(filter);
    const counted = await this.reading(generation, collection, (reading) => countDocuments(reading, conditions));
    if (counted === 0) await this.checkThere(generation);
    return counted;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async layoutsOf(generation: Generation): Promise<Layouts> {
    const known = this.layouts.get(generation.number);
    if (known) return known;
    const row = await this.connection.read((db) => catalog.rowOf(db, generation));
    const layouts = catalog.declaredIn(generation, row);
    this.layouts.set(generation.number, layouts);
    return layouts;
  }

  /** A collection that was dropped answers like an empty one. */
  private async checkThere(generation: Generation): Promise<void> {
    await this.connection.read((db) => catalog.rowOf(db, generation));
  }

  private async reading<T>(generation: Generation, collection: string, read: (reading: Reading) => Promise<T>) {
    const layout = layoutIn(await this.layoutsOf(generation), generation, collection);
    return this.connection.read(async (db, signal) => {
      try {
        return await read({ db, layout, signal });
      } catch (error) {
        if (mayBeDropped(error)) await catalog.rowOf(db, generation);
        throw error;
      }
    });
  }
}

const layoutIn = (layouts: Layouts, generation: Generation, collection: string): Layout => {
  const layout = layouts.get(collection);
  if (!layout) throw refuseQuery('views.no-collection', { ...generation, collection });
  return layout;
};
