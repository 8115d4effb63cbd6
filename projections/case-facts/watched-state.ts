import type { CaseState } from '#libs/cases/state.js';

/** Every part of a case's state; a part that is forgotten here does not compile, since its changes would go unseen. */
const parts: Readonly<Record<keyof CaseState, true>> = {
  registered: true,
  abandoned: true,
  role: true,
  due: true,
  dueSince: true,
  innerDue: true,
  classified: true,
  flags: true,
  terminated: true,
  mergedInto: true,
  acceptedFromCity: true,
  referral: true,
  links: true,
  assigned: true,
  assignments: true,
  formerAssignments: true,
  coordinations: true,
  leaders: true,
  contacts: true,
  waivers: true,
  opinions: true,
  milestones: true,
  planned: true,
  progress: true,
  begun: true,
  lastReport: true,
  reminders: true,
  rounds: true,
  extensions: true,
  forms: true,
  disclosure: true,
  published: true,
  publicationWithdrawn: true,
  revisits: true,
  commitments: true,
  carriedOver: true,
  latest: true,
  stock: true,
  moves: true,
};

const names = Object.keys(parts) as readonly (keyof CaseState)[];

/** A set of parts, a bit each: 30 to a word, which numbers hold without an object of their own. */
export interface PartSet {
  readonly low: number;
  readonly high: number;
}

const wordBits = 30;
const bit = (index: number): PartSet =>
  index < wordBits ? { low: 1 << index, high: 0 } : { low: 0, high: 1 << (index - wordBits) };

/**
 * A state that notes which of its parts are read, so that what was computed from it is known to hold as long as those
 * parts stay the same objects. Reads by getters: a proxy costs ten times as much.
 */
export class WatchedState implements PartSet {
  low: number;
  high: number;

  /** @param read what was read before and still counts */
  constructor(
    private readonly state: CaseState,
    read: PartSet = nothing,
  ) {
    this.low = read.low;
    this.high = read.high;
  }

  /** What computations take; spreading it would read nothing, and no fact does that. */
  get parts(): CaseState {
    return this as unknown as CaseState;
  }

  /** The parts read so far. */
  get read(): PartSet {
    return { low: this.low, high: this.high };
  }

  static {
    names.forEach((name, index) => {
      const { low, high } = bit(index);
      Object.defineProperty(this.prototype, name, {
        get(this: WatchedState) {
          this.low |= low;
          this.high |= high;
          return this.state[name];
        },
      });
    });
  }
}

const nothing: PartSet = { low: 0, high: 0 };

/** Parts that are other objects after than before. */
export const changedParts = (before: CaseState, after: CaseState): PartSet => {
  let low = 0;
  let high = 0;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as keyof CaseState;
    if (before[name] === after[name]) continue;
    if (index < wordBits) low |= 1 << index;
    else high |= 1 << (index - wordBits);
  }
  return { low, high };
};

export const hasRead = (read: PartSet, changed: PartSet): boolean =>
  (read.low & changed.low) !== 0 || (read.high & changed.high) !== 0;
