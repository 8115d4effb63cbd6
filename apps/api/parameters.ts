import { isDay } from '#libs/calendar/day.js';
import { malformed } from '#apps/runtime/malformed.js';
import { problemOf } from '#libs/kernel/body-problems.js';
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
  const problems = given.flatMap(([name, value]) => {
    const broken = brokenBy(value, kindOf(name, known));
    return broken ? [problemOf(name, broken)] : [];
  });
  if (problems.length > 0) throw malformed(problems);
  return Object.fromEntries(given) as Read;
};

const kindOf = (name: string, known: Parameters): Kind | undefined => {
  if (name === 'after') return 'whole';
  if (name.startsWith('group.')) return Object.hasOwn(known, 'group.*') ? 'text' : undefined;
  return Object.hasOwn(known, name) ? known[name] : undefined;
};

/** A rule of `body-problems.ts` by name, with what it is told from. */
type Rule = Readonly<Record<string, string>>;

const mostLetters = 1_000;
const length: Rule = { isLength: `1 ${mostLetters}` };

const brokenBy = (value: unknown, kind: Kind | undefined): Rule | undefined => {
  if (kind === undefined) return { unknownParameter: '' };
  if (typeof value !== 'string') return { givenTwice: '' };
  if (value.length > mostLetters) return length;
  const { isSo, rule } = kinds[kind];
  return value.length > 0 && isSo(value) ? undefined : rule;
};

interface WellFormed {
  readonly isSo: (value: string) => boolean;
  readonly rule: Rule;
}

const oneOf = (...values: readonly string[]): WellFormed => ({
  isSo: (value) => values.includes(value),
  rule: { isIn: `: ${values.join(', ')}` },
});

export const mostListed = 500;

const kinds: Readonly<Record<Kind, WellFormed>> = {
  text: { isSo: () => true, rule: length },
  list: { isSo: (value) => value.split(',').every((each) => each.trim().length > 0), rule: { areGiven: '' } },
  day: { isSo: isDay, rule: { isDay: '' } },
  whole: { isSo: (value) => /^\d{1,15}$/.test(value), rule: { isPosition: '' } },
  wholes: { isSo: (value) => /^\d{1,9}( *, *\d{1,9})*$/.test(value), rule: { areWhole: '' } },
  limit: {
    isSo: (value) => /^[1-9]\d{0,2}$/.test(value) && Number(value) <= mostListed,
    rule: { isWithin: `1 ${mostListed}` },
  },
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
