import { factSources, type Fact, type FactSource } from '#libs/cases/facts.js';
import { unregistered, type CaseState } from '#libs/cases/state.js';
import { changedParts, hasRead, WatchedState, type PartsRead } from './watched-state.js';

/** A row that came or changed; gone where there is no fact. `key` is its grain and its key within the case. */
export interface Moved {
  readonly key: string;
  readonly fact?: Fact;
}

/**
 * The rows of one case as its state moves. A grain is computed again only when a part it read is another object, and of
 * a list only the items that are new: most events touch one grain, however long the case is.
 */
export class FactSheet {
  private state = unregistered;
  private readonly sources: readonly SourceRows[] = factSources.map(opened);

  /** What differs from the rows of the state before, grain by grain. */
  move(state: CaseState): readonly Moved[] {
    const changed = changedParts(this.state, state);
    this.state = state;
    return this.sources.flatMap((source) => source.move(state, changed));
  }
}

interface SourceRows {
  move(state: CaseState, changed: readonly number[]): readonly Moved[];
}

type Listed = Exclude<FactSource, (state: CaseState) => unknown>;

const opened = (source: FactSource): SourceRows =>
  typeof source === 'function' ? new WholeRows(source) : new ListedRows(source);

class WholeRows implements SourceRows {
  private rows: ReadonlyMap<string, Fact> = new Map();
  private read: PartsRead | undefined;

  constructor(private readonly source: Extract<FactSource, (state: CaseState) => unknown>) {}

  move(state: CaseState, changed: readonly number[]): readonly Moved[] {
    if (this.read && !hasRead(this.read, changed)) return [];
    const watched = new WatchedState(state);
    const { parts } = watched;
    const rows = byKey(parts.registered === undefined ? [] : this.source(parts));
    const moved = differences(this.rows, rows);
    this.rows = rows;
    this.read = watched.read;
    return moved;
  }
}

class ListedRows implements SourceRows {
  private items: Listed extends { items(state: CaseState): infer I } ? I : never = [];
  private facts: Fact[] = [];
  private read: PartsRead | undefined;

  constructor(private readonly source: Listed) {}

  move(state: CaseState, changed: readonly number[]): readonly Moved[] {
    const items = state.registered === undefined ? [] : this.source.items(state);
    const isStale = this.read !== undefined && hasRead(this.read, changed);
    if (items === this.items && !isStale) return [];
    const kept = isStale ? 0 : commonLength(this.items, items);
    const gone = this.facts.splice(kept);
    const watched = new WatchedState(state, isStale ? undefined : this.read);
    const fresh = items.slice(kept).map((item) => this.source.row(item, watched.parts));
    this.facts.push(...fresh);
    this.items = items;
    this.read = watched.read;
    return differences(byKey(gone), byKey(fresh));
  }
}

const byKey = (facts: readonly Fact[]): ReadonlyMap<string, Fact> => new Map(facts.map((fact) => [rowKey(fact), fact]));

export const rowKey = ({ grain, key }: Fact): string => `${grain}|${key}`;

const differences = (before: ReadonlyMap<string, Fact>, after: ReadonlyMap<string, Fact>): readonly Moved[] => {
  const moved: Moved[] = [];
  for (const key of before.keys()) if (!after.has(key)) moved.push({ key });
  for (const [key, fact] of after) if (!isSameFact(before.get(key), fact)) moved.push({ key, fact });
  return moved;
};

const commonLength = (before: readonly unknown[], after: readonly unknown[]): number => {
  const most = Math.min(before.length, after.length);
  let common = 0;
  while (common < most && before[common] === after[common]) common += 1;
  return common;
};

/** Whether two rows of one key say the same; sets are sorted by who states them. */
export const isSameFact = (before: Fact | undefined, after: Fact): boolean => {
  if (before === after) return true;
  if (before === undefined) return false;
  for (const name in after.fields) if (!isSameValue(before.fields[name], after.fields[name])) return false;
  return true;
};

const isSameValue = (before: unknown, after: unknown): boolean =>
  before === after ||
  (Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length &&
    before.every((one, index) => one === after[index]));
