import type { Decider } from '#libs/kernel/decider.js';
import type { CaseCommands } from './commands.js';
import type { CaseContext } from './context.js';
import type { CaseEvents } from './events.js';
import { evolve } from './evolve.js';
import { assignment } from './rules/assignment.js';
import { contact } from './rules/contact.js';
import { extension } from './rules/extension.js';
import { feedback } from './rules/feedback.js';
import { intake } from './rules/intake.js';
import { progress } from './rules/progress.js';
import { reply } from './rules/reply.js';
import { unregistered, type CaseState } from './state.js';

/** One case: every command decided, every event folded. A missing row does not compile. */
export const caseDecider: Decider<CaseState, CaseEvents, CaseCommands, CaseContext> = {
  initial: unregistered,
  evolve,
  decide: { ...intake, ...assignment, ...contact, ...progress, ...extension, ...reply, ...feedback },
};
