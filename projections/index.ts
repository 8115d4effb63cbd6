import type { FollowingProjection, Projection } from '#libs/projecting/port.js';
import { activity } from './activity/activity.js';
import { caseFacts } from './case-facts/case-facts.js';

/** Every read model that reads the log, by the question it answers. */
export const projections = (prefix: string, types: readonly string[]): readonly Projection[] => [
  caseFacts(prefix),
  activity(types),
];

/** Those that follow case-facts: counters recomputed whole, never incremented (engine 24). */
export const followingProjections = (_prefix: string): readonly FollowingProjection[] => [];
