import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import { Choice, DayField, MinuteField, Nested, NestedList, Text, Whole } from '#libs/kernel/body.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import { assertHappened } from './bodies.js';

/** `unauthenticated`: nobody we know (401) · `denied`: known, but not allowed to (403). */
export const denialReasons = ['unauthenticated', 'denied'] as const;
export type DenialReason = (typeof denialReasons)[number];

export const exportFormats = ['jsonl', 'json', 'csv', 'xlsx', 'docx', 'pdf', 'db'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const most = 1_000_000_000;

export class DeniedOperation {
  /** Method and pattern of the address, never what was sent. */
  @Text(200) operation: string;
  @Whole([1, most]) count: number;
}

export class RecordDenial {
  @DayField() occurredOn: Day;
  @MinuteField() at: string;
  @Choice(denialReasons) reason: DenialReason;
  @Whole([1, most]) count: number;
  @NestedList(() => DeniedOperation, { min: 1, max: 20 }) operations: DeniedOperation[];
}

export class ExportReading {
  @DayField({ optional: true }) validAt?: Day;
  @Whole([0, Number.MAX_SAFE_INTEGER]) knownAt: number;
}

export class RecordExport {
  @DayField() occurredOn: Day;
  @Text(100) what: string;
  @Choice(exportFormats) format: ExportFormat;
  @Nested(() => ExportReading) reading: ExportReading;
  @Whole([0, most]) rows: number;
  /** What narrowed it down, as it was asked. */
  @Text(1000, { optional: true }) query?: string;
}

export interface AccessCommands {
  RecordDenial: RecordDenial;
  RecordExport: RecordExport;
}

/** Who was turned away, and what left the house: for the auditor alone, never corrected, decided by nobody. */
export interface AccessEvents {
  /** All that one actor was denied for one reason within one minute; its first one stands alone, the rest are counted. */
  AccessDenied: RecordDenial;
  /** Recorded before the first byte leaves. */
  ExportMade: RecordExport;
}

export interface AccessState {
  readonly denied: number;
  readonly exports: number;
}

const evolve: EvolveTable<AccessState, AccessEvents> = {
  AccessDenied: (state, { count }) => ({ ...state, denied: state.denied + count }),
  ExportMade: (state) => ({ ...state, exports: state.exports + 1 }),
};

const decide: DecideTable<AccessCommands, AccessState, AccessEvents, DecisionContext> = {
  RecordDenial: (command, _, { today }) => {
    assertHappened(command.occurredOn, today);
    return [{ type: 'AccessDenied', data: { ...command } }];
  },
  RecordExport: (command, _, { today }) => {
    assertHappened(command.occurredOn, today);
    return [{ type: 'ExportMade', data: { ...command } }];
  },
};

/** A stream a day, so that none grows without end. */
export const access: Aggregate<AccessState, AccessEvents, AccessCommands, DecisionContext> = {
  name: 'access',
  stream: (day = '') => `access-${day}`,
  versions: { AccessDenied: 1, ExportMade: 1 },
  initial: { denied: 0, exports: 0 },
  evolve,
  decide,
  commands: {
    RecordDenial: {
      body: RecordDenial,
      path: '/access/:id/denials',
      by: [],
      example: {
        occurredOn: '2026-11-23',
        at: '09:12',
        reason: 'denied',
        count: 3,
        operations: [{ operation: 'GET /api/v1/exports/log', count: 3 }],
      },
      summary: { zh: '记录被拒绝的访问', en: 'An access was denied' },
    },
    RecordExport: {
      body: RecordExport,
      path: '/access/:id/exports',
      by: [],
      example: {
        occurredOn: '2026-11-23',
        what: 'statistics',
        format: 'csv',
        reading: { validAt: '2026-10-31', knownAt: 4120 },
        rows: 12,
        query: 'year=2026&by=unit',
      },
      summary: { zh: '记录导出', en: 'Something was exported' },
    },
  },
};
