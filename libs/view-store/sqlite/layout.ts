import { indexesOf, scalarPaths, type DeclaredIndex } from '../declared.js';
import type { Collection, Generation } from '../port.js';

/** How SQL walks one index of a collection. */
export interface StoredIndex {
  /** What stands after FROM; documents are `d`. */
  readonly from: string;
  /** Holds the key of a path, in MongoDB's order. */
  column(path: string): string;
}

/** A table of one entry for each element of an array, with the other keys of its index beside it. */
export interface Entries {
  readonly table: string;
  readonly index: DeclaredIndex;
}

/** The tables of one collection of one generation. */
export interface Layout {
  readonly collection: Collection;
  readonly table: string;
  /** Columns `k0`, `k1` … of these paths stand beside the document. */
  readonly keys: readonly string[];
  readonly indexes: readonly StoredIndex[];
  readonly entries: readonly Entries[];
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Named to be found by other tools: `"status-counts@1#7/counts"`. */
export const layoutOf = ({ projection, version, number }: Generation, collection: Collection): Layout => {
  const name = `${projection}@${version}#${number}/${collection.name}`;
  const [table, keys, declared] = [quote(name), scalarPaths(collection), indexesOf(collection)];
  return {
    collection,
    table,
    keys,
    indexes: declared.map((index, at) => storedIndex({ name, keys, index, at })),
    entries: declared.flatMap((index, at) => (index.element ? [{ table: quote(`${name}/${at}`), index }] : [])),
  };
};

interface Declared {
  readonly name: string;
  readonly keys: readonly string[];
  readonly index: DeclaredIndex;
  readonly at: number;
}

const storedIndex = ({ name, keys, index, at }: Declared): StoredIndex => {
  const table = quote(name);
  if (index.element) {
    const columns = entryColumns(index);
    const place = (path: string): number => index.fields.findIndex(([field]) => field === path);
    const from = `${quote(`${name}/${at}`)} e CROSS JOIN ${table} d ON d._id = e._id`;
    return { from, column: (path) => `e.${columns[place(path)]}` };
  }
  const from = at === 0 ? `${table} d` : `${table} d INDEXED BY ${quote(`${name}/${at}`)}`;
  return { from, column: (path) => `d.${keyColumn(keys, path)}` };
};

const keyColumn = (keys: readonly string[], path: string): string => (path === '_id' ? path : `k${keys.indexOf(path)}`);

export const entryColumns = ({ fields }: DeclaredIndex): readonly string[] =>
  fields.map(([path], at) => (path === '_id' ? path : `e${at}`));

/**
 * DDL of a collection. Keys stand in columns without a type, so that numbers and strings stay what they are; a document
 * written again with the same keys then touches no index.
 */
export const creation = (layout: Layout): readonly string[] => {
  const columns = layout.keys.map((_, at) => `, k${at}`).join('');
  const documents = `CREATE TABLE ${layout.table} (_id TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL${columns})`;
  return [documents, ...layout.entries.flatMap(creationOfEntries)];
};

/**
 * DDL of its indexes, which a generation gets before it is promoted, or when it is first asked: sorted in one go they cost a fifth of
 * what they cost entry by entry, and nobody asks a generation that is still built. Nothing where they are there.
 */
export const indexing = (layout: Layout): readonly string[] =>
  indexesOf(layout.collection).flatMap((index, at) =>
    at === 0 || index.element ? [] : [creationOfIndex(layout, index, at)],
  );

const directions = { 1: 'ASC', [-1]: 'DESC' } as const;

const creationOfIndex = ({ table, keys }: Layout, { fields }: DeclaredIndex, at: number): string => {
  const columns = fields.map(([path, way]) => `${keyColumn(keys, path)} ${directions[way]}`);
  return `CREATE INDEX IF NOT EXISTS ${table.slice(0, -1)}/${at}" ON ${table} (${columns.join()})`;
};

const creationOfEntries = ({ table, index }: Entries): readonly string[] => {
  const columns = entryColumns(index);
  const key = index.fields.map(([, way], at) => `${columns[at]} ${directions[way]}`);
  return [
    `CREATE TABLE ${table} (${columns.join()}, UNIQUE (${key.join()}))`,
    `CREATE INDEX ${table.slice(0, -1)}/_id" ON ${table} (_id)`,
  ];
};

/** Dropping a table drops its indexes. */
export const removal = ({ table, entries }: Layout): readonly string[] =>
  [table, ...entries.map((one) => one.table)].map((name) => `DROP TABLE ${name}`);
