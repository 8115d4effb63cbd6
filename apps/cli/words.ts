import type { Language } from '#libs/kernel/refusal.js';
import { briefingWords } from './briefing-words.js';

/** Every word the command line prints of its own: one table, both languages. */
const table = {
  ...briefingWords,
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
  'option.out': { zh: '写入文件：.csv、.xlsx 或 .json', en: 'write a file: .csv, .xlsx or .json' },
  'option.contains': { zh: '编号或案由中含有的文字', en: 'text in number or title' },
  'option.toValidAt': { zh: '另一时点的截至日', en: 'the other reading: valid at this day' },
  'option.toKnownAt': { zh: '另一时点的所知', en: 'the other reading: known at' },
  'option.part': { zh: 'numerator、denominator 或 apart', en: 'numerator, denominator or apart' },
  'option.cell': { zh: '构成中的一项', en: 'one cell of a list' },
  'option.group': { zh: '所在分组，如 kind=suggestion', en: 'the group it stands in, such as kind=suggestion' },
  'option.from': { zh: '首日', en: 'first day' },
  'option.entryType': { zh: '登记类型，如 MeetingHeld', en: 'type of entry, such as MeetingHeld' },
  'option.actor': { zh: '账户', en: 'account' },
  'option.unit': { zh: '单位', en: 'unit' },
  'option.case': { zh: '编号或标识', en: 'number or id of a case' },
  'option.types': { zh: '事件类型，逗号分隔', en: 'types of events, comma separated' },
  'option.validFrom': { zh: '发生日自', en: 'in force from this day on' },
  'option.validTo': { zh: '发生日至', en: 'in force up to this day' },
  'option.recordedFrom': { zh: '录入自：日期或时刻', en: 'recorded since: date or instant' },
  'option.recordedTo': { zh: '录入至：日期或时刻', en: 'recorded until: date or instant' },
  'option.limit': { zh: '至多几行', en: 'at most so many lines' },
  'option.cursor': { zh: '上一页末尾给出的位置', en: 'where the page before ended' },
  'option.help': { zh: '显示帮助', en: 'display help' },
  'option.version': { zh: '显示版本', en: 'display the version' },
  'help.usage': { zh: '用法：', en: 'Usage:' },
  'help.arguments': { zh: '参数：', en: 'Arguments:' },
  'help.options': { zh: '选项：', en: 'Options:' },
  'help.commands': { zh: '命令：', en: 'Commands:' },
  'help.global': { zh: '通用选项：', en: 'Global Options:' },
  'help.command': { zh: '显示命令的帮助', en: 'display help for command' },
  'usage.unknown-option': { zh: '没有选项 {name}', en: 'unknown option {name}' },
  'usage.unknown-command': { zh: '没有命令 {name}', en: 'unknown command {name}' },
  'usage.missing-argument': { zh: '缺少参数 {name}', en: 'missing argument {name}' },
  'usage.missing-value': { zh: '选项 {name} 缺少值', en: 'option {name} needs a value' },
  'usage.too-many': { zh: '参数过多', en: 'too many arguments' },
  'usage.bad-value': { zh: '选项 {name} 的值无效', en: 'option {name} has no such value' },
  serve: { zh: '启动服务', en: 'run the server' },
  case: { zh: '办理件', en: 'cases' },
  'case.diff': { zh: '一件在两个时点的差异', en: 'what two readings of a case state differently' },
  'case.list': { zh: '台账', en: 'the ledger' },
  'case.show': { zh: '一件的事实', en: 'one case' },
  'case.import': { zh: '导入台账文件（xlsx、csv）', en: 'import a ledger file (xlsx, csv)' },
  history: { zh: '一件的全部留痕', en: 'everything that happened to a case' },
  stats: { zh: '统计', en: 'statistics' },
  'stats.diff': { zh: '比较两个时点（截至日@所知）', en: 'compare two readings, DAY@KNOWN each' },
  'stats.cases': { zh: '打开一个数字背后的件', en: 'open the cases behind a number' },
  'stats.identities': { zh: '勾稽关系', en: 'identities, and the cases that break them' },
  'stats.definitions': { zh: '指标定义', en: 'definitions' },
  register: { zh: '办理工作登记', en: 'the register of office work' },
  campaigns: { zh: '回头看行动', en: 'revisit campaigns' },
  units: { zh: '承办单位', en: 'units' },
  'units.import': {
    zh: '从表格设立单位（列：{columns}）；再导一次不会重复',
    en: 'found units from a table (columns: {columns}); importing twice adds nothing',
  },
  posts: { zh: '任职', en: 'posts' },
  'posts.import': {
    zh: '从表格录入任职（列：{columns}）',
    en: 'posts taken, from a table (columns: {columns})',
  },
  'accounts.import': {
    zh: '从表格开通账号并授予角色（列：{columns}）',
    en: 'open accounts and grant roles from a table (columns: {columns})',
  },
  'units.list': { zh: '单位名单', en: 'the units' },
  'units.accountability': { zh: '单位考核数字', en: 'figures by unit' },
  activity: { zh: '谁在何时做了什么', en: 'who did what, newest first' },
  inconsistencies: { zh: '前后矛盾的事实', en: 'facts that contradict each other' },
  'inconsistencies.none': { zh: '没有前后矛盾的事实', en: 'No facts contradict each other' },
  'closed-units': { zh: '已撤销而仍有在办件的单位：', en: 'Units closed that still answer for cases:' },
  projections: { zh: '投影', en: 'projections' },
  'projections.list': { zh: '投影及进度', en: 'projections and their progress' },
  'projections.progress': { zh: '投影及进度', en: 'projections and their progress' },
  'projections.rebuild': { zh: '重建投影', en: 'rebuild a projection' },
  log: { zh: '事件日志', en: 'the event log' },
  'log.export': { zh: '导出为 JSON 行', en: 'export as JSON lines' },
  'log.copy': {
    zh: '把日志整本复制到另一处，逐字节核对（可续传）',
    en: 'copy the whole log to another place and compare the two (resumable)',
  },
  'log.copy.place': {
    zh: '目录、esdb:// 地址，或 EVENTSTORE_URL（取该变量的地址）',
    en: 'a folder, an esdb:// address, or EVENTSTORE_URL for the address in that variable',
  },
  'log.copied': {
    zh: '两处各有 {events} 条，完全一致（已有 {resumedAt} 条），sha256 {sha256}',
    en: '{events} events in both, the same ({resumedAt} were there before), sha256 {sha256}',
  },
  'log.import': { zh: '导入到空目录（可续传）', en: 'import into an empty folder (resumable)' },
  rules: { zh: '办理规则', en: 'rules' },
  'rules.issue': {
    zh: '启用本版所附的上海办理规则、结果和题材分类、届别对照、历年放假通知',
    en: 'issue what this release knows of Shanghai: rule books, schemes, common terms, holiday notices',
  },
  'rules.done': { zh: '已发布 {issued} 项，已有 {already} 项', en: '{issued} issued, {already} already there' },
  views: { zh: '视图', en: 'views' },
  'views.drop': {
    zh: '删除全部视图（下次启动时由日志重建）',
    en: 'drop all views; the next start rebuilds them from the log',
  },
  'views.old': {
    zh: '只删除其他版本留下的视图（仅 MongoDB）',
    en: 'only those that other releases left (MongoDB only)',
  },
  'views.forgotten': {
    zh: '已删除 {dropped} 代视图；投影进程会重建本版本所需的',
    en: '{dropped} generations of views dropped; the projectors rebuild those of this release',
  },
  'views.dropped': {
    zh: '视图已删除，下次启动时重建：{data}',
    en: 'The views are gone; the next start rebuilds them: {data}',
  },
  account: { zh: '账户', en: 'accounts' },
  'account.bootstrap': { zh: '开设首个管理员', en: 'open the first administrator' },
  'account.token': { zh: '签发令牌', en: 'issue a token' },
  backup: { zh: '备份日志', en: 'back the log up' },
  demo: { zh: '向空的日志装入样例数据', en: 'load the sample data into an empty log' },
  acceptance: { zh: '验收表', en: 'the acceptance rows' },
  'title.known': {
    zh: '截至 {validAt}，按第 {knownAt} 条所知（{knownDay}）',
    en: 'Valid at {validAt}, known at {knownAt} ({knownDay})',
  },
  'title.issued': { zh: '截至 {validAt}，按第 {knownAt} 条所知', en: 'Valid at {validAt}, known at {knownAt}' },
  'title.projected': { zh: '（预计）', en: ' (projected)' },
  'list.more': {
    zh: '另有 {more} 件未显示；用 --scope 缩小范围，或用 --out 写入文件',
    en: '{more} more; narrow down by --scope, or write all with --out',
  },
  'list.next': { zh: '还有更多：--cursor {cursor}', en: 'There is more: --cursor {cursor}' },
  'out.written': { zh: '已写入 {file}（导出已记录）', en: 'Written to {file} (the export is recorded)' },
  'diff.none': { zh: '两个时点没有差异', en: 'The two readings do not differ' },
  'history.entry': {
    zh: '第 {seq} 条  {on}  {event}    {by}，{minute} 录入',
    en: '#{seq}  {on}  {event}    {by}, recorded {minute}',
  },
  'history.target': { zh: '所指：第 {seq} 条', en: 'about #{seq}' },
  'history.corrected': { zh: '（后经更正）', en: '(corrected later)' },
  'history.retracted': { zh: '（后经撤销）', en: '(taken back later)' },
  'remark.error': { zh: '错误', en: 'error' },
  'remark.warning': { zh: '提示', en: 'note' },
  'remark.comma': { zh: '、', en: ', ' },
  'remark.rows': { zh: '{rows} 等 {count} 行', en: '{rows} … ({count} rows)' },
  'import.bar': { zh: '导入', en: 'importing' },
  'demo.bar': { zh: '装入样例数据', en: 'loading the sample data' },
  'log.bar': { zh: '日志', en: 'log' },
  'rebuild.bar': { zh: '重建 {name}', en: 'rebuilding {name}' },
  'log.unrecorded': {
    zh: '数据目录正被使用而服务没有应答：此次导出未能记录',
    en: 'The data folder is in use and no server answers: this export is not recorded',
  },
  'projection.live': { zh: '可用', en: 'live' },
  'projection.building': { zh: '重建中', en: 'building' },
  'projection.faulted': { zh: '故障', en: 'faulted' },
  'projection.superseded': { zh: '已被取代', en: 'superseded' },
  'projection.stopped': { zh: '已停', en: 'stopped' },
  'projection.rebuilt': { zh: '{name} 已重建至第 {seq} 条', en: '{name} is rebuilt up to {seq}' },
  'import.done': {
    zh: '共 {rows} 行：新增 {created}，已有 {skipped}',
    en: '{rows} rows: {created} new, {skipped} already there',
  },
  'import.dry': {
    zh: '检查通过，共 {rows} 行：将新增 {created}，已有 {skipped}；未写入',
    en: '{rows} rows pass: {created} would be new, {skipped} are there already; nothing was written',
  },
  'office.dry': { zh: '检查通过，共 {rows} 行；未写入', en: '{rows} rows pass; nothing was written' },
  'token.once': { zh: '令牌（只显示这一次）：{token}', en: 'Token (shown this once): {token}' },
  'log.imported': { zh: '已导入 {events} 条', en: '{events} events imported' },
  'backup.done': { zh: '已备份至第 {seq} 条：{file}', en: 'Backed up to seq {seq}: {file}' },
  'demo.done': { zh: '样例数据已装入：{data}', en: 'The sample data is in {data}' },
  'error.unreachable': { zh: '连接不到服务：{url}', en: 'The server does not answer: {url}' },
  'error.ambiguous': {
    zh: '编号 {number} 对应多件，请用其中一个标识：',
    en: 'Number {number} means several cases; give one of these ids:',
  },
  'error.unknown-case': { zh: '没有编号或标识为 {number} 的件', en: 'There is no case {number}' },
  'error.no-file': { zh: '没有此文件：{path}', en: 'There is no such file: {path}' },
  'error.no-log': { zh: '数据目录中没有日志：{data}', en: 'There is no log in the data folder: {data}' },
  'error.format': {
    zh: '文件应以 .csv、.xlsx 或 .json 结尾：{file}',
    en: 'A file ends in .csv, .xlsx or .json: {file}',
  },
  'error.unexpected': { zh: '出现意外错误：{message}', en: 'Something unexpected happened: {message}' },
  'error.cut': { zh: '服务中途断开，只收到 {rows} 条', en: 'The server broke off; {rows} lines came' },
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
