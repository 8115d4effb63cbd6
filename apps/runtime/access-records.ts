import { randomUUID } from 'node:crypto';
import type { Actor } from '#libs/kernel/actor.js';
import { dayOf, minuteOf, type Clock } from '#libs/kernel/clock.js';
import { access, type DenialReason, type RecordDenial, type RecordExport } from '#libs/office/access.js';
import type { Executor } from '#libs/cqrs/executor.js';

/** Who asked without a token that opens an account; no account can be called so. */
export const nobody: Actor = { id: 'system:unauthenticated', name: 'unauthenticated', roles: [] };

interface Denial {
  readonly actor: Actor;
  readonly reason: DenialReason;
  /** Method and pattern of the address. */
  readonly operation: string;
}

export type ExportNote = Omit<RecordExport, 'occurredOn'>;

/** What was denied since the event that was written at once. */
interface Tally {
  readonly actor: Actor;
  readonly reason: DenialReason;
  readonly minute: string;
  readonly operations: Map<string, number>;
}

/** Addresses told apart in one event; the rest are counted together. */
const mostOperations = 19;
const other = 'other';
const tallyMs = 60_000;

/**
 * Writes denials and exports down. The first denial of an actor in a minute is an event at once, the others of that
 * minute are one event more: a flood of requests adds two events a minute and actor, whatever it asks.
 */
export class AccessRecords {
  private readonly tallies = new Map<string, Tally>();
  private writing: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly execute: Executor,
    private readonly clock: Clock,
  ) {}

  /** Never refuses and never waits: who is turned away is answered first. */
  denied({ actor, reason, operation }: Denial): void {
    const minute = minuteOf(this.clock.now());
    const key = `${actor.id}|${reason}`;
    const tally = this.tallies.get(key);
    if (tally?.minute === minute) return count(tally.operations, operation);
    if (tally) this.writeTally(tally);
    const fresh: Tally = { actor, reason, minute, operations: new Map() };
    this.tallies.set(key, fresh);
    this.writeTally({ ...fresh, operations: new Map([[operation, 1]]) });
    this.timer ??= setTimeout(() => this.writeTallies(), tallyMs).unref();
  }

  /** Resolves once it stands in the log: before the first byte of the export leaves. Refuses as any command. */
  async exported(actor: Actor, note: ExportNote): Promise<void> {
    await this.write('RecordExport', { occurredOn: dayOf(this.clock.now()), ...note }, actor);
  }

  /** Everything counted so far is written. */
  async settled(): Promise<void> {
    this.writeTallies();
    await this.writing;
  }

  private writeTallies(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tallies.forEach((tally) => this.writeTally(tally));
    this.tallies.clear();
  }

  private writeTally({ actor, reason, minute, operations }: Tally): void {
    if (operations.size === 0) return;
    const [occurredOn = '', at = ''] = minute.split(' ');
    const counted = [...operations].map(([operation, times]) => ({ operation, count: times }));
    const total = counted.reduce((sum, each) => sum + each.count, 0);
    // A denial that cannot be written, on a full disk say, was still a denial: the answer stands.
    void this.write('RecordDenial', { occurredOn, at, reason, count: total, operations: counted }, actor).catch(
      () => undefined,
    );
  }

  /** One after the other: the day is one stream. */
  private write(name: string, body: RecordDenial | RecordExport, actor: Actor): Promise<unknown> {
    const command = { aggregate: access, id: body.occurredOn, name, body, actor, key: randomUUID() };
    const written = this.writing.then(() => this.execute(command));
    this.writing = written.catch(() => undefined);
    return written;
  }
}

const count = (operations: Map<string, number>, operation: string): void => {
  const name = operations.has(operation) || operations.size < mostOperations ? operation : other;
  operations.set(name, (operations.get(name) ?? 0) + 1);
};
