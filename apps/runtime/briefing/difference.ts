import type { FigureValue } from '#libs/office/briefing-bodies.js';
import { firstSet, type BriefingIssued, type BriefingState, type Figure } from '#libs/office/briefing-events.js';
import { compare, type Comparison, type Side } from '#libs/statistics/compare.js';
import { drill } from '#libs/statistics/drill.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { none } from '#libs/statistics/grains.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import { readingAt } from '#libs/statistics/reading.js';
import type { Cause } from '../queries/causes.js';
import { causesOf } from '../queries/causes.js';
import { officeAt, policiesAt } from '../queries/office-at.js';
import { draftAt, frozenFigures } from './drafts.js';
import { figuresOfSet } from './figure-sets.js';
import { nameOf, withoutVersion } from './figures.js';
import { pointOf, type BriefingSources } from './point.js';
import { previousOf } from './previous.js';
import type { Causing } from './restatement-causes.js';

/** A case that made the difference, as it is known now, with the events that moved it. */
export interface MovedCase {
  readonly case: string;
  readonly number: string;
  readonly title: string;
  readonly change: 'entered' | 'left';
  readonly events: readonly Cause[];
}

/** A figure of this briefing beside the one before, by the cases that made the difference, each with its events. */
export interface FigureDifference {
  readonly figure: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly before: FigureValue;
  readonly after: FigureValue;
  readonly cases: readonly MovedCase[];
}

type Place = Pick<BriefingIssued, 'kind' | 'period' | 'from' | 'until' | 'validAt' | 'knownAt' | 'briefing'> &
  Partial<Pick<BriefingIssued, 'definitions'>>;

const explainable = ['kind', 'outerRole'] as const;

/**
 * Compared with the previous issue, as it was issued; with the previous period as known now where none was (domain 8).
 * Undefined for a kind that has none before it.
 */
export const differenceFrom = async (state: BriefingState, sources: Causing) => {
  const place: Place = (state.issued ?? state.drafted)!;
  const point = pointOf(place, sources);
  const previous = previousOf(point, sources);
  if (!previous) return undefined;
  const { issued } = previous;
  const then = issued ?? { validAt: previous.point.validAt, knownAt: point.knownAt, from: previous.point.from };
  const now = state.issued?.figures ?? frozenFigures(draftAt(place, sources), []);
  const before = issued?.figures ?? figuresOfSet(state.issued?.set ?? state.drafted?.set ?? firstSet, previous.point);
  const sides = { before: sideOf(then, sources), after: sideOf(place, sources) };
  const moved = movedFigures(before, now);
  const figures = await explained(moved, sides, { sources, columns: point.columns });
  const reading = ({ validAt, knownAt }: { validAt: string; knownAt: number }) => ({ validAt, knownAt });
  return {
    briefing: place.briefing,
    previous: issued?.briefing ?? null,
    before: reading(then),
    after: reading(place),
    figures,
  };
};

interface Moved {
  readonly figure: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly before: FigureValue;
  readonly after: FigureValue;
}

/** By definition and scope; the year in a scope is that of its own reading. */
const movedFigures = (before: readonly Figure[], after: readonly Figure[]): readonly Moved[] => {
  const keyOf = ({ id, scope }: Figure) => nameOf(withoutVersion(id), withoutYear(scope));
  const [was, is] = [before, after].map((figures) => new Map(figures.map((figure) => [keyOf(figure), figure])));
  return [...new Set([...is!.keys(), ...was!.keys()])].flatMap((key) => {
    const [earlier, later] = [was!.get(key), is!.get(key)];
    const any = (later ?? earlier)!;
    const [then, now] = [valueOf(earlier), valueOf(later)];
    const isSame = then.numerator === now.numerator && then.denominator === now.denominator;
    return isSame ? [] : [{ figure: any.id, scope: any.scope, before: then, after: now }];
  });
};

const withoutYear = ({ year: _year, ...scope }: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  scope;

const valueOf = (figure: Figure | undefined): FigureValue => ({
  numerator: figure?.numerator ?? 0,
  ...(figure?.denominator === undefined ? {} : { denominator: figure.denominator }),
});

const sideOf = (
  { validAt, knownAt, from }: Pick<Place, 'validAt' | 'knownAt' | 'from'>,
  { office, jurisdiction }: BriefingSources,
): Side => {
  const at = { validAt, knownAt };
  const request = { ...at, figures: [], policies: policiesAt(office, jurisdiction, at) };
  return {
    request: { ...request, ...(from === undefined ? {} : { window: { from } }) },
    office: officeAt(office, jurisdiction, at),
  };
};

interface Sides {
  readonly before: Side;
  readonly after: Side;
}

interface Explaining {
  readonly sources: Causing;
  readonly columns: Parameters<typeof compare>[0];
}

/** In total, and by kind and role; figures of single units open their own cases. */
const explained = async (
  moved: readonly Moved[],
  sides: Sides,
  { sources, columns }: Explaining,
): Promise<readonly FigureDifference[]> => {
  const found: FigureDifference[] = [];
  const named = namedBy(columns, sides.after.request.validAt);
  for (const each of moved) {
    const isExplained = Object.keys(each.scope).every((name) => name === 'year' || explainable.includes(name as never));
    const cases = isExplained ? await casesOf(each, sides, { sources, columns }) : [];
    found.push({ ...each, cases: cases.map(named).sort(byChange) });
  }
  return found;
};

/** Those that came in first, each side by number. */
const byChange = (a: MovedCase, b: MovedCase): number =>
  byCodeUnit(a.change, b.change) || byCodeUnit(a.number, b.number) || byCodeUnit(a.case, b.case);

type Bare = Pick<MovedCase, 'case' | 'change'> & { readonly events: readonly Cause[] };

/** Numbers and titles as they are known now; an event in the office's word. */
const namedBy = (columns: FactColumns, validAt: string) => {
  const reading = readingAt(columns, { validAt, knownAt: columns.seq });
  const text = (row: number, name: 'case' | 'number' | 'title') => {
    const code = reading.column('case', name)[row] as number;
    return code === none ? '' : reading.dictionary.text(code);
  };
  const places = new Map(Array.from(reading.column('case', 'case'), (_, row) => [text(row, 'case'), row]));
  return ({ case: id, change, events }: Bare): MovedCase => {
    const row = places.get(id);
    const [number, title] = row === undefined ? ['', ''] : [text(row, 'number'), text(row, 'title')];
    return { case: id, number, title, change, events };
  };
};

const casesOf = async ({ figure, scope }: Moved, sides: Sides, { sources, columns }: Explaining) => {
  const { year, ...rest } = scope;
  const sideAt = ({ request, office }: Side): Side => {
    const ownYear = year === undefined ? {} : { year: Number(request.validAt.slice(0, 4)) };
    return { request: { ...request, figures: [figure], scope: { ...rest, ...ownYear } }, office };
  };
  const [before, after] = [sideAt(sides.before), sideAt(sides.after)];
  const comparison = compare(columns, before, after);
  if (figure.startsWith('flow.')) return flowCases(comparison, { before, after }, { sources, columns });
  const causes = await causesOf(comparison, { before, after, columns }, sources);
  return causes
    .filter(({ part }) => part !== 'denominator')
    .map(({ case: id, change, events }) => ({ case: id, change, events }));
};

/** A flow of two windows is walked by no day between them: each case shows the events that put it into its own. */
const flowCases = async ({ total }: Comparison, sides: Sides, { sources, columns }: Explaining) => {
  const { events: log, prefix } = sources;
  const found = [];
  for (const { id, moves } of total)
    for (const { case: moved, change, part } of moves) {
      const { request, office } = change === 'entered' ? sides.after : sides.before;
      const rows = drill(columns, office, { asked: request, opened: { figure: id, part } });
      const seqs = new Set(rows.filter((row) => row.case === moved).flatMap(({ events }) => events));
      const read = await log.readStream(`${prefix}-case-${moved}`);
      const events = read.events.filter(({ seq }) => seqs.has(seq));
      found.push({
        case: moved,
        change,
        events: events.map(({ id: event, seq, type, stream }) => ({ id: event, seq, type, stream })),
      });
    }
  return found;
};
