import type { FactColumns } from './columns.js';
import type { CellKey } from './cells.js';
import { definitionOf } from './definitions/table.js';
import { partBits, type ChildEvidence, type Part, type PartRow } from './definitions/definition.js';
import { none, type Grain } from './grains.js';
import type { GroupKey } from './dimensions.js';
import { outside } from './grouping.js';
import type { OfficeReading } from './office-reading.js';
import { byCodeUnit } from './orders.js';
import { pickedOut } from './overlaps.js';
import { Question, type Asked, type Counted } from './question.js';
import type { Rows } from './reading.js';
import { transferEvents } from './transfers.js';

/** Which number is opened: a part of a figure, in a group (all where absent), in a cell of its list. */
export interface Opened {
  readonly figure: string;
  readonly group?: GroupKey;
  readonly part?: Part;
  readonly cell?: CellKey;
}

/** A case behind a number, with the seqs of the events that put it there; `key` names its row where a case has several. */
export interface DrillRow {
  readonly case: string;
  readonly key?: string;
  readonly events: readonly number[];
}

/** The cases behind one number, by case id and key (domain 7: every number opens its cases, every case its events). */
export const drill = (
  columns: FactColumns,
  office: OfficeReading,
  { asked, opened }: DrillRequest,
): readonly DrillRow[] => {
  const { scope, by, group } = pickedOut(asked, opened.group);
  const narrowed = { ...asked, scope, by };
  const question = new Question(columns, office, narrowed);
  const counted = question.counted(definitionOf(opened.figure));
  return drillInto({ question, asked: narrowed }, counted, { ...opened, group });
};

export interface DrillRequest {
  readonly asked: Asked;
  readonly opened: Opened;
}

interface Asking {
  readonly question: Question;
  readonly asked: Asked;
}

const drillInto = ({ question, asked }: Asking, counted: Counted, opened: Opened): readonly DrillRow[] => {
  const part = opened.part ?? 'numerator';
  const row = counted.definition.parts[part] ?? counted.definition.parts.numerator;
  const rows = itemsOf(question, counted, { ...opened, part }).map((item) => counted.rowOf?.[item] ?? item);
  const eventsOf = evidenceOf({ question, asked }, counted, row);
  return rows.map((place) => ({ ...identityOf(question, counted, place), events: eventsOf(place) })).sort(byIdentity);
};

/** Items in a part of the figure, in the group and cell asked for. */
const itemsOf = ({ grouping }: Question, counted: Counted, opened: Opened & { part: Part }): readonly number[] => {
  const bit = partBits[opened.part];
  const slots = new Set(grouping.ordered().filter((slot) => matches(grouping.group(slot), opened.group ?? {})));
  const cells = counted.cells?.cells.map((cell) => isCell(cell, opened.cell));
  const items: number[] = [];
  counted.bits.forEach((bits, item) => {
    const slot = counted.slots[item] as number;
    if ((bits & bit) === 0 || slot === outside || !slots.has(slot)) return;
    if (cells === undefined || cells[counted.cells?.index[item] as number]) items.push(item);
  });
  return items;
};

const isCell = (cell: CellKey, wanted?: CellKey): boolean =>
  wanted === undefined || (cell.key === wanted.key && (wanted.scheme === undefined || cell.scheme === wanted.scheme));

const matches = (group: GroupKey, wanted: GroupKey): boolean =>
  Object.entries(wanted).every(([name, key]) => group[name as keyof GroupKey] === key);

/** Whose row it is. */
export const identityOf = ({ reading }: Question, { source }: Counted, row: number): { case: string; key?: string } => {
  const id = reading.dictionary.text(source.rows.column('case')[row] as number);
  if (source.grain === 'case') return { case: id };
  return { case: id, key: reading.dictionary.text(source.rows.column('key')[row] as number) };
};

const byIdentity = (a: DrillRow, b: DrillRow): number =>
  byCodeUnit(a.case, b.case) || byCodeUnit(a.key ?? '', b.key ?? '');

type EventsOf = (row: number) => readonly number[];

/** The events of a row: its own `seq` columns, its case's, and those of its child rows that count. */
const evidenceOf = (
  { question, asked }: Asking,
  { source }: Counted,
  { evidence, children, moved }: PartRow,
): EventsOf => {
  const columns = evidence.map((name) => seqColumn(source, name));
  const movedBy = moved ? transferEvents(source.caseRows, asked) : undefined;
  const byCase = children ? childEvents(question, children) : undefined;
  return (row) => {
    const own = columns.map((seqOf) => seqOf(row));
    const place = source.places ? (source.places[row] as number) : row;
    const all = [...own, ...(byCase?.get(place) ?? []), ...(movedBy?.(row) ?? [])].filter((seq) => seq !== none);
    return [...new Set(all)].sort((a, b) => a - b);
  };
};

const seqColumn = ({ rows, caseRows, places }: Counted['source'], name: string): ((row: number) => number) => {
  const ofCase = name.startsWith('case.');
  const column = ofCase ? caseRows.column(name.slice(5) as 'registeredSeq') : rows.column(name as never);
  return (row) => column[ofCase && places ? (places[row] as number) : row] ?? none;
};

const childEvents = ({ reading, inquiry }: Question, child: ChildEvidence): ReadonlyMap<number, readonly number[]> => {
  const seqs = (reading.rows(child.grain) as unknown as Rows<Grain>).column(child.column as never);
  const counts = child.where(inquiry);
  const events = new Map<number, number[]>();
  reading.casesOf(child.grain).forEach((place, row) => {
    if (place < 0 || counts[row] !== 1) return;
    events.set(place, [...(events.get(place) ?? []), seqs[row] as number]);
  });
  return events;
};
