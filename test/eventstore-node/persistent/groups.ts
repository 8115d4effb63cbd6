import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log.js';
import { jsonRecord } from '../record.js';
import { groupExists, groupMissing } from '../failure.js';
import { Group } from './group.js';
import type { GroupSettings, Source } from './settings.js';

/** All persistent subscriptions of a log. They end with the process; what they parked stays in the log. */
export class Groups {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly log: EventLog) {}

  /** @throws Failure where there is one of that name on the source */
  create(source: Source, name: string, settings: GroupSettings): void {
    const key = keyOf(source, name);
    if (this.groups.has(key)) throw groupExists(source, name);
    this.groups.set(key, new Group(source, name, settings, this.log));
    this.note();
  }

  /** The filter stays as it was. @throws Failure */
  update(source: Source, name: string, settings: GroupSettings): void {
    const group = this.get(source, name);
    group.update({ ...settings, filter: group.settings.filter });
    this.note();
  }

  /** @throws Failure */
  get(source: Source, name: string): Group {
    const group = this.groups.get(keyOf(source, name));
    if (!group) throw groupMissing(source, name);
    return group;
  }

  /** @throws Failure */
  delete(source: Source, name: string): void {
    this.get(source, name).end();
    this.groups.delete(keyOf(source, name));
    this.note();
  }

  /** Those on one source, or all. @throws Failure for a source that has none */
  list(source?: Source): readonly Group[] {
    const all = [...this.groups.values()];
    if (source === undefined) return all;
    const found = all.filter((group) => group.source === source);
    if (found.length === 0) throw groupMissing(source, '');
    return found;
  }

  /** Every consumer has to connect again. */
  restart(): void {
    this.groups.forEach((group) => group.drop());
  }

  /** What a server writes down of its groups at each change stands in `$all`, behind the place where a new one begins. */
  private note(): void {
    const entries = [...this.groups.values()].map(({ source: stream, name: group }) => ({ stream, group }));
    const said = { version: '2', updated: new Date(this.log.now()).toISOString(), entries };
    this.log.write(configStream, [jsonRecord('$PersistentConfig', randomUUID(), said)]);
  }
}

const configStream = '$persistentSubscriptionConfig';

const keyOf = (source: Source, name: string): string => `${source}::${name}`;
