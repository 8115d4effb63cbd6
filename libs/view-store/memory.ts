import { checkExpected, noGeneration } from './checkpoint.js';
import { readFilter } from './condition.js';
import { checkCollections, type Field } from './declared.js';
import { refuseQuery, refuseViews } from './errors.js';
import { checkIdentity, keyAt, keyReader } from './keys.js';
import { matcher } from './matching.js';
import { planQuery } from './plan.js';
import type { Change, Checkpoint, Collection, Commit, Filter } from './port.js';
import type { Generation, GenerationState, ViewDocument, ViewStore } from './port.js';
import { compareScalars } from './scalar.js';

interface Shelf {
  readonly collection: Collection;
  /** Documents as JSON text by id, so that no caller holds what another reads. */
  documents: ReadonlyMap<string, string>;
}

interface Kept {
  readonly generation: Generation;
  readonly shelves: ReadonlyMap<string, Shelf>;
  checkpoint: Checkpoint | null;
}

/** What the handles of one store share: generations by number, live numbers by projection and version. */
export interface Memory {
  readonly kept: Map<number, Kept>;
  readonly live: Map<string, number>;
  given: number;
}

export const emptyMemory = (): Memory => ({ kept: new Map(), live: new Map(), given: 0 });

/** Views in memory, for specs of what stands on them: same contract, same refusals. */
export const memoryViews = (memory: Memory = emptyMemory()): ViewStore => new MemoryViews(memory);

const versionOf = ({ projection, version }: Generation): string => JSON.stringify([projection, version]);

const parsed = (text: string): ViewDocument => JSON.parse(text) as ViewDocument;

class MemoryViews implements ViewStore {
  private isClosed = false;
  constructor(private readonly memory: Memory) {}

  async createGeneration(projection: string, version: number, collections: readonly Collection[]): Promise<Generation> {
    const { kept } = this.opened();
    checkCollections(collections);
    const generation = { projection, version, number: (this.memory.given += 1) };
    const shelves = new Map(collections.map((collection) => [collection.name, { collection, documents: new Map() }]));
    kept.set(generation.number, { generation, shelves, checkpoint: null });
    return generation;
  }

  async generations(projection: string): Promise<readonly GenerationState[]> {
    const { kept, live } = this.opened();
    return [...kept.values()]
      .filter(({ generation }) => generation.projection === projection)
      .map(({ generation, checkpoint }) => ({
        generation,
        checkpoint,
        live: live.get(versionOf(generation)) === generation.number,
      }));
  }

  async dropGeneration(generation: Generation): Promise<void> {
    const { kept, live } = this.opened();
    kept.delete(generation.number);
    if (live.get(versionOf(generation)) === generation.number) live.delete(versionOf(generation));
  }

  async checkpoint(generation: Generation): Promise<Checkpoint | null> {
    return this.keptOf(generation).checkpoint;
  }

  async commit(commit: Commit): Promise<void> {
    const { generation, checkpoint, changes, promote } = commit;
    const kept = this.keptOf(generation);
    checkExpected(commit, kept.checkpoint);
    const shelves = [...kept.shelves.values()].map((shelf) => ({ shelf, documents: new Map(shelf.documents) }));
    for (const change of changes) {
      const shelf = this.shelfOf(generation, change.collection);
      put(change, shelf.collection, shelves.find((one) => one.shelf === shelf)?.documents);
    }
    shelves.forEach(({ shelf, documents }) => Object.assign(shelf, { documents }));
    kept.checkpoint = { ...checkpoint };
    if (promote) this.memory.live.set(versionOf(generation), generation.number);
  }

  async load(generation: Generation, collection: string, ids: readonly string[]) {
    const { documents } = this.shelfOf(generation, collection);
    const found = ids.flatMap((id) => documents.get(id) ?? []).map(parsed);
    return new Map(found.map((document) => [document._id, document]));
  }

  async find(...[generation, collection, filter, options = {}]: Parameters<ViewStore['find']>) {
    const { collection: declared, documents } = this.shelfOf(generation, collection);
    const conditions = readFilter(filter);
    const sort = Object.entries(options.sort ?? {});
    planQuery(declared, { conditions, sort });
    const found = [...documents.values()].map(parsed).filter(matcher(conditions));
    return found.sort(inOrder(sort)).slice(0, options.limit);
  }

  async count(generation: Generation, collection: string, filter: Filter): Promise<number> {
    return (await this.find(generation, collection, filter)).length;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private opened(): Memory {
    if (this.isClosed) throw refuseViews('views.closed');
    return this.memory;
  }

  private keptOf(generation: Generation): Kept {
    const kept = this.opened().kept.get(generation.number);
    if (!kept) throw noGeneration(generation);
    return kept;
  }

  private shelfOf(generation: Generation, collection: string): Shelf {
    const shelf = this.keptOf(generation).shelves.get(collection);
    if (!shelf) throw refuseQuery('views.no-collection', { ...generation, collection });
    return shelf;
  }
}

const put = (change: Change, collection: Collection, documents = new Map<string, string>()): void => {
  checkIdentity(change);
  keyReader(collection)(change);
  if (change.document) documents.set(change.id, JSON.stringify(change.document));
  else documents.delete(change.id);
};

/** Sorted fields are indexed, hence hold one scalar each. */
const inOrder = (sort: readonly Field[]) => {
  const fields = sort.map(([path, way]) => ({ way, keyOf: keyAt(path) }));
  return (a: ViewDocument, b: ViewDocument): number => {
    const orders = fields.map(({ way, keyOf }) => way * compareScalars(keyOf(a) ?? null, keyOf(b) ?? null));
    return orders.find((order) => order !== 0) ?? 0;
  };
};
