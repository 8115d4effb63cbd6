import type { LogRecord } from '../record.js';

/** An event on its way to a consumer, or waiting to go there again. */
export interface Delivery {
  readonly record: LogRecord;
  /** How often it was sent before. */
  readonly retries: number;
  /** Its turn among those of the log; undefined for a parked message that is replayed. */
  readonly turn?: number;
}

export interface ConsumerOptions {
  readonly username: string;
  readonly connectionName: string;
  readonly from: string;
  /** Messages it takes before it acknowledges any. */
  readonly bufferSize: number;
  readonly send: (delivery: Delivery) => void;
  /** Ends the call. */
  readonly drop: (reason: 'dropped' | 'stopped') => void;
}

interface Pending {
  readonly delivery: Delivery;
  readonly since: number;
  readonly timer: NodeJS.Timeout;
}

/** One connected consumer of a group, with what it has not answered yet. */
export class Consumer {
  /** Milliseconds from sent to acknowledged, of the last answers. */
  readonly latencies: number[] = [];
  totalItems = 0;
  private readonly pending = new Map<string, Pending>();

  constructor(
    readonly options: ConsumerOptions,
    private readonly now: () => number,
  ) {}

  get inFlight(): number {
    return this.pending.size;
  }

  get availableSlots(): number {
    return Math.max(0, this.options.bufferSize - this.pending.size);
  }

  take(delivery: Delivery, timeoutMs: number, onTimeout: () => void): void {
    const timer = setTimeout(onTimeout, timeoutMs).unref();
    this.pending.set(delivery.record.id, { delivery, since: this.now(), timer });
    this.totalItems += 1;
    this.options.send(delivery);
  }

  /** What was answered, undefined where this consumer owes no answer. */
  settle(id: string): Delivery | undefined {
    const pending = this.pending.get(id);
    if (!pending) return undefined;
    clearTimeout(pending.timer);
    this.pending.delete(id);
    this.latencies.push(this.now() - pending.since);
    if (this.latencies.length > 1_000) this.latencies.shift();
    return pending.delivery;
  }

  /** Everything it owes an answer for; it is gone. */
  leave(): readonly Delivery[] {
    return [...this.pending.keys()].map((id) => this.settle(id)!);
  }
}
