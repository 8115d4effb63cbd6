import { titleOf, type Field } from './columns.js';
import type { RowCells } from './row-cells.js';

/** A field, what it cannot stand without (the first that is named, or any of several), and what follows. */
type Need = readonly [field: Field, needed: readonly Field[], follows: 'row-refused' | 'field-ignored'];

export const needs: readonly Need[] = [
  ['assignedOn', ['lead', 'jointLeads'], 'row-refused'],
  ['lead', ['assignedOn'], 'row-refused'],
  ['jointLeads', ['assignedOn'], 'row-refused'],
  ['support', ['assignedOn'], 'row-refused'],
  ['acceptedOn', ['assignedOn'], 'row-refused'],
  ['leaderInCharge', ['assignedOn'], 'field-ignored'],
  ['handler', ['assignedOn'], 'field-ignored'],
  ['contactMode', ['contactedOn'], 'field-ignored'],
  ['contacted', ['contactedOn'], 'field-ignored'],
  ['contactLedBy', ['contactedOn'], 'field-ignored'],
  ['contactSummary', ['contactedOn'], 'field-ignored'],
  ['opinion', ['opinionOn'], 'row-refused'],
  ['opinionOn', ['lead', 'jointLeads'], 'row-refused'],
];

/** Asked where the district answers: a co case has no reply of ours. */
export const replyNeeds: readonly Need[] = [
  ['repliedOn', ['outcome'], 'row-refused'],
  ['repliedOn', ['docNo'], 'row-refused'],
  ['repliedOn', ['disclosure'], 'row-refused'],
  ['outcome', ['repliedOn'], 'row-refused'],
  ['docNo', ['repliedOn'], 'field-ignored'],
  ['signer', ['repliedOn'], 'field-ignored'],
  ['disclosure', ['repliedOn'], 'field-ignored'],
  ['attitude', ['result'], 'row-refused'],
  ['result', ['attitude'], 'row-refused'],
  ['attitude', ['judgedOn'], 'row-refused'],
  ['judgedOn', ['attitude'], 'row-refused'],
  ['judgedOn', ['repliedOn'], 'row-refused'],
  ['comment', ['judgedOn'], 'field-ignored'],
];

export const checkNeeds = (cells: RowCells, table: readonly Need[]): void => {
  const unmet = table.filter(([field, needed]) => cells.has(field) && !needed.some((one) => cells.has(one)));
  for (const [field, [needed], follows] of unmet) {
    const details = { needed: titleOf(needed!) };
    if (follows === 'row-refused') cells.refuse('import.needs', field, details);
    else cells.warn('import.ignored', field, details);
  }
};
