import { problemOf, toldProblems, type Problem } from '#libs/kernel/body-problems.js';
import type { Refusal } from '#libs/kernel/refusal.js';
import { refuseQuery } from './errors.js';

/** Parameters that are not as expected; each says by its name on the wire what it should be, as fields of a body do. */
export const malformed = (problems: readonly Problem[]): Refusal =>
  refuseQuery('query.malformed', toldProblems(problems));

/** One parameter that breaks one rule. */
export const malformedParameter = (name: string, rule: string): Refusal => malformed([problemOf(name, { [rule]: '' })]);
