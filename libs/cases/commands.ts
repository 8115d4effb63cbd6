import type { CommandSpec } from '#libs/kernel/aggregate.js';
import type { CorrectionCommands } from '#libs/kernel/correction-commands.js';
import { assignmentCommands } from './commands/assignment-specs.js';
import { feedbackCommands } from './commands/feedback-specs.js';
import { handoverCommands } from './commands/handover-specs.js';
import { intakeCommands } from './commands/intake-specs.js';
import { replyCommands } from './commands/reply-specs.js';

/** Every command a case understands, as the outside sees it: body, path, who may give it, an example that passes. */
export const caseCommands = {
  ...intakeCommands,
  ...assignmentCommands,
  ...handoverCommands,
  ...replyCommands,
  ...feedbackCommands,
};

type BodyOf<S> = S extends CommandSpec<infer T> ? T : never;

/** Commands by name, their bodies as data. The four of correcting are decided by the kernel for every stream. */
export type CaseCommands = { [N in keyof typeof caseCommands]: BodyOf<(typeof caseCommands)[N]> };

export type AllCaseCommands = CaseCommands & CorrectionCommands;
