import { checkIdentities, type IdentityResult } from '#libs/statistics/identities.js';
import type { BriefingPoint } from './point.js';

/** Every identity at a briefing's reading; those of the stock where a window is told of (domain 7). */
export const identitiesAt = (point: BriefingPoint): readonly IdentityResult[] => {
  const { columns, units, validAt, knownAt, policies, from } = point;
  const asked = { validAt, knownAt, policies, ...(from === undefined ? {} : { window: { from } }) };
  return checkIdentities(columns, units, asked);
};

/** Those that do not hold, and the cases that break them. */
export const failedIdentities = (point: BriefingPoint): readonly { identity: string; cases: readonly string[] }[] =>
  identitiesAt(point)
    .filter(({ holds }) => !holds)
    .map(({ id, cases }) => ({ identity: id, cases }));
