import { Context } from 'mingo/core';
import { $eq, $gt, $gte, $in, $lt, $lte, $ne } from 'mingo/operators/query/comparison';
import { $exists } from 'mingo/operators/query/element';
import { $and, $or } from 'mingo/operators/query/logical';
import { Query } from 'mingo/query';
import { asFilter, type Condition } from './condition.js';
import type { ViewDocument } from './port.js';

/** The only operators that exist for a filter of ours: no script, no regular expression can be reached. */
const context = Context.init({ query: { $and, $or, $eq, $ne, $in, $gt, $gte, $lt, $lte, $exists } });

/** Tells of a document whether all conditions hold, by MongoDB's rules as mingo keeps them. */
export const matcher = (conditions: readonly Condition[]): ((document: ViewDocument) => boolean) => {
  if (conditions.length === 0) return () => true;
  const query = new Query(asFilter(conditions), { context, scriptEnabled: false });
  return (document) => query.test(document);
};
