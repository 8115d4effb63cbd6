import type { Scope } from '#libs/statistics/scope.js';
import { fixtureRows } from './acceptance-fixture.js';
import {
  book,
  cells,
  counted,
  fraction,
  matrix,
  of2024,
  period,
  then,
  thenOn,
  type Row,
} from './acceptance-questions.js';

const suggestions2015: Scope = { year: 2015, kind: 'suggestion' };
const proposals2015: Scope = { year: 2015, kind: 'proposal' };
const termSuggestions: Scope = { period, kind: 'suggestion' };
const earlier = (kind: string): Scope => ({ period, kind, year: [2013, 2014] });

const rows2015: readonly Row[] = [
  { id: 'Q1', at: then, expected: '33 = 7 + 26', find: book({ year: 2015 }) },
  { id: 'Q2–Q3', at: then, expected: '29 = 6 + 23', find: book(suggestions2015) },
  { id: 'Q2–Q4', at: then, expected: '4 = 1 + 3', find: book(proposals2015) },
  { id: 'Q6', at: then, expected: '33/33', find: fraction('N4b', { year: 2015 }) },
  { id: 'Q8', at: then, expected: '76 = 19 + 57', find: book(termSuggestions) },
  { id: 'Q9', at: then, expected: '19 = 4 + 15', find: book({ period, kind: 'proposal' }) },
  { id: 'Q10', at: then, expected: '95 = 23 + 72', find: book({ period }) },
  { id: 'Q11 suggestions', at: then, expected: '47 = 13 + 34', find: book(earlier('suggestion')) },
  { id: 'Q11 proposals', at: then, expected: '15 = 3 + 12', find: book(earlier('proposal')) },
  { id: 'Q12', at: then, expected: '8/1/3/7', find: cells('N11', termSuggestions) },
  {
    id: 'Q13',
    at: then,
    expected:
      'solved: 5 fullySolved + 3 partlySolved; solving: 1 concluded; planned: 1 solved + 2 unchanged; reference: 1 solved + 5 unchanged + 1 to:planned',
    find: matrix(termSuggestions),
  },
  { id: 'Q14 by-finding', at: thenOn('2015-08-05'), expected: '8/1/3/7', find: cells('N11c', termSuggestions) },
  { id: 'Q14 by-finding', at: then, expected: '11/0/3/5', find: cells('N11c', termSuggestions) },
  { id: 'Q14 explicit-only', at: then, expected: '8/1/4/6', find: cells('N11c/explicit-only', termSuggestions) },
  { id: 'Q15', at: then, expected: '8/19', find: fraction('N13', termSuggestions) },
  { id: 'Q17 at reply', at: then, expected: '8/19', find: fraction('N12', termSuggestions) },
  { id: 'Q17 now', at: then, expected: '11/19', find: fraction('N12c', termSuggestions) },
  { id: 'Q18', at: then, expected: '3/0/0/1', find: cells('N11c', { period, kind: 'proposal' }) },
  { id: 'Q20 inspected', at: then, expected: '8', find: counted('InspectionMade.units', '2015-01-01') },
  { id: 'Q20 trainings', at: then, expected: '2', find: counted('TrainingHeld', '2015-01-01') },
  { id: 'Q20 by August', at: thenOn('2015-08-31'), expected: '1', find: counted('TrainingHeld', '2015-01-01') },
  {
    id: 'Q21 special',
    at: then,
    expected: '2',
    find: async (runtime, at) => String((await runtime.lists.briefings(at)).counts['special'] ?? 0),
  },
  {
    id: 'Q21 campaigns',
    at: then,
    expected: '2',
    find: async (runtime, at) => String((await runtime.lists.campaigns(at)).count),
  },
  { id: 'T2', at: thenOn('2015-08-05'), expected: '2/19', find: fraction('N13', termSuggestions) },
  { id: 'T3', at: thenOn('2015-03-31'), expected: '21', find: fraction('received', { year: 2015 }) },
];

const rows2024: readonly Row[] = [
  { id: 'Q22', at: of2024, expected: '34 = 8 + 26', find: book({ year: 2024 }) },
  { id: 'Q23', at: of2024, expected: '24 = 5 + 19', find: book({ year: 2024, kind: 'suggestion' }) },
  { id: 'Q24', at: of2024, expected: '10 = 3 + 7', find: book({ year: 2024, kind: 'proposal' }) },
  { id: 'Q25', at: of2024, expected: '8/8', find: fraction('N3', { year: 2024 }) },
  { id: 'Q26', at: of2024, expected: '6/8', find: fraction('N14', { year: 2024 }) },
  { id: 'Q30 meetings', at: of2024, expected: '7', find: counted('MeetingHeld.portfolio', '2024-01-01') },
  { id: 'Q30 articles', at: of2024, expected: '2', find: counted('ArticleAdopted', '2024-01-01') },
];

/** Rows read on the shipped log. */
export const shippedRows: readonly Row[] = [...rows2015, ...rows2024, ...fixtureRows];
