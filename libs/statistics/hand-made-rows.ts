import { dayNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import { FactColumns } from './columns.js';
import { factColumns } from './layout.js';
import type { FactFields, Grain } from './grains.js';
import { openEnd } from './packing.js';
import type { Figure } from './figure.js';
import { plainOffice, type OfficeReading } from './office-reading.js';
import { report, type ReportRequest } from './report.js';
import { SegmentWriter } from './segment-writer.js';
import type { Segment } from './segment.js';

// Fact rows written by hand and put through segments into columns. For specs only.

/** A row with its rectangle; ends are exclusive and open where absent. */
export interface HandMadeRow<G extends Grain = Grain> {
  readonly grain: G;
  readonly case: string;
  readonly key: string;
  readonly fields: FactFields<G>;
  readonly from: Day;
  readonly to?: Day;
  readonly known: number;
  readonly until?: number;
}

type Span = Partial<Pick<HandMadeRow, 'from' | 'to' | 'known' | 'until'>>;

const blank = <G extends Grain>(grain: G): FactFields<G> =>
  Object.fromEntries(factColumns[grain].map(({ name }) => [name, null])) as FactFields<G>;

/** A city suggestion we lead, in handling and in stock. */
const plainCase: Partial<FactFields<'case'>> = {
  level: 'city',
  kind: 'suggestion',
  body: '上海市人大',
  term: 14,
  session: 3,
  sitting: 'in-session',
  number: '0001',
  title: '关于某事项的建议',
  registeredOn: '2015-01-10',
  registeredSeq: 1,
  outerRole: 'lead',
  outerRoleSeq: 1,
  stage: 'inHandling',
  inStock: true,
  stockSeq: 1,
  countingUnit: 'A',
  countingUnitSeq: 2,
  rounds: 1,
  roundOpen: true,
};

export const caseRow = (
  id: string,
  fields: Partial<FactFields<'case'>> = {},
  span: Span = {},
): HandMadeRow<'case'> => ({
  grain: 'case',
  case: id,
  key: '',
  fields: { ...blank('case'), ...plainCase, ...fields },
  from: '2015-01-10',
  known: 1,
  ...span,
});

export const childRow = <G extends Exclude<Grain, 'case'>>(
  grain: G,
  of: { readonly case: string; readonly key?: string } & Span,
  fields: Partial<FactFields<G>>,
): HandMadeRow<G> => ({
  grain,
  key: '1',
  from: '2015-01-10',
  known: 1,
  fields: { ...blank(grain), ...fields },
  ...of,
});

/** A replied case: no longer in stock, its reply credited to the counting unit. */
export const repliedCase = (
  id: string,
  fields: Partial<FactFields<'case'>> = {},
  span: Span = {},
): HandMadeRow<'case'> =>
  caseRow(
    id,
    {
      stage: 'replied',
      inStock: false,
      replyOn: '2015-03-01',
      replySeq: 9,
      replyOutcome: 'solved',
      replyScheme: 'sh-suggestion',
      replyUnit: fields.countingUnit ?? 'A',
      answeredOn: '2015-03-01',
      answeredSeq: 9,
      stockSeq: 9,
      roundOpen: false,
      implementation: 'notStarted',
      ...fields,
    },
    span,
  );

/** Columns holding the rows, written as one segment per `page` rows. */
export const columnsOf = (rows: readonly HandMadeRow[], seq = 100, page = 1000): FactColumns => {
  const columns = new FactColumns();
  segmentsOf(rows, seq, page).forEach((segment) => columns.apply(segment));
  return columns;
};

export const segmentsOf = (rows: readonly HandMadeRow[], seq = 100, page = 1000): Segment[] => {
  const writer = SegmentWriter.empty();
  const pages = Array.from({ length: Math.max(1, Math.ceil(rows.length / page)) }, (_, index) => index);
  return pages.map((index) => {
    rows.slice(index * page, (index + 1) * page).forEach((row) => write(writer, row));
    const toSeq = index === pages.length - 1 ? seq : index + 1;
    const segment = writer.take(index + 1, toSeq);
    writer.committed(toSeq);
    return segment;
  });
};

export const write = (writer: SegmentWriter, { grain, fields, known, until, ...row }: HandMadeRow): void => {
  const vTo = row.to === undefined ? openEnd : dayNumber(row.to);
  const start = { case: writer.codeOf(row.case), key: row.key, vFrom: dayNumber(row.from), vTo, kFrom: known };
  const opened = writer.open(grain, start, { parts: [fields] });
  if (until !== undefined) writer.close(grain, opened, until);
};

export const office = (facts: Partial<OfficeReading> = {}): OfficeReading => ({ ...plainOffice, ...facts });

/** One figure in total over hand-made rows, at 2015-12-31 and seq 100 unless told. */
export const figureAt = (
  rows: readonly HandMadeRow[],
  figure: string,
  request: Partial<ReportRequest> & { office?: OfficeReading } = {},
): Figure => {
  const { office: given = plainOffice, ...rest } = request;
  const asked = { validAt: '2015-12-31', knownAt: 100, figures: [figure], ...rest };
  return report(columnsOf(rows), given, asked).total[0] as Figure;
};
