import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import { Text, Whole } from '#libs/kernel/body.js';
import { DigestField } from './bodies.js';
import { refuse } from './errors.js';

/** The file's SHA-256 names the import: the same file is imported once, however often it is sent. */
export class StartImport {
  @DigestField() digest: string;
  @Text() file: string;
  @Whole([1, 1_000_000]) rows: number;
}

export class CompleteImport {
  @Whole([0, 1_000_000]) created: number;
  @Whole([0, 1_000_000]) skipped: number;
}

export interface ImportCommands {
  StartImport: StartImport;
  CompleteImport: CompleteImport;
}

/** The two marks around the rows of a ledger file (engine 22); between them no briefing is issued. */
export interface ImportEvents {
  ImportStarted: { digest: string; file: string; rows: number };
  /** `skipped` rows were in the ledger already. */
  ImportCompleted: { created: number; skipped: number };
}

export interface ImportState {
  readonly started?: ImportEvents['ImportStarted'];
  readonly completed?: ImportEvents['ImportCompleted'];
}

const evolve: EvolveTable<ImportState, ImportEvents> = {
  ImportStarted: (state, started) => ({ ...state, started }),
  ImportCompleted: (state, completed) => ({ ...state, completed }),
};

/** Begun and not completed: to be resumed by the same command. */
export const isOpen = ({ started, completed }: ImportState): boolean =>
  started !== undefined && completed === undefined;

const decide: DecideTable<ImportCommands, ImportState, ImportEvents, DecisionContext> = {
  StartImport: (command, { now }) => {
    if (now.started) throw refuse('import.already-started');
    return [{ type: 'ImportStarted', data: { ...command } }];
  },
  CompleteImport: (command, { now }) => {
    if (!isOpen(now)) throw refuse('import.not-running');
    return [{ type: 'ImportCompleted', data: { ...command } }];
  },
};

export const ledgerImport: Aggregate<ImportState, ImportEvents, ImportCommands, DecisionContext> = {
  name: 'import',
  stream: (id = '') => `import-${id}`,
  versions: { ImportStarted: 1, ImportCompleted: 1 },
  initial: {},
  evolve,
  decide,
  commands: {
    StartImport: {
      body: StartImport,
      path: '/imports',
      by: ['office'],
      creates: true,
      example: { digest: '0123456789abcdef'.repeat(4), file: '2024年市办件台账.xlsx', rows: 34 },
      summary: { zh: '开始导入台账', en: 'The import of a ledger file begins' },
    },
    CompleteImport: {
      body: CompleteImport,
      path: '/imports/:id/complete',
      by: ['office'],
      example: { created: 33, skipped: 1 },
      summary: { zh: '完成导入', en: 'The import of a ledger file is complete' },
    },
  },
};
