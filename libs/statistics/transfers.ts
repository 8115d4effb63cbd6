import type { ColumnOf } from './grains.js';
import { historiesOf } from './movements.js';
import type { Rows } from './reading.js';
import type { Asked } from './question.js';
import type { Scope } from './scope.js';

type SeqColumn = Extract<ColumnOf<'case'>, `${string}Seq`>;

/** The event behind what a case may be grouped or chosen by and change while it is in stock. */
const causes: Readonly<Partial<Record<string, SeqColumn>>> = {
  unit: 'unitSeq',
  countingUnit: 'unitSeq',
  outerRole: 'outerRoleSeq',
  stage: 'stageSeq',
  subject: 'subjectSeq',
  flag: 'flagsSeq',
  leader: 'peopleSeq',
  leaderInCharge: 'peopleSeq',
  leadingLeader: 'peopleSeq',
  supervisingLeader: 'peopleSeq',
  handler: 'peopleSeq',
  outcome: 'replySeq',
  currentOutcome: 'currentOutcomeSeq',
  implementation: 'implementationSeq',
  disclosure: 'disclosureSeq',
  waitingBody: 'waitingSeq',
};

/** Keys that a scope tells cases apart by from day to day; whose units hold a case is asked of V alone. */
const chosenBy = ({ unit: _unit, innerRole: _role, also, ...scope }: Scope): readonly string[] => [
  ...Object.keys(scope),
  ...(also ? chosenBy(also) : []),
];

/**
 * The events of a transfer (semantics 30): of all keys asked for, those that changed from the row before to this one.
 * @param rows case rows over the days of a window
 */
export const transferEvents = (
  rows: Rows<'case'>,
  { by = [], scope = {} }: Pick<Asked, 'by' | 'scope'>,
): ((row: number) => readonly number[]) => {
  const names = new Set([...by, ...chosenBy(scope)].map((name) => causes[name]).filter((name) => name !== undefined));
  const columns = [...names].map((name) => rows.column(name));
  const before = new Map(
    historiesOf(rows).flatMap((history) => history.slice(1).map((row, at) => [row, history[at] as number] as const)),
  );
  return (row) => {
    const last = before.get(row);
    const changed = columns.filter((column) => last === undefined || column[last] !== column[row]);
    return changed.map((column) => column[row] as number);
  };
};
