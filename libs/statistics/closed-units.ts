import type { FactColumns } from './columns.js';
import { definitionOf } from './definitions/table.js';
import { identityOf } from './drill.js';
import type { OfficeReading } from './office-reading.js';
import { byCodeUnit } from './orders.js';
import { Question, type Asked } from './question.js';

/** A unit that was closed without a successor, and the cases in stock that still count for it. */
export interface ClosedUnit {
  readonly unit: string;
  readonly cases: readonly string[];
}

/** The inconsistency of semantics 32: each such case has to be assigned anew. */
export const closedUnits = (columns: FactColumns, office: OfficeReading, asked: Asked): readonly ClosedUnit[] => {
  const question = new Question(columns, office, { ...asked, by: ['unit'] });
  const counted = question.counted(definitionOf('stock'));
  const { grouping } = question;
  const closed = grouping.ordered().filter((slot) => office.closedWithoutSuccessor(grouping.group(slot).unit ?? ''));
  const units = closed.map((slot) => {
    const rows = [...counted.slots.keys()].filter((row) => counted.slots[row] === slot && counted.bits[row] !== 0);
    const cases = rows.map((row) => identityOf(question, counted, row).case).sort(byCodeUnit);
    return { unit: grouping.group(slot).unit ?? '', cases };
  });
  return units.filter((row) => row.cases.length > 0);
};
