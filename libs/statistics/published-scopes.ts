import type { Words } from './definitions/definition.js';
import { measureWord, wordFor, type Named } from './published-names.js';
import type { Published } from './published-reading.js';
import { axes, type Axis, type Measured } from './published-words.js';

/** Axes of which a part is a whole with the same name one level up: years in a term, windows in a year. */
export type Scope = Named['axes'];

export const nameOf = (scope: Scope, measure: Measured): string =>
  JSON.stringify([axes.map((axis) => scope[axis] ?? ''), measure]);

export const without = (scope: Scope, axis: Axis): Scope =>
  Object.fromEntries(Object.entries(scope).filter(([name]) => name !== axis));

/** A unit is said before what it handles. */
const first: readonly Axis[] = ['term', 'year', 'half', 'window', 'unit'];
const spoken: readonly Axis[] = [...first, ...axes.filter((axis) => !first.includes(axis))];

export const inWords = (scope: Scope, measure: Measured): Words => {
  const words = spoken.flatMap((axis) => (scope[axis] === undefined ? [] : [wordFor(axis, scope[axis])]));
  const own = measure === 'total' && words.length > 0 ? [] : [measureWord(measure)];
  const all = [...words, ...own];
  return { zh: all.map(({ zh }) => zh).join(''), en: all.map(({ en }) => en).join(' ') };
};

export interface Family {
  readonly scope: Scope;
  readonly measure: Measured;
  readonly parts: readonly Published[];
}

const spans: readonly Axis[] = ['year', 'half', 'window'];

/** What stood at the beginning and the end of two windows adds up to nothing. */
const isStanding = (axis: Axis, { measure }: Published): boolean =>
  spans.includes(axis) && (measure === 'opening' || measure === 'closing');

/** Numbers that differ in one axis only. A window's year is in its name. */
export const familiesOf = (published: readonly Published[], axis: Axis): readonly Family[] => {
  const families = new Map<string, { scope: Scope; measure: Measured; parts: Published[] }>();
  for (const each of published.filter((one) => one.axes[axis] !== undefined && !isStanding(axis, one))) {
    const rest = without(each.axes, axis);
    const scope = axis === 'window' ? { ...rest, year: each.axes.window!.slice(0, 4) } : rest;
    const measure = axis === 'window' && each.measure === 'received' ? 'total' : each.measure;
    const name = nameOf(scope, measure);
    const family = families.get(name) ?? { scope, measure, parts: [] };
    family.parts.push(each);
    families.set(name, family);
  }
  return [...families.values()];
};

/** 主合办 is 主办 and 合办 once more. */
export const withoutOverlap = (parts: readonly Published[]): readonly Published[] => {
  const roles = new Set(parts.map(({ axes: { role } }) => role));
  if (!roles.has('leadOrJoint')) return parts;
  const isSplit = roles.has('lead') && roles.has('joint');
  return parts.filter(({ axes: { role } }) => (isSplit ? role !== 'leadOrJoint' : role !== 'lead' && role !== 'joint'));
};

/** To so many decimals, halves away from zero; no trace of binary fractions. */
export const rounded = (value: number, decimals: number): number => {
  const size = 10 ** decimals;
  return (Math.sign(value) * Math.round(Math.abs(value) * size + 1e-9)) / size;
};
