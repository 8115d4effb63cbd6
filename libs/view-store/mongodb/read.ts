import { asClause, type Comparison, type Condition } from '../condition.js';
import { indexesOf, type Field } from '../declared.js';
import { planQuery } from '../plan.js';
import type { Collection, Filter, ViewDocument } from '../port.js';
import { distinct } from '../scalar.js';
import { chunked } from './chunked.js';
import type { Database } from './driver.js';
import type { Layout } from './layout.js';

export interface Query {
  readonly conditions: readonly Condition[];
  readonly sort: readonly Field[];
  readonly limit?: number;
}

const documentsOf = (db: Database, { name }: Layout) => db.collection<ViewDocument>(name);

/** Ids a query: its answer comes in one piece. */
const atOnce = 200;

/** In the order asked for. */
export const loadDocuments = async (reading: Reading, ids: readonly string[]) => {
  const { db, layout, signal } = reading;
  const byId = new Map<string, ViewDocument>();
  for (const some of chunked(ids, atOnce)) {
    const found = documentsOf(db, layout).find({ _id: { $in: some } }, { signal, batchSize: some.length + 1 });
    for (const document of await found.toArray()) byId.set(document._id, document);
  }
  return new Map(distinct(ids).flatMap((id) => (byId.has(id) ? [[id, byId.get(id)!] as const] : [])));
};

export interface Reading {
  readonly db: Database;
  readonly layout: Layout;
  readonly signal: AbortSignal;
}

/** The query as it was asked: the filters we allow mean the same to the server. @throws views.no-index */
export const findDocuments = async (
  { db, layout, signal }: Reading,
  query: Query,
): Promise<readonly ViewDocument[]> => {
  const { conditions, sort, limit } = query;
  const plan = planQuery(layout.collection, query);
  if (plan.scans.length === 0 || (limit ?? 1) <= 0) return [];
  const cursor = documentsOf(db, layout).find(filterOf(conditions, layout.collection), { signal });
  if (sort.length > 0) cursor.sort([...sort]);
  if (limit !== undefined) cursor.limit(limit);
  return cursor.toArray();
};

/** @throws views.no-index */
export const countDocuments = async ({ db, layout }: Reading, conditions: readonly Condition[]): Promise<number> => {
  const plan = planQuery(layout.collection, { conditions, sort: [] });
  return plan.scans.length === 0 ? 0 : documentsOf(db, layout).countDocuments(filterOf(conditions, layout.collection));
};

/**
 * What has been checked is what is sent, flat where that says the same: not every server looks for an index below `$and`.
 * Two bounds of an array stay apart: two elements may satisfy them.
 */
export const filterOf = (conditions: readonly Condition[], collection: Collection): Filter => {
  const elements = new Set(indexesOf(collection).map(({ element }) => element));
  const flat: Record<string, Record<string, unknown>> = {};
  const isFree = ({ path, test }: Comparison): boolean =>
    flat[path] === undefined || !(test in flat[path] || elements.has(path));
  const rest = conditions.filter((condition) => {
    if ('any' in condition || !isFree(condition)) return true;
    flat[condition.path] = { ...flat[condition.path], [condition.test]: condition.value };
    return false;
  });
  return rest.length === 0 ? flat : { ...flat, $and: rest.map(asClause) };
};
