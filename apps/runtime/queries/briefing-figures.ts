import type { Day } from '#libs/kernel/event.js';
import type { Figure } from '#libs/office/briefing-events.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { bookFlows } from '#libs/statistics/definitions/definition.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
import type { OfficeReading } from '#libs/statistics/office-reading.js';
import type { Policies } from '#libs/statistics/policies.js';
import { report } from '#libs/statistics/report.js';

/** What a briefing's figures are read at. */
export interface BriefingPoint {
  readonly from: Day;
  readonly validAt: Day;
  readonly knownAt: number;
  readonly policies: Partial<Policies>;
}

/** The stock's book of the two months (semantics 30), in total and by unit. */
const bookFigures = bookFlows.map((flow) => `flow.${flow}@1`);

/** What was done by V, of what the calendar year of V brought in: counts and rates. */
const yearFigures = [
  'received@1',
  'N1@1',
  'N3@1',
  'N3b@1',
  'N4@1',
  'N4b@1',
  'N5@1',
  'N6f@1',
  'overdue@1',
  'contacts@1',
];

export const briefingDefinitions: readonly string[] = [...bookFigures, ...yearFigures];

/** Every number a bimonthly briefing freezes, each with the scope that opens it. Overdue is evaluated at V (semantics 48). */
export const briefingFigures = (
  columns: FactColumns,
  office: OfficeReading,
  point: BriefingPoint,
): readonly Figure[] => {
  const { from, validAt, knownAt, policies } = point;
  const asked = { validAt, knownAt, policies, window: { from } };
  const year = Number(validAt.slice(0, 4));
  const grouped = (figures: readonly string[], by: readonly Dimension[], scope: object = {}): readonly Figure[] => {
    const { groups, total } = report(columns, office, { ...asked, figures, by, scope });
    const rows = groups.flatMap(({ group, figures: own }) =>
      own.map((figure) => stated(figure, { ...scope, ...group })),
    );
    return by.length === 0 ? total.map((figure) => stated(figure, scope)) : rows;
  };
  return [
    ...grouped(bookFigures, []),
    ...grouped(bookFigures, ['unit']),
    ...grouped(['flow.received@1'], ['kind', 'outerRole']),
    ...grouped(yearFigures, [], { year }),
    ...grouped(yearFigures, ['kind', 'outerRole'], { year }),
    ...grouped(yearFigures, ['unit'], { year }),
  ];
};

type Printed = ReturnType<typeof report>['total'][number];

const stated = ({ id, numerator, denominator }: Printed, scope: object): Figure => ({
  id,
  scope: Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, String(value)])),
  numerator: numerator ?? 0,
  ...(denominator === undefined || denominator === null ? {} : { denominator }),
});
