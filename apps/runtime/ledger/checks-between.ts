import { titleOf, type Field } from './columns.js';
import type { Checked } from './checks.js';
import { dayFields, type DayField } from './facts.js';

/** What happened first stands on the left; equal days are fine. */
const order: readonly (readonly [DayField, DayField])[] = [
  ['receivedOn', 'assignedOn'],
  ['assignedOn', 'acceptedOn'],
  ['receivedOn', 'contactedOn'],
  ['receivedOn', 'opinionOn'],
  ['receivedOn', 'repliedOn'],
  ['repliedOn', 'judgedOn'],
];

export const checkDates = ({ cells, facts: { days }, planning: { today } }: Checked): void => {
  for (const field of dayFields) {
    const day = days[field];
    if (day && day > today) cells.refuse('import.date-in-future', field, { day, today });
  }
  for (const [before, after] of order) {
    const [earlierDay, day] = [days[before], days[after]];
    if (earlierDay && day && day < earlierDay)
      cells.refuse('import.date-order', after, { day, earlier: titleOf(before), earlierDay });
  }
};

export const checkContact = ({ cells, facts: { days, contacted, proposers } }: Checked): void => {
  const isStranger = !contacted.some((name) => proposers.includes(name));
  if (days.contactedOn && isStranger) cells.refuse('import.contact-stranger', 'contacted');
};

const replyFields: readonly Field[] = ['outcome', 'docNo', 'signer', 'disclosure'];

/** A co case is answered by the city's lead; only a co case has an opinion of ours (semantics 19). */
export const checkOpinion = ({ cells, facts: { outerRole } }: Checked): void => {
  if (outerRole !== 'co') {
    if (cells.has('opinionOn')) cells.refuse('import.opinion-not-co', 'opinionOn');
    return;
  }
  if (cells.has('repliedOn')) cells.refuse('import.co-replied', 'repliedOn');
  for (const field of replyFields) if (cells.has(field)) cells.warn('import.co-ignored', field);
};

/** Outcomes of the kind's scheme, and a reason wherever somebody is dissatisfied. */
export const checkReplyWords = ({ cells, facts, planning }: Checked): void => {
  const { key, outcome, days, attitude, result } = facts;
  const accepted = days.repliedOn ? planning.outcomesOf?.(key.kind, days.repliedOn) : undefined;
  const isMissing =
    outcome !== undefined && (accepted ? !accepted.includes(outcome) : isNoOutcomeOf(key.kind, outcome));
  if (isMissing)
    cells.refuse('import.value-unknown', 'outcome', { value: cells.text('outcome'), accepted: accepted ?? [] });
  const isUnhappy = attitude === 'dissatisfied' || result === 'dissatisfied';
  if (isUnhappy && !cells.has('comment')) cells.refuse('import.comment-missing', 'comment');
};

/** A proposal's scheme has no 正在解决. */
const isNoOutcomeOf = (kind: string, outcome: string): boolean => kind === 'proposal' && outcome === 'solving';

export const checkSubject = ({ cells, facts: { key, days }, planning }: Checked): void => {
  const value = cells.text('subject');
  const accepted = days.receivedOn ? planning.subjectsOf?.(key.kind, days.receivedOn) : undefined;
  if (value && accepted && !accepted.includes(value))
    cells.refuse('import.value-unknown', 'subject', { value, accepted });
};
