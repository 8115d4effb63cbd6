import type { Place } from './place.js';

/** Keeps a counted place beyond the process. */
export interface Keeping {
  add(commit: bigint, id: string): void;
}

/** Where our events stand in `$all`, by seq: 8 bytes each, since a stream's events do not know their seq (engine 1). */
export class Places {
  private length: number;

  /** @param commits of the events counted before, in order */
  constructor(
    private commits: BigUint64Array = new BigUint64Array(1_024),
    private readonly kept?: Keeping,
    count = 0,
  ) {
    this.length = count;
  }

  get count(): number {
    return this.length;
  }

  /** The next event of ours; its prepare is its commit, as of all that is not written in a transaction of old. */
  add({ commit }: Place, id: string): number {
    if (this.length === this.commits.length) this.grow();
    this.commits[this.length] = commit;
    this.length += 1;
    this.kept?.add(commit, id);
    return this.length;
  }

  /** Seq of the event of ours that stands there. */
  seqOf({ commit }: Place): number | undefined {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.commits[middle]! < commit) low = middle + 1;
      else high = middle;
    }
    return low < this.length && this.commits[low] === commit ? low + 1 : undefined;
  }

  last(): Place | undefined {
    if (this.length === 0) return undefined;
    const commit = this.commits[this.length - 1]!;
    return { commit, prepare: commit };
  }

  private grow(): void {
    const grown = new BigUint64Array(Math.max(1_024, this.commits.length * 2));
    grown.set(this.commits);
    this.commits = grown;
  }
}
