import { checkExpected, noGeneration } from '../checkpoint.js';
import { readFilter } from '../condition.js';
import { checkCollections } from '../declared.js';
import type { Checkpoint, Collection, Commit, Filter, Generation, ViewStore } from '../port.js';
import * as catalog from './catalog.js';
import { connect, type Connection, type Place, type Session } from './connection.js';
import { isMissingTable } from './failures.js';
import type { Layout } from './layout.js';
import { countDocuments, findDocuments, loadDocuments } from './read.js';
import { openWriter } from './write.js';

/**
 * Views as JSON rows in `views.db` of a folder, or in `:memory:`. One process, one writer; readers open `readOnly` on
 * connections of their own, see the last commit and wait for nobody. Before the file is there they answer
 * `views.not-ready` (503), and look again at the next call.
 */
export const openSqliteViews = (place: Place): ViewStore => new SqliteViews(connect(place));

class SqliteViews implements ViewStore {
  private readonly layouts: catalog.Layouts = new Map();
  constructor(private readonly connection: Connection) {}

  async createGeneration(projection: string, version: number, collections: readonly Collection[]) {
    checkCollections(collections);
    return this.connection.write((session) => catalog.addGeneration(session, { projection, version }, collections));
  }

  async generations(projection: string) {
    return this.connection.read((session) => catalog.listGenerations(session, projection));
  }

  async dropGeneration(generation: Generation): Promise<void> {
    this.connection.write((session) => catalog.removeGeneration(session, generation));
    this.layouts.delete(generation.number);
  }

  async checkpoint(generation: Generation): Promise<Checkpoint | null> {
    return this.connection.read((session) => catalog.checkpointOf(session, generation));
  }

  async commit(commit: Commit): Promise<void> {
    const { generation, checkpoint, changes, promote } = commit;
    this.connection.write((session) => {
      checkExpected(commit, catalog.checkpointOf(session, generation));
      const write = this.writers(session, generation);
      changes.forEach((change) => write(change.collection)(change));
      catalog.moveCheckpoint(session, generation, checkpoint);
      if (promote) catalog.promote(session, generation);
    });
  }

  async load(generation: Generation, collection: string, ids: readonly string[]) {
    return this.reading(generation, collection, (session, layout) => loadDocuments(session, layout, ids));
  }

  async find(...[generation, collection, filter, options = {}]: Parameters<ViewStore['find']>) {
    const { sort = {}, limit } = options;
    const query = { conditions: readFilter(filter), sort: Object.entries(sort), limit };
    return this.reading(generation, collection, (session, layout) => findDocuments(session, layout, query));
  }

  async count(generation: Generation, collection: string, filter: Filter): Promise<number> {
    const conditions = readFilter(filter);
    return this.reading(generation, collection, (session, layout) => countDocuments(session, layout, conditions));
  }

  async close(): Promise<void> {
    this.connection.close();
  }

  private reading<T>(generation: Generation, collection: string, read: (session: Session, layout: Layout) => T): T {
    return this.connection.read((session) => {
      const layouts = catalog.layoutsOf(session, this.layouts, generation);
      return known(generation, () => read(session, catalog.layoutIn(layouts, generation, collection)));
    });
  }

  private writers(session: Session, generation: Generation) {
    const layouts = catalog.layoutsOf(session, this.layouts, generation);
    const open = new Map<string, ReturnType<typeof openWriter>>();
    return (collection: string) => {
      const write = open.get(collection) ?? openWriter(session, catalog.layoutIn(layouts, generation, collection));
      open.set(collection, write);
      return write;
    };
  }
}

/** A generation may be dropped by another process after its layout was read. */
const known = <T>(generation: Generation, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw isMissingTable(error) ? noGeneration(generation) : error;
  }
};
