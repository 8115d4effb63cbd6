import { entry, isCo, isAnswering, atReply, now, timely, isMissed, isOverdue, answerOf } from './bases.mjs';

/** A count of the cases that meet a test. */
const count =
  (isMet, credit = now) =>
  (w) =>
    w.cases.filter(isMet).map((c) => entry(c, credit(c), { numerator: true }));

/** A share of those in a base. */
export const share = (isIn, isMet, credit) => (w) =>
  w.cases.filter(isIn).map((c) => entry(c, credit(c), { numerator: isMet(c, w), denominator: true }));

/** A list: every row in a cell. */
export const list =
  (isIn, cell, credit = now) =>
  (w) =>
    w.cases.filter(isIn).map((c) => entry(c, credit(c), { numerator: true, cell: cell(c) }));

const roleIs =
  (...roles) =>
  (c) =>
    c.isStanding && roles.includes(c.outerRole);

const assignmentRows = (isMet) => (w) =>
  w.cases
    .filter(({ isStanding }) => isStanding)
    .flatMap((c) =>
      c.liveUnits.filter((each) => isMet(each, c)).map((each) => entry(c, each.unit, { numerator: true, own: each })),
    );

export const receipts = {
  received: { rows: count(() => true) },
  terminated: {
    rows: list(
      (c) => !c.isStanding,
      (c) => c.terminatedAs,
    ),
    isList: true,
  },
  N1: { rows: count((c) => c.isStanding) },
  'N2/lead': { rows: count(roleIs('lead')) },
  'N2/leadOrJoint': { rows: count(roleIs('lead', 'joint')) },
  'N2/co': { rows: count(roleIs('co')) },
  stock: { rows: count((c) => c.inStock) },
  stage: {
    rows: list(
      () => true,
      (c) => c.stage,
    ),
    isList: true,
  },
  N16: { rows: assignmentRows(() => true) },
  'N16/jointShare': { rows: assignmentRows(({ role, unit }, c) => role === 'jointLead' && unit !== c.countingUnit) },
  N19: {
    rows: list(
      (c) => c.isStanding,
      (c) => c.subject ?? 'unclassified',
    ),
    isList: true,
  },
};

const answers = (isIn) => (c) => isIn(c) && (isAnswering(c) ? c.replyOn : c.opinionOn) !== null;
const either = (c) => isAnswering(c) || isCo(c);

const inTime = (isIn, due) => (w) =>
  w.cases.filter(isIn).map((c) => entry(c, atReply(c), timely(...due(c), w.validAt)));

const late = (isLate, credit, due) => (w) =>
  w.cases.filter((c) => isLate(...due(c), w.validAt)).map((c) => entry(c, credit(c), { numerator: true }));

const reply = (c) => (isAnswering(c) ? [c.replyDue, c.replyOn] : [null, null]);
const opinion = (c) => (isCo(c) ? [c.opinionDue, c.opinionOn] : [null, null]);
const innerReply = (c) => (isAnswering(c) ? [c.innerReplyDue, c.replyOn] : [null, null]);

export const replies = {
  N3: { rows: share(isAnswering, (c) => c.replyOn !== null, atReply), isRate: true },
  N3b: { rows: share(either, answers(either), atReply), isRate: true },
  N4: { rows: inTime(isAnswering, reply), isRate: true, isDated: true },
  N4b: { rows: inTime(either, answerOf), isRate: true, isDated: true },
  N4i: { rows: inTime(isAnswering, innerReply), isRate: true, isDated: true },
  overdue: { rows: late(isOverdue, now, answerOf), isDated: true },
  'overdue/reply': { rows: late(isOverdue, now, reply), isDated: true },
  'overdue/opinion': { rows: late(isOverdue, now, opinion), isDated: true },
  'overdue/inner': { rows: late(isOverdue, now, innerReply), isDated: true },
  missed: { rows: late(isMissed, atReply, answerOf), isDated: true },
  'missed/reply': { rows: late(isMissed, atReply, reply), isDated: true },
  'missed/opinion': { rows: late(isMissed, atReply, opinion), isDated: true },
};
