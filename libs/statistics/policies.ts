import { refuseReport } from './errors.js';
import { kinds, outcomes } from './orders.js';

/** Named tables that make outcomes of two kinds one list (semantics 40, Q19): never applied unless named. */
export const outcomeMappings = {
  solvedOrAdopted: {
    name: {
      zh: '解决采纳 = 解决或采纳；计划解决 = 列入计划拟解决',
      en: 'solved or adopted counts as solved, entered in a plan as planned',
    },
    suggestion: { solved: 'solved', solving: 'solving', planned: 'planned', reference: 'reference' },
    proposal: { solved: 'solved', planned: 'planned', reference: 'reference' },
  },
} as const;

export type OutcomeMapping = keyof typeof outcomeMappings;

/** Rule-book data a report depends on; part of its inputs, so that the same request gives the same bytes. */
export interface Policies {
  /** Posts whose holder makes a contact led by a district leader (semantics 24). */
  readonly districtLeaderPosts: readonly string[];
  readonly unitLeaderPosts: readonly string[];
  /** Reply outcomes a legacy case may have (semantics 47). */
  readonly legacyOutcomes: readonly string[];
  readonly outcomeMapping?: OutcomeMapping;
}

export const defaultPolicies: Policies = {
  districtLeaderPosts: ['districtLeader'],
  unitLeaderPosts: ['unitLeader'],
  legacyOutcomes: ['solving', 'planned', 'reference'],
};

/** Refuses `mapping.unknown`. */
export const policiesOf = (given: Partial<Policies> = {}): Policies => {
  const policies = { ...defaultPolicies, ...given };
  const mapping = policies.outcomeMapping;
  if (mapping !== undefined && !Object.hasOwn(outcomeMappings, mapping))
    throw refuseReport('mapping.unknown', { mapping });
  return policies;
};

/** What an outcome of a kind is called in the mapped list; unmapped outcomes keep their name. */
export const mappedOutcome = (mapping: OutcomeMapping, kind: string, outcome: string): string => {
  const table: Readonly<Record<string, string>> =
    kind === kinds[0] ? outcomeMappings[mapping].suggestion : outcomeMappings[mapping].proposal;
  return table[outcome] ?? outcome;
};

export const mappedOutcomes: readonly string[] = outcomes;
