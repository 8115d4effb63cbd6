import { dayFromNumber } from '#libs/calendar/day.js';
import type { CaseEvents, CaseEventType, CaseRegistered, Commitment } from '#libs/cases/events.js';
import type { Seeded } from './seeded.js';

/** One event of a case as it will be recorded: when it happened, when it is written down, by whom. */
export interface Told {
  readonly id: string;
  readonly type: CaseEventType;
  readonly data: object;
  /** Day numbers. */
  readonly on: number;
  readonly recordedOn: number;
  readonly actor: string;
  readonly unit?: string;
}

/** Part of what is recorded days or weeks after it happened. */
const latePart = 0.06;
const longestDelay = 45;

/** Tells what happens to one case, in the order of its days; some of it is written down late. */
export class Teller {
  readonly told: Told[];

  constructor(
    readonly seeded: Seeded,
    private readonly unit?: string,
    told: Told[] = [],
  ) {
    this.told = told;
  }

  /** The same story, told on by a unit's clerk; else the office tells it. */
  by(unit: string): Teller {
    return new Teller(this.seeded, unit, this.told);
  }

  /** @param data what the event says beside its day */
  tell<T extends CaseEventType>(type: T, on: number, data: Omit<CaseEvents[T], 'occurredOn'>): Told {
    const { seeded, unit } = this;
    const isFounding = type === 'CaseRegistered' || type === 'CaseAssigned';
    const delay = !isFounding && seeded.chance(latePart) ? seeded.whole(2, longestDelay) : 0;
    const event = {
      id: seeded.id(),
      type,
      data: { occurredOn: dayFromNumber(on), ...data },
      on,
      recordedOn: on + delay,
      actor: unit === undefined ? 'office-1' : `unit-${unit}`,
      ...(unit !== undefined && { unit }),
    };
    this.told.push(event);
    return event;
  }

  day(from: number, min: number, max: number): number {
    return from + this.seeded.whole(min, max);
  }
}

/** What the telling of one case keeps in mind. */
export interface Case {
  readonly id: string;
  readonly registered: CaseRegistered;
  readonly start: number;
  readonly teller: Teller;
  /** The lead first. */
  readonly units: readonly string[];
  readonly commitments: Commitment[];
}
