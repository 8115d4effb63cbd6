import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of the log itself; each says what the caller may do next. */
export const refuseAppend = refusals({
  'log.conflict': {
    zh: '写入时该记录已有变化(期望版本 {expected},实际 {actual})',
    en: 'The stream has moved on (expected revision {expected}, actual {actual})',
    status: 409,
  },
  'log.corrupted-idempotency': {
    zh: '重复提交的内容与原记录只有部分相同,请联系管理员',
    en: 'A repeated append matches the stored events only in part; call an administrator',
    status: 500,
  },
  'log.empty-append': { zh: '没有可写入的事件', en: 'An append needs at least one event', status: 400 },
  'log.append-too-large': {
    zh: '一次写入不得超过 {events} 条或 {bytes} 字节',
    en: 'An append holds at most {events} events and {bytes} bytes',
    status: 413,
  },
  'log.busy': { zh: '存储正忙,请稍后用同一编号重试', en: 'The store is busy; repeat with the same key', status: 503 },
  'log.full': { zh: '磁盘空间不足,未保存', en: 'The disk is full; nothing was stored', status: 503 },
  'log.unknown-outcome': {
    zh: '写入结果未知,请用同一编号重试',
    en: 'The outcome is unknown; repeat with the same key',
    status: 503,
  },
  'log.closed': { zh: '存储已关闭', en: 'The store is closed', status: 503 },
  'log.stream-name': { zh: '流名称不合法:{stream}', en: 'Not a stream name: {stream}', status: 400 },
});
