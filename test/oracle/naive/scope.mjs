// Which cases, and which of their rows, a question is about (domain 7).

const listOf = (wanted) => [wanted].flat().map(String);

const roleOf = (c) => c.outerRole ?? 'none';
const withJoint = (wanted) => listOf(wanted).flatMap((key) => (key === 'leadOrJoint' ? ['lead', 'joint'] : [key]));
const leadersOf = (c) => [c.leaderInCharge, c.leadingLeader, c.supervisingLeader].filter((name) => name !== null);
const orNone = (keys) => (keys.length > 0 ? keys : ['none']);

const tests = {
  level: (c, wanted) => wanted.includes(c.level),
  kind: (c, wanted) => wanted.includes(c.kind),
  body: (c, wanted) => wanted.includes(c.body),
  period: (c, wanted, w) => wanted.includes(w.office.periodOf(c.body, c.term) ?? 'none'),
  term: (c, wanted) => wanted.includes(String(c.term)),
  session: (c, wanted) => wanted.includes(String(c.session)),
  sitting: (c, wanted) => wanted.includes(c.sitting),
  year: (c, wanted) => wanted.includes(c.year),
  outerRole: (c, wanted) => withJoint(wanted).includes(roleOf(c)),
  subject: (c, wanted) => wanted.includes(c.subject ?? 'unclassified'),
  stage: (c, wanted) => wanted.includes(c.stage),
  leader: (c, wanted) => orNone(leadersOf(c)).some((name) => wanted.includes(name)),
  flag: (c, wanted) => orNone(c.flags).some((flag) => wanted.includes(flag)),
  case: (c, wanted) => wanted.includes(c.id),
};

/** A live assignment at V, of such a unit and in such a role; whoever asks for a unit's cases asks for none of nobody's. */
const isHeld = (c, { unit, innerRole }, { w, isOfRows }) => {
  if (unit === undefined && innerRole === undefined) return true;
  // The case as it stands at V holds its units, whatever day a flow shows it on.
  const live = (w.cases.find(({ id }) => id === c.id) ?? { liveUnits: [] }).liveUnits;
  const isFree = live.length === 0 && (isOfRows || unit === undefined);
  if (innerRole !== undefined && listOf(innerRole).includes('none') && isFree) return true;
  return live.some((each) => isOwn(each, { unit, innerRole }, w));
};

const isOwn = (each, { unit, innerRole }, w) => {
  const isUnit =
    unit === undefined ||
    listOf(unit)
      .map((id) => w.unit(id))
      .includes(w.unit(each.unit));
  return isUnit && (innerRole === undefined || each.role === undefined || listOf(innerRole).includes(each.role));
};

const meets = (c, scope, w) =>
  Object.entries(tests).every(([name, test]) => scope[name] === undefined || test(c, listOf(scope[name]), w));

const credited = (each, { countingUnit }, w) =>
  countingUnit === undefined ||
  listOf(countingUnit)
    .map((id) => (id === 'unassigned' ? id : w.unit(id)))
    .includes(w.unit(each.unit));

/** A row of a figure: rows with a unit of their own are asked for theirs, assignments for their role too. */
export const isOwnInScope = (each, scope, { row, w }) => {
  if (!meets(each.of, scope, w) || !credited(each, scope, w)) return false;
  if (each.own === undefined) return isHeld(each.of, scope, { w });
  const isAssignment = each.own.role !== undefined;
  const holds = isAssignment || scope.innerRole === undefined || isHeld(each.of, scope, { w, isOfRows: true });
  return row !== undefined && holds && isOwn(each.own, scope, w);
};
