// Who counts: the bases of semantics 26 to 28 and the one form of timeliness (semantics 23, 35).

export const isDistrict = (c) => c.level === 'district';
export const isAnswering = (c) => c.isStanding && (isDistrict(c) || c.outerRole === 'lead' || c.outerRole === 'joint');
export const isCo = (c) => c.isStanding && !isAnswering(c) && c.outerRole === 'co';
export const isReplied = (c) => isAnswering(c) && c.replyOn !== null;

export const now = (c) => c.countingUnit;
/** Whose credit a reply is; what is not replied stands with the present unit. */
export const atReply = (c) => (c.replyOn === null ? c.countingUnit : c.replyUnit);
/** As release 0.1 had it. */
export const atReplyOrNow = (c) => (c.replyOn === null ? c.countingUnit : (c.replyUnit ?? c.countingUnit));

/** One row of a figure: the case, the unit it counts for, and where it counts. */
export const entry = (of, unit, where) => ({ of, unit, ...where });

export const timely = (due, done, validAt) => {
  const isLate = due !== null && due < validAt;
  return { numerator: done !== null && (due === null || done <= due), denominator: done !== null || isLate };
};
export const isOverdue = (due, done, validAt) => due !== null && due < validAt && done === null;
export const isMissed = (due, done, validAt) => due !== null && due < validAt && (done === null || done > due);

/** Due and done of what answers the case: a reply, or on a co case our opinion. */
export const answerOf = (c) => {
  if (isAnswering(c)) return [c.replyDue, c.replyOn];
  return isCo(c) ? [c.opinionDue, c.opinionOn] : [null, null];
};
