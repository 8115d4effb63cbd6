import { byMark, type CaseState, type Mark } from './state.js';
import type { Finding, Implementation, Outcome } from './vocabulary.js';

/** A value and the event that settled it. */
export interface Settled<T> {
  readonly value: T;
  readonly mark: Mark | undefined;
}

const inOrder = <T extends { readonly mark: Mark }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => byMark(a.mark, b.mark));

/** Lists may be long, and are asked at every day of a case's history: no sort where one item is wanted. */
const latestOf = <T extends { readonly mark: Mark }>(items: readonly T[]): T | undefined =>
  items.reduce<T | undefined>((last, item) => (last && byMark(item.mark, last.mark) < 0 ? last : item), undefined);

const replies = (state: CaseState) => Object.values(state.rounds).flatMap(({ reply }) => (reply ? [reply] : []));

const solvedFindings: ReadonlySet<Finding> = new Set(['fullySolved', 'solved', 'concluded']);

/** Later replies and findings in order; round 1's reply first (semantics 43). Absent before a reply. */
export const currentOutcome = (state: CaseState, byFinding: boolean): Settled<Outcome> | undefined =>
  inOrder([...replies(state), ...state.revisits]).reduce<Settled<Outcome> | undefined>((current, fact) => {
    if ('outcome' in fact) return { value: fact.outcome, mark: fact.mark };
    if (current === undefined) return undefined;
    if (fact.newOutcome) return { value: fact.newOutcome, mark: fact.mark };
    const lifts = byFinding && solvedFindings.has(fact.finding) && current.value !== 'solved';
    return lifts ? { value: 'solved', mark: fact.mark } : current;
  }, undefined);

/** What has really happened: the last of findings, commitments and progress (semantics 46). */
export const implementation = (state: CaseState): Settled<Implementation> => {
  const steps = [
    ...state.revisits.flatMap(({ finding, mark }) => {
      const value = implementedBy(finding);
      return value ? [{ value, mark }] : [];
    }),
    ...kept(state),
    ...broken(state),
  ];
  const last = latestOf(steps);
  if (last) return last;
  return { value: state.begun ? 'inProgress' : 'notStarted', mark: state.begun };
};

const implementedBy = (finding: Finding): Implementation | undefined =>
  solvedFindings.has(finding) ? 'fully' : finding === 'partlySolved' ? 'partly' : undefined;

const kept = (state: CaseState): readonly { value: Implementation; mark: Mark }[] => {
  const commitments = Object.values(state.commitments);
  if (commitments.length === 0 || commitments.some(({ fulfilled }) => !fulfilled)) return [];
  const last = latestOf(commitments.flatMap(({ fulfilled }) => (fulfilled ? [{ mark: fulfilled }] : [])));
  return last ? [{ value: 'fully', mark: last.mark }] : [];
};

const broken = (state: CaseState): readonly { value: Implementation; mark: Mark }[] =>
  Object.values(state.commitments).flatMap(({ unfulfillable }) =>
    unfulfillable ? [{ value: 'cannot', mark: unfulfillable }] : [],
  );

/** The last finding other than 无变化, else 无变化; one with a new outcome counts only in that column (semantics 45). */
export const matrixColumn = (state: CaseState): Settled<string> | undefined => {
  const found = inOrder(state.revisits);
  const last = found.findLast(({ finding, newOutcome }) => finding !== 'unchanged' || newOutcome) ?? found.at(-1);
  return last && { value: last.newOutcome ? `to:${last.newOutcome}` : last.finding, mark: last.mark };
};

export const waitingOn = (state: CaseState) => {
  const { lastReport, revisits } = state;
  const said = latestOf([...(lastReport ? [lastReport] : []), ...revisits]);
  return said?.waitingOn && { ...said.waitingOn, mark: said.mark };
};
