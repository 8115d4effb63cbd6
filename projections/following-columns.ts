import type { FollowingFolder, FollowingProjection, OwnViews } from '#libs/projecting/port.js';
import { FactColumns } from '#libs/statistics/columns.js';
import type { Change, Collection, ViewDocument } from '#libs/view-store/port.js';
import { caseFactsView, type KeptColumns } from './case-facts/case-facts.js';
import { takeSegments } from './case-facts/segments.js';
import { touchedFrom } from './case-facts/touched.js';

/** The columns as case-facts has committed them: its own, where it runs in this process, else kept in step with them. */
class FollowedColumns {
  private held: FactColumns | undefined;

  constructor(
    private readonly followed: OwnViews,
    private readonly kept: KeptColumns | undefined,
  ) {}

  async at(seq: number): Promise<FactColumns> {
    const columns = this.kept ? await this.kept.columns() : await this.own(seq);
    columns.caughtUp(seq);
    return columns;
  }

  private async own(seq: number): Promise<FactColumns> {
    if (!this.held || this.held.seq > seq) this.held = new FactColumns();
    await takeSegments(this.held, this.followed.find);
    return this.held;
  }
}

/** Where a counter counts. */
export interface Counting {
  readonly seq: number;
  /** No day before this one, a number, reads otherwise than when documents were last made; −Infinity for all anew. */
  readonly from: number;
}

/** A counter: documents recomputed whole from the fact rows, never incremented (engine 24). */
export interface Counter {
  readonly name: string;
  readonly version: number;
  readonly collection: Collection;
  /** Every document of the view that may read otherwise, without the seq it carries. */
  documents(columns: FactColumns, counting: Counting): readonly ViewDocument[];
  /** Whether a document stands as it is where no earlier day than `from` changed; none does when absent. */
  stands?(id: string, from: number): boolean;
}

/** A counter as a projection that follows case-facts; only documents that changed are written. */
export const followingCaseFacts = (counter: Counter): FollowingProjection => ({
  name: counter.name,
  version: counter.version,
  follows: caseFactsView,
  collections: [counter.collection],
  open: (own, followed, kept) =>
    new CounterFolder(counter, own, new FollowedColumns(followed, kept as KeptColumns | undefined)),
});

class CounterFolder implements FollowingFolder {
  private written: ReadonlyMap<string, string> | undefined;
  private next: ReadonlyMap<string, string> | undefined;

  constructor(
    private readonly counter: Counter,
    private readonly own: OwnViews,
    private readonly followed: FollowedColumns,
  ) {}

  async apply(seq: number, since: number): Promise<readonly Change[]> {
    const written = this.written ?? (await this.stored());
    const columns = await this.followed.at(seq);
    const from = touchedFrom(columns, since);
    const documents = from === Infinity ? [] : this.counter.documents(columns, { seq, from });
    const counted = new Map(documents.map((document) => [document._id, JSON.stringify(document)]));
    const standing = [...written].filter(([id]) => this.stands(id, from));
    const next = new Map([...standing, ...counted]);
    this.next = next;
    const collection = this.counter.collection.name;
    const changed = documents.filter(({ _id }) => counted.get(_id) !== written.get(_id));
    const gone = [...written.keys()].filter((id) => !next.has(id));
    return [
      ...changed.map((document) => ({
        collection,
        id: document._id,
        document: { ...document, seq },
        ...(!written.has(document._id) && { isNew: true }),
      })),
      ...gone.map((id) => ({ collection, id, document: null })),
    ];
  }

  committed(): void {
    this.written = this.next;
  }

  forget(): void {
    this.written = undefined;
  }

  private stands(id: string, from: number): boolean {
    return from === Infinity || (this.counter.stands?.(id, from) ?? false);
  }

  /** What a former process wrote, without the seqs. */
  private async stored(): Promise<Map<string, string>> {
    const documents = await this.own.find(this.counter.collection.name, {}, { sort: { _id: 1 } });
    return new Map(documents.map(({ seq: _seq, ...document }) => [document._id, JSON.stringify(document)]));
  }
}
