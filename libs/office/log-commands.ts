import { IdField, Text, Whole } from '#libs/kernel/body.js';
import type { CommandSpec } from '#libs/kernel/aggregate.js';

const seqs = [1, Number.MAX_SAFE_INTEGER] as const;

export class CreateLog {
  @IdField() logId: string;
}

export class RaiseSchema {
  @Whole([1, 10_000]) version: number;
}

export class StartReconstruction {
  @Text() title: string;
  @Text(1000) source: string;
}

export class EndReconstruction {
  @Text(1000, { optional: true }) remark?: string;
}

export class SkipEvent {
  @IdField() projection: string;
  @IdField() eventId: string;
  @Whole(seqs) seq: number;
  @Text(1000) reason: string;
}

export class ResumeProjection {
  @IdField() projection: string;
  @Text(1000, { optional: true }) reason?: string;
}

export class ReviewDueDates {
  @IdField() because: string;
  @Whole(seqs) seq: number;
  @Whole([0, Number.MAX_SAFE_INTEGER]) cases: number;
}

export interface LogCommands {
  CreateLog: CreateLog;
  RaiseSchema: RaiseSchema;
  StartReconstruction: StartReconstruction;
  EndReconstruction: EndReconstruction;
  SkipEvent: SkipEvent;
  ResumeProjection: ResumeProjection;
  ReviewDueDates: ReviewDueDates;
}

const eventId = '7c9e6679-7425-50de-944b-e07fc1f90ae7';

export const logCommands: { readonly [N in keyof LogCommands]: CommandSpec<LogCommands[N]> } = {
  CreateLog: {
    body: CreateLog,
    path: '/log/create',
    by: [],
    creates: true,
    example: { logId: eventId },
    summary: { zh: '建立日志', en: 'The log is created' },
  },
  RaiseSchema: {
    body: RaiseSchema,
    path: '/log/schema',
    by: [],
    example: { version: 2 },
    summary: { zh: '提高格式版本', en: 'The schema version rises' },
  },
  StartReconstruction: {
    body: StartReconstruction,
    path: '/log/reconstruction/start',
    by: ['administrator'],
    example: { title: '闵行区2013—2024年办理工作', source: '两份年度总结' },
    summary: { zh: '开始重建历史', en: 'A reconstruction of past years begins' },
  },
  EndReconstruction: {
    body: EndReconstruction,
    path: '/log/reconstruction/end',
    by: ['administrator'],
    example: { remark: '重建完成' },
    summary: { zh: '结束重建历史', en: 'The reconstruction ends' },
  },
  SkipEvent: {
    body: SkipEvent,
    path: '/log/projections/skip',
    by: ['administrator'],
    example: { projection: 'ledger', eventId, seq: 412, reason: '数据异常，已上报' },
    summary: { zh: '视图跳过一个事件', en: 'A projection passes over one event' },
  },
  ResumeProjection: {
    body: ResumeProjection,
    path: '/log/projections/resume',
    by: ['administrator'],
    example: { projection: 'ledger', reason: '已升级' },
    summary: { zh: '恢复视图', en: 'A projection is resumed' },
  },
  ReviewDueDates: {
    body: ReviewDueDates,
    path: '/log/due-date-reviews',
    by: [],
    example: { because: eventId, seq: 412, cases: 3 },
    summary: { zh: '重算期限完毕', en: 'Due dates were computed anew' },
  },
};
