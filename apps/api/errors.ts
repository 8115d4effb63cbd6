import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of HTTP itself. */
export const refuseHttp = refusals({
  'route.unknown': { zh: '没有这个地址', en: 'There is no such address', status: 404 },
  'method.not-allowed': {
    zh: '此地址不支持 {method}，可用：{allow}',
    en: 'This address does not answer {method}; it answers {allow}',
    status: 405,
  },
  'request.malformed': { zh: '请求无法读取', en: 'The request cannot be read', status: 400 },
  'request.headers-too-large': { zh: '请求头过大', en: 'The headers are too large', status: 431 },
  'request.timed-out': { zh: '请求未在时限内到齐', en: 'The request did not arrive in time', status: 408 },
  'answer.out-of-time': {
    zh: '未能在 {seconds} 秒内答复，请稍后再试',
    en: 'There was no answer within {seconds} s; try again in a moment',
    status: 503,
  },
  'outcome.unknown': {
    zh: '未能在 {seconds} 秒内完成，结果未知，请用同一编号重试',
    en: 'Not done within {seconds} s and the outcome is unknown; repeat with the same key',
    status: 503,
  },
  'request.too-large': { zh: '请求过大', en: 'The request is too large', status: 413 },
  'request.media-type': { zh: '不支持的内容类型', en: 'This content type is not supported', status: 415 },
  'if-match.malformed': {
    zh: 'If-Match 应为 "版本号"',
    en: 'If-Match is a quoted revision, such as "12"',
    status: 400,
  },
  'export.too-large': {
    zh: '超过 {limit} 行，请缩小范围后再导出',
    en: 'More than {limit} rows: narrow the question down, then export',
    status: 413,
  },
  'key.malformed': {
    zh: 'Idempotency-Key 应为 1 至 200 个可见字符',
    en: 'Idempotency-Key has 1 to 200 visible characters',
    status: 400,
  },
  'format.unknown': {
    zh: '不能打印为「{format}」，可用：{formats}',
    en: 'Nothing is printed as {format}; there are {formats}',
    status: 404,
  },
  'account.unknown': { zh: '没有此账户：{id}', en: 'There is no account {id}', status: 404 },
  'rule-book.unknown': { zh: '没有此规则：{id}', en: 'There is no rule book {id}', status: 404 },
  'failure.unexpected': { zh: '内部错误，编号 {traceId}', en: 'Unexpected failure, trace {traceId}', status: 500 },
});
