import { addDays } from '#libs/calendar/day.js';
import type { Aggregate } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import { assertDay } from './bodies.js';
import { assertUnitsExist, type UnitContext } from './context.js';
import { restsOn, validating } from './correcting.js';
import { latestOn, type From } from './dated.js';
import { refuse } from './errors.js';
import { LeavePost, postCommands, SetPortfolio, TakePost, type PostCommands, type PostKind } from './post-commands.js';

/** Who holds which post from when on: asked whenever a signature or a leader's visit counts (semantics 20, 24). */
export interface PostEvents {
  PostTaken: { effectiveFrom: Day; person: string; post: PostKind; title: string; unit?: string };
  /** `effectiveFrom` is the first day the person no longer holds it. */
  PostLeft: { effectiveFrom: Day; person: string; post: PostKind; unit?: string };
  /** 条线: replaces the person's earlier portfolio. */
  PortfolioSet: { effectiveFrom: Day; person: string; portfolio: string; units: readonly string[] };
}

/** One post is told from another by these three. */
interface Seat {
  readonly person: string;
  readonly post: PostKind;
  readonly unit?: string;
}

interface Taken extends Seat, From {
  readonly title: string;
}

interface Portfolio extends From {
  readonly person: string;
  readonly portfolio: string;
  readonly units: readonly string[];
}

export interface PostState {
  readonly taken: readonly Taken[];
  readonly left: readonly (Seat & From)[];
  readonly portfolios: readonly Portfolio[];
}

const evolve: EvolveTable<PostState, PostEvents> = {
  PostTaken: (state, { effectiveFrom: from, person, post, title, unit }) => ({
    ...state,
    taken: [...state.taken, { from, person, post, title, unit }],
  }),
  PostLeft: (state, { effectiveFrom: from, person, post, unit }) => ({
    ...state,
    left: [...state.left, { from, person, post, unit }],
  }),
  PortfolioSet: (state, { effectiveFrom: from, person, portfolio, units }) => ({
    ...state,
    portfolios: [...state.portfolios, { from, person, portfolio, units }],
  }),
};

const isSameSeat = (a: Seat, b: Seat): boolean => a.person === b.person && a.post === b.post && a.unit === b.unit;

/** Whether the tenure begun by `taken` still runs that day. */
const runsOn = ({ left }: PostState, taken: Taken, day: Day): boolean =>
  taken.from <= day && !left.some((end) => isSameSeat(end, taken) && end.from > taken.from && end.from <= day);

const heldOn = (state: PostState, day: Day): readonly Taken[] =>
  state.taken.filter((taken) => runsOn(state, taken, day));

const holds = (state: PostState, seat: Seat, day: Day): boolean =>
  heldOn(state, day).some((taken) => isSameSeat(taken, seat));

/** Kinds of post the person holds that day, each once. */
export const postsOf = (state: PostState, person: string, day: Day): readonly PostKind[] => [
  ...new Set(
    heldOn(state, day)
      .filter((taken) => taken.person === person)
      .map(({ post }) => post),
  ),
];

/** The person's titles that day, as printed. */
export const titlesOf = (state: PostState, person: string, day: Day): readonly string[] =>
  heldOn(state, day)
    .filter((taken) => taken.person === person)
    .map(({ title }) => title);

/** The persons who hold a post of that kind that day; of one unit, if named. */
export const holdersOf = (state: PostState, post: PostKind, { day, unit }: { day: Day; unit?: string }) =>
  heldOn(state, day)
    .filter((taken) => taken.post === post && (unit === undefined || taken.unit === unit))
    .map(({ person }) => person);

/** The person's 条线 in force that day; none once the person holds no post. */
export const portfolioOf = (state: PostState, person: string, day: Day): Portfolio | undefined =>
  postsOf(state, person, day).length === 0
    ? undefined
    : latestOn(
        state.portfolios.filter((portfolio) => portfolio.person === person),
        day,
      );

/** The leaders whose 条线 holds the unit that day: whom a case of that unit is 分管 by. */
export const leadersOf = (state: PostState, unit: string, day: Day): readonly string[] =>
  [...new Set(state.portfolios.map(({ person }) => person))].filter((person) =>
    portfolioOf(state, person, day)?.units.includes(unit),
  );

/** Leaving ends a tenure that has begun and was not yet said to end later. */
const assertLeaves = (state: PostState, { effectiveFrom, ...seat }: LeavePost): void => {
  const { person } = seat;
  if (!holds(state, seat, addDays(effectiveFrom, -1))) throw refuse('post.not-held', { person, day: effectiveFrom });
  const next = state.taken.filter((taken) => isSameSeat(taken, seat) && taken.from >= effectiveFrom);
  const later = state.left.find(
    (end) => isSameSeat(end, seat) && end.from >= effectiveFrom && !next.some(({ from }) => from < end.from),
  );
  if (later) throw refuse('date.contradicts-later', { day: later.from });
};

const decide: DecideTable<PostCommands, PostState, PostEvents, UnitContext> = {
  TakePost: (command, { now }, context) => {
    const { person, unit, effectiveFrom: day } = command;
    assertDay(day);
    assertUnitsExist(unit === undefined ? [] : [unit], day, context);
    if (holds(now, command, day)) throw refuse('post.already-held', { person, day });
    return [{ type: 'PostTaken', data: { ...command } }];
  },
  LeavePost: (command, { now }) => {
    assertDay(command.effectiveFrom);
    assertLeaves(now, command);
    return [{ type: 'PostLeft', data: { ...command } }];
  },
  SetPortfolio: (command, { now }, context) => {
    const { person, units, effectiveFrom: day } = command;
    assertDay(day);
    if (postsOf(now, person, day).length === 0) throw refuse('post.not-held', { person, day });
    assertUnitsExist(units, day, context);
    return [{ type: 'PortfolioSet', data: { ...command } }];
  },
};

export const post: Aggregate<PostState, PostEvents, PostCommands, UnitContext> = {
  name: 'post',
  stream: () => 'post',
  versions: { PostTaken: 1, PostLeft: 1, PortfolioSet: 1 },
  initial: { taken: [], left: [], portfolios: [] },
  evolve,
  decide,
  commands: postCommands,
  correcting: {
    validate: validating({
      PostTaken: { body: TakePost },
      PostLeft: { body: LeavePost },
      PortfolioSet: { body: SetPortfolio },
    }),
    needs: {
      PostLeft: restsOn('PostTaken', { person: 'person', post: 'post', unit: 'unit' }),
      PortfolioSet: restsOn('PostTaken', { person: 'person' }),
    },
    // N7 asks who led a visit: a post is never corrected by one person alone (semantics 10).
    movesStatistics: () => true,
  },
};
