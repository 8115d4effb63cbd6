import type { EventLog } from './log.js';
import { Groups } from './persistent/groups.js';

/** What works on a log beside its readers and writers: known to all nodes of a cluster, served by the leader. */
export interface Services {
  readonly groups: Groups;
}

export const servicesOf = (log: EventLog): Services => ({ groups: new Groups(log) });
