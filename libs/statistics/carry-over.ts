import { dayNumber } from '#libs/calendar/day.js';
import { definitionOf } from './definitions/table.js';
import { none } from './grains.js';
import { identityOf } from './drill.js';
import { outside } from './grouping.js';
import { CasesInScope, type Check, type IdentityInput } from './identity-checks.js';
import { Question } from './question.js';
import type { Reading } from './reading.js';

interface Looking {
  readonly reading: Reading;
  readonly isIn: (code: number) => boolean;
}

/** Of these cases, by code, those that were carried over to the year, whatever they were carried over to since. */
const carriedOver = (looking: Looking, year: number): readonly number[] => {
  const { reading } = looking;
  const midyear = dayNumber(`${year - 1}-06-30`);
  const before = new Set(reading.caseRowsDuring(midyear, midyear).column('carriedOverSeq'));
  const isOfYear = (target: string) => target === String(year);
  // A term has no New Year of its own: what was carried over to it stands with the one it is nearest to.
  const isOfTerm = (target: string, seq: number) => target.startsWith('term') && !before.has(seq);
  return [
    ...carriedSince(dayNumber(`${year - 1}-01-01`), looking, isOfYear),
    ...carriedSince(midyear + 1, looking, isOfTerm),
  ];
};

type Wanted = (target: string, seq: number) => boolean;

/** Cases that on some day since were carried over to what is wanted. */
const carriedSince = (from: number, { reading, isIn }: Looking, isWanted: Wanted): readonly number[] => {
  const rows = reading.caseRowsDuring(from, reading.day);
  const [cases, to, seqs] = [rows.column('case'), rows.column('carriedOverTo'), rows.column('carriedOverSeq')];
  const isCarried = (row: number): boolean =>
    to[row] !== none && isWanted(reading.dictionary.text(to[row] as number), seqs[row] as number);
  return [...cases.keys()]
    .filter((row) => isIn(cases[row] as number) && isCarried(row))
    .map((row) => cases[row] as number);
};

/** The legacy cases as the year began, by id. */
const legacyAtNewYear = ({ columns, office, asked }: IdentityInput, year: number): readonly string[] => {
  const question = new Question(columns, office, { ...asked, by: [], validAt: `${year}-01-01` });
  const counted = question.counted(definitionOf('N17'));
  const isLegacy = (row: number) => ((counted.bits[row] as number) & 1) === 1 && counted.slots[row] !== outside;
  return [...counted.bits.keys()].filter(isLegacy).map((row) => identityOf(question, counted, row).case);
};

/**
 * The list carried over to V's year must be its legacy cases; absent where none was carried over (semantics 47). What a
 * scope says of a case may have been otherwise at New Year: the cases of V are meant.
 */
export const carryOver: Check = (input) => {
  const year = Number(input.asked.validAt.slice(0, 4));
  const asked = new CasesInScope(input);
  const { dictionary } = asked.reading;
  const settled = asked.rows.map((row) => asked.id(row));
  const codes = new Set(settled.map((id) => asked.reading.code(id)));
  const list = carriedOver({ reading: asked.reading, isIn: (code) => codes.has(code) }, year);
  if (list.length === 0) return undefined;
  const carried = new Set(list.map((code) => dictionary.text(code)));
  const scope = { case: settled };
  const legacy = new Set(legacyAtNewYear({ ...input, asked: { ...input.asked, scope } }, year));
  const missing = [...legacy].filter((id) => !carried.has(id));
  const extra = [...carried].filter((id) => !legacy.has(id));
  return { left: carried.size, right: legacy.size, cases: [...missing, ...extra] };
};
