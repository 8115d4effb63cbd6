import type { EvolveTable } from '#libs/kernel/decider.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { CaseEvents } from './events.js';
import { answeringRows } from './evolution/answering.js';
import { handlingRows } from './evolution/handling.js';
import { intakeRows } from './evolution/intake.js';
import { marked, withRound } from './folding.js';
import { movesOf } from './moves.js';
import { countingUnit, isInStock, type CaseState, type Mark, type Moves } from './state.js';

/** Corrections are resolved before the fold (semantics 7), so the case has no rows for them. */
type Folded = Omit<CaseEvents, 'FactCorrected' | 'FactRetracted' | 'CorrectionProposed' | 'CorrectionRejected'>;

const rows: EvolveTable<CaseState, Folded> = { ...intakeRows, ...handlingRows, ...answeringRows };

/** The event moved the case into or out of the stock: a flow is a change of membership (semantics 30). */
const movesStock = (before: CaseState, after: CaseState): boolean =>
  isInStock(before) !== isInStock(after) || (before.registered === undefined && after.registered !== undefined);

/** A reply of this day is the credit of the unit that counts as the day ends, in whatever order it was told (semantics 28). */
const withCredit = (state: CaseState, { on }: EffectiveEvent): CaseState => {
  const replied = Object.values(state.rounds).filter(({ reply }) => reply?.mark.on === on);
  if (replied.length === 0) return state;
  const unit = countingUnit(state)?.unit;
  const stale = replied.filter(({ credit }) => credit !== unit);
  return stale.reduce((all, { round }) => withRound(all, round, (before) => ({ ...before, credit: unit })), state);
};

type AnyRow = (state: CaseState, data: never, event: never) => CaseState;

type Noted = Omit<CaseState, 'stock' | 'latest' | 'moves'> & { stock?: Mark; latest?: Mark; moves: Moves };

/** One row an event; each also keeps what moved the case and the last day something happened. */
export const evolve = Object.fromEntries(
  Object.entries(rows).map(([type, row]) => [
    type,
    (state: CaseState, data: never, event: EffectiveEvent) => {
      const after = withCredit((row as AnyRow)(state, data, event as never), event);
      // What a row made is nobody else's yet: noted in place, since another copy costs as much as the row did.
      const noted: Noted = after === state ? { ...state } : after;
      noted.latest = marked(event);
      noted.moves = movesOf(state, after, noted.latest);
      if (movesStock(state, after)) noted.stock = noted.latest;
      return noted;
    },
  ]),
) as EvolveTable<CaseState, CaseEvents>;
