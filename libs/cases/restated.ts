import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { CaseEvents, DueDate } from './events.js';
import { marked, withAssignment, withOpinion, withRound } from './folding.js';
import type { CaseState, Mark } from './state.js';
import type { DueClock } from './vocabulary.js';

type Restated = CaseEvents['DueDateRestated'];
type Rows = Readonly<Record<DueClock, (state: CaseState, restated: Restated, mark: Mark) => CaseState>>;

/** The date that the event left behind, and that nothing has replaced since. */
const isOf = (mark: Mark | undefined, due: DueDate | undefined, { target, old }: Restated): boolean =>
  mark?.id === target && due?.on === old.on;

const outer =
  (clock: 'reply' | 'coOpinion') =>
  (state: CaseState, restated: Restated, mark: Mark): CaseState => {
    const { due, dueSince } = state;
    const since = dueSince[clock];
    if (!isOf(since?.started, due[clock], restated)) return state;
    return {
      ...state,
      due: { ...due, [clock]: restated.new },
      dueSince: { ...dueSince, [clock]: { ...since, set: mark } },
    };
  };

const unitsOwn = (state: CaseState, restated: Restated): CaseState => {
  const mine = state.assignments[restated.unit ?? ''];
  return isOf(mine?.assigned, mine?.due, restated) ? withAssignment(state, mine!.unit, { due: restated.new }) : state;
};

const everyUnits = (state: CaseState, restated: Restated): CaseState =>
  Object.values(state.assignments)
    .filter(({ assigned, returnDue }) => isOf(assigned, returnDue, restated))
    .reduce((all, { unit }) => withAssignment(all, unit, { returnDue: restated.new }), state);

/** Which date a clock keeps, and where (semantics 21). */
const rows: Rows = {
  reply: outer('reply'),
  coOpinion: outer('coOpinion'),
  referral: (state, restated) =>
    isOf(state.registered?.mark, state.registered?.due.referral, restated)
      ? {
          ...state,
          registered: { ...state.registered!, due: { ...state.registered!.due, referral: restated.new } },
        }
      : state,
  innerReply: unitsOwn,
  innerOpinion: unitsOwn,
  returnRequest: everyUnits,
  resubmission: (state, restated) => {
    const found = Object.values(state.opinions).find(({ returned }) => isOf(returned?.mark, returned?.due, restated));
    if (!found) return state;
    const returned = { ...found.returned!, due: restated.new };
    return withOpinion(state, found.opinion, (before) => ({ ...before, returned }));
  },
  rehandling: (state, restated) => {
    const found = Object.values(state.rounds).find(({ opened }) => isOf(opened?.mark, opened?.due, restated));
    if (!found) return state;
    const opened = { ...found.opened!, due: restated.new };
    return withRound(state, found.round, (before) => ({ ...before, opened }));
  },
  publication: (state, restated) => {
    const found = Object.values(state.rounds).find(({ reply }) => isOf(reply?.mark, reply?.publicationDue, restated));
    if (!found) return state;
    const reply = { ...found.reply!, publicationDue: restated.new };
    return withRound(state, found.round, (before) => ({ ...before, reply }));
  },
};

/** Changes the date its event started and nothing else; a clock that has been replaced since stays (engine 19). */
export const restated = (state: CaseState, data: Restated, event: EffectiveEvent): CaseState =>
  rows[data.clock](state, data, marked(event));
