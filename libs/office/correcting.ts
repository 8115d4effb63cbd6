import type { Correcting, DecisionContext, Need } from '#libs/kernel/aggregate.js';
import { byDayThenSeq, type EffectiveEvent } from '#libs/kernel/history.js';
import { assertDay, assertHappened, checkBody } from './bodies.js';
import { refuse } from './errors.js';

/** How the corrected data of one event type is judged: its body, and what a body cannot say about itself. */
export interface CorrectableFact {
  readonly body: new () => object;
  check?(data: never): void;
}

type Facts = Readonly<Record<string, CorrectableFact>>;

/** A correction is judged on the corrected event alone: shapes, lists, dates (semantics 8). */
export const validating =
  (facts: Facts): Correcting<DecisionContext>['validate'] =>
  (type, data, { today }) => {
    const fact = Object.hasOwn(facts, type) ? facts[type] : undefined;
    if (!fact) throw refuse('fact.not-correctable', { type });
    checkBody(fact.body, data);
    assertDates(data, today);
    fact.check?.(data as never);
  };

const assertDates = ({ occurredOn, effectiveFrom }: Record<string, unknown>, today: string): void => {
  if (occurredOn !== undefined) assertHappened(occurredOn as string, today);
  if (effectiveFrom !== undefined) assertDay(effectiveFrom as string);
};

type Fields = Readonly<Record<string, unknown>>;

const earlier = (event: EffectiveEvent, candidates: readonly EffectiveEvent[], type: string) =>
  candidates.filter((candidate) => candidate.type === type && byDayThenSeq(candidate, event) < 0);

/** The event rests on an earlier one of `type` that agrees with it in these fields (semantics 9). */
export const restsOn =
  (type: string, agree: Readonly<Record<string, string>>): Need =>
  (event, candidates) => {
    const found = earlier(event, candidates, type).filter(({ data }) =>
      Object.entries(agree).every(([own, theirs]) => (event.data as Fields)[own] === (data as Fields)[theirs]),
    );
    return found.length > 0 ? found : 'missing';
  };

/** The event rests on one earlier event of `type` for each thing it names. */
export const restsOnEach =
  (type: string, field: string, named: (data: never) => readonly string[]): Need =>
  (event, candidates) => {
    const found = named(event.data as never).map((name) =>
      earlier(event, candidates, type).filter(({ data }) => (data as Fields)[field] === name),
    );
    return found.some((each) => each.length === 0) ? 'missing' : found.flat();
  };
