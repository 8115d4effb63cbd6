import { indexesOf, type Field } from '../declared.js';
import type { Collection, Generation } from '../port.js';

/** Collections of the store itself; what stands in them is told in docs/collections.md. */
export const names = {
  generations: 'lookback.generations',
  /** Which generation queries of a (projection, version) read. */
  live: 'lookback.live',
  numbers: 'lookback.numbers',
  leases: 'lookback.leases',
  orders: 'lookback.orders',
} as const;

/** `status-counts.v1.g7.counts`: the collection of one generation, found by other tools through `lookback.live`. */
export const nameOf = ({ projection, version, number }: Generation, collection: string): string =>
  `${projection}.v${version}.g${number}.${collection}`;

export const versionOf = ({ projection, version }: Pick<Generation, 'projection' | 'version'>): string =>
  `${projection}@${version}`;

export interface Layout {
  readonly collection: Collection;
  /** Its name in the database. */
  readonly name: string;
}

export type Layouts = ReadonlyMap<string, Layout>;

export const layoutsOf = (generation: Generation, collections: readonly Collection[]): Layouts =>
  new Map(
    collections.map((collection) => [collection.name, { collection, name: nameOf(generation, collection.name) }]),
  );

type Key = Readonly<Record<string, 1 | -1>>;

/** Keys of the indexes of a collection, each once; MongoDB brings the one of `_id` itself. */
export const indexKeys = (collection: Collection): readonly Key[] => {
  const keys = indexesOf(collection).map(({ fields }) => JSON.stringify(Object.fromEntries(ascending(fields))));
  const own = [...new Set(keys)].filter((key) => key !== '{"_id":1}');
  return own.map((key) => JSON.parse(key) as Key);
};

/** An index is walked both ways: turned so that it begins ascending, which every server sorts by its declared order. */
const ascending = (fields: readonly Field[]): readonly Field[] =>
  fields[0]?.[1] === 1 ? fields : fields.map(([path, way]): Field => [path, way === 1 ? -1 : 1]);
