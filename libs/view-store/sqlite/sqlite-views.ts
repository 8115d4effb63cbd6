import { setImmediate } from 'node:timers/promises';
import { checkExpected, noGeneration } from '../checkpoint.js';
import { readFilter } from '../condition.js';
import { checkCollections } from '../declared.js';
import type { Checkpoint, Collection, Commit, Filter, Generation, ViewStore } from '../port.js';
import * as catalog from './catalog.js';
import { connect, type Connection, type Place, type Session } from './connection.js';
import { isMissingIndex, isMissingTable } from './failures.js';
import { indexing, type Layout } from './layout.js';
import { countDocuments, findDocuments, loadDocuments } from './read.js';
import { openWriter } from './write.js';

/**
 * Views as JSON rows in `views.db` of a folder, or in `:memory:`. One process, one writer; readers open `readOnly` on
 * connections of their own, see the last commit and wait for nobody. Before the file is there they answer
 * `views.not-ready` (503), and look again at the next call.
 */
export const openSqliteViews = (place: Place): ViewStore => new SqliteViews(connect(place), place.idleMs);

class SqliteViews implements ViewStore {
  private readonly layouts: catalog.Layouts = new Map();
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly idleMs = 5_000,
  ) {}

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
    this.tidyLater();
  }

  async checkpoint(generation: Generation): Promise<Checkpoint | null> {
    return this.connection.read((session) => catalog.checkpointOf(session, generation));
  }

  async commit(commit: Commit): Promise<void> {
    const { generation, checkpoint, changes, promote } = commit;
    if (promote) await this.indexAll(generation);
    this.connection.write((session) => {
      checkExpected(commit, catalog.checkpointOf(session, generation));
      const write = this.writers(session, generation);
      changes.forEach((change) => write(change.collection)(change));
      catalog.moveCheckpoint(session, generation, checkpoint);
      if (promote) catalog.promote(session, generation);
    });
    if (promote) this.tidy();
    else this.tidyLater();
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
    clearTimeout(this.idle);
    this.connection.close();
  }

  /** One after the other, each a second over a million documents: what waits for this thread gets its turn between. */
  private async indexAll(generation: Generation): Promise<void> {
    const layouts = this.connection.read((session) => catalog.layoutsOf(session, this.layouts, generation));
    for (const sql of [...layouts.values()].flatMap(indexing)) {
      this.connection.write(({ db }) => db.exec(sql));
      await setImmediate();
    }
  }

  /** Small commits would fill the write-ahead log to 32 MiB beside a file of one. */
  private tidyLater(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.tidy(), this.idleMs).unref();
  }

  /** Housekeeping: what keeps it from being done now is told by the next call that needs the file. */
  private tidy(): void {
    try {
      this.connection.tidy();
    } catch {
      return;
    }
  }

  private reading<T>(generation: Generation, collection: string, read: (session: Session, layout: Layout) => T): T {
    return this.connection.read((session) => {
      const layouts = catalog.layoutsOf(session, this.layouts, generation);
      const layout = catalog.layoutIn(layouts, generation, collection);
      return known(generation, () => indexed(session, layout, () => read(session, layout)));
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

const index = ({ db }: Session, layout: Layout): void => indexing(layout).forEach((sql) => db.exec(sql));

/** Whoever builds a generation may ask it before it is promoted. */
const indexed = <T>(session: Session, layout: Layout, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!isMissingIndex(error)) throw error;
    index(session, layout);
    return read();
  }
};
