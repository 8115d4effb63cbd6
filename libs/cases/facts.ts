import {
  commitmentRows,
  contactRow,
  findingRow,
  formRows,
  milestoneRows,
  progressRow,
  reminderRows,
  roundRows,
} from './child-facts.js';
import { effectiveDue, grantsOf, latestGrant, runningGrants } from './due.js';
import { on, seq, type Fact } from './fact.js';
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
  type Mark,
} from './state.js';
import { assignmentRows, opinionRows } from './unit-facts.js';

export { contactRow };
export type { Fact };

/**
 * Rows of one grain: of the whole state, or one for each item of a list, which depends on its item and other parts of
 * the state, never on the list. What a grain does not read cannot change it: a reader who keeps rows relies on that.
 */
export type FactSource = ((state: CaseState) => readonly Fact[]) | ListedFacts<Item>;

export interface ListedFacts<I> {
  items(state: CaseState): readonly I[];
  row(item: I, state: CaseState): Fact;
}

/** An item of one list or another; only its own source looks inside. */
type Item = { readonly mark: Mark };

const listed = <I extends Item>(source: ListedFacts<I>): FactSource => source as unknown as ListedFacts<Item>;

/** Every grain but the contacts: no other fact, and no event, reads those. */
export const factSources: readonly FactSource[] = [
  (state) => [caseRow(state)],
  assignmentRows,
  opinionRows,
  roundRows,
  formRows,
  listed({ items: ({ revisits }) => revisits, row: findingRow }),
  listed({ items: ({ progress }) => progress, row: progressRow }),
  commitmentRows,
  reminderRows,
  milestoneRows,
];

/** Everything statistics may ask of one case in one state. Total over any state; empty before registration. */
export const facts = (state: CaseState): readonly Fact[] =>
  state.registered === undefined
    ? []
    : [
        ...factSources.flatMap((source) => rowsOf(source, state)),
        ...state.contacts.map((contact) => contactRow(contact, state)),
      ];

const rowsOf = (source: FactSource, state: CaseState): readonly Fact[] =>
  typeof source === 'function' ? source(state) : source.items(state).map((item) => source.row(item, state));

const caseRow = (state: CaseState): Fact => ({
  grain: 'case',
  key: '',
  fields: {
    ...identityFields(state),
    ...stockFields(state),
    ...unitFields(state),
    ...clockFields(state),
    ...replyFields(state),
    ...outcomeFields(state),
    ...publicationFields(state),
    ...upwardFields(state),
  },
});

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
      .filter((unit) => state.assignments[unit]?.role === 'jointLead')
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
    provisionalDue: isProvisional(state),
  };
};

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
