import type { FactColumns } from './columns.js';
import { parts, partBits, figureId, type Part } from './definitions/definition.js';
import { definitionOf } from './definitions/table.js';
import { identityOf } from './drill.js';
import type { Figure } from './figure.js';
import { points } from './fractions.js';
import { outside, type GroupKey } from './grouping.js';
import type { OfficeReading } from './office-reading.js';
import { byCodeUnit } from './orders.js';
import { Question, type Counted } from './question.js';
import { figuresOf, type ReportRequest } from './report.js';

/** One side of a comparison: a request and the office at the same point. */
export interface Side {
  readonly office: OfficeReading;
  readonly request: ReportRequest;
}

/** A case that is in a part at one reading only; the events that moved it are found in its stream. */
export interface Move {
  readonly change: 'entered' | 'left';
  readonly part: Part;
  /** Cell of the figure's list, where it has one. */
  readonly cell?: string;
  readonly case: string;
  readonly key?: string;
}

/** A figure at two readings; `points` is the difference of two rates in percentage points (N18). */
export interface FigureDifference {
  readonly id: string;
  readonly before?: Figure;
  readonly after?: Figure;
  readonly difference: { readonly numerator?: number; readonly denominator?: number; readonly apart?: number };
  readonly points?: string;
  readonly moves: readonly Move[];
}

export interface Comparison {
  readonly groups: readonly { readonly group: GroupKey; readonly figures: readonly FigureDifference[] }[];
  readonly total: readonly FigureDifference[];
}

/**
 * What differs between two readings, figure by figure and case by case. Figures are paired by their place in the two
 * requests, groups by their keys; `after`'s groups stand first, in their order.
 */
export const compare = (columns: FactColumns, before: Side, after: Side): Comparison => {
  const [earlier, later] = [answered(columns, before), answered(columns, after)];
  const names = [...new Set([...later.groups.keys(), ...earlier.groups.keys()])];
  const figures = (name: string): readonly FigureDifference[] =>
    later.counted.map((_, index) => differenceOf(earlier.side(name, index), later.side(name, index)));
  const groups = names.map((name) => ({
    group: (later.groups.get(name) ?? earlier.groups.get(name) ?? {}) as GroupKey,
    figures: figures(name),
  }));
  return { groups, total: figures(everything) };
};

/** Name of the total, which no group key has. */
const everything = 'total';

/** A figure in one group of one side, with its members as text. */
interface FigureSide {
  readonly id: string;
  readonly figure?: Figure;
  readonly members: ReadonlyMap<string, Omit<Move, 'change'>>;
}

interface AnsweredSide {
  readonly groups: ReadonlyMap<string, GroupKey>;
  readonly counted: readonly Counted[];
  side(name: string, index: number): FigureSide;
}

const answered = (columns: FactColumns, { office, request }: Side): AnsweredSide => {
  const question = new Question(columns, office, request);
  const counted = request.figures.map((figure) => question.counted(definitionOf(figure)));
  const { groups, total } = figuresOf(question, counted);
  const figures = new Map([...groups.map((row) => [nameOf(row.group), row.figures] as const), [everything, total]]);
  const members = counted.map((figure) => membersOf(question, figure));
  return {
    groups: new Map(groups.map(({ group }) => [nameOf(group), group])),
    counted,
    side: (name, index) => ({
      id: figureId((counted[index] as Counted).definition),
      figure: figures.get(name)?.[index],
      members: members[index]?.get(name) ?? new Map(),
    }),
  };
};

const nameOf = (group: GroupKey): string => JSON.stringify(group);

type Members = Map<string, Omit<Move, 'change'>>;

/** Every member of a figure, under its group and under the total. */
const membersOf = (question: Question, counted: Counted): ReadonlyMap<string, Members> => {
  const names = question.grouping.ordered().map((slot) => [slot, nameOf(question.grouping.group(slot))] as const);
  const bySlot = new Map<number, Members>(names.map(([slot]) => [slot, new Map()]));
  const total: Members = new Map();
  counted.bits.forEach((bits, item) => {
    const slot = counted.slots[item] as number;
    if (bits === 0 || slot === outside) return;
    memberships(question, counted, item).forEach((member) => {
      bySlot.get(slot)?.set(memberName(member), member);
      total.set(memberName(member), member);
    });
  });
  return new Map([...names.map(([slot, name]) => [name, bySlot.get(slot) as Members] as const), [everything, total]]);
};

const memberships = (question: Question, counted: Counted, item: number): readonly Omit<Move, 'change'>[] => {
  const identity = identityOf(question, counted, counted.rowOf?.[item] ?? item);
  const cell = counted.cells?.cells[counted.cells.index[item] as number];
  const place = cell && { cell: cell.scheme === undefined ? cell.key : `${cell.scheme}/${cell.key}` };
  const bits = counted.bits[item] as number;
  return parts.filter((part) => bits & partBits[part]).map((part) => ({ part, ...place, ...identity }));
};

const memberName = (member: Omit<Move, 'change'>): string =>
  [member.case, member.key ?? '', member.part, member.cell ?? ''].join('\u0000');

const differenceOf = (before: FigureSide, after: FigureSide): FigureDifference => ({
  id: after.id,
  ...(before.figure ? { before: before.figure } : {}),
  ...(after.figure ? { after: after.figure } : {}),
  difference: numbersOf(before.figure, after.figure),
  ...pointsOf(before.figure, after.figure),
  moves: movesOf(before.members, after.members),
});

const numbersOf = (before?: Figure, after?: Figure): FigureDifference['difference'] => {
  const rows = parts
    .map((part) => [part, before?.[part], after?.[part]] as const)
    .filter(([, was, is]) => was !== null && is !== null && (was !== undefined || is !== undefined));
  return Object.fromEntries(rows.map(([part, was, is]) => [part, (is ?? 0) - (was ?? 0)]));
};

const pointsOf = (before?: Figure, after?: Figure): { points?: string } => {
  const [was, is] = [fractionOf(before), fractionOf(after)];
  return was && is ? { points: points(was, is) } : {};
};

const fractionOf = (figure?: Figure): { numerator: number; denominator: number } | undefined => {
  const { numerator, denominator } = figure ?? {};
  if (typeof numerator !== 'number' || typeof denominator !== 'number') return undefined;
  return { numerator, denominator };
};

const movesOf = (before: FigureSide['members'], after: FigureSide['members']): readonly Move[] => {
  const entered = [...after]
    .filter(([name]) => !before.has(name))
    .map(([name, member]) => ({ name, change: 'entered' as const, member }));
  const left = [...before]
    .filter(([name]) => !after.has(name))
    .map(([name, member]) => ({ name, change: 'left' as const, member }));
  const sorted = [...left, ...entered].sort((a, b) => byCodeUnit(a.name, b.name) || byCodeUnit(a.change, b.change));
  return sorted.map(({ change, member }) => ({ change, ...member }));
};
