import type { LogRecord } from '../record.js';
import type { Delivery } from './consumer.js';
import type { GroupSettings } from './settings.js';

interface Turn {
  readonly record: LogRecord;
  isSettled: boolean;
}

/** How far a group is: the checkpoint stands before the first event that is not settled, however many behind it are. */
export class Progress {
  checkpoint?: LogRecord;
  lastKnown?: LogRecord;
  private readonly turns = new Map<number, Turn>();
  private next = 0;
  private first = 0;
  /** Settled, not yet covered by a checkpoint. */
  private reached?: LogRecord;
  private since = 0;
  private lastAt: number;

  constructor(private readonly now: () => number) {
    this.lastAt = now();
  }

  get outstanding(): number {
    return this.turns.size;
  }

  /** The turn of an event that is sent for the first time. */
  begin(record: LogRecord): number {
    this.lastKnown = record;
    this.turns.set(this.next, { record, isSettled: false });
    this.next += 1;
    return this.next - 1;
  }

  /** Nothing is under way any more: the group reads on from its checkpoint. */
  forget(): void {
    this.turns.clear();
    this.first = this.next;
    this.reached = undefined;
    this.since = 0;
  }

  settle({ turn }: Delivery, settings: GroupSettings): void {
    const settled = turn === undefined ? undefined : this.turns.get(turn);
    if (!settled) return;
    settled.isSettled = true;
    for (let done = this.turns.get(this.first); done?.isSettled; done = this.turns.get(this.first)) {
      this.turns.delete(this.first);
      this.first += 1;
      this.since += 1;
      this.reached = done.record;
    }
    this.write(settings);
  }

  /** Writes the checkpoint where one is due: at the upper bound at once, at the lower one after a while. */
  write({ minCheckpointCount, maxCheckpointCount, checkpointAfter }: GroupSettings): void {
    const isOld = this.now() - this.lastAt >= checkpointAfter;
    const isDue = this.since >= maxCheckpointCount || (isOld && this.since >= minCheckpointCount);
    if (!this.reached || !isDue) return;
    Object.assign(this, { checkpoint: this.reached, since: 0, lastAt: this.now() });
  }
}
