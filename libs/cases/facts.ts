import type { Day } from '#libs/kernel/event.js';
import type { Finding, Implementation, Outcome, Stage } from './vocabulary.js';
import {
  answer,
  countingUnit,
  isInStock,
  isOuterCo,
  latestRound,
  leadUnits,
  outerOpinion,
  supportUnits,
  type CaseState,
  type Extension,
  type Mark,
} from './state.js';

type Scalar = string | number | boolean | readonly string[] | null;

/** One flat row: a grain of `engine 26`, a key within the case, ids and dates only. */
export interface Fact {
  readonly grain: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, Scalar>>;
}

/** Everything statistics may ask of one case in one state. Total over any state; empty before registration. */
export const facts = (state: CaseState): readonly Fact[] =>
  state.registered === undefined
    ? []
    : [
        caseRow(state),
        ...assignmentRows(state),
        ...opinionRows(state),
        ...contactRows(state),
        ...roundRows(state),
        ...formRows(state),
        ...findingRows(state),
        ...progressRows(state),
        ...commitmentRows(state),
      ];

const on = (mark: Mark | undefined): Day | null => mark?.on ?? null;
const seq = (mark: Mark | undefined): number | null => mark?.seq ?? null;

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
    subject: classified?.subject ?? null,
    subjectScheme: classified?.scheme ?? null,
    subjectSeq: seq(classified?.mark),
  };
};

const stockFields = (state: CaseState) => ({
  stage: stageOf(state),
  inStock: isInStock(state),
  stockSeq: seq(state.stock),
  answeredOn: on(answer(state)),
  answeredSeq: seq(answer(state)),
  terminatedOn: on(state.terminated?.mark),
  terminatedAs: state.terminated?.as ?? null,
  terminatedSeq: seq(state.terminated?.mark),
});

/** A partition: the first that holds (semantics 29). */
export const stageOf = (state: CaseState): Stage => {
  if (state.terminated) return state.terminated.as;
  if (isOuterCo(state) && answer(state)) return 'answeredByOpinion';
  const { round, reply } = latestRound(state);
  if (round > 1 && !reply) return 'rehandling';
  if (reply) return 'replied';
  const leads = leadUnits(state);
  if (leads.length === 0) return 'unassigned';
  return leads.every((unit) => state.assignments[unit]?.accepted) ? 'inHandling' : 'toAccept';
};

const unitFields = (state: CaseState) => {
  const counting = countingUnit(state);
  const { inCharge, leading, supervising } = state.leaders;
  return {
    countingUnit: counting?.unit ?? null,
    countingUnitSeq: seq(counting?.assigned),
    jointLeads: leadUnits(state).filter((unit) => state.assignments[unit]?.role === 'jointLead'),
    leaderInCharge: counting?.leaderInCharge ?? inCharge?.person ?? null,
    handler: counting?.handler ?? state.assigned?.handler ?? null,
    leadingLeader: leading?.person ?? null,
    supervisingLeader: supervising?.person ?? null,
    assignedOn: on(state.assigned?.mark),
    assignedSeq: seq(state.assigned?.mark),
  };
};

const clockFields = (state: CaseState) => {
  const base = state.due.reply?.on ?? null;
  const grants = Object.values(state.extensions).filter(({ round, granted }) => round === 1 && granted);
  return {
    replyDue: base && effectiveDue(base, grants),
    lightDue: base && latestGrant(base, grants),
    innerReplyDue: countingUnit(state)?.due?.on ?? state.innerDue.reply?.on ?? null,
    opinionDue: isOuterCo(state) ? (state.due.coOpinion?.on ?? null) : null,
    extensionSeq: seq(grants[0]?.granted?.mark),
  };
};

/** A grant counts only if it was given by the date it extends (semantics 23). */
export const effectiveDue = (base: Day, grants: readonly Extension[]): Day =>
  grants.reduce((due, { granted }) => (granted && granted.mark.on <= due ? granted.newDue : due), base);

const latestGrant = (base: Day, grants: readonly Extension[]): Day =>
  grants.reduce((due, { granted }) => granted?.newDue ?? due, base);

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
    waitingSeq: seq(waiting?.mark),
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

interface Settled<T> {
  readonly value: T;
  readonly mark: Mark | undefined;
}

const inOrder = <T extends { readonly mark: Mark }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => (a.mark.on === b.mark.on ? a.mark.seq - b.mark.seq : a.mark.on < b.mark.on ? -1 : 1));

const replies = (state: CaseState) => Object.values(state.rounds).flatMap(({ reply }) => (reply ? [reply] : []));

const solvedFindings: ReadonlySet<Finding> = new Set(['fullySolved', 'solved', 'concluded']);

/** Later replies and findings in order; round 1's reply first (semantics 43). Absent before a reply. */
const currentOutcome = (state: CaseState, byFinding: boolean): Settled<Outcome> | undefined =>
  inOrder([...replies(state), ...state.revisits]).reduce<Settled<Outcome> | undefined>((current, fact) => {
    if ('outcome' in fact) return { value: fact.outcome, mark: fact.mark };
    if (fact.newOutcome) return { value: fact.newOutcome, mark: fact.mark };
    const lifts = byFinding && current !== undefined && solvedFindings.has(fact.finding);
    return lifts && current.value !== 'solved' ? { value: 'solved', mark: fact.mark } : current;
  }, undefined);

/** What has really happened: the last of findings, commitments and progress (semantics 46). */
const implementation = (state: CaseState): Settled<Implementation> => {
  const steps = [
    ...state.revisits.flatMap(({ finding, mark }) => {
      const value = implementedBy(finding);
      return value ? [{ value, mark }] : [];
    }),
    ...kept(state),
  ];
  const last = inOrder(steps).at(-1);
  if (last) return last;
  const begun = inOrder(state.progress)[0];
  return begun ? { value: 'inProgress', mark: begun.mark } : { value: 'notStarted', mark: undefined };
};

const implementedBy = (finding: Finding): Implementation | undefined =>
  solvedFindings.has(finding) ? 'fully' : finding === 'partlySolved' ? 'partly' : undefined;

const kept = (state: CaseState): readonly { value: Implementation; mark: Mark }[] => {
  const commitments = Object.values(state.commitments);
  if (commitments.length === 0 || commitments.some(({ fulfilled }) => !fulfilled)) return [];
  const last = inOrder(commitments.flatMap(({ fulfilled }) => (fulfilled ? [{ mark: fulfilled }] : []))).at(-1);
  return last ? [{ value: 'fully', mark: last.mark }] : [];
};

/** The last finding other than 无变化, else 无变化; one with a new outcome counts only in that column (semantics 45). */
const matrixColumn = (state: CaseState): Settled<string> | undefined => {
  const found = inOrder(state.revisits);
  const last = found.findLast(({ finding, newOutcome }) => finding !== 'unchanged' || newOutcome) ?? found.at(-1);
  return last && { value: last.newOutcome ? `to:${last.newOutcome}` : last.finding, mark: last.mark };
};

const waitingOn = (state: CaseState) => {
  const said = inOrder([...state.progress, ...state.revisits]).at(-1);
  return said?.waitingOn && { ...said.waitingOn, mark: said.mark };
};

const assignmentRows = (state: CaseState): readonly Fact[] =>
  Object.values(state.assignments).map((assignment) => ({
    grain: 'assignment',
    key: assignment.unit,
    fields: {
      unit: assignment.unit,
      role: assignment.role,
      status: assignment.accepted ? 'accepted' : 'assigned',
      live: true,
      assignedOn: assignment.assigned.on,
      assignedSeq: assignment.assigned.seq,
      due: assignment.due?.on ?? null,
      acceptedOn: on(assignment.accepted),
      acceptedSeq: seq(assignment.accepted),
      leaderInCharge: assignment.leaderInCharge ?? null,
      handler: assignment.handler ?? null,
    },
  }));

/** Expected opinions stand from the day they are owed; filed ones stay whatever was expected. */
const opinionRows = (state: CaseState): readonly Fact[] => {
  const expected = new Map<string, Fact>();
  if (isOuterCo(state)) expected.set('outer', opinionRow(state, 'outer', countingUnit(state)?.unit ?? null));
  supportUnits(state).forEach((unit) => expected.set(`inner:${unit}`, opinionRow(state, `inner:${unit}`, unit)));
  if (!isOuterCo(state))
    state.registered?.coBodies?.forEach((body) =>
      expected.set(`incoming:${body}`, opinionRow(state, `incoming:${body}`, body)),
    );
  for (const { opinion, unit, layer } of Object.values(state.opinions))
    if (!expected.has(opinion) && layer !== 'outer') expected.set(opinion, opinionRow(state, opinion, unit));
  return [...expected.values()];
};

const opinionRow = (state: CaseState, key: string, unit: string | null): Fact => {
  const opinion = state.opinions[key];
  const layer = key === 'outer' ? 'outer' : key.slice(0, key.indexOf(':'));
  const resubmitted = opinion?.returned && opinion.latest && opinion.latest.seq > opinion.returned.mark.seq;
  const { timely, specific, useful } = opinion?.rating ?? {};
  return {
    grain: 'opinion',
    key,
    fields: {
      opinion: key,
      layer,
      unit: layer === 'outer' ? (opinion?.unit ?? unit) : unit,
      due: opinionDue(state, layer, unit),
      expectedSeq: layer === 'inner' ? seq(state.assignments[unit ?? '']?.assigned) : seq(state.role?.mark),
      filedOn: on(opinion?.first),
      filedSeq: seq(opinion?.first),
      filings: opinion?.filings ?? 0,
      waivedOn: on(opinion?.waived),
      waivedSeq: seq(opinion?.waived),
      returnedOn: on(opinion?.returned?.mark),
      returnedSeq: seq(opinion?.returned?.mark),
      resubmissionDue: opinion?.returned?.due.on ?? null,
      resubmittedOn: resubmitted ? on(opinion.latest) : null,
      adoptedOn: on(opinion?.adopted),
      rated: [timely && 'timely', specific && 'specific', useful && 'useful'].filter((word) => typeof word === 'string').sort(),
    },
  };
};

const opinionDue = (state: CaseState, layer: string, unit: string | null): Day | null => {
  if (layer === 'outer') return state.due.coOpinion?.on ?? null;
  if (layer === 'inner') return state.assignments[unit ?? '']?.due?.on ?? state.innerDue.opinion?.on ?? null;
  return state.registered?.due.coOpinion?.on ?? null;
};

const contactRows = (state: CaseState): readonly Fact[] =>
  state.contacts.map((contact) => ({
    grain: 'contact',
    key: contact.mark.id,
    fields: {
      on: contact.mark.on,
      mode: contact.mode,
      phase: contact.phase,
      faceToFace: contact.countsAsFaceToFace && meetsProposer(state, contact.proposers),
      ledBy: contact.ledBy ?? null,
      ledByPosts: [...(contact.ledByPosts ?? [])].sort(),
      unit: contact.unit ?? null,
      seq: contact.mark.seq,
    },
  }));

/** With the lead proposer or a named cosigner (semantics 24). */
export const meetsProposer = (state: CaseState, present: readonly string[]): boolean =>
  present.some((name) => state.registered?.proposers.includes(name) || state.registered?.leadProposer === name);

const roundRows = (state: CaseState): readonly Fact[] => {
  const rounds = state.rounds[1] ? Object.values(state.rounds) : [{ round: 1, drafts: 0 }, ...Object.values(state.rounds)];
  return rounds.map(({ round, opened, reply }) => ({
    grain: 'round',
    key: String(round),
    fields: {
      round,
      openedOn: on(opened?.mark ?? state.registered?.mark),
      openedSeq: seq(opened?.mark ?? state.registered?.mark),
      cause: opened?.cause ?? null,
      due: opened ? effectiveDue(opened.due.on, Object.values(state.extensions).filter((each) => each.round === round)) : (state.due.reply?.on ?? null),
      repliedOn: on(reply?.mark),
      replySeq: seq(reply?.mark),
      outcome: reply?.outcome ?? null,
    },
  }));
};

const formRows = (state: CaseState): readonly Fact[] =>
  Object.entries(state.forms).map(([key, { round, proposer, asked, given }]) => ({
    grain: 'form',
    key,
    fields: {
      round,
      proposer,
      askedOn: on(asked),
      askedSeq: seq(asked),
      givenOn: on(given?.mark),
      givenSeq: seq(given?.mark),
      attitude: given?.attitude ?? null,
      result: given?.result ?? null,
    },
  }));

const findingRows = (state: CaseState): readonly Fact[] =>
  state.revisits.map(({ campaign, finding, newOutcome, mark }) => ({
    grain: 'finding',
    key: mark.id,
    fields: { campaign: campaign ?? null, on: mark.on, finding, newOutcome: newOutcome ?? null, seq: mark.seq },
  }));

const progressRows = (state: CaseState): readonly Fact[] =>
  state.progress.map(({ unit, percent, waitingOn: waiting, mark }) => ({
    grain: 'progress',
    key: mark.id,
    fields: {
      on: mark.on,
      unit: unit ?? null,
      percent,
      waitingBody: waiting?.body ?? null,
      waitingSince: waiting?.since ?? null,
      seq: mark.seq,
    },
  }));

const commitmentRows = (state: CaseState): readonly Fact[] =>
  Object.values(state.commitments).map(({ id, owner, due, born, fulfilled }) => ({
    grain: 'commitment',
    key: id,
    fields: {
      owner,
      due,
      bornOn: born.on,
      bornSeq: born.seq,
      fulfilledOn: on(fulfilled),
      fulfilledSeq: seq(fulfilled),
    },
  }));
