import type { Day } from '#libs/kernel/event.js';
import type { Figure } from '#libs/office/briefing-events.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
import { figureId } from '#libs/statistics/definitions/definition.js';
import { definitionOf } from '#libs/statistics/definitions/table.js';
import type { Figure as Counted } from '#libs/statistics/figure.js';
import type { OfficeReading } from '#libs/statistics/office-reading.js';
import type { Policies } from '#libs/statistics/policies.js';
import { report } from '#libs/statistics/report.js';
import type { Scope } from '#libs/statistics/scope.js';

/** What figures are read at. */
export interface FiguresPoint {
  /** First day of the window of flows. */
  readonly from?: Day;
  readonly validAt: Day;
  readonly knownAt: number;
  readonly policies: Partial<Policies>;
  /** The versions to read by, as an issue froze them; without them the newest of each definition (engine 38). */
  readonly definitions?: readonly string[];
}

export type FigureScope = Readonly<Record<string, string>>;

/** One row of a list of figures: these, told apart by these, over this scope. */
export interface FigureRow {
  readonly figures: readonly string[];
  readonly by: readonly Dimension[];
  readonly scope: FigureScope;
  /** Every line of a list is a figure of its own, named by `cell` (and `scheme`) in its scope. */
  readonly cells?: true;
}

/** Reads the figures of one reading; asked twice it answers from memory. */
export class FigureReader {
  private readonly known = new Map<string, Figure>();

  constructor(
    private readonly columns: FactColumns,
    private readonly office: OfficeReading,
    readonly point: FiguresPoint,
  ) {}

  /** A definition by name with the version it is read by: 「N3」 → `N3@2`. */
  idOf(name: string): string {
    if (name.includes('@')) return name;
    return this.point.definitions?.find((id) => withoutVersion(id) === name) ?? figureId(definitionOf(name));
  }

  /** Every figure of a row, groups in their printed order; groups that hold nothing at all are left out. */
  row({ figures, by, scope, cells }: FigureRow): readonly Figure[] {
    const { groups, total } = this.asked(
      figures.map((name) => this.idOf(name)),
      by,
      scope,
    );
    const stated = (counted: readonly Counted[], own: FigureScope): readonly Figure[] =>
      counted.flatMap((each) => (cells ? cellsOf(each, own) : [statedOf(each, own)]));
    const found =
      by.length === 0
        ? stated(total, scope)
        : groups.flatMap(({ group, figures: own }) => stated(own, { ...scope, ...group }));
    found.forEach((figure) => this.known.set(nameOf(figure.id, figure.scope), figure));
    return by.length === 0 ? found : found.filter(holdsAny);
  }

  /** One figure by name, `N4b` or `N4b@2`, over `{ year: '2015', unit: 'jiaotong' }`. */
  one(named: string, scope: FigureScope): Figure {
    const id = this.idOf(named);
    const name = nameOf(id, scope);
    const known = this.known.get(name) ?? this.read(id, scope);
    this.known.set(name, known);
    return known;
  }

  private read(id: string, scope: FigureScope): Figure {
    const { cell, scheme, unit, ...rest } = scope;
    const by: readonly Dimension[] = unit === undefined ? [] : ['unit'];
    const { groups, total } = this.asked([id], by, rest);
    const found = unit === undefined ? total[0] : groups.find(({ group }) => group.unit === unit)?.figures[0];
    const counted = found ?? { ...total[0]!, ...emptied(total[0]!) };
    if (cell === undefined) return statedOf(counted, scope);
    const listed = (counted.cells ?? []).filter((each) => each.key === cell && (scheme ?? each.scheme) === each.scheme);
    const numerator = listed.reduce((sum, { count }) => sum + count, 0);
    return { id: counted.id, scope, numerator, denominator: listed[0]?.of ?? counted.numerator ?? 0 };
  }

  private asked(figures: readonly string[], by: readonly Dimension[], scope: FigureScope) {
    const { from, definitions: _definitions, ...at } = this.point;
    const asked = { ...at, figures, by, scope: scopeOf(scope), ...(from === undefined ? {} : { window: { from } }) };
    return report(this.columns, this.office, asked);
  }
}

/** `N3@2` → `N3`. */
export const withoutVersion = (id: string): string => id.replace(/@\d+$/, '');

export const nameOf = (id: string, scope: FigureScope): string =>
  JSON.stringify([id, Object.entries(scope).sort(([a], [b]) => (a < b ? -1 : 1))]);

const holdsAny = ({ numerator, denominator = 0, apart = 0 }: Figure): boolean =>
  numerator !== 0 || denominator !== 0 || apart !== 0;

const statedOf = ({ id, numerator, denominator, apart }: Counted, scope: FigureScope): Figure => ({
  id,
  scope,
  numerator: numerator ?? 0,
  ...(denominator === undefined || denominator === null ? {} : { denominator }),
  ...(apart === undefined ? {} : { apart }),
});

/** Lines of a list that hold something. */
const cellsOf = ({ id, cells = [] }: Counted, scope: FigureScope): readonly Figure[] =>
  cells
    .filter(({ count }) => count > 0)
    .map(({ key, scheme, count, of }) => ({
      id,
      scope: { ...scope, cell: key, ...(scheme === undefined ? {} : { scheme }) },
      numerator: count,
      denominator: of,
    }));

/** A group that nobody met holds nothing. */
const emptied = ({ denominator, apart }: Counted) => ({
  numerator: 0,
  ...(denominator === undefined ? {} : { denominator: 0 }),
  ...(apart === undefined ? {} : { apart: 0 }),
  cells: [],
});

const numeric: ReadonlySet<string> = new Set(['term', 'session', 'year']);

/** `city,national` means one of the two. */
const scopeOf = (scope: FigureScope): Scope =>
  Object.fromEntries(
    Object.entries(scope).map(([name, text]) => {
      const values = text.split(',');
      return [name, numeric.has(name) ? values.map(Number) : values];
    }),
  ) as Scope;
