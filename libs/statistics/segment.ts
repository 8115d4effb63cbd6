import type { Grain } from './grains.js';
import { grainNames, layouts, leadColumns, perGrain } from './layout.js';
import { pack, unpack } from './packing.js';

/** Rows of one facet that a stretch of the log added. */
export interface FacetPart {
  /** Rows of the facet are numbered from 0 over all segments. */
  readonly first: number;
  readonly count: number;
  /** Packed columns of the facet. */
  readonly columns: string;
}

export type FacetParts = Readonly<Record<string, FacetPart>>;

/**
 * What a stretch of the log did to the fact rows (engine 28): rows opened, rows closed, texts met for the first time.
 * Rows are numbered from 0 in each grain over all segments. A reader that holds a part skips it by the first numbers.
 */
export type Segment = {
  /** `fromSeq`, zero-padded: segments sort by it. */
  readonly _id: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly firstTerm: number;
  readonly terms: readonly string[];
  readonly firstRows: Readonly<Record<Grain, number>>;
  readonly counts: Readonly<Record<Grain, number>>;
  /** Packed columns of the rows. */
  readonly opens: Readonly<Partial<Record<Grain, string>>>;
  /** Packed columns (row, known end). */
  readonly closes: Readonly<Partial<Record<Grain, string>>>;
  /** What the rows tell by facets, by grain and facet; absent where nothing was. */
  readonly facets?: Readonly<Partial<Record<Grain, FacetParts>>>;
};

/** Below this many rows a segment is small: a run of small ones is merged into one. */
export const smallSegment = 4096;

export const rowsOf = (segment: Segment): number => grainNames.reduce((sum, grain) => sum + segment.counts[grain], 0);

export const segmentId = (fromSeq: number): string => String(fromSeq).padStart(12, '0');

/** Both segments as one under the first one's id; `b` must be the very next after `a`. */
export const mergeSegments = (a: Segment, b: Segment): Segment => {
  const follows = grainNames.every((grain) => a.firstRows[grain] + a.counts[grain] === b.firstRows[grain]);
  if (!follows || a.firstTerm + a.terms.length !== b.firstTerm) throw new Error(`${b._id} does not follow ${a._id}`);
  const facets = mergedFacets(a, b);
  return {
    _id: a._id,
    fromSeq: a.fromSeq,
    toSeq: b.toSeq,
    firstTerm: a.firstTerm,
    terms: [...a.terms, ...b.terms],
    firstRows: a.firstRows,
    counts: perGrain((grain) => a.counts[grain] + b.counts[grain]),
    opens: packed((grain) => joined([a.opens[grain], b.opens[grain]], widthOf(grain))),
    closes: packed((grain) => joined([a.closes[grain], b.closes[grain]], 2)),
    ...(facets && { facets }),
  };
};

const widthOf = (grain: Grain): number => leadColumns.length + layouts[grain].own.length + layouts[grain].facets.length;

const mergedFacets = (a: Segment, b: Segment): Segment['facets'] => {
  const grains = grainNames.filter((grain) => a.facets?.[grain] ?? b.facets?.[grain]);
  if (grains.length === 0) return undefined;
  return Object.fromEntries(grains.map((grain) => [grain, mergedParts(grain, a, b)]));
};

const mergedParts = (grain: Grain, a: Segment, b: Segment): FacetParts => {
  const parts = layouts[grain].facets.flatMap(({ name, columns }): [string, FacetPart][] => {
    const [one, other] = [a.facets?.[grain]?.[name], b.facets?.[grain]?.[name]];
    const first = one ?? other;
    if (!first || !one || !other) return first ? [[name, first]] : [];
    const whole = pack(joined([one.columns, other.columns], columns.length));
    return [[name, { first: one.first, count: one.count + other.count, columns: whole }]];
  });
  return Object.fromEntries(parts);
};

/** Columns of the grains that have any rows, packed. */
export const packed = (columnsOf: (grain: Grain) => readonly Int32Array[]): Partial<Record<Grain, string>> => {
  const full = grainNames
    .map((grain) => [grain, columnsOf(grain)] as const)
    .filter(([, columns]) => (columns[0]?.length ?? 0) > 0);
  return Object.fromEntries(full.map(([grain, columns]) => [grain, pack(columns)]));
};

const joined = (texts: readonly (string | undefined)[], columns: number): Int32Array[] => {
  const parts = texts.filter((text) => text !== undefined).map((text) => unpack(text, columns));
  return Array.from({ length: columns }, (_, index) => concatenated(parts.map((part) => part[index] as Int32Array)));
};

const concatenated = (parts: readonly Int32Array[]): Int32Array => {
  const whole = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
