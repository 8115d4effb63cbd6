import { isDeepStrictEqual } from 'node:util';
import type { FigureChange, FigureValue } from '#libs/office/briefing-bodies.js';
import { firstSet, type BriefingIssued, type Figure } from '#libs/office/briefing-events.js';
import { figuresOfSet } from './figure-sets.js';
import { nameOf } from './figures.js';
import { pointOf, type BriefingPoint, type BriefingSources } from './point.js';

/** Issued with figures: nothing else can be restated. */
export type IssuedFigures = BriefingIssued & { readonly figures: readonly Figure[] };

export const hasFigures = (issued: BriefingIssued | undefined): issued is IssuedFigures =>
  issued?.figures !== undefined;

/** The same days as known now, for the figures it froze. */
export const pointNow = (issued: IssuedFigures, sources: BriefingSources): BriefingPoint => {
  const { kind, period, from, until, validAt, definitions } = issued;
  const knownAt = sources.feed.columns.seq;
  return pointOf({ kind, period, from, until, validAt, knownAt, definitions }, sources);
};

/** Its own list of figures, and whatever its prose named beside, each by its issued definition (semantics 49). */
const figuresNow = ({ set = firstSet, figures }: IssuedFigures, point: BriefingPoint): ReadonlyMap<string, Figure> => {
  const now = byName(figuresOfSet(set, point));
  for (const { id, scope } of figures) {
    const name = nameOf(id, scope);
    // The list of release 0.1 held every group it met: what is missing there is 0.
    if (!now.has(name) && set !== firstSet) now.set(name, point.figures.one(id, scope));
  }
  return now;
};

const byName = (figures: readonly Figure[]): Map<string, Figure> =>
  new Map(figures.map((figure) => [nameOf(figure.id, figure.scope), figure]));

const valueOf = ({ numerator, denominator, apart }: Figure): FigureValue => ({
  numerator,
  ...(denominator === undefined ? {} : { denominator }),
  ...(apart === undefined ? {} : { apart }),
});

const emptied = (figure: Figure): Figure => ({
  ...figure,
  numerator: 0,
  ...(figure.denominator === undefined ? {} : { denominator: 0 }),
  ...(figure.apart === undefined ? {} : { apart: 0 }),
});

/** A figure that one reading lacks stands at 0 there: a unit that had no case, a role that held none. */
export const changesSince = (issued: IssuedFigures, point: BriefingPoint): readonly FigureChange[] => {
  const [before, after] = [byName(issued.figures), figuresNow(issued, point)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const any = (before.get(name) ?? after.get(name))!;
    const [then, now] = [before, after].map((side) => plain(valueOf(side.get(name) ?? emptied(any))));
    return isDeepStrictEqual(then, now) ? [] : [{ figure: any.id, scope: any.scope, issued: then!, now: now! }];
  });
};

/** As it stands in the log. */
const plain = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;
