import {
  commitmentRow,
  contactRow,
  findingRow,
  formRow,
  milestoneRow,
  progressRow,
  reminderRows,
  roundRows,
} from './child-facts.js';
import { caseParts } from './case-parts.js';
import type { Fact } from './fact.js';
import type { CaseState } from './state.js';
import { allAssignments, assignmentRow, opinionRows } from './unit-facts.js';

export { caseParts, contactRow };
export type { Fact };

/**
 * Rows of one grain: of the whole state · one for each item of a list, which depends on its item and other parts of the
 * state, never on the list · one row told in parts. What a source does not read cannot change it: a reader who keeps
 * rows relies on that.
 */
export type FactSource = ((state: CaseState) => readonly Fact[]) | ListedFacts<Item> | ToldInParts;

export interface ListedFacts<I> {
  items(state: CaseState): readonly I[];
  row(item: I, state: CaseState): Fact;
}

export interface ToldInParts extends Pick<Fact, 'grain' | 'key'> {
  /** Each tells fields that no other does. */
  readonly parts: readonly ((state: CaseState) => Fact['fields'])[];
}

/** An item of one list or another; only its own source looks inside. */
type Item = object;

const listed = <I extends Item>(source: ListedFacts<I>): FactSource => source as unknown as ListedFacts<Item>;

const fieldsOf = ({ parts }: ToldInParts, state: CaseState): Fact['fields'] =>
  Object.assign({}, ...parts.map((part) => part(state))) as Fact['fields'];

/** Every grain but the contacts: no other fact, and no event, reads those. */
export const factSources: readonly FactSource[] = [
  { grain: 'case', key: '', parts: Object.values(caseParts) },
  listed({ items: allAssignments, row: assignmentRow }),
  opinionRows,
  roundRows,
  listed({ items: ({ forms }) => Object.values(forms), row: formRow }),
  listed({ items: ({ revisits }) => revisits, row: findingRow }),
  listed({ items: ({ progress }) => progress, row: progressRow }),
  listed({ items: ({ commitments }) => Object.values(commitments), row: commitmentRow }),
  reminderRows,
  listed({ items: ({ milestones }) => Object.values(milestones), row: milestoneRow }),
];

/** Everything statistics may ask of one case in one state. Total over any state; empty before registration. */
export const facts = (state: CaseState): readonly Fact[] =>
  state.registered === undefined
    ? []
    : [
        ...factSources.flatMap((source) => rowsOf(source, state)),
        ...state.contacts.map((contact) => contactRow(contact, state)),
      ];

const rowsOf = (source: FactSource, state: CaseState): readonly Fact[] => {
  if (typeof source === 'function') return source(state);
  if ('items' in source) return source.items(state).map((item) => source.row(item, state));
  return [{ grain: source.grain, key: source.key, fields: fieldsOf(source, state) }];
};
