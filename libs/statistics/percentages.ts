import { definitionOf } from './definitions/table.js';
import type { Check } from './identity-checks.js';
import { Question } from './question.js';
import { figuresOf } from './report.js';

const whole = 1000;

/** `42.1%` in tenths of a percent. */
const tenthsOf = (value: string): number => Number(value.replace(/[.%]/g, ''));

/** Every printed column of shares comes to 100.0 %, each scheme's on its own (domain 7, semantics 40). */
export const percentageColumns =
  (figures: readonly string[]): Check =>
  ({ columns, office, asked }) => {
    const question = new Question(columns, office, { ...asked, by: [] });
    const { total } = figuresOf(
      question,
      figures.map((figure) => question.counted(definitionOf(figure))),
    );
    const sums = total.flatMap(({ cells = [] }) => {
      const schemes = [...new Set(cells.filter(({ of }) => of > 0).map(({ scheme }) => scheme))];
      const inScheme = (scheme?: string) => cells.filter((cell) => cell.scheme === scheme);
      return schemes.map((scheme) => inScheme(scheme).reduce((sum, { value }) => sum + tenthsOf(value), 0));
    });
    return { left: whole * sums.length, right: sums.reduce((sum, value) => sum + value, 0), cases: [] };
  };
