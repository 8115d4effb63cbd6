import { lastOf, ofType } from './history.mjs';

// What was promised, what is found, what has really happened (semantics 43, 46, 47).

const solving = ['fullySolved', 'solved', 'concluded'];

/** Later replies and findings in order, round 1's reply first. */
export const currentOutcome = (events, policy) => {
  let current = null;
  for (const { type, data } of ofType(events, 'ReplyFiled', 'RevisitRecorded')) {
    if (type === 'ReplyFiled') current = data.outcome;
    else if (current !== null && data.newOutcome) current = data.newOutcome;
    else if (current !== null && policy === 'by-finding' && solving.includes(data.finding)) current = 'solved';
  }
  return current;
};

const made = ({ type, data }) => (type === 'ReplyFiled' || type === 'RevisitRecorded' ? (data.commitments ?? []) : []);

export const commitments = (events) => {
  const all = new Map();
  for (const event of events) {
    made(event).forEach(({ id, due }) => all.set(id, { due }));
    const mine = all.get(event.data.commitment);
    if (mine && event.type === 'CommitmentFulfilled')
      Object.assign(mine, { fulfilled: event, unfulfillable: undefined });
    if (mine && event.type === 'CommitmentUnfulfillable') mine.unfulfillable = event;
  }
  return [...all.values()];
};

const found = ({ type, data }) => {
  if (type !== 'RevisitRecorded') return null;
  return solving.includes(data.finding) ? 'fully' : data.finding === 'partlySolved' ? 'partly' : null;
};

/** The last of the findings, of all commitments kept, of one declared impossible; else any progress; else nothing. */
export const implementation = (events) => {
  const promised = commitments(events);
  const isKept = promised.length > 0 && promised.every(({ fulfilled }) => fulfilled);
  const lastKept = isKept
    ? ofType(events, 'CommitmentFulfilled').findLast((e) => promised.some((p) => p.fulfilled === e))
    : null;
  const broken = promised.map(({ unfulfillable }) => unfulfillable);
  let state = null;
  for (const event of events) {
    if (found(event)) state = found(event);
    if (event === lastKept) state = 'fully';
    if (broken.includes(event)) state = 'cannot';
  }
  return state ?? (ofType(events, 'ProgressReported').length > 0 ? 'inProgress' : 'notStarted');
};

/** Whom the case waits for, as last said. */
export const waitingBody = (events) =>
  lastOf(events, 'ProgressReported', 'RevisitRecorded')?.data.waitingOn?.body ?? null;

/** The column of the revisit matrix: the last finding other than 无变化, else 无变化, else 未核 (semantics 45). */
export const matrixColumn = (events, campaign) => {
  const findings = ofType(events, 'RevisitRecorded').filter(
    ({ data }) => campaign === undefined || data.campaign === campaign,
  );
  const told = findings.filter(({ data }) => data.finding !== 'unchanged' || data.newOutcome);
  const last = campaign === undefined ? (told.at(-1) ?? findings.at(-1)) : findings.at(-1);
  if (!last) return 'unchecked';
  return last.data.newOutcome ? `to:${last.data.newOutcome}` : last.data.finding;
};
