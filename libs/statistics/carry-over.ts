import { definitionOf } from './definitions/table.js';
import { none } from './grains.js';
import { identityOf } from './drill.js';
import { outside } from './grouping.js';
import type { Check, IdentityInput } from './identity-checks.js';
import { Question } from './question.js';

/** Cases carried over to a year not earlier than V's, or to a term; where a later one replaced it, by that (semantics 47). */
const carriedOver = ({ columns, office, asked }: IdentityInput, year: number): readonly string[] => {
  const question = new Question(columns, office, { ...asked, by: [] });
  const { reading } = question;
  const source = question.source('case', 'countingUnit');
  const slots = question.slotsOf(source);
  const to = reading.column('case', 'carriedOverTo');
  const isWanted = (text: string): boolean => !(Number(text) < year);
  return [...slots.keys()]
    .filter((row) => slots[row] !== outside && to[row] !== none && isWanted(reading.dictionary.text(to[row] as number)))
    .map((row) => reading.dictionary.text(reading.column('case', 'case')[row] as number));
};

/** The legacy cases as the year began. */
const legacyAtNewYear = ({ columns, office, asked }: IdentityInput, year: number): readonly string[] => {
  const question = new Question(columns, office, { ...asked, by: [], validAt: `${year}-01-01` });
  const counted = question.counted(definitionOf('N17'));
  const isLegacy = (row: number) => ((counted.bits[row] as number) & 1) === 1 && counted.slots[row] !== outside;
  return [...counted.bits.keys()].filter(isLegacy).map((row) => identityOf(question, counted, row).case);
};

/** The list carried over must be the year's legacy cases; absent where none was carried over (semantics 47). */
export const carryOver: Check = (input) => {
  const year = Number(input.asked.validAt.slice(0, 4));
  const carried = new Set(carriedOver(input, year));
  if (carried.size === 0) return undefined;
  const legacy = new Set(legacyAtNewYear(input, year));
  const missing = [...legacy].filter((id) => !carried.has(id));
  const extra = [...carried].filter((id) => !legacy.has(id));
  return { left: carried.size, right: legacy.size, cases: [...missing, ...extra] };
};
