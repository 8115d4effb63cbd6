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

/** A figure in one group of one side, with its members by name: most are in both readings and are never told. */
interface FigureSide {
  readonly figure: Figure;
  readonly members: Members;
  /** Puts a member into words. */
  told(member: number): Told;
}

type Told = Omit<Move, 'change'>;

/** The same for the same membership in both readings, which share a dictionary: codes, not texts. */
type Name = number | string;

/** Item and part of each member, in one number. */
type Members = ReadonlyMap<Name, number>;

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
  const members = counted.map((figure) => membersBySlot(figure));
  const told = counted.map((figure) => teller(question, figure));
  return question.grouping.ordered().map((slot, place) => ({
    group: question.grouping.group(slot),
    figures: (groups[place]?.figures ?? []).map((figure, index) => ({
      figure,
      members: members[index]?.get(slot) ?? new Map(),
      told: told[index]!,
    })),
  }));
};

const totalOf = ({ question, counted }: AskedPart): AnsweredGroup => {
  const { total } = figuresOf(question, counted);
  const figures = counted.map((figure, index) => ({
    figure: total[index] as Figure,
    members: new Map([...membersBySlot(figure).values()].flatMap((members) => [...members])),
    told: teller(question, figure),
  }));
  return { group: {}, figures };
};

const membersBySlot = (counted: Counted): ReadonlyMap<number, Members> => {
  const bySlot = new Map<number, Map<Name, number>>();
  const nameOf = namer(counted);
  counted.bits.forEach((bits, item) => {
    const slot = counted.slots[item] as number;
    if (bits === 0 || slot === outside) return;
    const members = bySlot.get(slot) ?? new Map<Name, number>();
    bySlot.set(slot, members);
    parts.forEach((part, at) => {
      if (bits & partBits[part]) members.set(nameOf(item, at), item * parts.length + at);
    });
  });
  return bySlot;
};

const namer = ({ source, rowOf, cells }: Counted): ((item: number, part: number) => Name) => {
  const [cases, keys] = [source.rows.column('case'), source.rows.column('key')];
  if (source.grain === 'case' && !cells)
    return (item, part) => (cases[rowOf?.[item] ?? item] as number) * parts.length + part;
  return (item, part) => {
    const row = rowOf?.[item] ?? item;
    const { key = '', scheme = '' } = cells?.cells[cells.index[item] as number] ?? {};
    return [cases[row], keys[row], part, scheme, key].join('\u0000');
  };
};

const teller =
  (question: Question, counted: Counted) =>
  (member: number): Told => {
    const item = Math.floor(member / parts.length);
    const cell = counted.cells?.cells[counted.cells.index[item] as number];
    const place = cell && { cell: cell.key, ...(cell.scheme === undefined ? {} : { scheme: cell.scheme }) };
    const identity = identityOf(question, counted, counted.rowOf?.[item] ?? item);
    return { part: parts[member % parts.length] as Part, ...place, ...identity };
  };

const orderOf = (told: Told): string =>
  [told.case, told.key ?? '', told.part, told.scheme ?? '', told.cell ?? ''].join('\u0000');

const differenceOf = (id: string, before?: FigureSide, after?: FigureSide): FigureDifference => ({
  id,
  ...(before ? { before: before.figure } : {}),
  ...(after ? { after: after.figure } : {}),
  difference: numbersOf(before?.figure, after?.figure),
  ...changeOf(before?.figure, after?.figure),
  moves: movesOf(before, after),
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

/** Members of one side that the other has not. */
const onlyIn = (side: FigureSide | undefined, other: FigureSide | undefined): readonly Told[] =>
  side ? [...side.members].filter(([name]) => !other?.members.has(name)).map(([, member]) => side.told(member)) : [];

const movesOf = (before?: FigureSide, after?: FigureSide): readonly Move[] => {
  const entered = onlyIn(after, before).map((told) => ({ name: orderOf(told), change: 'entered' as const, told }));
  const left = onlyIn(before, after).map((told) => ({ name: orderOf(told), change: 'left' as const, told }));
  const sorted = [...left, ...entered].sort((a, b) => byCodeUnit(a.name, b.name) || byCodeUnit(a.change, b.change));
  return sorted.map(({ change, told }) => ({ change, ...told }));
};
