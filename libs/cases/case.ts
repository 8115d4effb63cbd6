import type { Decider } from '#libs/kernel/decider.js';
import type { CaseCommands } from './commands.js';
import type { CaseContext } from './context.js';
import type { CaseEvents } from './events.js';
import { evolve } from './evolve.js';
import { assignment } from './rules/assignment.js';
import { commitment } from './rules/commitment.js';
import { contact } from './rules/contact.js';
import { coordination } from './rules/coordination.js';
import { drafting } from './rules/drafting.js';
import { extension } from './rules/extension.js';
import { feedback } from './rules/feedback.js';
import { handover } from './rules/handover.js';
import { intake } from './rules/intake.js';
import { progress } from './rules/progress.js';
import { publication } from './rules/publication.js';
import { referral } from './rules/referral.js';
import { reply } from './rules/reply.js';
import { unregistered, type CaseState } from './state.js';

/** One case: every command decided, every event folded. A missing row does not compile. */
export const caseDecider: Decider<CaseState, CaseEvents, CaseCommands, CaseContext> = {
  initial: unregistered,
  evolve,
  decide: {
    ...intake,
    ...referral,
    ...assignment,
    ...handover,
    ...coordination,
    ...contact,
    ...progress,
    ...extension,
    ...drafting,
    ...reply,
    ...publication,
    ...feedback,
    ...commitment,
    // Decided over the history (restating.ts): a date belongs to the event that started its clock.
    RestateDueDates: () => [],
  },
};
