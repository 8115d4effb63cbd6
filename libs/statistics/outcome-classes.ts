import { none } from './grains.js';
import type { Inquiry } from './inquiry.js';
import { Keys } from './keys.js';
import { mappedOutcome } from './policies.js';

type OutcomeColumn = 'replyOutcome' | 'currentOutcome' | 'explicitOutcome';

/** Outcomes as classes: an index into `names` for each case row, -1 where there is none. */
export interface OutcomeClasses {
  readonly classes: Int32Array;
  readonly names: readonly string[];
}

/** A column of outcomes under the mapping of kinds the inquiry names, if it names one (semantics 40). */
export const outcomeClasses = (inquiry: Inquiry, column: OutcomeColumn): OutcomeClasses =>
  inquiry.reading.memo(`classes:${column}:${inquiry.policies.outcomeMapping ?? ''}`, () => classify(inquiry, column));

const classify = (inquiry: Inquiry, column: OutcomeColumn): OutcomeClasses => {
  const { reading } = inquiry;
  const kind = reading.column('case', 'kind');
  const keys = new Keys();
  const known = new Map<number, number>();
  const classes = reading.column('case', column).map((outcome, row) => {
    if (outcome === none) return -1;
    const pair = (kind[row] as number) * reading.dictionary.size + outcome;
    const place = known.get(pair) ?? keys.index(nameOf(inquiry, kind[row] as number, outcome));
    known.set(pair, place);
    return place;
  });
  return { classes, names: keys.names };
};

const nameOf = ({ reading, policies }: Inquiry, kind: number, outcome: number): string => {
  const text = reading.dictionary.text(outcome);
  const mapping = policies.outcomeMapping;
  return mapping === undefined ? text : mappedOutcome(mapping, reading.dictionary.text(kind), text);
};
