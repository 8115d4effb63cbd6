import { own } from '#libs/kernel/own.js';
import { effectiveDue, grantsOf, latestGrant, runningGrants } from './due.js';
import { on, seq } from './fact.js';
import { peopleOf } from './moves.js';
import { currentOutcome, implementation, matrixColumn, waitingOn } from './outcome.js';
import { stageOf } from './stage.js';
import {
  answer,
  countingUnit,
  firstAssigned,
  isInStock,
  isOuterCo,
  latestRound,
  leadUnits,
  outerOpinion,
  type CaseState,
} from './state.js';

const identityFields = (state: CaseState) => {
  const { registered, role, classified } = state;
  return {
    level: registered?.level ?? null,
    kind: registered?.kind ?? null,
    body: registered?.body ?? null,
    term: registered?.term ?? null,
    session: registered?.session ?? null,
    sitting: registered?.sitting ?? null,
    number: registered?.number ?? null,
    title: registered?.title ?? null,
    registeredOn: on(registered?.mark),
    registeredSeq: seq(registered?.mark),
    outerRole: role?.role ?? null,
    outerRoleSeq: seq(role?.mark),
    flags: Object.keys(state.flags).sort(),
    flagsSeq: seq(state.moves.flags),
    subject: classified?.subject ?? null,
    subjectScheme: classified?.scheme ?? null,
    subjectSeq: seq(classified?.mark),
  };
};

const stockFields = (state: CaseState) => ({
  stage: stageOf(state),
  stageSeq: seq(state.moves.stage),
  inStock: isInStock(state),
  stockSeq: seq(state.stock),
  answeredOn: on(answer(state)),
  answeredSeq: seq(answer(state)),
  terminatedOn: on(state.terminated?.mark),
  terminatedAs: state.terminated?.as ?? null,
  terminatedSeq: seq(state.terminated?.mark),
});

const unitFields = (state: CaseState) => {
  const counting = countingUnit(state);
  const first = firstAssigned(state);
  return {
    countingUnit: counting?.unit ?? null,
    countingUnitSeq: seq(counting?.assigned),
    jointLeads: leadUnits(state)
      .filter((unit) => own(state.assignments, unit)?.role === 'jointLead')
      .sort(),
    unitSeq: seq(state.moves.unit),
    ...peopleOf(state),
    peopleSeq: seq(state.moves.people),
    assignedOn: on(state.assigned?.mark),
    assignedSeq: seq(state.assigned?.mark),
    firstAssignedOn: on(first),
    firstAssignedSeq: seq(first),
  };
};

const clockFields = (state: CaseState) => {
  const base = state.due.reply?.on ?? null;
  const grants = grantsOf(state, 1);
  return {
    replyDue: base && effectiveDue(base, runningGrants(state, 1)),
    lightDue: base && latestGrant(base, runningGrants(state, 1)),
    innerReplyDue: countingUnit(state)?.due?.on ?? state.innerDue.reply?.on ?? null,
    opinionDue: isOuterCo(state) ? (state.due.coOpinion?.on ?? null) : null,
    replyDueSeq: seq(base === null ? undefined : state.dueSince.reply?.set),
    opinionDueSeq: seq(isOuterCo(state) ? state.dueSince.coOpinion?.set : undefined),
    extensionSeq: seq(grants.at(-1)?.granted.mark),
  };
};

/** Read from all over the case, hence a part of its own. */
const provisionalFields = (state: CaseState) => ({ provisionalDue: isProvisional(state) });

/** A date in force rests on a year whose notice is not out (domain 5). */
const isProvisional = (state: CaseState): boolean =>
  [
    state.due.reply,
    state.due.coOpinion,
    ...Object.values(state.assignments).map(({ due }) => due),
    ...Object.values(state.opinions).map(({ returned }) => returned?.due),
    ...Object.values(state.rounds).map(({ opened }) => opened?.due),
  ].some((due) => due?.provisional);

const replyFields = (state: CaseState) => {
  const first = state.rounds[1];
  const latest = latestRound(state);
  return {
    opinionOn: isOuterCo(state) ? on(outerOpinion(state)?.first) : null,
    opinionSeq: isOuterCo(state) ? seq(outerOpinion(state)?.first) : null,
    replyOn: on(first?.reply?.mark),
    replySeq: seq(first?.reply?.mark),
    replyOutcome: first?.reply?.outcome ?? null,
    replyScheme: first?.reply?.scheme ?? null,
    replyUnit: first?.reply ? (first.credit ?? null) : null,
    rounds: latest.round,
    roundOpen: latest.reply === undefined,
  };
};

const outcomeFields = (state: CaseState) => {
  const byFinding = currentOutcome(state, true);
  const explicit = currentOutcome(state, false);
  const implemented = implementation(state);
  const matrix = matrixColumn(state);
  const waiting = waitingOn(state);
  return {
    currentOutcome: byFinding?.value ?? null,
    currentOutcomeSeq: seq(byFinding?.mark),
    explicitOutcome: explicit?.value ?? null,
    explicitOutcomeSeq: seq(explicit?.mark),
    implementation: implemented.value,
    implementationSeq: seq(implemented.mark),
    matrixColumn: matrix?.value ?? null,
    matrixSeq: seq(matrix?.mark),
    waitingBody: waiting?.body ?? null,
    waitingSince: waiting?.since ?? null,
    waitingSeq: seq(waiting?.mark ?? state.moves.waiting),
  };
};

const publicationFields = (state: CaseState) => ({
  disclosure: state.disclosure?.disclosure ?? null,
  disclosureSeq: seq(state.disclosure?.mark),
  publishedOn: on(state.published),
  publishedSeq: seq(state.published),
  visitWaivedOn: on(state.waivers[0]?.mark),
  visitWaivedSeq: seq(state.waivers[0]?.mark),
});

/** What went up to the leaders or the city, or on to another case or year. */
const upwardFields = (state: CaseState) => {
  const { referral, mergedInto, carriedOver } = state;
  const last = Object.values(state.coordinations).toSorted((a, b) => b.tier - a.tier)[0];
  const decided = referral?.decided;
  return {
    mergedInto: mergedInto?.into ?? null,
    referral: decided?.as === 'accepted' || !referral ? null : (decided?.as ?? 'pending'),
    referralSeq: seq(decided?.mark ?? referral?.up),
    coordinationTier: last?.tier ?? null,
    coordinationSeq: seq(last?.raised ?? last?.decided),
    acceptedFromCityOn: on(state.acceptedFromCity),
    carriedOverTo: carriedOver?.to ?? null,
    carriedOverSeq: seq(carriedOver?.mark),
  };
};

/** The case row, part by part: fields that change together. */
export const caseParts = {
  identity: identityFields,
  stock: stockFields,
  units: unitFields,
  clocks: clockFields,
  provisional: provisionalFields,
  reply: replyFields,
  outcome: outcomeFields,
  publication: publicationFields,
  upward: upwardFields,
} as const;
