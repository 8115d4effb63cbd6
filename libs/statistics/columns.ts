import { Dictionary } from './dictionary.js';
import { FactTable } from './fact-table.js';
import type { Grain } from './grains.js';
import { grainNames, perGrain } from './layout.js';
import type { Segment } from './segment.js';

/** The bitemporal table in memory (engine 28, 29): loaded from segments, then tailed by them. */
export class FactColumns {
  readonly dictionary = new Dictionary();
  private readonly tables = perGrain((grain) => new FactTable(grain));
  private known = 0;

  /** The last log position these columns hold; the greatest K they can answer. */
  get seq(): number {
    return this.known;
  }

  table(grain: Grain): FactTable {
    return this.tables[grain];
  }

  /** Takes a segment in, or the part of it that is new: small segments come again, merged (`mergeSegments`). */
  apply(segment: Segment): void {
    if (segment.toSeq <= this.known) return;
    this.learn(segment);
    grainNames.forEach((grain) => this.take(grain, segment));
    this.known = segment.toSeq;
  }

  /** The stored view stands at this position and no segment is left: events since the last one changed no fact. */
  caughtUp(seq: number): void {
    this.known = Math.max(this.known, seq);
  }

  private learn({ firstTerm, terms }: Segment): void {
    const skip = this.dictionary.size - firstTerm;
    if (skip < 0) throw new Error(`terms ${this.dictionary.size} to ${firstTerm - 1} are missing`);
    for (let index = skip; index < terms.length; index += 1) this.dictionary.add(terms[index] as string);
  }

  private take(grain: Grain, { opens, closes, firstRows, facets }: Segment): void {
    const table = this.tables[grain];
    const shared = facets?.[grain] ?? {};
    for (const facet of table.facets) {
      const part = shared[facet.name];
      if (part) facet.append(part.columns, part.first);
    }
    const [opened, closed] = [opens[grain], closes[grain]];
    if (opened !== undefined) table.append(opened, firstRows[grain]);
    if (closed !== undefined) table.close(closed);
  }
}
