import { after, dueGiven, outerClock } from './clocks.mjs';
import { lastOf, ofType } from './history.mjs';
import { countingUnit } from './units.mjs';

// Opinions we owe and are owed, one a filing body (semantics 19, 37).

const waivedOn = (events, key) =>
  ofType(events, 'ReplyFiled').findLast(({ data }) => data.opinionsWaived?.some(({ opinion }) => opinion === key))
    ?.on ?? null;

/** What was filed under a key, and whether it came back. */
const filed = (events, key) => {
  const filings = ofType(events, 'CoOpinionFiled').filter(({ data }) => data.opinion === key);
  const returned = ofType(events, 'CoOpinionReturned').findLast(({ data }) => data.opinion === key);
  const again = returned && filings.find(after(returned));
  return {
    filings,
    filedOn: filings[0]?.on ?? null,
    waivedOn: waivedOn(events, key),
    returned: returned !== undefined,
    resubmissionDue: returned ? dueGiven(events, returned, { clock: 'resubmission', due: returned.data.due }) : null,
    resubmittedOn: again?.on ?? null,
  };
};

const outer = (events, units) => {
  const own = filed(events, 'outer');
  const unit = own.filings.at(-1)?.data.unit ?? countingUnit(units)?.unit ?? null;
  return { layer: 'outer', unit, due: outerClock(events, 'coOpinion').due?.on ?? null, droppedOn: null, ...own };
};

/** Of a unit that supported twice, the assignment that stands, else the last one. */
const supporting = (units) => {
  const mine = new Map();
  for (const each of units.filter(({ role }) => role === 'support')) {
    const known = mine.get(each.unit);
    if (!known || known.ended) mine.set(each.unit, each);
  }
  return [...mine.values()];
};

const inner = (events, { unit, due, ended }) => {
  const fallback = lastOf(events, 'CaseAssigned')?.data.due?.innerOpinion?.on ?? null;
  const own = filed(events, `inner:${unit}`);
  return { layer: 'inner', unit, due: due?.on ?? fallback, droppedOn: ended?.on ?? null, ...own };
};

/** Filed by units that, as now known, never supported: what was filed is there all the same (semantics 9). */
const strangers = (events, units) => {
  const known = supporting(units).map(({ unit }) => `inner:${unit}`);
  const own = ofType(events, 'CoOpinionFiled').filter(
    ({ data }) => data.opinion.startsWith('inner:') && !known.includes(data.opinion),
  );
  return [...new Map(own.map(({ data }) => [data.opinion, { unit: data.unit }])).values()];
};

/** @param role the outer role in force */
export const opinions = (events, units, role) => [
  ...(role === 'co' ? [outer(events, units)] : []),
  ...[...supporting(units), ...strangers(events, units)].map((each) => inner(events, each)),
];
