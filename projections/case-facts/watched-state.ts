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

/** Which parts of a state were read. */
export type PartsRead = Uint8Array;

/**
 * A state that notes which of its parts are read, so that what was computed from it is known to hold as long as those
 * parts stay the same objects. Reads by getters: a proxy costs ten times as much.
 */
export class WatchedState {
  readonly read: PartsRead;

  /** @param read what was read before and still counts */
  constructor(
    private readonly state: CaseState,
    read?: PartsRead,
  ) {
    this.read = read ?? new Uint8Array(names.length);
  }

  /** What computations take; spreading it would read nothing, and no fact does that. */
  get parts(): CaseState {
    return this as unknown as CaseState;
  }

  static {
    names.forEach((name, index) =>
      Object.defineProperty(this.prototype, name, {
        get(this: WatchedState) {
          this.read[index] = 1;
          return this.state[name];
        },
      }),
    );
  }
}

/** Parts, by their numbers, that are other objects after than before. */
export const changedParts = (before: CaseState, after: CaseState): readonly number[] => {
  const changed: number[] = [];
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as keyof CaseState;
    if (before[name] !== after[name]) changed.push(index);
  }
  return changed;
};

export const hasRead = (read: PartsRead, changed: readonly number[]): boolean =>
  changed.some((index) => read[index] === 1);
