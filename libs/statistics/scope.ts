import { indexCases, unitKey, type Partition } from './dimensions.js';
import { none } from './grains.js';
import type { Inquiry } from './inquiry.js';
import { Keys } from './keys.js';
import { where } from './masks.js';
import type { Rows, RowTest } from './reading.js';

type OneOrMore<T> = T | readonly T[];

/** Which cases a question is about (domain 7): all that is named must hold; of a list, one. */
export interface Scope {
  readonly level?: OneOrMore<string>;
  readonly kind?: OneOrMore<string>;
  readonly body?: OneOrMore<string>;
  /** A common term of office (semantics 33). */
  readonly period?: OneOrMore<string>;
  readonly term?: OneOrMore<number>;
  readonly session?: OneOrMore<number>;
  readonly sitting?: OneOrMore<string>;
  /** Calendar year of registration. */
  readonly year?: OneOrMore<number>;
  /** Also `none` for 「无」 and `leadOrJoint` for 主合办. */
  readonly outerRole?: OneOrMore<string>;
  readonly subject?: OneOrMore<string>;
  readonly stage?: OneOrMore<string>;
  /** Unit of a live assignment; with `innerRole`, in that role. Rows with a unit of their own are asked for theirs. */
  readonly unit?: OneOrMore<string>;
  /** Also `none` for cases nobody holds: where a unit is asked for, there are none. */
  readonly innerRole?: OneOrMore<string>;
  /** Unit the case counts for, by each figure's own credit (semantics 28); also `unassigned`. */
  readonly countingUnit?: OneOrMore<string>;
  /** In charge, leading or supervising; also `none`. */
  readonly leader?: OneOrMore<string>;
  /** Also `none`. */
  readonly flag?: OneOrMore<string>;
  readonly case?: OneOrMore<string>;
  /** A scope that must hold as well: a grouping by flags within a scope of flags. */
  readonly also?: Scope;
}

const byDimension = [
  'level',
  'kind',
  'body',
  'period',
  'term',
  'session',
  'sitting',
  'year',
  'outerRole',
  'subject',
  'stage',
] as const satisfies readonly (Partition & keyof Scope)[];

export const listOf = <T extends string | number>(wanted: OneOrMore<T> | undefined): readonly string[] | undefined =>
  wanted === undefined ? undefined : (Array.isArray(wanted) ? wanted : [wanted]).map(String);

/** What a scope asks of the cases whose rows are asked for their own unit. */
interface CaseScope extends Scope {
  readonly isUnitOfRows?: true;
}

/** 1 for the case rows a scope is about; undefined: all. The counting unit is left to each figure's credit. */
export const casesIn = (inquiry: Inquiry, scope: CaseScope, rows: Rows<'case'>): Uint8Array | undefined => {
  const tests = [
    ...byDimension.map((name) => dimensionTest(inquiry, name, { rows, wanted: listOf(scope[name]) })),
    leaderTest(inquiry, rows, listOf(scope.leader)),
    flagTest(inquiry, rows, listOf(scope.flag)),
    codeTest(inquiry, rows.column('case'), listOf(scope.case)),
    unitTest(inquiry, scope, rows),
    alsoTest(inquiry, scope.also, rows),
  ].filter((test) => test !== undefined);
  return tests.length === 0 ? undefined : where(rows.length, (row) => tests.every((test) => test(row)));
};

const alsoTest = (inquiry: Inquiry, also: Scope | undefined, rows: Rows<'case'>): RowTest | undefined => {
  const cases = also && casesIn(inquiry, also, rows);
  return cases && ((row) => cases[row] === 1);
};

const dimensionTest = (
  inquiry: Inquiry,
  name: Partition,
  { rows, wanted }: { rows: Rows<'case'>; wanted?: readonly string[] },
): RowTest | undefined => {
  if (!wanted) return undefined;
  const keys = new Keys();
  const indices = indexCases(inquiry, name, { rows, keys });
  const wantedIndices = expanded(wanted).map((key) => keys.find(key));
  return (row) => wantedIndices.includes(indices[row] as number);
};

/** 主合办 is lead and joint. */
const expanded = (wanted: readonly string[]): readonly string[] =>
  wanted.flatMap((key) => (key === 'leadOrJoint' ? ['lead', 'joint'] : [key]));

const codeTest = (inquiry: Inquiry, column: Int32Array, wanted?: readonly string[]): RowTest | undefined => {
  if (!wanted) return undefined;
  const codes = new Set(wanted.map((text) => inquiry.reading.code(text)));
  return (row) => codes.has(column[row] as number);
};

export const leaderColumns = ['leaderInCharge', 'leadingLeader', 'supervisingLeader'] as const;

const leaderTest = (inquiry: Inquiry, rows: Rows<'case'>, wanted?: readonly string[]): RowTest | undefined => {
  if (!wanted) return undefined;
  const columns = leaderColumns.map((name) => rows.column(name));
  const tests = columns.map((column) => codeTest(inquiry, column, wanted)).filter((test) => test !== undefined);
  const isLed = (row: number) => tests.some((test) => test(row));
  if (!wanted.includes(nobody)) return isLed;
  return (row) => isLed(row) || columns.every((column) => column[row] === none);
};

/** Key of what no flag, leader or inner role is. */
export const nobody = 'none';

const flagTest = (inquiry: Inquiry, rows: Rows<'case'>, wanted?: readonly string[]): RowTest | undefined => {
  if (!wanted) return undefined;
  const keys = new Keys();
  const sets = keys.indexAll(rows.column('flags'), (code) => inquiry.reading.dictionary.text(code));
  const holding = keys.names.map(
    (set) => (wanted.includes(nobody) && set === '') || flagsOf(set).some((flag) => wanted.includes(flag)),
  );
  return (row) => holding[sets[row] as number] === true;
};

export const flagsOf = (set: string): readonly string[] => (set === '' ? [] : set.split('|'));

/** Cases with a live assignment at V of such a unit, in such a role. */
const unitTest = (inquiry: Inquiry, scope: CaseScope, rows: Rows<'case'>): RowTest | undefined => {
  if (scope.unit === undefined && scope.innerRole === undefined) return undefined;
  const { reading } = inquiry;
  const [cases, live] = [reading.column('assignment', 'case'), reading.column('assignment', 'live')];
  const isWanted = ownUnitTest(inquiry, { unit: scope.unit, innerRole: scope.innerRole }, 'assignment');
  const held = new Set(cases.filter((_, row) => live[row] === 1));
  const codes = isWanted ? new Set(cases.filter((_, row) => live[row] === 1 && isWanted(row))) : held;
  const column = rows.column('case');
  const isHeld: RowTest = (row) => codes.has(column[row] as number);
  const isFree: RowTest = (row) => !held.has(column[row] as number);
  const isNobodys = scope.unit === undefined || scope.isUnitOfRows;
  return isNobodys && listOf(scope.innerRole)?.includes(nobody) ? (row) => isHeld(row) || isFree(row) : isHeld;
};

/** The grains whose rows name a unit of their own. */
export type OwnUnit = 'assignment' | 'opinion' | 'progress' | 'reminder';

/** Rows that name a unit of their own are those of the unit asked for, and of the inner role where they hold one. */
export const ownUnitTest = (inquiry: Inquiry, scope: Scope, grain: OwnUnit): RowTest | undefined => {
  const isUnit = unitIs(inquiry, inquiry.reading.column(grain, 'unit'), listOf(scope.unit));
  const roles = grain === 'assignment' ? listOf(scope.innerRole) : undefined;
  const isRole = codeTest(inquiry, inquiry.reading.column('assignment', 'role'), roles);
  const isAlso = scope.also && ownUnitTest(inquiry, scope.also, grain);
  const tests = [isUnit, isRole, isAlso].filter((test) => test !== undefined);
  return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row));
};

/** What a scope asks of the cases of such rows: all but what the rows answer themselves. */
export const beyondOwnUnit = (scope: Scope, grain: OwnUnit): CaseScope => {
  const { unit, innerRole, also, ...rest } = scope;
  const cases = also ? { ...rest, also: beyondOwnUnit(also, grain) } : rest;
  if (grain === 'assignment' || innerRole === undefined) return cases;
  return { ...cases, unit, innerRole, isUnitOfRows: true };
};

/** Rows whose unit, under the report's one mapping, is one of those wanted. */
export const unitIs = (inquiry: Inquiry, units: Int32Array, wanted?: readonly string[]): RowTest | undefined => {
  if (!wanted) return undefined;
  const keys = new Keys();
  const indices = keys.indexAll(units, unitKey(inquiry));
  const wantedIndices = wanted.map((id) => keys.find(wantedUnit(inquiry, id)));
  return (row) => wantedIndices.includes(indices[row] as number);
};

const wantedUnit = ({ office, originalUnits }: Inquiry, id: string): string =>
  originalUnits || id === 'unassigned' ? id : office.unitNow(id);
