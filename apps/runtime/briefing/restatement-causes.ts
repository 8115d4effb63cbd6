import type { CausingEvent, FigureChange } from '#libs/office/briefing-bodies.js';
import { correctionTypes } from '#libs/kernel/history.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
import { compare, type Side } from '#libs/statistics/compare.js';
import { causesOf, type Cause, type CauseSources } from '../queries/causes.js';
import { officeAt, policiesAt } from '../queries/office-at.js';
import type { BriefingPoint, BriefingSources } from './point.js';
import type { IssuedFigures } from './restated-figures.js';

export type Causing = BriefingSources & CauseSources;

interface Moved {
  readonly issued: IssuedFigures;
  readonly changes: readonly FigureChange[];
  readonly point: BriefingPoint;
}

/** The events that moved the figures, each once, in the order of the log: of cases, of units, of the rule book. */
export const causesBehind = async (moved: Moved, sources: Causing): Promise<readonly CausingEvent[]> => {
  const causes = new Map<number, CausingEvent>();
  for (const asked of askedOf(moved.changes))
    for (const cause of await caseCauses(asked, moved, sources)) causes.set(cause.seq, cause);
  return [...causes.values()].sort((a, b) => a.seq - b.seq).slice(0, mostCauses);
};

/** An event holds at most this many; the rest follow by opening the figures. */
const mostCauses = 100;

interface Asked {
  readonly figures: readonly string[];
  readonly scope: Readonly<Record<string, readonly (string | number)[]>>;
  readonly by: readonly Dimension[];
}

/** Told apart by these; everything else in a figure's scope is the scope of the question. */
const groupings: readonly Dimension[] = ['level', 'kind', 'outerRole', 'unit', 'period'];
const numeric: ReadonlySet<string> = new Set(['year', 'term', 'session']);
const noScope: ReadonlySet<string> = new Set(['cell', 'scheme']);

/** Changed figures asked together where scope and grouping are the same. */
const askedOf = (changes: readonly FigureChange[]): readonly Asked[] => {
  const asked = new Map<string, { figures: Set<string> } & Omit<Asked, 'figures'>>();
  for (const { figure, scope } of changes) {
    const names = Object.keys(scope).filter((name) => !noScope.has(name));
    const isGroup = (name: string) => groupings.includes(name as Dimension) && !scope[name]!.includes(',');
    const by = groupings.filter((name) => names.includes(name) && isGroup(name));
    const rest = names.filter((name) => !isGroup(name));
    const own = Object.fromEntries(rest.map((name) => [name, valuesOf(name, scope[name]!)]));
    const key = JSON.stringify([own, by]);
    const known = asked.get(key) ?? { figures: new Set<string>(), scope: own, by };
    known.figures.add(figure);
    asked.set(key, known);
  }
  return [...asked.values()].map(({ figures, ...rest }) => ({ ...rest, figures: [...figures] }));
};

const valuesOf = (name: string, text: string): readonly (string | number)[] =>
  text.split(',').map((value) => (numeric.has(name) ? Number(value) : value));

const caseCauses = async (asked: Asked, moved: Moved, sources: Causing): Promise<readonly CausingEvent[]> => {
  const { columns } = moved.point;
  const [before, after] = [moved.issued.knownAt, moved.point.knownAt].map((known) =>
    sideAt(known, { asked, moved, sources }),
  );
  const comparison = compare(columns, before!, after!);
  const found = await causesOf(comparison, { before: before!, after: after!, columns }, sources);
  return found
    .flatMap(({ events }) => events.filter((event) => reaches(event, sources)))
    .map(({ id: eventId, ...event }) => ({ eventId, ...event }));
};

interface Sided {
  readonly asked: Asked;
  readonly moved: Moved;
  readonly sources: Causing;
}

const sideAt = (knownAt: number, { asked, moved, sources }: Sided): Side => {
  const { validAt, from } = moved.issued;
  const { office, jurisdiction } = sources;
  const at = { validAt, knownAt };
  const policies = policiesAt(office, jurisdiction, at);
  const request = { ...at, ...asked, policies, ...(from === undefined ? {} : { window: { from } }) };
  return { request, office: officeAt(office, jurisdiction, at) };
};

/** Of units and rule books, what can move a figure: a new name cannot. */
const reaches = ({ type, stream }: Cause, { prefix }: Causing): boolean =>
  stream.startsWith(`${prefix}-case-`) || correctionTypes.has(type) || moving.has(type);

const moving: ReadonlySet<string> = new Set(['UnitsMerged', 'UnitClosed', 'RuleBookIssued', 'PeriodSchemeIssued']);
