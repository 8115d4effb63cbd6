import type { Language } from '#libs/kernel/refusal.js';

/** Every word the command line prints of its own: one table, both languages. */
const table = {
  about: {
    zh: '建议提案办理台账：登记、交办、答复、回头看，随时重建任何一天的统计',
    en: 'A ledger of suggestions and proposals: every past figure can be rebuilt',
  },
  'option.url': { zh: '连接运行中的服务', en: 'talk to a running server' },
  'option.token': { zh: '令牌', en: 'bearer token' },
  'option.lang': { zh: '语言：zh 或 en', en: 'language: zh or en' },
  'option.json': { zh: '输出 JSON', en: 'print JSON' },
  'option.validAt': { zh: '截至日', en: 'valid at this day' },
  'option.knownAt': { zh: '当时所知：序号、日期或时刻', en: 'known at: seq, date or instant' },
  'option.by': { zh: '分组，逗号分隔', en: 'groupings, comma separated' },
  'option.figures': { zh: '指标，逗号分隔', en: 'figures, comma separated' },
  'option.scope': { zh: '范围，如 kind=suggestion', en: 'scope, such as kind=suggestion' },
  'option.units': { zh: 'original：不合并单位', en: 'original: no mapping of merged units' },
  'option.mapping': { zh: '办理结果对照表', en: 'mapping of outcomes' },
  'option.window': { zh: '期间首日', en: 'first day of the window' },
  'option.dryRun': { zh: '只检查，不写入', en: 'check only, write nothing' },
  serve: { zh: '启动服务', en: 'run the server' },
  case: { zh: '办理件', en: 'cases' },
  'case.list': { zh: '台账', en: 'the ledger' },
  'case.show': { zh: '一件的事实', en: 'one case' },
  'case.import': { zh: '导入台账文件（xlsx、csv）', en: 'import a ledger file (xlsx, csv)' },
  history: { zh: '一件的全部留痕', en: 'everything that happened to a case' },
  stats: { zh: '统计', en: 'statistics' },
  'stats.diff': { zh: '比较两个时点（截至日@所知）', en: 'compare two readings, DAY@KNOWN each' },
  'stats.cases': { zh: '打开一个数字背后的件', en: 'open the cases behind a number' },
  'stats.definitions': { zh: '指标定义', en: 'definitions' },
  register: { zh: '办理工作登记', en: 'the register of office work' },
  campaigns: { zh: '回头看行动', en: 'revisit campaigns' },
  briefing: { zh: '通报', en: 'briefings' },
  'briefing.list': { zh: '已印发的通报', en: 'issued briefings' },
  'briefing.show': { zh: '一期通报', en: 'one briefing' },
  'briefing.figures': { zh: '双月数字，如 2015-05', en: 'figures of two months, such as 2015-05' },
  units: { zh: '承办单位', en: 'units' },
  'units.list': { zh: '单位名单', en: 'the units' },
  'units.accountability': { zh: '单位考核数字', en: 'figures by unit' },
  activity: { zh: '谁在何时做了什么', en: 'who did what, newest first' },
  projections: { zh: '投影', en: 'projections' },
  'projections.list': { zh: '投影及进度', en: 'projections and their progress' },
  'projections.rebuild': { zh: '重建投影', en: 'rebuild a projection' },
  log: { zh: '事件日志', en: 'the event log' },
  'log.export': { zh: '导出为 JSON 行', en: 'export as JSON lines' },
  'log.import': { zh: '导入到空目录（可续传）', en: 'import into an empty folder (resumable)' },
  views: { zh: '视图', en: 'views' },
  'views.drop': {
    zh: '删除全部视图（下次启动时由日志重建）',
    en: 'drop all views; the next start rebuilds them from the log',
  },
  'views.dropped': {
    zh: '视图已删除，下次启动时重建：{data}',
    en: 'The views are gone; the next start rebuilds them: {data}',
  },
  account: { zh: '账户', en: 'accounts' },
  'account.bootstrap': { zh: '开设首个管理员', en: 'open the first administrator' },
  'account.token': { zh: '签发令牌', en: 'issue a token' },
  backup: { zh: '备份日志', en: 'back the log up' },
  demo: { zh: '向空目录装入样例数据', en: 'load the sample data into an empty folder' },
  acceptance: { zh: '验收表', en: 'the acceptance rows' },
  'title.known': { zh: '截至 {validAt}，所知至第 {knownAt} 条', en: 'valid at {validAt}, known at {knownAt}' },
  'title.projected': { zh: '（预计）', en: ' (projected)' },
  'col.group': { zh: '分组', en: 'group' },
  'col.total': { zh: '合计', en: 'total' },
  'col.number': { zh: '编号', en: 'number' },
  'col.kind': { zh: '类别', en: 'kind' },
  'col.title': { zh: '案由', en: 'title' },
  'col.role': { zh: '角色', en: 'role' },
  'col.stage': { zh: '阶段', en: 'stage' },
  'col.unit': { zh: '单位', en: 'unit' },
  'col.due': { zh: '期限', en: 'due' },
  'col.received': { zh: '收件', en: 'received' },
  'col.field': { zh: '项', en: 'field' },
  'col.value': { zh: '值', en: 'value' },
  'col.seq': { zh: '序号', en: 'seq' },
  'col.on': { zh: '发生', en: 'on' },
  'col.recorded': { zh: '录入', en: 'recorded' },
  'col.who': { zh: '谁', en: 'who' },
  'col.what': { zh: '何事', en: 'what' },
  'col.why': { zh: '说明', en: 'why and how' },
  'col.row': { zh: '行', en: 'row' },
  'col.remark': { zh: '备注', en: 'remark' },
  'col.type': { zh: '类型', en: 'type' },
  'col.count': { zh: '数量', en: 'count' },
  'col.figure': { zh: '指标', en: 'figure' },
  'col.before': { zh: '前', en: 'before' },
  'col.after': { zh: '后', en: 'after' },
  'col.difference': { zh: '差', en: 'difference' },
  'col.case': { zh: '件', en: 'case' },
  'col.events': { zh: '事件', en: 'events' },
  'col.state': { zh: '状态', en: 'state' },
  'import.done': {
    zh: '共 {rows} 行：新增 {created}，已有 {skipped}',
    en: '{rows} rows: {created} new, {skipped} already there',
  },
  'import.dry': { zh: '检查通过，共 {rows} 行，未写入', en: '{rows} rows pass; nothing was written' },
  'token.once': { zh: '令牌（只显示这一次）：{token}', en: 'Token (shown this once): {token}' },
  'log.imported': { zh: '已导入 {events} 条', en: '{events} events imported' },
  'backup.done': { zh: '已备份至第 {seq} 条：{file}', en: 'Backed up to seq {seq}: {file}' },
  'demo.done': { zh: '样例数据已装入：{data}', en: 'The sample data is in {data}' },
  'projection.asked': { zh: '已开始重建：{name}', en: 'Rebuilding {name}' },
  'error.unreachable': { zh: '连接不到服务：{url}', en: 'The server does not answer: {url}' },
  'error.ambiguous': {
    zh: '编号 {number} 对应多件，请用其中一个标识：',
    en: 'Number {number} means several cases; give one of these ids:',
  },
  'error.unknown-case': { zh: '没有编号或标识为 {number} 的件', en: 'There is no case {number}' },
  'error.no-file': { zh: '没有此文件：{path}', en: 'There is no such file: {path}' },
  'error.locked': {
    zh: '数据目录正被使用，但没有可连接的服务',
    en: 'The data folder is in use, yet no server can be reached',
  },
} as const;

export type Word = keyof typeof table;

export type Say = (word: Word, details?: Readonly<Record<string, string | number>>) => string;

export const speaker =
  (language: Language): Say =>
  (word, details = {}) =>
    table[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));

/** `--lang`, else LANG; Chinese by default. */
export const languageOf = (
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language => {
  const at = argv.indexOf('--lang');
  const asked = at >= 0 ? argv[at + 1] : argv.find((each) => each.startsWith('--lang='))?.slice('--lang='.length);
  const wanted = asked ?? environment['LANG'] ?? '';
  return wanted.startsWith('en') ? 'en' : 'zh';
};
