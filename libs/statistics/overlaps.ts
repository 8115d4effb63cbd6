import type { FactColumns } from './columns.js';
import type { Definition } from './definitions/definition.js';
import {
  dimensionOf,
  isOverlapping,
  partitionsOf,
  type Dimension,
  type GroupKey,
  type Overlapping,
  type Partition,
} from './dimensions.js';
import { none } from './grains.js';
import { outside } from './grouping.js';
import type { OfficeReading } from './office-reading.js';
import { compareKeys, flags, innerRoles } from './orders.js';
import { Question, type Asked, type Counted } from './question.js';
import type { Rows } from './reading.js';
import { flagsOf, leaderColumns, nobody, type Scope } from './scope.js';

interface Overlap {
  readonly declared?: readonly string[];
  /** The keys of each case row; none for a case without. */
  keys(question: Question, rows: Rows<'case'>): (row: number) => readonly string[];
  /** Keys that rows bear by themselves, whatever their case is now: a unit that gave a case back did so in its role. */
  own?(question: Question): readonly string[];
}

const text = (question: Question, code: number): string =>
  code === none ? '' : question.reading.dictionary.text(code);

const overlaps: Readonly<Record<Overlapping, Overlap>> = {
  flag: {
    declared: flags,
    keys: (question, rows) => {
      const sets = rows.column('flags');
      return (row) => flagsOf(text(question, sets[row] as number));
    },
  },
  leader: {
    keys: (question, rows) => {
      const columns = leaderColumns.map((name) => rows.column(name));
      return (row) => columns.map((column) => text(question, column[row] as number)).filter((name) => name !== '');
    },
  },
  innerRole: {
    declared: innerRoles,
    keys: (question, rows) => {
      const [roles, cases] = [rolesOfCases(question), rows.column('case')];
      return (row) => [...(roles.get(cases[row] as number) ?? [])];
    },
    own: (question) => [...new Set(question.reading.column('assignment', 'role'))].map((code) => text(question, code)),
  },
};

/** Inner roles of the live assignments, by the code of their case. */
const rolesOfCases = (question: Question): ReadonlyMap<number, ReadonlySet<string>> => {
  const { reading } = question;
  const [live, role] = [reading.column('assignment', 'live'), reading.column('assignment', 'role')];
  const roles = new Map<number, Set<string>>();
  reading.column('assignment', 'case').forEach((code, row) => {
    if (live[row] !== 1) return;
    const known = roles.get(code) ?? new Set<string>();
    roles.set(code, known.add(text(question, role[row] as number)));
  });
  return roles;
};

/** The cases with certain keys, the rest of the grouping left to the question; and what its figures count of them. */
export interface Part {
  readonly keys: GroupKey;
  readonly question: Question;
  readonly counted: readonly Counted[];
}

/** The whole question, and one more for every combination of keys that cases may share. */
export interface Parts {
  readonly whole: Part;
  readonly parts: readonly Part[];
}

export const partsOf = (
  { columns, office }: { columns: FactColumns; office: OfficeReading },
  asked: Asked,
  figures: readonly Definition[],
): Parts => {
  const part = (keys: GroupKey, scope: Scope | undefined): Part => {
    const question = new Question(columns, office, { ...asked, scope });
    return { keys, question, counted: figures.map((figure) => question.counted(figure)) };
  };
  const whole = part({}, asked.scope);
  const names = (asked.by ?? []).filter(isOverlapping);
  if (names.length === 0) return { whole, parts: [whole] };
  const parts = combinations(whole.question, names).map((keys) => part(keys, narrowed(asked.scope, keys)));
  return { whole, parts: parts.filter(({ counted }) => counted.some(holdsRows)) };
};

const holdsRows = ({ slots }: Counted): boolean => slots.some((slot) => slot !== outside);

const combinations = (question: Question, names: readonly Overlapping[]): readonly GroupKey[] =>
  names.reduce<readonly GroupKey[]>(
    (all, name) => all.flatMap((keys) => keysIn(question, name).map((key) => ({ ...keys, [name]: key }))),
    [{}],
  );

/**
 * The keys that occur on any day asked about. A scope may have held of a case then and not now, and figures differ in
 * whose units they ask for: whichever keys turn out to hold nothing are left out later.
 */
const keysIn = (question: Question, name: Overlapping): readonly string[] => {
  const keys = new Set(overlaps[name].own?.(question));
  for (const rows of question.caseRowsAsked()) {
    const keysOf = overlaps[name].keys(question, rows);
    for (let row = 0; row < rows.length; row += 1) {
      const own = keysOf(row);
      (own.length > 0 ? own : [nobody]).forEach((key) => keys.add(key));
    }
  }
  return [...keys];
};

/** A key narrows the scope to itself; what the scope named already stays asked for. */
const narrowed = (scope: Scope = {}, keys: GroupKey): Scope => {
  const asked = (Object.keys(keys) as Overlapping[]).filter((name) => scope[name] !== undefined);
  return { ...scope, ...(keys as Scope), ...(asked.length > 0 ? { also: scope } : {}) };
};

/** A group picked out of a grouping: keys that cases may share become scope, the rest stays a group. */
export const pickedOut = (
  asked: Asked,
  group: GroupKey = {},
): { scope: Scope; by: readonly Partition[]; group: GroupKey } => {
  const entries = Object.entries(group);
  const shared = Object.fromEntries(entries.filter(([name]) => isOverlapping(name)));
  const told = Object.fromEntries(entries.filter(([name]) => !isOverlapping(name)));
  return { scope: narrowed(asked.scope, shared), by: partitionsOf(asked.by ?? []), group: told };
};

/** Groups in the declared order of each dimension, in the order asked for. */
export const byKeys =
  (by: readonly Dimension[]) =>
  (a: GroupKey, b: GroupKey): number => {
    const orders = by.map((name) => ({
      name,
      compareKey: compareKeys(isOverlapping(name) ? { declared: overlaps[name].declared } : dimensionOf(name)),
    }));
    return orders.reduce((order, { name, compareKey }) => order || compareKey(a[name] ?? '', b[name] ?? ''), 0);
  };

/** Keys in the order the grouping names its dimensions. */
export const keyed = (by: readonly Dimension[], group: GroupKey): GroupKey =>
  Object.fromEntries(by.map((name) => [name, group[name] ?? '']));
