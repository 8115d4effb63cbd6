import { addDays } from '#libs/calendar/day.js';
import type { FactColumns } from './columns.js';
import { flows } from './definitions/flows.js';
import { definitionOf } from './definitions/table.js';
import type { Flow } from './definitions/definition.js';
import type { Dimension } from './dimensions.js';
import { identityOf } from './drill.js';
import { outside } from './grouping.js';
import type { OfficeReading } from './office-reading.js';
import { byCodeUnit } from './orders.js';
import { Question, type Asked, type Counted } from './question.js';

/** How each flow changes the stock; opening and closing are read apart, from the two readings themselves. */
const signs: Readonly<Record<Flow, number>> = {
  opening: 0,
  received: 1,
  reopened: 1,
  transferredIn: 1,
  answered: -1,
  terminated: -1,
  transferredOut: -1,
  closing: 0,
};

interface Balance {
  readonly left: number;
  readonly right: number;
  readonly cases: readonly string[];
}

/**
 * The stock identity over the window asked for (semantics 30): the stock at the eve plus the flows is the stock at V,
 * case by case and, with `by`, in every group. Undefined without a window.
 */
export const stockBalance = (
  { columns, office, asked }: { columns: FactColumns; office: OfficeReading; asked: Asked },
  by: readonly Dimension[],
): Balance | undefined => {
  if (!asked.window) return undefined;
  const scoped = { ...asked, by, scope: settledScope(columns, office, asked) };
  const now = new Question(columns, office, scoped);
  const eve = new Question(columns, office, { ...scoped, validAt: addDays(asked.window.from, -1) });
  const book = new Book();
  book.add(eve, eve.counted(definitionOf('stock')), 1);
  flows.forEach((row) => row.flow && signs[row.flow] !== 0 && book.add(now, now.counted(row), signs[row.flow]));
  const left = book.sum;
  book.add(now, now.counted(definitionOf('stock')), -1);
  return { left, right: left - book.sum, cases: book.unbalanced() };
};

/** Units hold their cases by assignments that change with the day: the cases of V are meant on both days. */
const settledScope = (columns: FactColumns, office: OfficeReading, asked: Asked): Asked['scope'] => {
  const { unit, innerRole, ...scope } = asked.scope ?? {};
  if (unit === undefined && innerRole === undefined) return scope;
  const question = new Question(columns, office, { ...asked, scope: { unit, innerRole }, by: [] });
  const counted = question.counted(definitionOf('received'));
  const held = [...counted.slots.keys()].filter((row) => counted.slots[row] !== outside);
  const ids = held.map((row) => identityOf(question, counted, row).case);
  const wanted = scope.case === undefined ? ids : ids.filter((id) => [scope.case].flat().includes(id));
  return { ...scope, case: wanted };
};

/** Entries by case and group; balanced when every one comes to nothing. */
class Book {
  private readonly entries = new Map<string, { case: string; value: number }>();

  get sum(): number {
    return [...this.entries.values()].reduce((sum, entry) => sum + entry.value, 0);
  }

  add(question: Question, counted: Counted, sign: number): void {
    const names = question.grouping
      .ordered()
      .map((slot) => [slot, JSON.stringify(question.grouping.group(slot))] as const);
    const groups = new Map(names);
    counted.bits.forEach((bits, item) => {
      const slot = counted.slots[item] as number;
      if (bits === 0 || slot === outside) return;
      const id = identityOf(question, counted, counted.rowOf?.[item] ?? item).case;
      this.enter(id, groups.get(slot) ?? '', sign);
    });
  }

  /** Cases with an entry left over. */
  unbalanced(): readonly string[] {
    const left = [...this.entries.values()].filter((entry) => entry.value !== 0).map((entry) => entry.case);
    return [...new Set(left)].sort(byCodeUnit);
  }

  private enter(id: string, group: string, sign: number): void {
    const name = `${id}|${group}`;
    const entry = this.entries.get(name) ?? { case: id, value: 0 };
    entry.value += sign;
    this.entries.set(name, entry);
  }
}
