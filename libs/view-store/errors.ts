import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of asking: each is a mistake in our own code, found by its tests. */
export const refuseQuery = refusals({
  'views.bad-filter': {
    zh: '查询条件不合法：{reason}',
    en: 'Not a filter this store takes: {reason}',
    status: 400,
  },
  'views.no-index': {
    zh: '视图集合 {collection} 没有可用于该查询的索引：条件 {filter}，排序 {sort}',
    en: 'No declared index of {collection} serves this query: filter {filter}, sort {sort}',
    status: 500,
  },
  'views.no-collection': {
    zh: '视图 {projection} 没有集合 {collection}',
    en: 'The view {projection} has no collection {collection}',
    status: 500,
  },
});

/** Refusals of writing. */
export const refuseCommit = refusals({
  'views.stale-commit': {
    zh: '视图 {projection} 的第 {number} 代已被另一进程推进（期望序号 {expected}，实际 {actual}）',
    en: 'Generation {number} of {projection} was moved on by another (expected seq {expected}, actual {actual})',
    status: 409,
  },
  'views.no-generation': {
    zh: '视图 {projection} 没有第 {number} 代',
    en: 'The view {projection} has no generation {number}',
    status: 503,
  },
  'views.bad-collection': {
    zh: '视图集合 {collection} 的声明不合法：{reason}',
    en: 'Not a collection that can be declared: {collection}, {reason}',
    status: 500,
  },
  'views.bad-document': {
    zh: '视图集合 {collection} 的文档 {id} 不能保存：{reason}',
    en: 'Document {id} cannot be kept in {collection}: {reason}',
    status: 500,
  },
  'views.read-only': {
    zh: '视图以只读方式打开，不能写入',
    en: 'The views were opened for reading only',
    status: 503,
  },
});

/** Refusals of the store itself. */
export const refuseViews = refusals({
  'views.not-ready': { zh: '视图尚未建立，请稍后再试', en: 'The views are not there yet; try again', status: 503 },
  'views.busy': { zh: '视图正忙，请稍后再试', en: 'The views are busy; try again', status: 503 },
  'views.full': { zh: '磁盘空间不足，视图未更新', en: 'The disk is full; the views were not changed', status: 503 },
  'views.unreadable': { zh: '视图暂时无法使用', en: 'The views cannot be used at the moment', status: 503 },
  'views.damaged': {
    zh: '视图文件已损坏，请删除视图后重建',
    en: 'The file of the views is damaged; drop the views and let them be rebuilt',
    status: 503,
  },
  'views.foreign-file': {
    zh: '视图文件不属于本版本（格式 {found}），请删除视图后重建',
    en: 'The file of the views is of another version (format {found}); drop the views and let them be rebuilt',
    status: 503,
  },
  'views.standalone': {
    zh: '该 MongoDB 是单机，没有事务：请以 --replSet 选项重启它，再在其 mongosh 中运行一次 rs.initiate()',
    en: 'This MongoDB is a standalone, which has no transactions: restart it with --replSet, then run rs.initiate() once in its mongosh',
    status: 503,
  },
  'views.denied': {
    zh: 'MongoDB 拒绝了该账号（{reason}）：它需要对所用数据库的 readWrite 权限',
    en: 'MongoDB refused this account ({reason}): it needs the role readWrite on the database in use',
    status: 503,
  },
  'views.closed': { zh: '视图已关闭', en: 'The views are closed', status: 503 },
});
