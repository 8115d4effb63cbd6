import { after, dueGiven, extended, grants, outerClock } from './clocks.mjs';
import { lastOf, ofType, upTo } from './history.mjs';
import { opinions } from './opinions.mjs';
import { commitments, currentOutcome, implementation, waitingBody } from './outcome.mjs';
import { assignments, countingUnit, firstAssignedOn, leads, live } from './units.mjs';

// One case at (V, K), from its effective events: whatever a definition may ask of it.

const endings = {
  CaseWithdrawn: 'withdrawn',
  CaseReturnedToProposer: 'returnedToProposer',
  CaseConvertedToLetter: 'convertedToLetter',
  CaseMerged: 'merged',
  ReferralAccepted: 'referralAccepted',
};

const replyOf = (events, round) => ofType(events, 'ReplyFiled').findLast(({ data }) => data.round === round);
const orderOf = (events, round) => ofType(events, 'RehandlingOrdered').findLast(({ data }) => data.round === round);

/** Rounds that are there: the first, and those ordered. */
const rounds = (events, clock) => {
  const numbers = [1, ...ofType(events, 'RehandlingOrdered').map(({ data }) => data.round)];
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .map((round) => {
      const order = round === 1 ? undefined : orderOf(events, round);
      const start = order ?? clock.start;
      const due = order ? dueGiven(events, order, { clock: 'rehandling', due: order.data.due }) : clock.due;
      const granted = grants(events, round);
      return {
        round,
        cause: order?.data.cause ?? null,
        rawDue: due,
        due: extended(due, granted.filter(after(start))),
        isExtended: granted.length > 0,
        reply: replyOf(events, round),
      };
    });
};

const stage = ({ ended, role, all, units, opinionOn, isAnswered }) => {
  if (ended) return endings[ended.type];
  if (role === 'co' && opinionOn) return 'answeredByOpinion';
  if (role !== 'co' && all.length > 1 && !isAnswered) return 'rehandling';
  if (role !== 'co' && isAnswered) return 'replied';
  if (leads(units).length === 0) return 'unassigned';
  if (leads(units).some(({ requested, decision }) => requested && !decision)) return 'returnPending';
  return leads(units).every(({ accepted }) => accepted) ? 'inHandling' : 'toAccept';
};

const flagsOf = (events) => {
  const flags = new Set();
  for (const { type, data } of events) {
    if (type === 'CaseFlagged') flags.add(data.flag);
    if (type === 'CaseUnflagged') flags.delete(data.flag);
  }
  return [...flags];
};

const leaders = (events, counting) => {
  const named = (duty) => ofType(events, 'LeaderAppointed').findLast(({ data }) => data.duty === duty);
  let inCharge = null;
  for (const { type, data } of events) {
    if (type === 'CaseAssigned' && data.leaderInCharge) inCharge = data.leaderInCharge;
    if (type === 'LeaderAppointed' && data.duty === 'inCharge') inCharge = data.person;
  }
  return {
    leaderInCharge: inCharge ?? counting?.accepted?.leaderInCharge ?? null,
    handler: counting?.accepted?.handler ?? lastOf(events, 'CaseAssigned')?.data.handler ?? null,
    leadingLeader: named('leading')?.data.person ?? null,
    supervisingLeader: named('supervising')?.data.person ?? null,
  };
};

const published = (events) => lastOf(events, 'ReplyPublished', 'PublicationWithdrawn')?.type === 'ReplyPublished';

const disclosure = (events) => lastOf(events, 'ReplyFiled', 'DisclosureDecided')?.data.disclosure ?? null;

/** The credit for a reply: the counting unit as its day ends. */
const credit = (events, reply) => reply && (countingUnit(assignments(upTo(events, reply.on)))?.unit ?? null);

const innerDue = (events, counting) =>
  counting?.due?.on ?? lastOf(events, 'CaseAssigned')?.data.due?.innerReply?.on ?? null;

/** Undefined before it is registered. */
export const caseAt = (id, events) => {
  const registered = lastOf(events, 'CaseRegistered');
  if (!registered) return undefined;
  const role = lastOf(events, 'OuterRoleChanged')?.data.to ?? registered.data.outerRole ?? null;
  const [clock, units] = [outerClock(events, 'reply'), assignments(events)];
  const counting = countingUnit(units);
  const all = rounds(events, clock);
  const owed = opinions(events, units, role);
  return {
    ...{ id, events, units, rounds: all, opinions: owed },
    ...registered.data,
    ...{ registeredOn: registered.on, year: registered.on.slice(0, 4), outerRole: role },
    ...standing(events, { role, all, units, owed }),
    ...{ countingUnit: counting?.unit ?? null, liveUnits: live(units), firstAssignedOn: firstAssignedOn(units) },
    ...described(events, counting),
    ...answered(events, { all, owed }),
    innerReplyDue: innerDue(events, counting),
    isProvisional: isProvisional({ events, clock, units, all }),
  };
};

/** Where it stands: ended, answered, in stock (semantics 29, 30). */
const standing = (events, { role, all, units, owed }) => {
  const ended = lastOf(events, ...Object.keys(endings));
  const opinionOn = owed.find(({ layer }) => layer === 'outer')?.filedOn;
  const isAnswered = role === 'co' ? Boolean(opinionOn) : Boolean(all.at(-1).reply);
  return {
    ended,
    isStanding: !ended,
    terminatedAs: ended ? endings[ended.type] : null,
    inStock: !ended && !isAnswered,
    stage: stage({ ended, role, all, units, opinionOn, isAnswered }),
  };
};

/** What it is about, and who is in charge. */
const described = (events, counting) => {
  const classified = lastOf(events, 'CaseClassified')?.data;
  return {
    flags: flagsOf(events),
    ...leaders(events, counting),
    subject: classified?.subject ?? null,
    subjectScheme: classified?.scheme ?? null,
  };
};

/** What was answered, promised, found and done. */
const answered = (events, { all, owed }) => {
  const [first, opinion] = [all[0].reply, owed.find(({ layer }) => layer === 'outer')];
  return {
    replyOn: first?.on ?? null,
    replyUnit: credit(events, first) ?? null,
    replyOutcome: first?.data.outcome ?? null,
    replyScheme: first?.data.scheme ?? null,
    replyDue: all[0].due,
    opinionDue: opinion?.due ?? null,
    opinionOn: opinion?.filedOn ?? null,
    currentOutcome: currentOutcome(events, 'by-finding'),
    explicitOutcome: currentOutcome(events, 'explicit-only'),
    implementation: implementation(events),
    disclosure: disclosure(events),
    isPublished: published(events),
    isWaived: ofType(events, 'VisitWaived').length > 0,
    waitingBody: waitingBody(events),
    commitments: commitments(events),
  };
};

/** A date in force rests on a year whose notice is not out. */
const isProvisional = ({ events, clock, units, all }) =>
  [
    clock.due,
    outerClock(events, 'coOpinion').due,
    ...live(units).map(({ due }) => due),
    ...lastReturns(events).map((event) => dueGiven(events, event, { clock: 'resubmission', due: event.data.due })),
    ...all.slice(1).map(({ rawDue }) => rawDue),
  ].some((due) => due?.provisional);

const lastReturns = (events) => [
  ...new Map(ofType(events, 'CoOpinionReturned').map((event) => [event.data.opinion, event])).values(),
];
