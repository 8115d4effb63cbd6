import type { Filter } from '#libs/view-store/port.js';
import { lineId, lines, type ActivityLine } from '#projections/activity/activity.js';
import type { PointSources } from './point.js';

export interface ActivityQuery {
  readonly actor?: string;
  readonly unit?: string;
  readonly stream?: string;
  readonly type?: string;
  /** Lines before this seq: newest first, page by page. */
  readonly before?: number;
  readonly limit?: number;
}

/** Who did what, newest first; one condition is served by an index, the others narrow it. */
export const activityQueries = ({ activity }: PointSources) => ({
  find: async ({ before, limit = 100, ...wanted }: ActivityQuery): Promise<readonly ActivityLine[]> => {
    const conditions = Object.entries(wanted).filter(([, value]) => value !== undefined);
    const filter: Filter = {
      ...Object.fromEntries(conditions),
      ...(before === undefined ? {} : { _id: { $lt: lineId(before) } }),
    };
    return (await activity.find(lines, filter, { sort: { _id: -1 }, limit })) as readonly ActivityLine[];
  },
});
