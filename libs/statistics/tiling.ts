import { bimonthlyPeriod, type Period, type PeriodIndex } from '#libs/calendar/period.js';
import type { Day } from '#libs/kernel/event.js';
import { definitionOf } from './definitions/table.js';
import type { Dimension } from './dimensions.js';
import { identityOf } from './drill.js';
import { outside } from './grouping.js';
import type { Check, IdentityInput } from './identity-checks.js';
import { Question, type Counted } from './question.js';
import { figuresOf } from './report.js';
import type { Scope } from './scope.js';

/** The two-month windows of V's year, the last one up to V. */
const windowsUpTo = (validAt: Day): readonly Period[] => {
  const year = Number(validAt.slice(0, 4));
  return ([1, 2, 3, 4, 5, 6] as const)
    .map((index: PeriodIndex) => bimonthlyPeriod(year, index))
    .filter(({ from }) => from <= validAt)
    .map((period) => ({ ...period, validAt: period.validAt < validAt ? period.validAt : validAt }));
};

const casesOf = (question: Question, counted: Counted): readonly string[] =>
  [...counted.bits.keys()]
    .filter((item) => counted.bits[item] !== 0 && counted.slots[item] !== outside)
    .map((item) => identityOf(question, counted, counted.rowOf?.[item] ?? item).case);

/** What the year received is what its windows received, case by case (semantics 26, 48). */
export const windowsTileTheYear: Check = ({ columns, office, asked }: IdentityInput) => {
  const { scope = {}, validAt } = asked;
  const year = Number(validAt.slice(0, 4));
  const receivedIn = (given: Scope): readonly string[] => {
    const question = new Question(columns, office, { ...asked, by: [], scope: given });
    return casesOf(question, question.counted(definitionOf('received')));
  };
  // What a scope says of a case may have been otherwise when it was received: the cases of V are meant.
  const settled = { case: receivedIn(scope) };
  const received = receivedIn({ ...settled, year });
  const inWindows = windowsUpTo(validAt).flatMap(({ from, validAt: end }) => {
    const question = new Question(columns, office, {
      ...asked,
      by: [],
      scope: settled,
      validAt: end,
      window: { from },
    });
    return casesOf(question, question.counted(definitionOf('flow.received')));
  });
  const times = new Map<string, number>(received.map((id) => [id, 1]));
  inWindows.forEach((id) => times.set(id, (times.get(id) ?? 0) - 1));
  const stray = [...times].filter(([, left]) => left !== 0).map(([id]) => id);
  return { left: received.length, right: inWindows.length, cases: stray };
};

/** A body's term is the sum of its years. */
export const termsContainYears: Check = (input) => {
  const [terms, years] = [receivedBy(input, ['body', 'term']), receivedBy(input, ['body', 'term', 'year'])];
  return { left: terms, right: years, cases: [] };
};

const receivedBy = ({ columns, office, asked }: IdentityInput, by: readonly Dimension[]): number => {
  const question = new Question(columns, office, { ...asked, by });
  const { groups } = figuresOf(question, [question.counted(definitionOf('received'))]);
  return groups.reduce((sum, { figures }) => sum + (figures[0]?.numerator ?? 0), 0);
};
