import type { Aggregate } from '#libs/kernel/aggregate.js';
import { caseDecider } from './case.js';
import { caseCommands, type CaseCommands } from './commands.js';
import type { CaseContext } from './context.js';
import { correctingCases } from './correcting.js';
import { caseEventVersions, type CaseEvents } from './events.js';
import { overHistory } from './restating.js';
import type { CaseState } from './state.js';

/** One stream per case, under an opaque id (engine 5). */
export const cases: Aggregate<CaseState, CaseEvents, CaseCommands, CaseContext> = {
  ...caseDecider,
  name: 'case',
  stream: (id) => `case-${id}`,
  versions: caseEventVersions,
  commands: caseCommands,
  correcting: correctingCases,
  overHistory,
};
