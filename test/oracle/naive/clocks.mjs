import { lastOf, ofType } from './history.mjs';

// Due dates are facts of events; what restates one names the event that started its clock (semantics 17, 21, 23).

const starts = (event, { isDistrict, clock }) => {
  if (isDistrict) return clock === 'reply' && event.type === 'CaseAssigned' && event.data.due.reply;
  return event.type === 'OuterRoleChanged' || (event.type === 'CaseRegistered' && event.data.outerRole);
};

/** The outer clock in force: the event that started it, and its date. */
export const outerClock = (events, clock) => {
  const isDistrict = lastOf(events, 'CaseRegistered')?.data.level === 'district';
  let [start, due] = [null, null];
  for (const event of events) {
    if (starts(event, { isDistrict, clock })) [start, due] = [event, event.data.due[clock] ?? null];
    if (restates(event, { clock, start, due })) due = event.data.new;
  }
  return { start, due };
};

const restates = ({ type, data }, { clock, start, due }) =>
  type === 'DueDateRestated' && data.clock === clock && start?.id === data.target && due?.on === data.old.on;

/** A date that one event gave, as restated since. */
export const dueGiven = (events, start, { clock, due }) => {
  let date = due ?? null;
  for (const event of events) if (restates(event, { clock, start, due: date })) date = event.data.new;
  return date;
};

export const grants = (events, round) => ofType(events, 'ExtensionGranted').filter(({ data }) => data.round === round);

/** A grant counts only if it was given by the date it extends, and while its clock ran. */
export const extended = (due, granted) => {
  let on = due?.on ?? null;
  if (on === null) return null;
  for (const grant of granted) if (grant.on <= on) on = grant.data.newDue;
  return on;
};

export const after = (start) => (event) =>
  start === null || event.on > start.on || (event.on === start.on && event.seq > start.seq);
