import { isRefusal, refusals } from '#libs/kernel/refusal.js';

/** Refusals of reading views. */
export const refuseView = refusals({
  'views.building': {
    zh: '视图“{projection}”（版本 {version}）正在建立：已到 {seq}，共 {head}，请稍后再试',
    en: 'The view {projection} (version {version}) is being built: {seq} of {head}; try again shortly',
    status: 503,
  },
  'views.behind': {
    zh: '视图“{projection}”未能及时到达 {target}（现为 {seq}），请稍后再试',
    en: 'The view {projection} did not reach {target} in time (now {seq}); try again shortly',
    status: 503,
  },
});

/** Refusals of running projections and of the acts upon them. */
export const refuseProjecting = refusals({
  'views.other-log': {
    zh: '视图“{projection}”属于另一个日志（{found}），当前日志是 {logId}。请先运行：{command}',
    en: 'The view {projection} was built from another log ({found}); this one is {logId}. First run: {command}',
    status: 503,
  },
  'views.unknown-projection': {
    zh: '没有名为“{projection}”的视图',
    en: 'There is no projection named {projection}',
    status: 404,
  },
  'views.not-faulted': {
    zh: '视图“{projection}”没有因出错而停下，无需跳过或恢复',
    en: 'The projection {projection} is not faulted: there is nothing to skip or resume',
    status: 409,
  },
  'views.not-skippable': {
    zh: '视图“{projection}”跟随视图“{follows}”，没有自己的事件可跳过，只能恢复',
    en: 'The projection {projection} follows {follows} and reads no event to skip; resume it',
    status: 409,
  },
  'views.already-building': {
    zh: '视图“{projection}”正在重建',
    en: 'The projection {projection} is already being built',
    status: 409,
  },
  'views.not-building': {
    zh: '视图“{projection}”没有正在进行的重建',
    en: 'The projection {projection} is not being built: there is nothing to cancel',
    status: 409,
  },
});

/** Told by code, since refusals cross rooms and realms. */
export const isRefusedAs = (error: unknown, code: string): boolean => isRefusal(error) && error.code === code;

/** Another writer moved the checkpoint since this commit was computed: the answer of every view store. */
export const isStaleCommit = (error: unknown): boolean => isRefusedAs(error, 'views.stale-commit');

export const messageOf = (error: unknown): string => {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
};
