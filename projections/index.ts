import type { FollowingProjection, Projection } from '#libs/projecting/port.js';
import { activity } from './activity/activity.js';
import { bimonthlyBriefing } from './bimonthly-briefing/bimonthly-briefing.js';
import { caseFacts } from './case-facts/case-facts.js';
import { followingCaseFacts } from './following-columns.js';
import { statusCounts } from './status-counts/status-counts.js';
import { unitAccountability } from './unit-accountability/unit-accountability.js';

/** Every read model that reads the log, by the question it answers. */
export const projections = (prefix: string, types: readonly string[]): readonly Projection[] => [
  caseFacts(prefix),
  activity(types),
];

/** Those that follow case-facts: counters recomputed whole, never incremented (engine 24). */
export const followingProjections = (): readonly FollowingProjection[] =>
  [statusCounts, bimonthlyBriefing, unitAccountability].map(followingCaseFacts);
