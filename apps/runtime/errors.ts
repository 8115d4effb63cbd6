import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of queries and of the process itself. */
export const refuseQuery = refusals({
  'views.not-there-yet': {
    zh: '视图尚未更新到 {seq}（现为 {at}），请稍候',
    en: 'The views have not reached {seq} yet (they are at {at})',
    status: 503,
  },
  'known.before-start': { zh: '系统启用前无记录', en: 'Nothing is recorded before the system was in use', status: 422 },
  'known.malformed': {
    zh: '「所知时点」应为事件序号、日期或时刻：{knownAt}',
    en: 'knownAt is a seq, a date or an instant: {knownAt}',
    status: 400,
  },
  'known.ahead': { zh: '日志只到 {head}', en: 'The log ends at {head}', status: 422 },
  'valid.malformed': { zh: '截至日无效：{validAt}', en: 'validAt is no date: {validAt}', status: 400 },
  'query.malformed': { zh: '查询参数有误：{problems}', en: 'The query is not valid: {problems}', status: 400 },
  'case.unknown': { zh: '没有此件：{id}', en: 'There is no case {id}', status: 404 },
  'case.ambiguous': {
    zh: '编号 {number} 对应多件：{cases}',
    en: 'Number {number} means several cases: {cases}',
    status: 409,
  },
  'import.unknown': { zh: '没有此次导入：{digest}', en: 'There is no import {digest}', status: 404 },
  'briefing.content-damaged': {
    zh: '通报原文与印发时的摘要不符：{digest}',
    en: 'The pages of this briefing are not those that were issued: {digest}',
    status: 500,
  },
  'briefing.content-absent': {
    zh: '该通报没有可打印的原文：{reason}',
    en: 'There are no pages of this briefing to print: {reason}',
    status: 409,
  },
  'briefing.nothing-before': {
    zh: '{id} 没有可比的上一期',
    en: 'There is nothing before {id} to compare it with',
    status: 409,
  },
  'briefing.list-unknown': {
    zh: '没有清单「{list}」，有：{lists}',
    en: 'There is no list {list}; there are {lists}',
    status: 404,
  },
  'briefing.no-draft': { zh: '该通报没有草稿：{id}', en: 'Briefing {id} has no draft', status: 409 },
  'briefing.part-unknown': { zh: '没有这一部分：{part}', en: 'There is no part {part}', status: 404 },
  'briefing.renderer-unknown': {
    zh: '本版本不能按「{renderer}」打印',
    en: 'This release does not print as {renderer} did',
    status: 501,
  },
  'briefing.unknown': { zh: '没有此通报：{id}', en: 'There is no briefing {id}', status: 404 },
  'projection.unknown': { zh: '没有此投影：{name}', en: 'There is no projection {name}', status: 404 },
  'projector.silent': {
    zh: '投影进程没有响应（{lease}），请稍后再试，并检查投影进程是否在运行',
    en: 'No projector answers for {lease}; try again, and check that one is running',
    status: 503,
  },
  'projector.needs-servers': {
    zh: '投影进程只用于服务器部署：请设置 EVENTSTORE_URL 和 MONGODB_URL；内嵌存储时由 npm start 自带',
    en: 'A projector process belongs to the server set-up: set EVENTSTORE_URL and MONGODB_URL; on embedded stores npm start brings its own',
    status: 503,
  },
  'demo.projectors-running': {
    zh: '有投影进程正在运行（{lease}）：装入样例数据前请先停止全部投影进程，装完再启动',
    en: 'A projector is running ({lease}): stop all projectors before the sample data is loaded, and start them afterwards',
    status: 409,
  },
  'log.not-empty': {
    zh: '日志已有记录，只能装入空的数据目录',
    en: 'The log is not empty; this needs an empty data folder',
    status: 409,
  },
});
