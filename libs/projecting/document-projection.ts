import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Change, ViewDocument } from '#libs/view-store/port.js';
import type { DocumentProjection, OwnViews, PageFolder, Projection } from './port.js';
import { recentlyUsed } from './recently-used.js';

/** Documents kept between pages, so that a case that is busy now is not loaded for each of its events. */
const keptDocuments = 20_000;

type Kept = ViewDocument | null;

/**
 * A projection over the log from a fold by key: a page is grouped by key, its documents are loaded once, folded in
 * memory, and each touched document becomes one change (architecture 4). `null` stands for "no such document".
 */
export const documentProjection = <View extends ViewDocument>(definition: DocumentProjection<View>): Projection => ({
  name: definition.name,
  version: definition.version,
  handles: definition.handles,
  collections: [definition.collection],
  open: (views) => documentFolder(definition as unknown as DocumentProjection, views),
});

const documentFolder = (definition: DocumentProjection, views: OwnViews): PageFolder => {
  const kept = recentlyUsed<Kept>(keptDocuments);
  let pending: ReadonlyMap<string, Kept> = new Map();
  const settle = (settled: ReadonlyMap<string, Kept>) => {
    settled.forEach((document, key) => kept.set(key, document));
    pending = new Map();
  };
  return {
    apply: async (events) => {
      const byKey = groupedByKey(definition, events);
      const before = await loadMissing(definition.collection.name, views, { kept, keys: [...byKey.keys()] });
      pending = folded(definition, byKey, before);
      return changesBetween(definition.collection.name, before, pending);
    },
    committed: () => settle(pending),
    forget: () => {
      settle(new Map());
      kept.clear();
    },
  };
};

type ByKey = ReadonlyMap<string, readonly RecordedEvent[]>;

const groupedByKey = (definition: DocumentProjection, events: readonly RecordedEvent[]): ByKey => {
  const byKey = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    for (const key of keysOf(definition.key(event))) groupOf(byKey, key).push(event);
  }
  return byKey;
};

const groupOf = (byKey: Map<string, RecordedEvent[]>, key: string): RecordedEvent[] => {
  const group = byKey.get(key) ?? [];
  if (group.length === 0) byKey.set(key, group);
  return group;
};

const keysOf = (key: string | readonly string[]): Iterable<string> => (typeof key === 'string' ? [key] : new Set(key));

interface Wanted {
  readonly kept: { get(key: string): Kept | undefined };
  readonly keys: readonly string[];
}

/** The documents as they stand in the store: from memory where they are known, the rest in one load. */
const loadMissing = async (collection: string, views: OwnViews, { kept, keys }: Wanted) => {
  const known = new Map<string, Kept | undefined>(keys.map((key) => [key, kept.get(key)]));
  const missing = keys.filter((key) => known.get(key) === undefined);
  const loaded = missing.length > 0 ? await views.load(collection, missing) : new Map<string, ViewDocument>();
  missing.forEach((key) => known.set(key, loaded.get(key) ?? null));
  return known as ReadonlyMap<string, Kept>;
};

const folded = (definition: DocumentProjection, byKey: ByKey, before: ReadonlyMap<string, Kept>) => {
  const after = new Map<string, Kept>();
  for (const [key, events] of byKey) after.set(key, foldOne(definition, before.get(key) ?? null, { key, events }));
  return after;
};

/** A removed document that is touched again starts from `initial`. Frozen: a fold that writes into its view throws. */
const foldOne = (
  definition: DocumentProjection,
  start: Kept,
  { key, events }: { key: string; events: readonly RecordedEvent[] },
): Kept =>
  events.reduce<Kept>(
    (view, event) => {
      const current = view ?? Object.freeze(definition.initial(key));
      const next = definition.evolve(current, event);
      return next === current ? current : asStored(next);
    },
    start && Object.freeze(start),
  );

/** JSON keeps no undefined field: left in, it would hold a place in the order of fields until the next load. */
const asStored = (view: Kept): Kept => {
  if (view === null || !Object.values(view).includes(undefined)) return view && Object.freeze(view);
  const fields = Object.entries(view).filter(([, value]) => value !== undefined);
  return Object.freeze(Object.fromEntries(fields) as ViewDocument);
};

const changesBetween = (
  collection: string,
  before: ReadonlyMap<string, Kept>,
  after: ReadonlyMap<string, Kept>,
): readonly Change[] =>
  [...after]
    .filter(([id, document]) => !isSame(before.get(id) ?? null, document))
    .map(([id, document]) => ({ collection, id, document, ...(!before.get(id) && isNew) }));

const isNew = { isNew: true } as const;

/**
 * Equal to the byte: field order counts, else a page's size would show in what is stored. Scalars decide first, so
 * that a document that did change costs no text.
 */
const isSame = (before: Kept, after: Kept): boolean => {
  if (before === after) return true;
  if (before === null || after === null) return false;
  const [fields, others] = [Object.keys(before), Object.keys(after)];
  return (
    fields.length === others.length &&
    fields.every((field, index) => field === others[index] && isSameValue(before[field], after[field]))
  );
};

const isSameValue = (before: unknown, after: unknown): boolean =>
  before === after ||
  (typeof before === 'object' && typeof after === 'object' && JSON.stringify(before) === JSON.stringify(after));
