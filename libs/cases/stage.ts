import { own } from '#libs/kernel/own.js';
import { answer, isOuterCo, isReturning, latestRound, leadUnits, type CaseState } from './state.js';
import type { Stage } from './vocabulary.js';

/** A partition: the first that holds (semantics 29). */
export const stageOf = (state: CaseState): Stage => {
  if (state.terminated) return state.terminated.as;
  if (isOuterCo(state) && answer(state)) return 'answeredByOpinion';
  const { round, reply } = latestRound(state);
  // A co case is answered by its opinion: a reply of the time when it was ours to answer makes it neither of these.
  if (!isOuterCo(state) && round > 1 && !reply) return 'rehandling';
  if (!isOuterCo(state) && reply) return 'replied';
  const leads = leadUnits(state);
  if (leads.length === 0) return 'unassigned';
  if (leads.some((unit) => isReturning(own(state.assignments, unit)!))) return 'returnPending';
  return leads.every((unit) => own(state.assignments, unit)?.accepted) ? 'inHandling' : 'toAccept';
};
