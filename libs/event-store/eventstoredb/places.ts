import type { Place } from './place.js';

/** Where our events stand in `$all`, by seq: 8 bytes each, since a stream's events do not know their seq (engine 1). */
export class Places {
  private commits = new BigUint64Array(1_024);
  private length = 0;

  get count(): number {
    return this.length;
  }

  /** The next event of ours; its prepare is its commit, as of all that is not written in a transaction of old. */
  add({ commit }: Place): number {
    if (this.length === this.commits.length) this.grow();
    this.commits[this.length] = commit;
    this.length += 1;
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

  /** Where the event of a seq stands. */
  placeOf(seq: number): Place | undefined {
    const commit = seq >= 1 && seq <= this.length ? this.commits[seq - 1]! : undefined;
    return commit === undefined ? undefined : { commit, prepare: commit };
  }

  private grow(): void {
    const grown = new BigUint64Array(this.commits.length * 2);
    grown.set(this.commits);
    this.commits = grown;
  }
}
