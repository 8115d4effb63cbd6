import { factSources, type Fact, type FactSource, type ListedFacts, type ToldInParts } from '#libs/cases/facts.js';
import { unregistered, type CaseState } from '#libs/cases/state.js';
import { changedParts, hasRead, WatchedState, type PartSet } from './watched-state.js';

export type Fields = Fact['fields'];

/** A row of one case, its fields told in one part or several; a part that stays as it was stays the same object. */
export interface RowFact {
  readonly grain: string;
  readonly key: string;
  readonly parts: readonly Fields[];
}

/** A row that came or changed; gone where there is no fact. `key` is its grain and its key within the case. */
export interface Moved {
  readonly key: string;
  readonly fact?: RowFact;
}

/**
 * The rows of one case as its state moves. A grain, or a part of the case row, is computed again only when something it
 * read is another object, and of a list only the items that are new: most events touch one grain, however long the case.
 */
export class FactSheet {
  private state = unregistered;
  private readonly sources: readonly SourceRows[] = factSources.map(opened);

  /** What differs from the rows of the state before, grain by grain. */
  move(state: CaseState): readonly Moved[] {
    const changed = changedParts(this.state, state);
    this.state = state;
    const moved: Moved[] = [];
    for (const source of this.sources) source.move(state, changed, moved);
    return moved;
  }
}

interface SourceRows {
  /** Adds what differs to `moved`. */
  move(state: CaseState, changed: PartSet, moved: Moved[]): void;
}

const opened = (source: FactSource): SourceRows => {
  if (typeof source === 'function') return new WholeRows(source);
  return 'items' in source ? new ListedRows(source) : new RowInParts(source);
};

class WholeRows implements SourceRows {
  private rows: ReadonlyMap<string, RowFact> = new Map();
  private read: PartSet | undefined;

  constructor(private readonly source: (state: CaseState) => readonly Fact[]) {}

  move(state: CaseState, changed: PartSet, moved: Moved[]): void {
    if (this.read && !hasRead(this.read, changed)) return;
    const watched = new WatchedState(state);
    const { parts } = watched;
    const rows = byKey(parts.registered === undefined ? [] : this.source(parts).map(asRow));
    addDifferences(moved, this.rows, rows);
    this.rows = rows;
    this.read = watched.read;
  }
}

class ListedRows implements SourceRows {
  private items: readonly object[] = [];
  private readonly facts: RowFact[] = [];
  /** What the list was made of, and what its rows read beside their items. */
  private listRead: PartSet | undefined;
  private rowsRead: PartSet | undefined;

  constructor(private readonly source: ListedFacts<object>) {}

  move(state: CaseState, changed: PartSet, moved: Moved[]): void {
    const isStale = this.rowsRead !== undefined && hasRead(this.rowsRead, changed);
    if (this.listRead && !hasRead(this.listRead, changed) && !isStale) return;
    const items = this.itemsOf(state);
    const kept = isStale ? 0 : commonLength(this.items, items);
    const gone = this.facts.splice(kept);
    const watched = new WatchedState(state, isStale ? undefined : this.rowsRead);
    const fresh = items.slice(kept).map((item) => asRow(this.source.row(item, watched.parts)));
    this.facts.push(...fresh);
    this.items = items;
    this.rowsRead = watched.read;
    addDifferences(moved, byKey(gone), byKey(fresh));
  }

  private itemsOf(state: CaseState): readonly object[] {
    const watched = new WatchedState(state);
    const { parts } = watched;
    const items = parts.registered === undefined ? [] : this.source.items(parts);
    this.listRead = watched.read;
    return items;
  }
}

class RowInParts implements SourceRows {
  private readonly key: string;
  private readonly parts: readonly FieldsRead[];
  private row: RowFact | undefined;

  constructor(private readonly source: ToldInParts) {
    this.key = `${source.grain}|${source.key}`;
    this.parts = source.parts.map((part) => new FieldsRead(part));
  }

  move(state: CaseState, changed: PartSet, moved: Moved[]): void {
    if (state.registered === undefined) return this.leave(moved);
    const { grain, key } = this.source;
    const parts = this.parts.map((part) => part.of(state, changed));
    if (this.row && parts.every((part, index) => part === this.row?.parts[index])) return;
    this.row = { grain, key, parts };
    moved.push({ key: this.key, fact: this.row });
  }

  private leave(moved: Moved[]): void {
    if (this.row) moved.push({ key: this.key });
    this.row = undefined;
    this.parts.forEach((part) => part.forget());
  }
}

/** Fields as computed last, and what they were computed from. */
class FieldsRead {
  private fields: Fields | undefined;
  private read: PartSet | undefined;

  constructor(private readonly compute: (state: CaseState) => Fields) {}

  /** What changes from here on is not told. */
  forget(): void {
    this.read = undefined;
  }

  /** Every change since the last call must be in `changed`. */
  of(state: CaseState, changed: PartSet): Fields {
    if (this.fields && this.read && !hasRead(this.read, changed)) return this.fields;
    const watched = new WatchedState(state);
    const fields = this.compute(watched.parts);
    this.read = watched.read;
    return (this.fields = this.fields && isSameFields(this.fields, fields) ? this.fields : fields);
  }
}

const asRow = ({ grain, key, fields }: Fact): RowFact => ({ grain, key, parts: [fields] });

const byKey = (facts: readonly RowFact[]): ReadonlyMap<string, RowFact> =>
  facts.length === 0 ? none : new Map(facts.map((fact) => [rowKey(fact), fact]));

const none: ReadonlyMap<string, RowFact> = new Map();

export const rowKey = ({ grain, key }: Pick<RowFact, 'grain' | 'key'>): string => `${grain}|${key}`;

const addDifferences = (
  moved: Moved[],
  before: ReadonlyMap<string, RowFact>,
  after: ReadonlyMap<string, RowFact>,
): void => {
  for (const key of before.keys()) if (!after.has(key)) moved.push({ key });
  for (const [key, fact] of after) if (!isSameFact(before.get(key), fact)) moved.push({ key, fact });
};

export const commonLength = (before: readonly unknown[], after: readonly unknown[]): number => {
  const most = Math.min(before.length, after.length);
  let common = 0;
  while (common < most && before[common] === after[common]) common += 1;
  return common;
};

/** Whether two rows of one key say the same; sets are sorted by who states them. */
export const isSameFact = (before: RowFact | undefined, after: RowFact): boolean =>
  before === after ||
  (before !== undefined && after.parts.every((fields, index) => isSameFields(before.parts[index]!, fields)));

const isSameFields = (before: Fields, after: Fields): boolean => {
  if (before === after) return true;
  for (const name in after) if (!isSameValue(before[name], after[name])) return false;
  return true;
};

const isSameValue = (before: unknown, after: unknown): boolean =>
  before === after ||
  (Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length &&
    before.every((one, index) => one === after[index]));
