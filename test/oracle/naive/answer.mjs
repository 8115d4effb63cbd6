import { atReplyOrNow } from './bases.mjs';
import { next } from './days.mjs';
import { flows } from './flows.mjs';
import { contacts, handling } from './handling-figures.mjs';
import { matrixColumn } from './outcome.mjs';
import { feedback, legacies, outcomes } from './outcome-figures.mjs';
import { figure } from './printing.mjs';
import { receipts, replies } from './receipt-figures.mjs';
import { isOwnInScope } from './scope.mjs';
import { eventsAt, ofType } from './history.mjs';
import { caseLines, worldAt } from './world.mjs';

const newest = { ...receipts, ...replies, ...contacts, ...handling, ...feedback, ...outcomes, ...legacies, ...flows };

/** Rows credited to the day of the reply: release 0.1 fell back on the present unit. */
const creditedAtReply = [
  'N3',
  'N3b',
  'N4',
  'N4b',
  'N4i',
  'missed',
  'missed/reply',
  'missed/opinion',
  'N11',
  'N12',
  'N14',
  'N14/disclosures',
  'N14p',
];
const listed = [
  'terminated',
  'stage',
  'contacts',
  'N9/grades',
  'N9a/grades',
  'N9/worst',
  'N9a/worst',
  'N11',
  'N11c',
  'N11c/explicit-only',
  'N13/states',
  'N14/disclosures',
];
const ofBoth = [...new Set([...creditedAtReply, ...listed])];

const firstVersion = (name) => {
  const row = newest[name];
  const credited = (w, around) => row.rows(w, around).map((each) => ({ ...each, unit: atReplyOrNow(each.of) }));
  return { ...row, rows: creditedAtReply.includes(name) ? credited : row.rows, isRounded: true };
};

const firstGrants = {
  ...handling['N21/extension'],
  rows: (w) => handling['N21/extension'].rows(w).map((each) => ({ ...each, numerator: each.of.rounds[0].isExtended })),
};

/** Every definition by name and version, old ones too. */
export const definitions = {
  ...Object.fromEntries(Object.entries(newest).map(([name, row]) => [versioned(name), row])),
  ...Object.fromEntries(ofBoth.map((name) => [`${name}@1`, firstVersion(name)])),
  'N21/extension@1': firstGrants,
};

function versioned(name) {
  if (name.includes('@')) return name;
  return [...ofBoth, 'N17', 'N21/extension'].includes(name) ? `${name}@2` : `${name}@1`;
}

const keys = {
  period: (c, w) => w.office.periodOf(c.body, c.term) ?? 'none',
  year: (c) => c.year,
  term: (c) => String(c.term),
  session: (c) => String(c.session),
  outerRole: (c) => c.outerRole ?? 'none',
  subject: (c) => c.subject ?? 'unclassified',
  outcome: (c) => c.replyOutcome ?? 'none',
};
/** A case's key in a grouping that tells cases apart; the unit is the entry's own. */
const keyOf = (name, each, w) => {
  if (name === 'unit') return w.unit(each.unit);
  return (keys[name] ?? ((c) => c[name] ?? 'none'))(each.of, w);
};

const overlapping = {
  flag: (c) => c.flags,
  leader: (c) => [c.leaderInCharge, c.leadingLeader, c.supervisingLeader].filter((name) => name !== null),
  innerRole: (c) => c.liveUnits.map(({ role }) => role),
};

/** The cases of V, and as they stood on every day of the window and its eve. */
const casesAsked = (w, from) =>
  [
    ...w.cases,
    ...w.ids.flatMap((id) =>
      [next(from, -1), ...w.daysOf(id).filter((on) => on >= from && on <= w.validAt)].map((on) => w.on(id, on)),
    ),
  ].filter((c) => c !== undefined);

/** A unit that gave a case back did so in its role, whoever holds the case now. */
const keysBorne = (name, c) => {
  const keys = overlapping[name](c);
  const own = name === 'innerRole' ? c.units.map(({ role }) => role) : [];
  return [...(keys.length > 0 ? keys : ['none']), ...own];
};

const combinations = (names, cases) =>
  names.reduce(
    (all, name) => {
      const found = new Set(cases.flatMap((c) => keysBorne(name, c)));
      return all.flatMap((keys) => [...found].map((key) => ({ ...keys, [name]: key })));
    },
    [{}],
  );

/**
 * The answer to one question, as plain as can be: figures in total and by group, each group under its keys as JSON.
 * @param question {validAt, knownAt, by, scope, units, mapping, from}
 */
export const answer = (lines, question) => {
  const { by = [], scope = {}, from } = question;
  const w = worldAt(lines, question);
  const told = by.filter((name) => !(name in overlapping));
  const shared = by.filter((name) => name in overlapping);
  const rowsIn = (name, scopes) => {
    const row = definitions[name];
    const isIn = (c) => scopes.every((given) => isOwnInScope({ of: c, unit: c.countingUnit }, given, { row, w }));
    const groupOf = (c) =>
      isIn(c) ? JSON.stringify(told.map((key) => keyOf(key, { of: c, unit: c.countingUnit }, w))) : 'out';
    const rows = row.rows(w, { from, groupOf });
    return rows.filter((each) => scopes.every((given) => isOwnInScope(each, given, { row, w })));
  };
  const groups = new Map();
  const put = (key, name, each) => {
    const group = groups.get(key) ?? new Map();
    groups.set(key, group.set(name, [...(group.get(name) ?? []), each]));
  };
  for (const extra of combinations(shared, from ? casesAsked(w, from) : w.cases)) {
    // A key narrows the scope it is asked in: an inner role is one of the unit asked for.
    const scopes = [scope, ...(shared.length > 0 ? [{ ...scope, ...extra }] : [])];
    const keyOfRow = (each) => JSON.stringify(by.map((dim) => extra[dim] ?? keyOf(dim, each, w)));
    for (const name of question.figures) rowsIn(name, scopes).forEach((each) => put(keyOfRow(each), name, each));
  }
  const print = (name, rows) => figure(definitions[name], rows, w);
  const total = question.figures.map((name) => [name, print(name, rowsIn(name, [scope]))]);
  return {
    total: Object.fromEntries(total),
    groups: Object.fromEntries(
      [...groups].map(([key, rows]) => [
        key,
        Object.fromEntries(question.figures.map((name) => [name, print(name, rows.get(name) ?? [])])),
      ]),
    ),
    cases: Object.fromEntries(question.figures.map((name) => [name, casesOf(rowsIn(name, [scope]))])),
  };
};

/** Cases behind the numerator, one name a row counted. */
const casesOf = (rows) =>
  rows
    .filter(({ numerator }) => numerator)
    .map(({ of }) => of.id)
    .sort();

/** The revisit matrix: cases replied, by outcome at reply (per scheme unless mapped) and what was found since. */
export const matrix = (lines, question) => {
  const w = worldAt(lines, question);
  const { rows } = definitions['N11@2'];
  const found = rows(w).filter((each) =>
    isOwnInScope({ ...each, unit: each.of.countingUnit }, question.scope, { row: {}, w }),
  );
  return found
    .map(({ of, cell, scheme }) => `${scheme ?? ''}|${cell}|${matrixColumn(of.events, question.campaign)}|${of.id}`)
    .sort();
};

/** The day of each live event of a case as known at K, by its seq. */
export const days = (lines, { case: id, knownAt }) =>
  new Map(eventsAt(caseLines(lines).get(id), { knownAt }).map(({ seq, on }) => [seq, on]));

const askedAbout = (w, scope) =>
  w.cases.filter((c) => isOwnInScope({ of: c, unit: c.countingUnit }, scope, { row: {}, w }));

/** Cases in stock whose unit was closed and has no successor, each under that unit (semantics 32). */
export const closedUnits = (lines, question) => {
  const w = worldAt(lines, question);
  return askedAbout(w, question.scope)
    .filter((c) => c.inStock && c.countingUnit !== null && w.office.isClosed(c.countingUnit))
    .map((c) => `${w.unit(c.countingUnit)}|${c.id}`)
    .sort();
};

/** Cases carried over to V's year, and the legacy cases as that year began, of those asked about (semantics 47). */
export const carriedOver = (lines, question) => {
  const w = worldAt(lines, question);
  const year = Number(question.validAt.slice(0, 4));
  const asked = askedAbout(w, question.scope);
  const isOfYear = ({ on, data }) => (data.toTerm ? on > `${year - 1}-06-30` : data.toYear === year);
  const carried = asked.filter((c) => {
    const all = ofType(c.events, 'CaseCarriedOver');
    return all.filter(({ on }, at) => all[at + 1]?.on !== on).some(isOfYear);
  });
  // Under the rules of the report's own day, as all of its figures are.
  const newYear = { ...worldAt(lines, { ...question, validAt: `${year}-01-01` }), office: w.office };
  const legacy = definitions['N17@2']
    .rows(newYear)
    .filter(({ numerator, of }) => numerator && asked.some(({ id }) => id === of.id));
  return { carried: carried.map(({ id }) => id).sort(), legacy: legacy.map(({ of }) => of.id).sort() };
};
