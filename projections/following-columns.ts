import type { FollowingFolder, FollowingProjection, OwnViews } from '#libs/projecting/port.js';
import { FactColumns } from '#libs/statistics/columns.js';
import type { Segment } from '#libs/statistics/segment.js';
import type { Change, Collection, ViewDocument } from '#libs/view-store/port.js';
import { segments } from './case-facts/case-facts.js';

/** The columns as case-facts has committed them, kept in step for all counters of one process. */
export class FollowedColumns {
  private held = new FactColumns();

  async at(followed: OwnViews, seq: number): Promise<FactColumns> {
    if (this.held.seq > seq) this.held = new FactColumns();
    const fresh = await followed.find(segments, { toSeq: { $gt: this.held.seq } }, { sort: { toSeq: 1 } });
    fresh.forEach((segment) => this.held.apply(segment as unknown as Segment));
    this.held.caughtUp(seq);
    return this.held;
  }
}

/** A counter: documents recomputed whole from the fact rows, never incremented (engine 24). */
export interface Counter {
  readonly name: string;
  readonly version: number;
  readonly collection: Collection;
  /** Every document of the view at `seq`, without the seq it carries. */
  documents(columns: FactColumns, seq: number): readonly ViewDocument[];
}

/** A counter as a projection that follows case-facts; only documents that changed are written. */
export const followingCaseFacts = (counter: Counter, columns: FollowedColumns): FollowingProjection => ({
  name: counter.name,
  version: counter.version,
  follows: { name: 'case-facts', version: 4 },
  collections: [counter.collection],
  open: (own, followed) => new CounterFolder(counter, columns, { own, followed }),
});

class CounterFolder implements FollowingFolder {
  private written: Map<string, string> | undefined;
  private next: Map<string, string> | undefined;

  constructor(
    private readonly counter: Counter,
    private readonly columns: FollowedColumns,
    private readonly views: { own: OwnViews; followed: OwnViews },
  ) {}

  async apply(seq: number): Promise<readonly Change[]> {
    const written = this.written ?? (await this.stored());
    const documents = this.counter.documents(await this.columns.at(this.views.followed, seq), seq);
    const next = new Map(documents.map((document) => [document._id, JSON.stringify(document)]));
    const collection = this.counter.collection.name;
    const changed = documents.filter(({ _id }) => next.get(_id) !== written.get(_id));
    const gone = [...written.keys()].filter((id) => !next.has(id));
    this.next = next;
    return [
      ...changed.map((document) => ({ collection, id: document._id, document: { ...document, seq } })),
      ...gone.map((id) => ({ collection, id, document: null })),
    ];
  }

  committed(): void {
    this.written = this.next;
  }

  forget(): void {
    this.written = undefined;
  }

  /** What a former process wrote, without the seqs. */
  private async stored(): Promise<Map<string, string>> {
    const documents = await this.views.own.find(this.counter.collection.name, {}, { sort: { _id: 1 } });
    return new Map(documents.map(({ seq: _seq, ...document }) => [document._id, JSON.stringify(document)]));
  }
}
