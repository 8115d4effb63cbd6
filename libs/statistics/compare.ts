import type { FactColumns } from './columns.js';
import { parts, partBits, figureId, type Part } from './definitions/definition.js';
import { definitionOf } from './definitions/table.js';
import { identityOf } from './drill.js';
import type { Figure } from './figure.js';
import { change, points } from './fractions.js';
import type { GroupKey } from './dimensions.js';
import { outside } from './grouping.js';
import type { OfficeReading } from './office-reading.js';
import { byCodeUnit } from './orders.js';
import { byKeys, keyed, partsOf, type Part as AskedPart } from './overlaps.js';
import type { Counted, Question } from './question.js';
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
  /** Cell of the figure's list, where it has one; outcomes stand under their scheme. */
  readonly cell?: string;
  readonly scheme?: string;
  readonly case: string;
  readonly key?: string;
}

/** A figure at two readings: two rates differ in percentage `points`, two means in their unit by `change` (N18). */
export interface FigureDifference {
  readonly id: string;
  readonly before?: Figure;
  readonly after?: Figure;
  readonly difference: Readonly<Partial<Record<Part, number>>>;
  readonly points?: string;
  readonly change?: string;
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
  const difference = (was?: AnsweredGroup, is?: AnsweredGroup): readonly FigureDifference[] =>
    later.figures.map((id, index) => differenceOf(id, was?.figures[index], is?.figures[index]));
  const groups = names.map((name) => {
    const [was, is] = [earlier.groups.get(name), later.groups.get(name)];
    return { group: (is ?? was)?.group ?? {}, figures: difference(was, is) };
  });
  return { groups, total: difference(earlier.total, later.total) };
};

/** A figure in one group of one side, with its members by name. */
interface FigureSide {
  readonly figure: Figure;
  readonly members: ReadonlyMap<string, Member>;
}

type Member = Omit<Move, 'change'>;

interface AnsweredGroup {
  readonly group: GroupKey;
  readonly figures: readonly FigureSide[];
}

interface AnsweredSide {
  /** Ids of the figures asked for. */
  readonly figures: readonly string[];
  readonly groups: ReadonlyMap<string, AnsweredGroup>;
  readonly total: AnsweredGroup;
}

const answered = (columns: FactColumns, { office, request }: Side): AnsweredSide => {
  const { by = [] } = request;
  const definitions = request.figures.map(definitionOf);
  const { whole, parts } = partsOf({ columns, office }, request, definitions);
  const groups = parts.flatMap((part) =>
    groupsOf(part).map((row) => ({ ...row, group: keyed(by, { ...part.keys, ...row.group }) })),
  );
  groups.sort((a, b) => byKeys(by)(a.group, b.group));
  return {
    figures: definitions.map(figureId),
    groups: new Map(groups.map((row) => [JSON.stringify(row.group), row])),
    total: totalOf(whole),
  };
};

/** The groups of a question, each with its figures and their members. */
const groupsOf = ({ question, counted }: AskedPart): readonly AnsweredGroup[] => {
  const { groups } = figuresOf(question, counted);
  const members = counted.map((figure) => membersBySlot(question, figure));
  return question.grouping.ordered().map((slot, place) => ({
    group: question.grouping.group(slot),
    figures: (groups[place]?.figures ?? []).map((figure, index) => ({
      figure,
      members: members[index]?.get(slot) ?? new Map(),
    })),
  }));
};

const totalOf = ({ question, counted }: AskedPart): AnsweredGroup => {
  const { total } = figuresOf(question, counted);
  const figures = counted.map((figure, index) => ({
    figure: total[index] as Figure,
    members: new Map([...membersBySlot(question, figure).values()].flatMap((members) => [...members])),
  }));
  return { group: {}, figures };
};

type Members = Map<string, Member>;

const membersBySlot = (question: Question, counted: Counted): ReadonlyMap<number, Members> => {
  const bySlot = new Map<number, Members>();
  counted.bits.forEach((bits, item) => {
    const slot = counted.slots[item] as number;
    if (bits === 0 || slot === outside) return;
    const members: Members = bySlot.get(slot) ?? new Map();
    memberships(question, counted, item).forEach((member) => members.set(memberName(member), member));
    bySlot.set(slot, members);
  });
  return bySlot;
};

const memberships = (question: Question, counted: Counted, item: number): readonly Omit<Move, 'change'>[] => {
  const identity = identityOf(question, counted, counted.rowOf?.[item] ?? item);
  const cell = counted.cells?.cells[counted.cells.index[item] as number];
  const place = cell && { cell: cell.key, ...(cell.scheme === undefined ? {} : { scheme: cell.scheme }) };
  const bits = counted.bits[item] as number;
  return parts.filter((part) => bits & partBits[part]).map((part) => ({ part, ...place, ...identity }));
};

const memberName = (member: Omit<Move, 'change'>): string =>
  [member.case, member.key ?? '', member.part, member.scheme ?? '', member.cell ?? ''].join('\u0000');

const differenceOf = (id: string, before?: FigureSide, after?: FigureSide): FigureDifference => ({
  id,
  ...(before ? { before: before.figure } : {}),
  ...(after ? { after: after.figure } : {}),
  difference: numbersOf(before?.figure, after?.figure),
  ...changeOf(before?.figure, after?.figure),
  moves: movesOf(before?.members ?? new Map(), after?.members ?? new Map()),
});

const numbersOf = (before?: Figure, after?: Figure): FigureDifference['difference'] => {
  const rows = parts
    .map((part) => [part, before?.[part], after?.[part]] as const)
    .filter(([, was, is]) => was !== null && is !== null && (was !== undefined || is !== undefined));
  return Object.fromEntries(rows.map(([part, was, is]) => [part, (is ?? 0) - (was ?? 0)]));
};

/** Two rates differ in percentage points, two means or medians in their own unit. */
const changeOf = (before?: Figure, after?: Figure): { points?: string; change?: string } => {
  const [was, is] = [fractionOf(before), fractionOf(after)];
  if (!was || !is) return {};
  return after?.of === undefined ? { points: points(was, is) } : { change: change(was, is) };
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
