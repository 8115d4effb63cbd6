import type { EvolveTable } from '#libs/kernel/decider.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { CaseEvents } from './events.js';
import { answeringRows } from './evolution/answering.js';
import { handlingRows } from './evolution/handling.js';
import { intakeRows } from './evolution/intake.js';
import { marked, withRound } from './folding.js';
import { noteMoves } from './moves.js';
import { countingUnit, isInStock, type CaseState } from './state.js';

/** Corrections are resolved before the fold (semantics 7), so the case has no rows for them. */
type Folded = Omit<CaseEvents, 'FactCorrected' | 'FactRetracted' | 'CorrectionProposed' | 'CorrectionRejected'>;

const rows: EvolveTable<CaseState, Folded> = { ...intakeRows, ...handlingRows, ...answeringRows };

/** Notes which event moved the case into or out of the stock: a flow is a change of membership (semantics 30). */
const noteStock = (before: CaseState, after: CaseState, event: EffectiveEvent): CaseState => {
  const moved = isInStock(before) !== isInStock(after) || (before.registered === undefined && after.registered);
  return moved ? { ...after, stock: marked(event) } : after;
};

/** A reply of this day is the credit of the unit that counts as the day ends, in whatever order it was told (semantics 28). */
const noteCredit = (state: CaseState, { on }: EffectiveEvent): CaseState => {
  const unit = countingUnit(state)?.unit;
  const stale = Object.values(state.rounds).filter(({ reply, credit }) => reply?.mark.on === on && credit !== unit);
  return stale.reduce((all, { round }) => withRound(all, round, (before) => ({ ...before, credit: unit })), state);
};

type AnyRow = (state: CaseState, data: never, event: never) => CaseState;

/** One row an event; each also keeps what moved the case and the last day something happened. */
export const evolve = Object.fromEntries(
  Object.entries(rows).map(([type, row]) => [
    type,
    (state: CaseState, data: never, event: EffectiveEvent) => {
      const moved = noteMoves(state, (row as AnyRow)(state, data, event as never), event);
      const after = noteStock(state, moved, event);
      return { ...noteCredit(after, event), latest: marked(event) };
    },
  ]),
) as EvolveTable<CaseState, CaseEvents>;
