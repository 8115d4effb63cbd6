import type { Kind, Outcome } from '#libs/cases/vocabulary.js';
import type { Day } from '#libs/kernel/event.js';
import { titleOf, type Field } from './columns.js';
import { dayFields, type CaseFacts, type DayField } from './facts.js';
import type { RowCells } from './row-cells.js';
import { outcomeWords } from './values.js';

/** What planning reads of the office; each is asked at the day the fact took effect. */
export interface Planning {
  /** The recording day in Shanghai: no fact lies after it. */
  readonly today: Day;
  readonly bodies: Readonly<Record<Kind, string>>;
  /** Id of the unit a text names on a day. */
  unitNamed(text: string, on: Day): string | undefined;
  /** Outcomes of the kind's scheme; absent: only that a proposal is never 正在解决 is checked. */
  outcomesOf?(kind: Kind, on: Day): readonly string[];
  /** Subjects of the kind's scheme in force; undefined where there is none. */
  subjectsOf?(kind: Kind, on: Day): readonly string[] | undefined;
}

interface Checked {
  readonly cells: RowCells;
  readonly facts: CaseFacts;
  readonly planning: Planning;
}

/** What holds between the fields of one row: whatever a decider would refuse later is said here, before any event. */
export const checkRow = (checked: Checked): void =>
  [checkRequired, checkRole, checkDates, checkContact, checkOpinion, checkReply, checkSubject].forEach((check) =>
    check(checked),
  );

const checkRequired = ({ cells }: Checked): void => {
  cells.required('receivedOn');
  for (const [field, needed, severity] of needs) {
    if (!cells.has(field) || ([] as Field[]).concat(needed).some((one) => cells.has(one))) continue;
    const details = { needed: titleOf(([] as Field[]).concat(needed)[0]!) };
    if (severity === 'error') cells.refuse('import.needs', field, details);
    else cells.warn('import.ignored', field, details);
  }
};

/** A field, what it cannot stand without, and whether the row is kept out or the field left out. */
const needs: readonly (readonly [Field, Field | readonly Field[], 'error' | 'warning'])[] = [
  ['assignedOn', ['lead', 'jointLeads'], 'error'],
  ['lead', 'assignedOn', 'error'],
  ['jointLeads', 'assignedOn', 'error'],
  ['support', 'assignedOn', 'error'],
  ['acceptedOn', 'assignedOn', 'error'],
  ['leaderInCharge', 'assignedOn', 'warning'],
  ['handler', 'assignedOn', 'warning'],
  ['contactMode', 'contactedOn', 'warning'],
  ['contacted', 'contactedOn', 'warning'],
  ['contactLedBy', 'contactedOn', 'warning'],
  ['contactSummary', 'contactedOn', 'warning'],
  ['opinion', 'opinionOn', 'error'],
  ['opinionOn', ['lead', 'jointLeads'], 'error'],
];

const replyNeeds: typeof needs = [
  ['repliedOn', 'outcome', 'error'],
  ['repliedOn', 'docNo', 'error'],
  ['repliedOn', 'disclosure', 'error'],
  ['outcome', 'repliedOn', 'error'],
  ['docNo', 'repliedOn', 'warning'],
  ['signer', 'repliedOn', 'warning'],
  ['disclosure', 'repliedOn', 'warning'],
  ['attitude', 'result', 'error'],
  ['result', 'attitude', 'error'],
  ['attitude', 'judgedOn', 'error'],
  ['judgedOn', 'attitude', 'error'],
  ['judgedOn', 'repliedOn', 'error'],
  ['comment', 'judgedOn', 'warning'],
];

const checkRole = ({ cells, facts: { key } }: Checked): void => {
  const isDistrict = key.level === 'district';
  if (isDistrict && cells.has('outerRole')) cells.refuse('import.role-district', 'outerRole');
  if (!isDistrict && !cells.has('outerRole')) cells.refuse('import.role-missing', 'outerRole');
};
