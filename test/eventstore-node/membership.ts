import { randomUUID } from 'node:crypto';
import type { Member, Role } from './ground.js';

interface Seat {
  readonly id: string;
  readonly host: string;
  port: number;
  /** Runs and is heard by the others. */
  isUp: boolean;
  isStarting: boolean;
  /** A leader that was frozen goes on believing so for a while after its thaw (eventstoredb.md 6). */
  believesLeading: boolean;
}

/** Who is in the cluster, and who leads it. One member for a single node. */
export class Membership {
  readonly seats: Seat[] = [];
  private leader = 0;
  private readonly listeners = new Set<() => void>();

  /** @param electMs between a leader's end and its successor */
  constructor(private readonly electMs = 600) {}

  join(host: string): number {
    this.seats.push({ id: randomUUID(), host, port: 0, isUp: false, isStarting: true, believesLeading: false });
    return this.seats.length - 1;
  }

  get leading(): number {
    return this.leader;
  }

  role(index: number): Role {
    const { isStarting, believesLeading } = this.seats[index]!;
    if (isStarting) return 'starting';
    return index === this.leader || believesLeading ? 'leader' : 'follower';
  }

  quorum(index: number): 'there' | 'electing' | 'lost' {
    if (index !== this.leader && this.seats[index]!.believesLeading) return 'lost';
    return this.seats[this.leader]!.isUp ? 'there' : 'electing';
  }

  members(): readonly Member[] {
    return this.seats.map(({ id, host, port, isUp }, index) => ({
      id,
      host,
      port,
      isAlive: isUp,
      role: this.role(index),
    }));
  }

  /** Came or went; a leader that went is followed by the next one up, after an election. */
  change(index: number, change: Partial<Seat>): void {
    Object.assign(this.seats[index]!, change);
    if (change.isUp === false && index === this.leader) setTimeout(() => this.elect(), this.electMs).unref();
    else if (!this.seats[this.leader]!.isUp) this.elect();
    this.listeners.forEach((listener) => listener());
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  private elect(): void {
    if (this.seats[this.leader]!.isUp) return;
    const next = this.seats.findIndex(({ isUp, isStarting }) => isUp && !isStarting);
    if (next >= 0 && this.seats.length > 1) this.leader = next;
    this.listeners.forEach((listener) => listener());
  }
}
