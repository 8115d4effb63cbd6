import type { Kind } from '#libs/cases/vocabulary.js';
import type { Day } from '#libs/kernel/event.js';
import { titleOf, type Field } from './columns.js';
import { dayFields, type Bodies, type CaseFacts, type DayField } from './facts.js';
import { checkNeeds, needs, replyNeeds } from './needs.js';
import type { RowCells } from './row-cells.js';
import { outcomeWords } from './values.js';

/** What planning reads of the office; each is asked at the day the fact took effect. */
export interface Planning {
  /** The recording day in Shanghai: no fact lies after it. */
  readonly today: Day;
  readonly bodies: Bodies;
  /** Id of the unit a text names on a day. */
  unitNamed(text: string, on: Day): string | undefined;
  /** Outcomes of the kind's scheme on that day; empty where no rule book is in force. */
  outcomesOf(kind: Kind, on: Day): readonly string[];
  /** Subjects of the kind's scheme in force; undefined where there is none. */
  subjectsOf(kind: Kind, on: Day): readonly string[] | undefined;
}

export interface Checked {
  readonly cells: RowCells;
  readonly facts: CaseFacts;
  readonly planning: Planning;
}

/** What must hold between the fields of one row: what a decider would refuse is said here, before any event. */
export const checkRow = (checked: Checked): void =>
  checks.forEach((check) => {
    check(checked);
  });

const checkIntake = ({ cells, facts: { key } }: Checked): void => {
  cells.required('receivedOn');
  checkNeeds(cells, needs);
  const isDistrict = key.level === 'district';
  if (key.body === '') cells.refuse('import.body-missing', 'body');
  if (isDistrict && cells.has('outerRole')) cells.refuse('import.role-district', 'outerRole');
  if (!isDistrict && !cells.has('outerRole')) cells.refuse('import.role-missing', 'outerRole');
};

const checkDates = ({ cells, facts: { days }, planning: { today } }: Checked): void => {
  for (const field of dayFields) {
    const day = days[field];
    if (day && day > today) cells.refuse('import.date-in-future', field, { day, today });
  }
};

/** Each of these days never lies before the other one. */
const order: readonly (readonly [DayField, DayField])[] = [
  ['assignedOn', 'receivedOn'],
  ['acceptedOn', 'assignedOn'],
  ['contactedOn', 'receivedOn'],
  ['opinionOn', 'receivedOn'],
  ['repliedOn', 'receivedOn'],
  ['judgedOn', 'repliedOn'],
  ['replyDue', 'receivedOn'],
  ['replyDue', 'assignedOn'],
  ['opinionDue', 'receivedOn'],
];

const checkOrder = ({ cells, facts: { days } }: Checked): void => {
  for (const [field, before] of order) {
    const [day, earlierDay] = [days[field], days[before]];
    if (day && earlierDay && day < earlierDay)
      cells.refuse('import.date-order', field, { day, earlier: titleOf(before), earlierDay });
  }
};

const checkContact = ({ cells, facts: { contacted, proposers } }: Checked): void => {
  if (!cells.has('contactedOn') || contacted.some((name) => proposers.includes(name))) return;
  cells.refuse('import.contact-stranger', 'contacted');
};

const opinionFields: readonly Field[] = ['opinionOn', 'opinion'];

/** A role that could not be read has its own remark; what hangs on it is not judged. */
const isUnclear = ({ cells, facts }: Checked): boolean => cells.has('outerRole') && facts.outerRole === undefined;

const checkOpinion = (checked: Checked): void => {
  const { cells, facts } = checked;
  if (facts.outerRole === 'co' || isUnclear(checked)) return;
  opinionFields.filter((field) => cells.has(field)).forEach((field) => cells.refuse('import.opinion-not-co', field));
};

const replyFields: readonly Field[] = [
  'outcome',
  'docNo',
  'signer',
  'disclosure',
  'attitude',
  'result',
  'judgedOn',
  'comment',
];

const checkReply = (checked: Checked): void => {
  const { cells, facts } = checked;
  if (isUnclear(checked)) return;
  if (facts.outerRole !== 'co') return checkAnswer(checked);
  if (cells.has('repliedOn')) cells.refuse('import.co-replied', 'repliedOn');
  replyFields.filter((field) => cells.has(field)).forEach((field) => cells.warn('import.co-ignored', field));
};

const checkAnswer = ({ cells, facts, planning }: Checked): void => {
  const { key, days, outcome, attitude, result } = facts;
  checkNeeds(cells, replyNeeds);
  const allowed = days.repliedOn && planning.outcomesOf(key.kind, days.repliedOn);
  if (outcome && allowed?.length === 0) cells.refuse('import.no-scheme', 'outcome', { day: days.repliedOn });
  else if (outcome && allowed && !allowed.includes(outcome)) {
    const accepted = Object.entries(outcomeWords).flatMap(([each, [word]]) => (allowed.includes(each) ? [word] : []));
    cells.refuse('import.value-unknown', 'outcome', { value: cells.text('outcome'), accepted });
  }
  const isUnhappy = attitude === 'dissatisfied' || result === 'dissatisfied';
  if (isUnhappy && !cells.has('comment')) cells.refuse('import.comment-missing', 'comment');
};

const checkSubject = ({ cells, facts: { key, days }, planning }: Checked): void => {
  const value = cells.text('subject');
  if (value === undefined || !days.receivedOn) return;
  const accepted = planning.subjectsOf(key.kind, days.receivedOn);
  if (!accepted) cells.refuse('import.no-scheme', 'subject', { day: days.receivedOn });
  else if (!accepted.includes(value)) cells.refuse('import.value-unknown', 'subject', { value, accepted });
};

const checks = [checkIntake, checkDates, checkOrder, checkContact, checkOpinion, checkReply, checkSubject];
