import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of the log itself; each says what the caller may do next. */
export const refuseAppend = refusals({
  'log.conflict': {
    zh: '写入时该记录已有变化（期望版本 {expected}，实际 {actual}）',
    en: 'The stream has moved on (expected revision {expected}, actual {actual})',
    status: 409,
  },
  'log.corrupted-idempotency': {
    zh: '重复提交的内容与原记录只有部分相同，请联系管理员',
    en: 'A repeated append matches the stored events only in part; call an administrator',
    status: 500,
  },
  'log.empty-append': { zh: '没有可写入的事件', en: 'An append needs at least one event', status: 400 },
  'log.append-too-large': {
    zh: '一次写入不得超过 {events} 条或 {bytes} 字节',
    en: 'An append holds at most {events} events and {bytes} bytes',
    status: 413,
  },
  'log.busy': { zh: '存储正忙，请稍后用同一编号重试', en: 'The store is busy; repeat with the same key', status: 503 },
  'log.full': { zh: '磁盘空间不足，未保存', en: 'The disk is full; nothing was stored', status: 503 },
  'log.unknown-outcome': {
    zh: '写入结果未知，请用同一编号重试',
    en: 'The outcome is unknown; repeat with the same key',
    status: 503,
  },
  'log.closed': { zh: '存储已关闭', en: 'The store is closed', status: 503 },
  'log.read-only': { zh: '存储以只读方式打开，不能写入', en: 'The store was opened for reading only', status: 503 },
  'log.stream-name': { zh: '流名称不合法：{stream}', en: 'Not a stream name: {stream}', status: 400 },
  'log.event-name': {
    zh: '事件编号或类型不合法：{id} {type}',
    en: 'Not an event id and type: {id} {type}',
    status: 400,
  },
  'log.not-json': {
    zh: '事件 {id} 的内容不能原样保存为 JSON 文本',
    en: 'Event {id} holds what JSON text cannot keep as it is',
    status: 400,
  },
});

/** Refusals of reading and of opening. */
export const refuseRead = refusals({
  'log.position': { zh: '位置不合法：{after}', en: 'Not a position of this log: {after}', status: 400 },
  'log.unreadable': { zh: '存储暂时无法读取', en: 'The store cannot be read at the moment', status: 503 },
  'log.missing': { zh: '此处没有日志：{file}', en: 'There is no log here: {file}', status: 404 },
  'log.foreign-file': {
    zh: '文件不是本版本可用的日志：{file}',
    en: 'Not a log this version can use: {file}',
    status: 503,
  },
  'log.not-durable': {
    zh: '存储拒绝了保证不丢失所需的设置：{setting} 应为 {wanted}，实为 {found}',
    en: 'The store refused a setting that durability needs: {setting} should be {wanted} and is {found}',
    status: 503,
  },
  'log.unknown-event': {
    zh: '本版本不认识的事件：{type}（版本 {version}，序号 {seq}）',
    en: 'An event this version does not know: {type} (version {version}, seq {seq})',
    status: 503,
  },
});

/** Refusals of an event store that is a server of its own. */
export const refuseServer = refusals({
  'server.url': {
    zh: '事件库地址（EVENTSTORE_URL）有误：{problem}',
    en: 'EVENTSTORE_URL is not valid: {problem}',
    status: 500,
  },
  'server.unreachable': {
    zh: '事件库没有应答，请稍后用同一编号重试',
    en: 'The event store does not answer; repeat with the same key in a moment',
    status: 503,
  },
  'server.no-node': {
    zh: '连不上事件库的任何节点：{nodes}',
    en: 'No node of the event store can be used: {nodes}',
    status: 503,
  },
  'server.unknown-account': {
    zh: '事件库不认识本程序的账号或密码',
    en: 'The event store does not know our account, or its password',
    status: 503,
  },
  'server.no-right': {
    zh: '事件库账号缺少权限：{right}',
    en: 'Our account of the event store lacks a right: {right}',
    status: 503,
  },
  'server.stream-tampered': {
    zh: '流 {stream} 在事件库中被删除或截断，请联系管理员',
    en: 'Stream {stream} was deleted or truncated in the event store; call an administrator',
    status: 500,
  },
});

/** Refusals of the data folder and of copies of it. */
export const refuseFolder = refusals({
  'log.newer-schema': {
    zh: '日志已按第 {schema} 版格式写入，本程序只识得第 {own} 版：请升级程序',
    en: 'The log is written in schema {schema}; this program knows {own}: run a newer one',
    status: 503,
  },
  'folder.in-use': {
    zh: '数据目录正由另一个进程使用：{folder}',
    en: 'The data folder is in use by another process: {folder}',
    status: 503,
  },
  'folder.unusable': {
    zh: '数据目录无法使用：{folder}（{reason}）',
    en: 'The data folder cannot be used: {folder} ({reason})',
    status: 503,
  },
  'backup.exists': { zh: '备份文件已存在：{file}', en: 'The backup file exists already: {file}', status: 409 },
  'backup.damaged': {
    zh: '备份未通过核对，已放弃：{file}（{reason}）',
    en: 'The backup did not pass its check and was given up: {file} ({reason})',
    status: 500,
  },
});

/** Refusals of `log export` and `log import`. */
export const refuseTransfer = refusals({
  'transfer.malformed-line': {
    zh: '第 {line} 行不是可导入的事件：{reason}',
    en: 'Line {line} is not an event that can be imported: {reason}',
    status: 400,
  },
  'transfer.other-log': {
    zh: '目标日志在序号 {seq} 处与导入内容不同',
    en: 'The log differs from the lines to import at seq {seq}',
    status: 409,
  },
  'transfer.other-prefix': {
    zh: '该日志的流名（{stream}）不以 {prefix} 开头；请以 EVENTSTORE_PREFIX 指定它的前缀',
    en: 'The streams of this log ({stream}) do not begin with {prefix}; set EVENTSTORE_PREFIX to the prefix it has',
    status: 409,
  },
  'transfer.not-equal': {
    zh: '副本与原日志不一致：原有 {events} 条，副本 {copied} 条；请勿使用该副本',
    en: 'The copy does not equal the log: {events} events there, {copied} in the copy; do not use it',
    status: 409,
  },
});
