import type { FollowingProjection, Projection } from '#libs/projecting/port.js';

/** Projections that one projector runs: one that reads the log and all that follow it. */
export interface ProjectionGroup {
  /** Named by what it reads the log for, and by its version: two releases build theirs side by side (engine 23). */
  readonly lease: string;
  readonly projections: readonly Projection[];
  readonly following: readonly FollowingProjection[];
}

export const groupsOf = (
  projections: readonly Projection[],
  following: readonly FollowingProjection[],
): readonly ProjectionGroup[] =>
  projections.map((projection) => ({
    lease: `projector/${projection.name}@${projection.version}`,
    projections: [projection],
    following: following.filter(({ follows }) => follows.name === projection.name),
  }));

/** The lease of those who turn what happened into further events; any one process does. */
export const managersLease = 'process-managers';
