import type { Runtime } from '#apps/runtime/runtime.js';
import type { LedgerQuery } from '#apps/runtime/queries/cases.js';
import type { LedgerLine } from '#apps/runtime/queries/ledger-lines.js';
import type { Scope } from '#libs/statistics/scope.js';
import { shanghaiPeriods } from '#libs/office/shanghai-rules.js';

export interface At {
  readonly validAt: string;
  readonly knownAt?: string;
}

/** A row of semantics I: its reading, what the texts give, and how it is asked of the running system. */
export interface Row {
  readonly id: string;
  readonly at: At;
  readonly expected: string;
  find(runtime: Runtime, at: At): Promise<string>;
}

export type Find = Row['find'];

export const then: At = { validAt: '2015-09-30', knownAt: '2015-10-31' };
export const thenOn = (validAt: string): At => ({ ...then, validAt });
export const of2024: At = { validAt: '2024-12-31' };

/** The common term of office of the 2013–2015 books. */
export const period = shanghaiPeriods.periods.find(({ body, term }) => body === '上海市人大' && term === 14)!.period;

export const figure = async (runtime: Runtime, at: At, { id, scope }: { id: string; scope: Scope }) =>
  (await runtime.statistics.report({ ...at, figures: [id], scope })).total[0]!;

/** `received = lead or joint + co`. */
export const book =
  (scope: Scope): Find =>
  async (runtime, at) => {
    const ids = ['received', 'N2/leadOrJoint', 'N2/co'];
    const [received, answering, co] = (await runtime.statistics.report({ ...at, figures: ids, scope })).total;
    return `${received?.numerator} = ${answering?.numerator} + ${co?.numerator}`;
  };

export const fraction =
  (id: string, scope: Scope): Find =>
  async (runtime, at) => {
    const { numerator, denominator } = await figure(runtime, at, { id, scope });
    return denominator === undefined ? String(numerator) : `${numerator}/${denominator}`;
  };

export const cells =
  (id: string, scope: Scope): Find =>
  async (runtime, at) => {
    const { cells: found = [] } = await figure(runtime, at, { id, scope });
    return ['solved', 'solving', 'planned', 'reference']
      .map((key) => found.find((cell) => cell.key === key)?.count ?? 0)
      .join('/');
  };

export const matrix =
  (scope: Scope): Find =>
  async (runtime, at) => {
    const { answer } = await runtime.statistics.matrix({ ...at, scope });
    return answer
      .map(
        ({ outcome, cells: found }) =>
          `${outcome}: ${found.map(({ column, count }) => `${count} ${column}`).join(' + ')}`,
      )
      .join('; ');
  };

export const counted =
  (name: string, from?: string): Find =>
  async (runtime, at) =>
    String((await runtime.lists.register({ ...at, from })).counts[name] ?? 0);

/** One case of the ledger, as a word: its current outcome, its role. */
export const line =
  (query: LedgerQuery, say: (line: LedgerLine) => unknown): Find =>
  async (runtime, at) => {
    const { cases } = await runtime.cases.ledger({ ...at, ...query });
    return cases.map(say).filter(Boolean).join(' ');
  };

/** Keys of a list's cells that hold something, the largest first. */
export const largest =
  (id: string, scope: Scope, most: number): Find =>
  async (runtime, at) => {
    const { cells: found = [] } = await figure(runtime, at, { id, scope });
    return found
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, most)
      .map(({ key }) => key)
      .join(' ');
  };

/** Bimonthly briefings whose figures no longer read as issued; everything else is listed too if it has a restatement. */
export const restated: Find = async (runtime, at) => {
  const { briefings } = await runtime.lists.briefings({ knownAt: at.knownAt, validAt: at.validAt });
  return briefings
    .filter(({ restatement }) => restatement)
    .map(({ briefing }) => briefing)
    .join(' ');
};
