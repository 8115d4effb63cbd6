import type { Part } from '#libs/statistics/definitions/definition.js';
import type { BriefingPoint } from './point.js';

/** What is opened: a path below `/api/v1`, with its parameters in the order given. */
type Parameters = Readonly<Record<string, string | number | undefined>>;

export type Placed = Pick<BriefingPoint, 'validAt' | 'knownAt' | 'from'>;

/** Relative to the API; `home` goes before it where it is printed. */
export const addressOf = (path: string, parameters: Parameters): string => {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

const both = ({ validAt, knownAt }: Placed) => ({ validAt, knownAt });

interface Opened {
  readonly id: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly part?: Part;
}

/** Opens the cases behind a figure, each with its events (domain 7). Flows name their window. */
export const figureAddress = ({ id, scope, part }: Opened, point: Placed): string => {
  const { cell, scheme, unit, ...rest } = scope;
  const own = { ...rest, ...(unit === undefined ? {} : { 'group.unit': unit }) };
  const from = id.startsWith('flow.') ? point.from : undefined;
  return addressOf('/statistics/cases', { figure: id, ...own, cell, scheme, part, ...both(point), from });
};

/** A case as it stood at both times. */
export const caseAddress = (id: string, point: Placed): string => addressOf(`/cases/${id}`, both(point));

/** One of the lists of this briefing's reading. */
export const listAddress = (list: string, point: Placed): string =>
  addressOf(`/briefing-lists/${list}`, { ...both(point), from: point.from });

export const matrixAddress = (scope: Parameters, point: Placed): string =>
  addressOf('/statistics/matrix', { ...scope, ...both(point) });

export const registerAddress = (asked: Parameters, point: Placed): string =>
  addressOf('/register', { ...asked, from: point.from, ...both(point) });
