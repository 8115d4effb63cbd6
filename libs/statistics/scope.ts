import { indexCases, unitKey, type Dimension } from './dimensions.js';
import type { Grain } from './grains.js';
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
  /** Unit of a live assignment; with `innerRole`, in that role. */
  readonly unit?: OneOrMore<string>;
  readonly innerRole?: OneOrMore<string>;
  /** Unit the case counts for, by each figure's own credit (semantics 28); also `unassigned`. */
  readonly countingUnit?: OneOrMore<string>;
  /** In charge, leading or supervising. */
  readonly leader?: OneOrMore<string>;
  readonly flag?: OneOrMore<string>;
  readonly case?: OneOrMore<string>;
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
] as const satisfies readonly (Dimension & keyof Scope)[];

export const listOf = <T extends string | number>(wanted: OneOrMore<T> | undefined): readonly string[] | undefined =>
  wanted === undefined ? undefined : (Array.isArray(wanted) ? wanted : [wanted]).map(String);

/** 1 for the case rows a scope is about; undefined: all. The counting unit is left to each figure's credit. */
export const casesIn = (inquiry: Inquiry, scope: Scope, rows: Rows<'case'>): Uint8Array | undefined => {
  const tests = [
    ...byDimension.map((name) => dimensionTest(inquiry, name, { rows, wanted: listOf(scope[name]) })),
    leaderTest(inquiry, rows, listOf(scope.leader)),
    flagTest(inquiry, rows, listOf(scope.flag)),
    codeTest(inquiry, rows.column('case'), listOf(scope.case)),
    unitTest(inquiry, scope, rows),
  ].filter((test) => test !== undefined);
  return tests.length === 0 ? undefined : where(rows.length, (row) => tests.every((test) => test(row)));
};

const dimensionTest = (
  inquiry: Inquiry,
  name: Dimension,
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

const leaderTest = (inquiry: Inquiry, rows: Rows<'case'>, wanted?: readonly string[]): RowTest | undefined => {
  const columns = (['leaderInCharge', 'leadingLeader', 'supervisingLeader'] as const).map((name) => rows.column(name));
  const tests = columns.map((column) => codeTest(inquiry, column, wanted)).filter((test) => test !== undefined);
  return wanted && ((row) => tests.some((test) => test(row)));
};

const flagTest = (inquiry: Inquiry, rows: Rows<'case'>, wanted?: readonly string[]): RowTest | undefined => {
  if (!wanted) return undefined;
  const keys = new Keys();
  const sets = keys.indexAll(rows.column('flags'), (code) => inquiry.reading.dictionary.text(code));
  const holding = keys.names.map((set) => set.split('|').some((flag) => wanted.includes(flag)));
  return (row) => holding[sets[row] as number] === true;
};

/** Cases with a live assignment at V of such a unit, in such a role. */
const unitTest = (inquiry: Inquiry, scope: Scope, rows: Rows<'case'>): RowTest | undefined => {
  if (scope.unit === undefined && scope.innerRole === undefined) return undefined;
  const { reading } = inquiry;
  const [cases, live] = [reading.column('assignment', 'case'), reading.column('assignment', 'live')];
  const isWanted = ownUnitTest(inquiry, scope, 'assignment');
  const codes = new Set(cases.filter((_, row) => live[row] === 1 && (isWanted?.(row) ?? true)));
  const column = rows.column('case');
  return (row) => codes.has(column[row] as number);
};

/** Rows that name a unit of their own are those of the unit asked for, and of the inner role where they hold one. */
export const ownUnitTest = (inquiry: Inquiry, scope: Scope, grain: Grain): RowTest | undefined => {
  if (grain !== 'assignment' && grain !== 'opinion') return undefined;
  const isUnit = unitIs(inquiry, inquiry.reading.column(grain, 'unit'), listOf(scope.unit));
  const roles = grain === 'assignment' ? listOf(scope.innerRole) : undefined;
  const isRole = codeTest(inquiry, inquiry.reading.column('assignment', 'role'), roles);
  return isUnit && isRole ? (row) => isUnit(row) && isRole(row) : (isUnit ?? isRole);
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
