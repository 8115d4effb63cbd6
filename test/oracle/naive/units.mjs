// Whose case it is: every assignment a unit ever had, and how it ended (semantics 17, 28, 41).

const given = (event, { unit, role, due }) => ({ unit, role, due, on: event.on, by: event.id, seq: event.seq });

const end = (all, unit, { as, on }) => {
  for (const each of all) if (each.unit === unit && !each.ended) each.ended = { as, on };
};

const standing = (all, unit) => all.find((each) => each.unit === unit && !each.ended);

/** The units as named anew: one kept in its role goes on, all others begin anew or have ended. */
const name = (all, event) => {
  const before = all.filter(({ ended }) => !ended);
  const named = event.data.units.map((unit) => {
    const known = unit.kept && before.find((each) => each.unit === unit.unit && each.role === unit.role);
    return known ? Object.assign(known, unit.due ? { due: unit.due } : {}) : given(event, unit);
  });
  for (const each of before) if (!named.includes(each)) each.ended = { as: 'replaced', on: event.on };
  named.forEach((each, place) => (each.place = place));
  all.push(...named.filter((each) => !all.includes(each)));
};

const restate = (all, { target, unit, old, new: due, clock }) => {
  if (clock !== 'innerReply' && clock !== 'innerOpinion') return;
  const mine = standing(all, unit);
  if (mine?.by === target && mine.due?.on === old.on) mine.due = due;
};

const steps = {
  CaseAssigned: name,
  CoUnitAdded: (all, event) => {
    const known = standing(all, event.data.unit);
    if (known) all.splice(all.indexOf(known), 1);
    all.push({ ...given(event, { ...event.data, role: 'support' }), place: all.length + 1000 });
  },
  CoUnitDropped: (all, { data: { unit }, on }) => {
    if (standing(all, unit)?.role === 'support') end(all, unit, { as: 'dropped', on });
  },
  AssignmentAccepted: (all, { data }) => Object.assign(standing(all, data.unit) ?? {}, { accepted: data }),
  ReturnRequested: (all, { data, on }) =>
    Object.assign(standing(all, data.unit) ?? {}, { requested: on, decision: undefined }),
  ReturnRefused: (all, { data }) => {
    const mine = standing(all, data.unit);
    if (mine?.requested) mine.decision = 'refused';
  },
  ReturnApproved: (all, { data, on }) => {
    const mine = standing(all, data.unit);
    if (!mine) return;
    Object.assign(mine, { requested: mine.requested ?? on, decision: 'approved' });
    end(all, data.unit, { as: 'returned', on });
  },
  DueDateRestated: (all, { data }) => restate(all, data),
};

/** Every assignment of a case, in order of time; those without `ended` stand. */
export const assignments = (events) => {
  const all = [];
  for (const event of events) steps[event.type]?.(all, event);
  return all;
};

export const live = (all) => all.filter(({ ended }) => !ended).sort((a, b) => a.place - b.place);
export const leads = (all) => live(all).filter(({ role }) => role !== 'support');

/** The lead, else the joint lead named first, else nobody. */
export const countingUnit = (all) => leads(all).find(({ role }) => role === 'lead') ?? leads(all)[0];

export const firstAssignedOn = (all) => all.map(({ on }) => on).sort()[0] ?? null;
