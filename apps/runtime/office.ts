import type { Absorbed } from '#libs/cases/context.js';
import type { AnyAggregate } from '#libs/kernel/aggregate.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { Position, RecordedEvent } from '#libs/kernel/event.js';
import type { Reading } from '#libs/kernel/history.js';
import { jointly } from '#libs/kernel/jointly.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import type { EventStore } from '#libs/event-store/port.js';
import { Mergers } from './mergers.js';

interface Memo {
  readonly length: number;
  readonly reading: string;
  readonly state: unknown;
}

/**
 * The office's own streams — units, posts, rule books, campaigns, briefings, accounts, the register — folded in process
 * and read forward before every decision (engine 18). Cases and claims are read stream by stream instead.
 */
export class Office {
  private readonly mergers = new Mergers();
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly memos = new Map<string, Memo[]>();
  private taken = 0;
  private position: Position | 'start' = 'start';
  private hasRead = false;
  /** Read to the head, and nothing was appended since. */
  private isCurrent = false;
  private isRung = false;
  private readonly readForward = jointly(() => this.readOn());

  /** @param except event types that never stand in an office stream */
  constructor(
    private readonly log: EventStore,
    private readonly prefix: string,
    private readonly except: readonly string[],
  ) {
    log.onAppended(() => {
      this.isRung = true;
      this.isCurrent = false;
    });
  }

  /** Reads forward to the head of now, where anything may be new. Callers of one moment share one reading. */
  async refresh(): Promise<void> {
    if (!this.isCurrent) await this.readForward();
  }

  /** For questions: while the log does not answer, what is known here does (quality S1). */
  async lookAgain(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      if (!this.hasRead || !isRefusal(error) || error.status !== 503) throw error;
    }
  }

  /** Events of one stream, in order; `name` without the log's prefix. */
  events(name: string): readonly RecordedEvent[] {
    return this.streams.get(`${this.prefix}-${name}`) ?? [];
  }

  /** Last revision of one stream, −1 where it is missing. */
  revision(name: string): number {
    return this.events(name).length - 1;
  }

  /** Office events read so far: what was made of them stands while it does not grow. */
  get read(): number {
    return this.taken;
  }

  /** Names of the streams that begin so, without the prefix. */
  named(start: string): readonly string[] {
    const full = `${this.prefix}-${start}`;
    return [...this.streams.keys()]
      .filter((name) => name.startsWith(full))
      .map((name) => name.slice(this.prefix.length + 1));
  }

  /** Cases merged into this one, as known at a seq; by default at the head (semantics 16). */
  absorbed(caseId: string, knownAt?: number): readonly Absorbed[] {
    return this.mergers.into(caseId, `${this.prefix}-case-`, knownAt);
  }

  /** One stream folded at a reading; the same question twice is answered from memory. */
  state<A extends AnyAggregate>(aggregate: A, id?: string, reading: Reading = {}): A['initial'] {
    const name = aggregate.stream(id);
    const events = this.events(name);
    const asked = `${reading.knownAt ?? ''}|${reading.validAt ?? ''}`;
    const memos = (this.memos.get(name) ?? []).filter(({ length }) => length === events.length);
    const known = memos.find((memo) => memo.reading === asked);
    if (known) return known.state as A['initial'];
    const state = foldAt(aggregate, events, reading) as A['initial'];
    this.memos.set(name, [...memos.slice(-remembered), { length: events.length, reading: asked, state }]);
    return state;
  }

  private async readOn(): Promise<void> {
    this.isRung = false;
    await this.readPages();
    this.isCurrent = this.log.ringsForAll === true && !this.isRung;
  }

  private async readPages(): Promise<void> {
    for (;;) {
      const page = await this.log.readAll(this.position, pageSize, { except: this.except });
      page.events.forEach((event) => (this.isOffice(event.stream) ? this.take(event) : this.mergers.take(event)));
      this.position = page.next;
      if (page.atEnd) return void (this.hasRead = true);
    }
  }

  private isOffice(stream: string): boolean {
    return !stream.startsWith(`${this.prefix}-case-`) && !stream.startsWith(`${this.prefix}-claim-`);
  }

  private take(event: RecordedEvent): void {
    const events = this.streams.get(event.stream);
    if (events) events.push(event);
    else this.streams.set(event.stream, [event]);
    this.taken += 1;
  }
}

const pageSize = 1_000;
/** Readings remembered per stream: a report and its comparison ask for a handful. */
const remembered = 15;
