import { dayNumber } from '#libs/calendar/day.js';
import type { Dictionary } from './dictionary.js';
import { none, type ColumnKind, type Grain } from './grains.js';
import { layouts, leadColumns, type FactColumn } from './layout.js';

/** A row's facts as `facts` states them. */
export type Fields = Readonly<Record<string, unknown>>;

type Encoder = (fields: Fields) => number;

/** How one facet becomes integers, and where they are put; used again for each row. */
export interface EncodedFacet {
  readonly encoders: readonly Encoder[];
  readonly values: Int32Array;
}

/** Where a row of a grain is made ready: its lead columns, then its own facts or references to facets. */
export interface Place extends EncodedFacet {
  readonly encoded: readonly EncodedFacet[];
}

export const encodeAll = (encoders: readonly Encoder[], fields: Fields, into: Int32Array): void => {
  for (let index = 0; index < encoders.length; index += 1) into[index] = (encoders[index] as Encoder)(fields);
};

export const placeOf = (grain: Grain, dictionary: Dictionary): Place => {
  const { own, facets } = layouts[grain];
  return {
    encoders: own.map((column) => encoder(column, dictionary)),
    values: new Int32Array(leadColumns.length + own.length + facets.length),
    encoded: facets.map(({ columns }) => ({
      encoders: columns.map((column) => encoder(column, dictionary)),
      values: new Int32Array(columns.length),
    })),
  };
};

const encoder = ({ name, kind }: FactColumn, dictionary: Dictionary): Encoder => {
  const encode = encoding(kind, dictionary);
  return (fields) => {
    const value = fields[name];
    return value === null || value === undefined ? none : encode(value);
  };
};

const encoding = (kind: ColumnKind, dictionary: Dictionary): ((value: unknown) => number) => {
  if (kind === 'code') return (value) => dictionary.add(value as string);
  if (kind === 'day') return (value) => dayNumber(value as string);
  if (kind === 'flag') return (value) => (value === true ? 1 : 0);
  if (kind === 'set') return (value) => encodedSet(value as readonly string[], dictionary);
  return (value) => value as number;
};

const encodedSet = (texts: readonly string[], dictionary: Dictionary): number =>
  texts.length === 0 ? none : dictionary.add([...texts].sort().join('|'));
