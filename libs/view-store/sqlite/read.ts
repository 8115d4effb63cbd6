import type { Condition } from '../condition.js';
import type { Field } from '../declared.js';
import { matcher } from '../matching.js';
import { planQuery, type Plan } from '../plan.js';
import type { ViewDocument } from '../port.js';
import type { Session } from './connection.js';
import type { Layout } from './layout.js';
import { countSql, selectSql } from './query.js';

export interface Query {
  readonly conditions: readonly Condition[];
  readonly sort: readonly Field[];
  readonly limit?: number;
}

type Row = readonly [id: string, json: string];

const parsed = (json: string): ViewDocument => JSON.parse(json) as ViewDocument;

export const loadDocuments = ({ statement }: Session, { table }: Layout, ids: readonly string[]) => {
  const select = statement(`SELECT _id, json FROM ${table} WHERE _id IN (SELECT value FROM json_each(?))`);
  const rows = select.all(JSON.stringify(ids)) as unknown as Row[];
  return new Map(rows.map(([id, json]) => [id, parsed(json)]));
};

/** Reads rows no further than the limit needs. @throws views.no-index */
export const findDocuments = (session: Session, layout: Layout, query: Query): readonly ViewDocument[] => {
  const { limit = Infinity } = query;
  const found: ViewDocument[] = [];
  if (limit <= 0) return found;
  for (const document of matching(session, layout, planQuery(layout.collection, query))) {
    found.push(document);
    if (found.length >= limit) break;
  }
  return found;
};

export const countDocuments = (session: Session, layout: Layout, conditions: readonly Condition[]): number => {
  const plan = planQuery(layout.collection, { conditions, sort: [] });
  return plan.overlapping || plan.rest.length > 0
    ? [...matching(session, layout, plan)].length
    : countRows(session, layout, plan);
};

const countRows = ({ statement }: Session, layout: Layout, plan: Plan): number => {
  const sql = countSql(layout, plan);
  return sql ? Number((statement(sql.text).get(...sql.values) as unknown as readonly [number])[0]) : 0;
};

/** Streams the documents of a plan, each once. */
function* matching({ statement }: Session, layout: Layout, plan: Plan): Generator<ViewDocument> {
  const sql = selectSql(layout, plan);
  if (!sql) return;
  const matches = matcher(plan.rest);
  const isNew = plan.overlapping ? onlyOnce() : () => true;
  for (const [id, json] of statement(sql.text).iterate(...sql.values) as unknown as Iterable<Row>) {
    if (!isNew(id)) continue;
    const document = parsed(json);
    if (matches(document)) yield document;
  }
}

const onlyOnce = () => {
  const seen = new Set<string>();
  return (id: string): boolean => seen.size < seen.add(id).size;
};
