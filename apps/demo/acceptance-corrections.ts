import { book, cells, fraction, line, period, restated, then, type At, type Row } from './acceptance-questions.js';

const head: At = { validAt: '2015-09-30' };
const suggestions = { year: 2015, kind: 'suggestion' };
const termSuggestions = { period, kind: 'suggestion' };
const moved = 'bimonthly-2015-03 bimonthly-2015-05 bimonthly-2015-07';

/** T4a: a co case that was lead from the start. What was known then stands; what is known now differs (semantics I). */
export const correctedRows: readonly Row[] = [
  { id: 'T4a then', at: then, expected: '29 = 6 + 23', find: book(suggestions) },
  { id: 'T4a then, N4b', at: then, expected: '33/33', find: fraction('N4b', { year: 2015 }) },
  { id: 'T4a now, Q3', at: head, expected: '29 = 7 + 22', find: book(suggestions) },
  { id: 'T4a now, Q5', at: head, expected: '33 = 8 + 25', find: book({ year: 2015 }) },
  { id: 'T4a now, Q6', at: head, expected: '32/33', find: fraction('N4b', { year: 2015 }) },
  { id: 'T4a now, Q8', at: head, expected: '76 = 20 + 56', find: book(termSuggestions) },
  { id: 'T4a now, Q10', at: head, expected: '95 = 24 + 71', find: book({ period }) },
  { id: 'T4a now, Q12', at: head, expected: '8/1/3/7', find: cells('N11', termSuggestions) },
  { id: 'T4a restated', at: { validAt: '2024-12-31' }, expected: moved, find: restated },
];

const role = line({ number: '0023', scope: { year: 2014, kind: 'suggestion' } }, ({ outerRole }) => outerRole);

/** T4b: a role that changed on a day, written down half a year later. */
export const changedRows: readonly Row[] = [
  { id: 'T4b the day before', at: { validAt: '2015-04-09' }, expected: 'co', find: role },
  { id: 'T4b the day', at: { validAt: '2015-04-10' }, expected: 'lead', find: role },
  { id: 'T4b as known then', at: { validAt: '2015-04-10', knownAt: '2015-10-31' }, expected: 'co', find: role },
];
