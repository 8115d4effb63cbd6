import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of the way in: keys, preconditions, clocks, permission. */
export const refuse = refusals({
  'idempotency.key-missing': {
    zh: '缺少请求编号（Idempotency-Key）',
    en: 'Give an Idempotency-Key with every command',
    status: 400,
  },
  'idempotency.key-reused': {
    zh: '同一请求编号已用于不同内容',
    en: 'This Idempotency-Key was used with another body',
    status: 422,
  },
  'precondition.required': {
    zh: '请带上所见版本（If-Match），此前一无所有的用 If-None-Match: *',
    en: 'Say which revision you saw: If-Match, or If-None-Match: * where there was nothing yet',
    status: 428,
  },
  'precondition.failed': {
    zh: '您查看之后已有变化：{changes}',
    en: 'Changed since you looked: {changes}',
    status: 412,
  },
  'precondition.unseen': {
    zh: '没有版本 {seen}，现在的版本是 {actual}（-1 为尚无记录）',
    en: 'There is no revision {seen}; it stands at {actual} (-1: nothing was written yet)',
    status: 412,
  },
  'clock.suspect': {
    zh: '本机时钟可疑，请核对时间后重启服务',
    en: 'The clock of this machine is suspect; check it, then restart',
    status: 503,
  },
  'disk.nearly-full': {
    zh: '磁盘剩余空间不足，暂停写入',
    en: 'The disk is nearly full; commands pause, reads go on',
    status: 503,
  },
  'access.denied': { zh: '无权进行此操作：{command}', en: 'Your roles do not allow {command}', status: 403 },
  'access.unauthenticated': { zh: '请先登录（令牌无效或缺失）', en: 'A valid bearer token is needed', status: 401 },
  'command.unknown': { zh: '没有此命令：{command}', en: 'There is no command {command}', status: 404 },
  'body.invalid': { zh: '内容不合要求：{problems}', en: 'The body is not valid: {problems}', status: 400 },
});
