import { waitingOn } from './outcome.js';
import { stageOf } from './stage.js';
import { countingUnit, type CaseState, type Mark, type Moves } from './state.js';

type Part = keyof CaseState;

/** What a case may be told into groups by, where the value itself carries no event; and the parts of the state it rests on. */
const watched: Readonly<Record<keyof Moves, { readonly rests: readonly Part[]; value(state: CaseState): unknown }>> = {
  unit: { rests: ['assignments'], value: (state) => countingUnit(state)?.unit },
  stage: {
    rests: ['registered', 'terminated', 'role', 'rounds', 'opinions', 'assignments'],
    value: (state) => state.registered && stageOf(state),
  },
  flags: { rests: ['flags'], value: ({ flags }) => Object.keys(flags).sort().join('|') },
  people: { rests: ['leaders', 'assignments', 'assigned'], value: (state) => JSON.stringify(peopleOf(state)) },
  waiting: { rests: ['lastReport', 'revisits'], value: (state) => waitingOn(state)?.body },
};

const kinds = Object.keys(watched) as readonly (keyof Moves)[];

/** Who is named on a case: the leaders, and who handles it for the unit that counts. */
export const peopleOf = (state: CaseState) => {
  const { inCharge, leading, supervising } = state.leaders;
  const counting = countingUnit(state);
  return {
    // The district's own leader in charge; the one a unit names at acceptance stands in the assignment row too.
    leaderInCharge: inCharge?.person ?? counting?.leaderInCharge ?? null,
    handler: counting?.handler ?? state.assigned?.handler ?? null,
    leadingLeader: leading?.person ?? null,
    supervisingLeader: supervising?.person ?? null,
  };
};

/**
 * Which event last moved the case from one group to another: a transfer between groups opens it (semantics 30).
 * @param mark of the event between the two states
 */
export const movesOf = (before: CaseState, after: CaseState, mark: Mark): Moves => {
  let moves = after.moves;
  for (const kind of kinds) if (isMoved(kind, before, after)) moves = { ...moves, [kind]: mark };
  return moves;
};

const isMoved = (kind: keyof Moves, before: CaseState, after: CaseState): boolean => {
  const { rests, value } = watched[kind];
  for (const part of rests) if (before[part] !== after[part]) return value(before) !== value(after);
  return false;
};
