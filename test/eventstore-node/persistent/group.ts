import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log.js';
import { jsonRecord, type LogRecord } from '../record.js';
import { Consumer, type ConsumerOptions, type Delivery } from './consumer.js';
import { cursorOf, type Cursor } from './cursor.js';
import { Progress } from './progress.js';
import { allSource, parkedStream, type GroupSettings, type Source } from './settings.js';
import { strategies, type Choice } from './strategies.js';

export type Nack = 'park' | 'retry' | 'skip' | 'stop' | 'unknown';

/** A persistent subscription: one place in a stream or in `$all`, shared by the consumers that are connected. */
export class Group {
  readonly consumers: Consumer[] = [];
  readonly retries: Delivery[] = [];
  readonly progress: Progress;
  private cursor: Cursor;
  private choose: Choice;
  private readonly stopListening: () => void;
  private isPumping = false;

  constructor(
    readonly source: Source,
    readonly name: string,
    public settings: GroupSettings,
    private readonly log: EventLog,
  ) {
    this.progress = new Progress(log.now);
    this.cursor = cursorOf(log, source, { settings });
    this.choose = strategies[settings.strategy]();
    this.stopListening = log.onCommit(() => this.pump());
  }

  get parked(): readonly LogRecord[] {
    return this.log.streams.visible(this.parkedStream, this.log.now());
  }

  /** False where the group has as many consumers as it may have. */
  connect(options: ConsumerOptions): Consumer | undefined {
    const { maxSubscriberCount } = this.settings;
    if (maxSubscriberCount > 0 && this.consumers.length >= maxSubscriberCount) return undefined;
    const consumer = new Consumer(options, this.log.now);
    this.consumers.push(consumer);
    setImmediate(() => this.pump());
    return consumer;
  }

  /** What it had not answered goes to the others. */
  disconnect(consumer: Consumer): void {
    const index = this.consumers.indexOf(consumer);
    if (index >= 0) this.consumers.splice(index, 1);
    consumer.leave().forEach((delivery) => this.retry(delivery));
    this.pump();
  }

  ack(consumer: Consumer, ids: readonly string[]): void {
    ids.forEach((id) => this.settle(consumer.settle(id)));
    this.pump();
  }

  nack(consumer: Consumer, ids: readonly string[], { action, reason }: { action: Nack; reason: string }): void {
    for (const id of ids) {
      const delivery = consumer.settle(id);
      if (!delivery) continue;
      if (action === 'park') this.park(delivery, reason);
      else if (action === 'skip') this.settle(delivery);
      else this.retry(delivery);
    }
    if (action === 'stop') consumer.options.drop('stopped');
    this.pump();
  }

  /** Consumers have to connect again; a group without a checkpoint begins where the new settings say. */
  update(settings: GroupSettings): void {
    this.drop();
    this.settings = settings;
    // What was under way is read again; what was parked and is replayed stays.
    const replayed = this.retries.filter(({ turn }) => turn === undefined);
    this.retries.splice(0, this.retries.length, ...replayed);
    this.progress.forget();
    this.cursor = cursorOf(this.log, this.source, { settings, after: this.progress.checkpoint });
    this.choose = strategies[settings.strategy]();
  }

  /** Sends the parked messages before number `stopAt` of their stream, or all, once more. */
  replayParked(stopAt?: bigint): void {
    const replayed = this.parked.filter(({ revision }) => stopAt === undefined || revision < stopAt);
    const targets = replayed.flatMap((link) => this.log.streams.targetOf(link) ?? []);
    this.retries.push(...targets.map((record) => ({ record, retries: 0 })));
    if (replayed.length > 0) this.log.truncate(this.parkedStream, replayed.at(-1)!.revision + 1n);
    this.pump();
  }

  /** The group is gone. */
  end(): void {
    this.stopListening();
    this.drop();
  }

  /** Every consumer is told that its subscription is over. */
  drop(): void {
    for (const consumer of this.consumers.splice(0)) {
      consumer.leave().forEach((delivery) => this.retry(delivery));
      consumer.options.drop('dropped');
    }
  }

  private get parkedStream(): string {
    return parkedStream(this.source, this.name);
  }

  private settle(delivery: Delivery | undefined): void {
    if (delivery) this.progress.settle(delivery, this.settings);
  }

  private retry(delivery: Delivery): void {
    if (delivery.retries >= this.settings.maxRetryCount) this.park(delivery, 'Reached Max Retry Count');
    else this.retries.push({ ...delivery, retries: delivery.retries + 1 });
  }

  private park(delivery: Delivery, reason: string): void {
    const { record } = delivery;
    const link = { ...jsonRecord('$>', randomUUID(), 0), data: Buffer.from(`${record.revision}@${record.stream}`) };
    const metadata = Buffer.from(JSON.stringify({ added: new Date(this.log.now()).toISOString(), reason }));
    this.log.write(this.parkedStream, [{ ...link, metadata }]);
    this.settle(delivery);
  }

  /** Sends what is waiting to whoever can take it, what was sent before first. */
  private pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    while (this.consumers.length > 0 && this.sendNext());
    this.isPumping = false;
  }

  private sendNext(): boolean {
    const [again] = this.retries;
    const record = again?.record ?? this.cursor.peek();
    const consumer = record && this.choose(this.consumers, record);
    if (!consumer) return false;
    const delivery = again ?? { record, retries: 0, turn: this.progress.begin(record) };
    if (again) this.retries.shift();
    else this.cursor.take();
    consumer.take(delivery, this.settings.messageTimeout, () => {
      const late = consumer.settle(record.id);
      if (late) this.retry(late);
      this.pump();
    });
    return true;
  }

  /** As the info of a group writes a place: a revision, or `C:commit/P:prepare` on `$all`. */
  tell(record: LogRecord | undefined): string {
    if (!record) return '';
    return this.source === allSource ? `C:${record.position}/P:${record.position}` : String(record.revision);
  }
}
