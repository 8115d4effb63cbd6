import { isDay } from '#libs/calendar/day.js';
import { refuseQuery } from '#apps/runtime/errors.js';
import type { Asking } from '#apps/runtime/queries/statistics.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
import { parts } from '#libs/statistics/definitions/definition.js';
import type { Scope } from '#libs/statistics/scope.js';

type Kind = 'text' | 'day' | 'whole' | 'limit' | 'list' | 'wholes' | 'flag' | 'units' | 'part' | 'against' | 'format';

/** Parameters by name; only typed scalars ever reach a filter (quality 1.6). */
export type Parameters = Readonly<Record<string, Kind>>;

export const pointParameters = { validAt: 'day', knownAt: 'text' } as const;

const numbers = ['term', 'session', 'year'] as const;
const texts = [
  'level',
  'kind',
  'body',
  'period',
  'sitting',
  'outerRole',
  'unit',
  'innerRole',
  'countingUnit',
  'subject',
  'leader',
  'flag',
  'stage',
  'case',
] as const;

export const scopeParameters: Parameters = {
  ...Object.fromEntries(numbers.map((name) => [name, 'wholes'])),
  ...Object.fromEntries(texts.map((name) => [name, 'list'])),
};

export const askingParameters: Parameters = {
  ...pointParameters,
  ...scopeParameters,
  figures: 'list',
  by: 'list',
  units: 'units',
  mapping: 'text',
  from: 'day',
};

export type Read = Readonly<Record<string, string | undefined>>;

/** Every given parameter is known, single and well formed; all that is wrong is said at once. Refuses `query.malformed`. */
export const readQuery = (query: unknown, known: Parameters): Read => {
  const given = Object.entries((query ?? {}) as Record<string, unknown>);
  const problems = given.filter(([name, value]) => !isWellFormed(value, kindOf(name, known))).map(([name]) => name);
  if (problems.length > 0) throw refuseQuery('query.malformed', { problems });
  return Object.fromEntries(given) as Read;
};

const kindOf = (name: string, known: Parameters): Kind | undefined => {
  if (name === 'after') return 'whole';
  if (name.startsWith('group.')) return Object.hasOwn(known, 'group.*') ? 'text' : undefined;
  return Object.hasOwn(known, name) ? known[name] : undefined;
};

const isWellFormed = (value: unknown, kind: Kind | undefined): boolean => {
  if (kind === undefined || typeof value !== 'string' || value.length > 1_000) return false;
  return value.length > 0 && wellFormed[kind](value);
};

const oneOf =
  (...values: readonly string[]) =>
  (value: string) =>
    values.includes(value);

export const mostListed = 500;

const wellFormed: Readonly<Record<Kind, (value: string) => boolean>> = {
  text: () => true,
  list: (value) => value.split(',').every((each) => each.trim().length > 0),
  day: isDay,
  whole: (value) => /^\d{1,15}$/.test(value),
  wholes: (value) => /^\d{1,9}( *, *\d{1,9})*$/.test(value),
  limit: (value) => /^[1-9]\d{0,2}$/.test(value) && Number(value) <= mostListed,
  flag: oneOf('true', 'false'),
  units: oneOf('mapped', 'original'),
  part: oneOf(...parts),
  against: oneOf('previousPeriod', 'previousYear'),
  format: oneOf('csv', 'xlsx', 'json'),
};

export const listOf = (text: string | undefined): readonly string[] | undefined =>
  text?.split(',').map((each) => each.trim());

export const scopeOf = (read: Read): Scope => {
  const named = texts.flatMap((name) => (read[name] === undefined ? [] : [[name, listOf(read[name])]]));
  const counted = numbers.flatMap((name) =>
    read[name] === undefined ? [] : [[name, listOf(read[name])!.map(Number)]],
  );
  return Object.fromEntries([...named, ...counted]) as Scope;
};

export const pointOf = ({ validAt, knownAt }: Read) => ({ validAt, knownAt });

export const askingOf = (read: Read): Asking => ({
  ...pointOf(read),
  scope: scopeOf(read),
  figures: listOf(read['figures']),
  by: listOf(read['by']) as readonly Dimension[] | undefined,
  units: read['units'] === 'original' ? 'original' : undefined,
  mapping: read['mapping'] as Asking['mapping'],
  from: read['from'],
});

/** `group.<dimension>=key` names the group a number stands in. */
export const groupOf = (read: Read): Readonly<Partial<Record<Dimension, string>>> =>
  Object.fromEntries(
    Object.entries(read).flatMap(([name, value]) =>
      name.startsWith('group.') ? [[name.slice('group.'.length), value]] : [],
    ),
  );
