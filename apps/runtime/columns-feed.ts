import { takeSegments } from '#projections/case-facts/segments.js';
import { FactColumns } from '#libs/statistics/columns.js';
import type { ViewStore } from '#libs/view-store/port.js';
import { refuseQuery } from './errors.js';

/** The columns of case-facts in this process, tailed from the view store (engine 29). */
export class ColumnsFeed {
  private held = new FactColumns();
  private generation = 0;
  private refreshing: Promise<void> | undefined;
  private refreshedAt = -Infinity;

  constructor(
    private readonly views: ViewStore,
    private readonly monotonic: () => number,
    /** Asks the projector for the head now: a checkpoint that moved alone is else written every few seconds (engine 9). */
    private readonly hurry: () => Promise<void> = async () => {},
  ) {}

  /** As last refreshed; `seq` says how far they reach. */
  get columns(): FactColumns {
    return this.held;
  }

  /** Brings the columns to what the projector has committed; at most every `withinMs`. */
  async refresh(withinMs = 0): Promise<FactColumns> {
    if (this.monotonic() - this.refreshedAt < withinMs) return this.held;
    this.refreshing ??= this.readOn().finally(() => (this.refreshing = undefined));
    await this.refreshing;
    return this.held;
  }

  /** Waits until these columns hold `seq`. Refuses `views.not-there-yet` after `timeoutMs` (engine 29). */
  async reach(seq: number, timeoutMs = 2_000): Promise<FactColumns> {
    const until = this.monotonic() + timeoutMs;
    if ((await this.refresh()).seq < seq) void this.hurry().catch(() => undefined);
    for (;;) {
      const columns = await this.refresh();
      if (columns.seq >= seq) return columns;
      if (this.monotonic() > until) throw refuseQuery('views.not-there-yet', { seq, at: columns.seq });
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  private async readOn(): Promise<void> {
    const live = (await this.views.generations('case-facts')).find((generation) => generation.live);
    if (!live) throw refuseQuery('views.not-there-yet', { seq: 0, at: 0 });
    const { number } = live.generation;
    // Another generation answers when all of it is here: until then the one before does.
    const columns = number === this.generation ? this.held : new FactColumns();
    await takeSegments(columns, (...asked) => this.views.find(live.generation, ...asked));
    if (live.checkpoint) columns.caughtUp(live.checkpoint.seq);
    [this.held, this.generation] = [columns, number];
    this.refreshedAt = this.monotonic();
  }
}

const pollMs = 15;
