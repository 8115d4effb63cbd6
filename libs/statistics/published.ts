import type { Words } from './definitions/definition.js';
import { axes, measureWord, wordFor, type Axis, type Measured, type Named } from './published-names.js';
import type { Published } from './published-reading.js';

/** One equation and what it comes to; `difference` = left − right. */
export interface PublishedCheck {
  readonly name: Words;
  readonly left: number;
  readonly right: number;
  readonly difference: number;
  readonly holds: boolean;
}

/** Every equation the published names take part in, those that fail among them (domain 7). */
export const checkPublished = (published: readonly Published[]): readonly PublishedCheck[] => {
  const book = new Book(published);
  const sums = [...book.partitions(), ...book.leadOrJoint(), ...book.stocks()];
  return [...twice(published), ...sums, ...book.shares(), ...book.rates(), ...book.hundreds()];
};

/** A number that is published in two places must be the same in both. */
const twice = (published: readonly Published[]): readonly PublishedCheck[] => {
  const first = new Map<string, Published>();
  return published.flatMap((each) => {
    const name = `${nameOf(each.axes, each.measure)}${each.percent ? '%' : ''}`;
    const before = first.get(name);
    first.set(name, before ?? each);
    if (!before || before.value === each.value) return [];
    const { zh, en } = inWords(each.axes, each.measure);
    const difference = rounded(before.value - each.value, each.percent?.decimals ?? 0);
    const said = { zh: `${zh}（两处公布应一致）`, en: `${en} (published twice)` };
    return [{ name: said, left: before.value, right: each.value, difference, holds: false }];
  });
};

/** What sums up to another measure than cases received. */
const wholes: Readonly<Partial<Record<Axis, Measured>>> = { outcome: 'replied', grade: 'forms' };

/** Axes of which a part is a whole with the same name one level up: years in a term, windows in a year. */
type Scope = Named['axes'];

const nameOf = (scope: Scope, measure: Measured): string =>
  JSON.stringify([axes.map((axis) => scope[axis] ?? ''), measure]);

const without = (scope: Scope, axis: Axis): Scope =>
  Object.fromEntries(Object.entries(scope).filter(([name]) => name !== axis));

/** A unit is said before what it handles. */
const spoken: readonly Axis[] = ['term', 'year', 'window', 'unit', ...axes.slice(3).filter((axis) => axis !== 'unit')];

const inWords = (scope: Scope, measure: Measured): Words => {
  const words = spoken.flatMap((axis) => (scope[axis] === undefined ? [] : [wordFor(axis, scope[axis])]));
  const own = measure === 'total' && words.length > 0 ? [] : [measureWord(measure)];
  const all = [...words, ...own];
  return { zh: all.map(({ zh }) => zh).join(''), en: all.map(({ en }) => en).join(' ') };
};

class Book {
  private readonly counts: ReadonlyMap<string, Published>;
  private readonly percents: readonly Published[];
  private readonly ownRates: readonly Published[];

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
      this.families(axis).flatMap(({ scope, measure, parts }) => {
        const whole = this.whole(axis, scope, measure);
        const own = withoutOverlap(parts);
        return whole && own.length > 1 ? [summed(whole, own)] : [];
      }),
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

  /** A percentage against the counts it is of, as far as its decimals go. */
  shares(): readonly PublishedCheck[] {
    return this.percents.flatMap((share) => {
      const count = this.counts.get(nameOf(share.axes, share.measure));
      const base = axes.map((axis) => share.axes[axis] !== undefined && this.baseOf(share, axis)).find(Boolean);
      if (!count || !base || base.value === 0) return [];
      const right = rounded((100 * count.value) / base.value, share.percent!.decimals);
      const of = inWords(share.axes, share.measure);
      const name = {
        zh: `${of.zh}占比 = ${count.value}/${base.value}`,
        en: `share of ${of.en} = ${count.value}/${base.value}`,
      };
      const difference = rounded(share.value - right, share.percent!.decimals);
      return [{ name, left: share.value, right, difference, holds: difference === 0 }];
    });
  }

  /** 办复率: what is done of what was received. */
  rates(): readonly PublishedCheck[] {
    return this.ownRates.flatMap(({ axes: scope, measure, value: left, percent }) => {
      const [count, base] = [this.counts.get(nameOf(scope, measure)), this.counts.get(nameOf(scope, 'total'))];
      if (!count || !base || base.value === 0) return [];
      const decimals = percent!.decimals;
      const right = rounded((100 * count.value) / base.value, decimals);
      const of = inWords(scope, measure);
      const parts = `${count.value}/${base.value}`;
      const difference = rounded(left - right, decimals);
      const name = { zh: `${of.zh}率 = ${parts}`, en: `rate of ${of.en} = ${parts}` };
      return [{ name, left, right, difference, holds: difference === 0 }];
    });
  }

  /** A column of percentages comes to 100, give or take what its rounding may add up to. */
  hundreds(): readonly PublishedCheck[] {
    return axes.flatMap((axis) => {
      const families = familiesOf(this.percents, axis);
      return families.flatMap(({ scope, parts }) => {
        const own = withoutOverlap(parts);
        if (own.length < 2) return [];
        const decimals = Math.max(...own.map(({ percent }) => percent!.decimals));
        const left = rounded(
          own.reduce((sum, { value }) => sum + value, 0),
          decimals,
        );
        const slack = (own.length * 0.5) / 10 ** decimals;
        const { zh, en } = inWords(scope, 'total');
        const name = { zh: `${zh}各项占比合计 100%`, en: `shares of ${en} sum to 100%` };
        return [
          { name, left, right: 100, difference: rounded(left - 100, decimals), holds: Math.abs(left - 100) <= slack },
        ];
      });
    });
  }

  private families(axis: Axis): readonly Family[] {
    return familiesOf([...this.counts.values()], axis);
  }

  /** A term is the whole of its years, a year of its windows; else the scope without the axis. */
  private whole(axis: Axis, scope: Scope, measure: Measured): Published | undefined {
    const above: Scope = axis === 'year' ? { ...scope, term: 'term' } : scope;
    return this.counts.get(nameOf(above, wholes[axis] ?? measure));
  }

  private baseOf({ axes: own, measure }: Published, axis: Axis): Published | undefined {
    return this.counts.get(nameOf(without(own, axis), wholes[axis] ?? measure));
  }
}

interface Family {
  readonly scope: Scope;
  readonly measure: Measured;
  readonly parts: readonly Published[];
}

/** Numbers that differ in one axis only. A window's year is in its name. */
const familiesOf = (published: readonly Published[], axis: Axis): readonly Family[] => {
  const families = new Map<string, { scope: Scope; measure: Measured; parts: Published[] }>();
  for (const each of published.filter(({ axes: own }) => own[axis] !== undefined)) {
    const rest = without(each.axes, axis);
    const scope = axis === 'window' ? { ...rest, year: each.axes.window!.slice(0, 4) } : rest;
    const measure = axis === 'window' && each.measure === 'received' ? 'total' : each.measure;
    const name = nameOf(scope, measure);
    const family = families.get(name) ?? { scope, measure, parts: [] };
    family.parts.push(each);
    families.set(name, family);
  }
  return [...families.values()];
};

/** 主合办 is 主办 and 合办 once more. */
const withoutOverlap = (parts: readonly Published[]): readonly Published[] => {
  const roles = new Set(parts.map(({ axes: { role } }) => role));
  if (!roles.has('leadOrJoint')) return parts;
  const isSplit = roles.has('lead') && roles.has('joint');
  return parts.filter(({ axes: { role } }) => (isSplit ? role !== 'leadOrJoint' : role !== 'lead' && role !== 'joint'));
};

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

/** To so many decimals, halves away from zero; no trace of binary fractions. */
const rounded = (value: number, decimals: number): number => {
  const size = 10 ** decimals;
  return (Math.sign(value) * Math.round(Math.abs(value) * size + 1e-9)) / size;
};
