import type { Words } from './definitions/definition.js';
import type { Published } from './published-reading.js';
import { familiesOf, inWords, nameOf, without, withoutOverlap, type Family, type Scope } from './published-scopes.js';
import { axes, type Axis, type Measured } from './published-words.js';

/** One equation and what it comes to; `difference` = left − right. */
export interface PublishedCheck {
  readonly name: Words;
  readonly left: number;
  readonly right: number;
  readonly difference: number;
  readonly holds: boolean;
}

/** Numbers by what they are about. */
export class Book {
  readonly counts: ReadonlyMap<string, Published>;
  readonly percents: readonly Published[];
  readonly ownRates: readonly Published[];

  /** Of a number published twice the first counts. */
  constructor(published: readonly Published[]) {
    const counts = published.filter(({ percent }) => !percent);
    const first = new Map<string, Published>();
    for (const each of counts) {
      const name = nameOf(each.axes, each.measure);
      if (!first.has(name)) first.set(name, each);
    }
    this.counts = first;
    this.percents = published.filter(({ percent }) => percent && !percent.isRate);
    this.ownRates = published.filter(({ percent }) => percent?.isRate);
  }

  /** A whole and its parts along one axis, wherever at least two parts were published. */
  partitions(): readonly PublishedCheck[] {
    return axes.flatMap((axis) =>
      this.families(axis).flatMap(({ parts }) => {
        const own = withoutOverlap(parts);
        const whole = own[0] && this.whole(axis, own[0]);
        return whole && own.length > 1 ? [summed(whole, own)] : [];
      }),
    );
  }

  /** Kinds by roles, where neither kinds nor roles are published alone. */
  crossed(): readonly PublishedCheck[] {
    const plain = [...this.counts.values()].map((each) => ({ ...each, axes: without(each.axes, 'role') }));
    const isAlone = ({ axes: own }: Published) => (own.kind === undefined) !== (own.role === undefined);
    if ([...this.counts.values()].some(isAlone)) return [];
    return familiesOf(plain, 'kind').flatMap(({ scope, measure, parts }) => {
      const whole = this.counts.get(nameOf(scope, measure));
      const own = this.leavesOf(scope, measure);
      return whole && parts.length > 1 && own.length > 1 ? [summed(whole, own)] : [];
    });
  }

  /** Of every kind and role. */
  private leavesOf(scope: Scope, measure: Measured): readonly Published[] {
    const name = nameOf(scope, measure);
    const all = [...this.counts.values()].filter(({ axes: own }) => own.kind !== undefined && own.role !== undefined);
    const own = all.filter((each) => nameOf(without(without(each.axes, 'kind'), 'role'), each.measure) === name);
    return [...new Set(own.map(({ axes: { kind } }) => kind))].flatMap((kind) =>
      withoutOverlap(own.filter((each) => each.axes.kind === kind)),
    );
  }

  leadOrJoint(): readonly PublishedCheck[] {
    return this.families('role').flatMap(({ parts }) => {
      const of = (role: string) => parts.find(({ axes: { role: own } }) => own === role);
      const [both, lead, joint] = [of('leadOrJoint'), of('lead'), of('joint')];
      return both && lead && joint ? [summed(both, [lead, joint])] : [];
    });
  }

  /** 期初 + 收到 + 恢复 − 办复 − 终止 = 期末 (semantics 30). */
  stocks(): readonly PublishedCheck[] {
    return [...this.counts.values()]
      .filter(({ measure }) => measure === 'closing')
      .flatMap(({ axes: scope, value: left }) => {
        const of = (measure: Measured) => this.counts.get(nameOf(scope, measure))?.value;
        const [opening, received, answered] = [of('opening'), of('received'), of('answered')];
        if (opening === undefined || received === undefined || answered === undefined) return [];
        const right = opening + received + (of('reopened') ?? 0) - answered - (of('terminated') ?? 0);
        const { zh, en } = inWords(scope, 'closing');
        const name = {
          zh: `${zh} = 期初 + 收到 + 恢复 − 办复 − 终止`,
          en: `${en} = opening + received + reopened − answered − terminated`,
        };
        return [{ name, left, right, difference: left - right, holds: left === right }];
      });
  }

  /** A term is the whole of its years, a year of its windows; else the scope without the axis. */
  whole(axis: Axis, part: Published): Published | undefined {
    const scope = without(part.axes, axis);
    const above: Scope = axis === 'year' ? { ...scope, term: 'term' } : scope;
    const year = part.axes.window?.slice(0, 4);
    const own: Scope = axis === 'window' && year !== undefined ? { ...above, year } : above;
    return wholesOf(axis, part)
      .map((measure) => this.counts.get(nameOf(own, measure)))
      .find((one) => one && (!sumOfTable(axis, one.measure) || (one.isTabled && part.isTabled)));
  }

  families(axis: Axis): readonly Family[] {
    return familiesOf([...this.counts.values()], axis);
  }
}

/** What sums up to another measure than its own; the last of each only where both stand in one table. */
const wholes: Readonly<Partial<Record<Axis, readonly Measured[]>>> = {
  outcome: ['replied', 'total'],
  grade: ['forms', 'replied', 'total'],
};

const wholesOf = (axis: Axis, { measure }: Published): readonly Measured[] =>
  wholes[axis] ?? [axis === 'window' && measure === 'received' ? 'total' : measure];

const sumOfTable = (axis: Axis, measure: Measured): boolean => wholes[axis]?.at(-1) === measure;

const summed = (whole: Published, parts: readonly Published[]): PublishedCheck => {
  const right = parts.reduce((sum, { value }) => sum + value, 0);
  const [left, own] = [
    inWords(whole.axes, whole.measure),
    parts.map(({ axes: scope, measure }) => inWords(scope, measure)),
  ];
  const name = {
    zh: `${left.zh} = ${own.map(({ zh }) => zh).join(' + ')}`,
    en: `${left.en} = ${own.map(({ en }) => en).join(' + ')}`,
  };
  return { name, left: whole.value, right, difference: whole.value - right, holds: whole.value === right };
};
