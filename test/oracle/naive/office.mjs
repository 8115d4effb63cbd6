import { eventsAt, ofType, upTo } from './history.mjs';

// Units, terms, schemes and rules as the office's own streams say at (V, K) (semantics 25, 32, 33).

const streamsOf = (lines, isWanted) => lines.filter(({ stream }) => isWanted(stream));

/** How a unit ended by a day: the earliest of its ends, of one day a merger before a closing. */
const endsOn = (events, validAt) => (unit) =>
  ofType(events, 'UnitsMerged', 'UnitClosed')
    .filter(({ on, type, data }) => on <= validAt && (type === 'UnitsMerged' ? data.units : [data.unit]).includes(unit))
    .sort((a, b) =>
      a.on < b.on ? -1 : a.on > b.on ? 1 : (a.type === 'UnitsMerged' ? 0 : 1) - (b.type === 'UnitsMerged' ? 0 : 1),
    )[0];

/** The unit that has a unit's work on a day: mergers are followed. */
const following = (endOf) => (id) => {
  const passed = [];
  let unit = id;
  while (!passed.includes(unit)) {
    passed.push(unit);
    unit = endOf(unit)?.data.into ?? unit;
  }
  return unit;
};

/** Of several in force the one that began last, of one day the one told last. */
const inForce = (events, validAt) =>
  events
    .filter(({ on }) => on <= validAt)
    .reduce((found, event) => (found && event.on < found.on ? found : event), undefined);

export const officeAt = (lines, { validAt, knownAt }) => {
  const units = eventsAt(
    streamsOf(lines, (stream) => stream.endsWith('-unit')),
    { knownAt },
  );
  const rules = eventsAt(
    streamsOf(lines, (stream) => stream.includes('-rule-book-')),
    { knownAt },
  );
  const endOf = endsOn(units, validAt);
  const unitNow = following(endOf);
  const book = inForce(ofType(rules, 'RuleBookIssued'), validAt)?.data;
  const periods = ofType(upTo(rules, validAt), 'PeriodSchemeIssued').flatMap(({ data }) => data.periods);
  const notices = new Map(ofType(rules, 'CalendarIssued').map(({ data }) => [data.year, data]));
  return {
    unitNow,
    isClosed: (id) => endOf(unitNow(id)) !== undefined,
    periodOf: (body, term) => periods.findLast((row) => row.body === body && row.term === term)?.period,
    outcomesOf: (scheme) =>
      ofType(rules, 'OutcomeSchemeIssued').findLast(({ data }) => data.scheme === scheme)?.data.wording ?? {},
    districtPosts: book?.lists.leaderPosts.district ?? ['districtLeader'],
    unitPosts: book?.lists.leaderPosts.unit ?? ['unitLeader'],
    legacyOutcomes: book?.policies.legacyOutcomes ?? ['solving', 'planned', 'reference'],
    notices: [...notices.values()],
  };
};
