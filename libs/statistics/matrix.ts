import { cellOrder, cellsOf, type CellKey } from './cells.js';
import type { FactColumns } from './columns.js';
import { replied } from './definitions/bases.js';
import { definitionOf } from './definitions/table.js';
import { none } from './grains.js';
import { outside } from './grouping.js';
import type { Inquiry } from './inquiry.js';
import type { OfficeReading } from './office-reading.js';
import { byCodeUnit, compareKeys, matrixColumns } from './orders.js';
import { Question, type Asked } from './question.js';
import type { Reading } from './reading.js';

export interface MatrixRequest extends Asked {
  /** Only this campaign's findings; give its frozen cases as the scope. Absent: the cumulative matrix. */
  readonly campaign?: string;
}

export interface MatrixCell {
  /** A finding, `to:<new outcome>`, or `unchecked`. */
  readonly column: string;
  readonly count: number;
  readonly cases: readonly string[];
}

export interface MatrixRow {
  readonly outcome: string;
  readonly scheme?: string;
  readonly total: number;
  readonly cells: readonly MatrixCell[];
}

/**
 * Reply outcomes against what revisits found (semantics 45), over answering cases replied by V. Rows stand per scheme
 * unless a mapping is named; only cells that hold a case are listed.
 */
export const revisitMatrix = (
  columns: FactColumns,
  office: OfficeReading,
  request: MatrixRequest,
): readonly MatrixRow[] => {
  const question = new Question(columns, office, request);
  const definition = definitionOf('N11');
  const rows = casesByCell(question, request.campaign);
  const keys = cellsOf(question.inquiry, definition)?.cells ?? [];
  const order = cellOrder(question.inquiry, definition);
  const places = [...rows.keys()].sort((a, b) => order(keys[a] as CellKey, keys[b] as CellKey));
  return places.map((place) => rowOf(keys[place] as CellKey, rows.get(place) as CasesByColumn));
};

type CasesByColumn = Map<string, string[]>;

const rowOf = ({ key, scheme }: CellKey, found: CasesByColumn): MatrixRow => {
  const inOrder = [...found.keys()].sort(compareKeys({ declared: matrixColumns }));
  const cells = inOrder.map((column) => {
    const cases = (found.get(column) ?? []).sort(byCodeUnit);
    return { column, count: cases.length, cases };
  });
  const total = cells.reduce((sum, cell) => sum + cell.count, 0);
  return { outcome: key, ...(scheme === undefined ? {} : { scheme }), total, cells };
};

const casesByCell = (question: Question, campaign?: string): ReadonlyMap<number, CasesByColumn> => {
  const { inquiry, reading } = question;
  const [isReplied, slots] = [replied(reading), question.slotsOf(question.source('case', 'countingUnit'))];
  const cells = cellsOf(inquiry, definitionOf('N11'));
  const columnOf = campaign === undefined ? cumulative(inquiry) : ofCampaign(reading, campaign);
  const found = new Map<number, CasesByColumn>();
  reading.column('case', 'case').forEach((code, row) => {
    if (isReplied[row] === 0 || slots[row] === outside) return;
    const place = cells?.index[row] as number;
    const byColumn = found.get(place) ?? new Map<string, string[]>();
    const column = columnOf(row);
    byColumn.set(column, [...(byColumn.get(column) ?? []), reading.dictionary.text(code)]);
    found.set(place, byColumn);
  });
  return found;
};

const unchecked = 'unchecked';

const cumulative = ({ reading }: Inquiry): ((row: number) => string) => {
  const column = reading.column('case', 'matrixColumn');
  return (row) => (column[row] === none ? unchecked : reading.dictionary.text(column[row] as number));
};

/** The campaign's last finding on each case; one with a new outcome counts only there. */
const ofCampaign = (reading: Reading, campaign: string): ((row: number) => string) => {
  const [campaigns, code] = [reading.column('finding', 'campaign'), reading.code(campaign)];
  const [on, seq] = [reading.column('finding', 'on'), reading.column('finding', 'seq')];
  const isLater = (a: number, b: number) =>
    (on[a] as number) - (on[b] as number) || (seq[a] as number) - (seq[b] as number);
  const last = new Map<number, number>();
  reading.casesOf('finding').forEach((place, row) => {
    if (place < 0 || campaigns[row] !== code) return;
    const before = last.get(place);
    if (before === undefined || isLater(row, before) > 0) last.set(place, row);
  });
  return (place) => findingColumn(reading, last.get(place));
};

const findingColumn = (reading: Reading, row?: number): string => {
  if (row === undefined) return unchecked;
  const outcome = reading.column('finding', 'newOutcome')[row] as number;
  if (outcome !== none) return `to:${reading.dictionary.text(outcome)}`;
  return reading.dictionary.text(reading.column('finding', 'finding')[row] as number);
};
