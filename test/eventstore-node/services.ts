import type { EventLog } from './log.js';
import { Groups } from './persistent/groups.js';
import { Projections } from './projections/projections.js';

/** What works on a log beside its readers and writers: known to all nodes of a cluster, served by the leader. */
export interface Services {
  readonly groups: Groups;
  readonly projections: Projections;
}

/** @param standard the system's projections run from the start */
export const servicesOf = (log: EventLog, { standard = false } = {}): Services => ({
  groups: new Groups(log),
  projections: new Projections(log, { standard }),
});
