import { refuseCommit } from './errors.js';
import type { Collection } from './port.js';
import { distinct } from './scalar.js';

export type Field = readonly [path: string, direction: 1 | -1];

/** A declared index with `_id` at its end, as every index has it. */
export interface DeclaredIndex {
  readonly fields: readonly Field[];
  /** The one of its fields that holds arrays. */
  readonly element?: string;
}

/** The index of every collection comes first, then the declared ones. */
export const indexesOf = (collection: Collection): readonly DeclaredIndex[] =>
  [{}, ...collection.indexes].map((index) => {
    const fields = Object.entries(index);
    const element = fields.map(([path]) => path).find((path) => holdsArrays(collection, path));
    return { fields: '_id' in index ? fields : [...fields, ['_id', 1]], element };
  });

const holdsArrays = ({ arrays = [] }: Collection, path: string): boolean =>
  arrays.some((array) => path === array || path.startsWith(`${array}.`));

/** Indexed paths that hold one scalar each, but for `_id`. */
export const scalarPaths = (collection: Collection): readonly string[] =>
  distinct(
    indexesOf(collection).flatMap(({ fields, element }) =>
      fields.map(([path]) => path).filter((path) => path !== element),
    ),
  ).filter((path) => path !== '_id');

/** @throws views.bad-collection at what one of the stores could not index */
export const checkCollections = (collections: readonly Collection[]): void => {
  const names = collections.map(({ name }) => name);
  collections.forEach((collection, at) => {
    const reason = names.indexOf(collection.name) < at ? 'declared twice' : flawOf(collection);
    if (reason) throw refuseCommit('views.bad-collection', { collection: collection.name, reason });
  });
};

const flawOf = (collection: Collection): string | undefined => {
  if (!/^[\w-]+$/.test(collection.name)) return 'its name is more than letters, digits, _ and -';
  return collection.indexes.map((index) => flawOfIndex(collection, Object.entries(index))).find(Boolean);
};

const flawOfIndex = (collection: Collection, fields: readonly Field[]): string | undefined => {
  if (fields.length === 0) return 'an index has no fields';
  const flawed = fields.find(([path]) => !path.split('.').every(isFieldName));
  if (flawed) return `${flawed[0]} cannot be indexed`;
  return fields.filter(([path]) => holdsArrays(collection, path)).length > 1 ? 'two arrays in one index' : undefined;
};

/** Digits would mean a place in an array. */
const isFieldName = (step: string): boolean => !/^(\d*|\$.*)$/.test(step) && !(step in Object.prototype);
