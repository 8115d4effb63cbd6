import type { Day } from '#libs/kernel/event.js';
import { effectiveDue, grantsOf } from './due.js';
import { on, seq, type Fact } from './fact.js';
import {
  byMark,
  countingUnit,
  isOuterCo,
  meetsProposer,
  supportUnits,
  type CaseState,
  type Opinion,
  type Round,
} from './state.js';

export const assignmentRows = (state: CaseState): readonly Fact[] =>
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
export const opinionRows = (state: CaseState): readonly Fact[] => {
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
  const expected = layer === 'inner' ? state.assignments[unit ?? '']?.assigned : expectedSince(state);
  return {
    grain: 'opinion',
    key,
    fields: {
      opinion: key,
      layer,
      unit: layer === 'outer' ? (opinion?.unit ?? unit) : unit,
      due: opinionDue(state, layer, unit),
      expectedSeq: seq(expected),
      filedOn: on(opinion?.first),
      filedSeq: seq(opinion?.first),
      filings: opinion?.filings ?? 0,
      waivedOn: on(opinion?.waived),
      waivedSeq: seq(opinion?.waived),
      ...resubmission(opinion),
      adoptedOn: on(opinion?.adopted),
      rated: ratings(opinion),
    },
  };
};

/** What the role in force asks for is asked since that role began; a district case has none. */
const expectedSince = ({ role, registered }: CaseState) => (role ?? registered)?.mark;

const resubmission = (opinion: Opinion | undefined) => {
  const { returned, latest } = opinion ?? {};
  const again = returned && latest && byMark(latest, returned.mark) > 0;
  return {
    returnedOn: on(returned?.mark),
    returnedSeq: seq(returned?.mark),
    resubmissionDue: returned?.due.on ?? null,
    resubmittedOn: again ? on(latest) : null,
  };
};

const ratings = (opinion: Opinion | undefined): readonly string[] => {
  const rating = opinion?.rating;
  return rating ? (['specific', 'timely', 'useful'] as const).filter((word) => rating[word]) : [];
};

const opinionDue = (state: CaseState, layer: string, unit: string | null): Day | null => {
  if (layer === 'inner') return state.assignments[unit ?? '']?.due?.on ?? state.innerDue.opinion?.on ?? null;
  return state.due.coOpinion?.on ?? null;
};

/** Rests on its own event and on who proposes the case, on nothing else. */
export const contactRow = (contact: CaseState['contacts'][number], state: Pick<CaseState, 'registered'>): Fact => ({
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
});

/** Round 1 stands from registration on. */
export const roundRows = (state: CaseState): readonly Fact[] => {
  const later = Object.values(state.rounds).filter(({ round }) => round !== 1);
  return [state.rounds[1] ?? { round: 1, drafts: 0 }, ...later].map((round) => roundRow(state, round));
};

const roundRow = (state: CaseState, { round, opened, reply }: Round): Fact => {
  const base = opened?.due ?? (round === 1 ? state.due.reply : undefined);
  const start = opened?.mark ?? state.registered?.mark;
  return {
    grain: 'round',
    key: String(round),
    fields: {
      round,
      openedOn: on(start),
      openedSeq: seq(start),
      cause: opened?.cause ?? null,
      due: base ? effectiveDue(base.on, grantsOf(state, round)) : null,
      repliedOn: on(reply?.mark),
      replySeq: seq(reply?.mark),
      outcome: reply?.outcome ?? null,
    },
  };
};

export const formRows = (state: CaseState): readonly Fact[] =>
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

export const findingRow = ({ campaign, finding, newOutcome, mark }: CaseState['revisits'][number]): Fact => ({
  grain: 'finding',
  key: mark.id,
  fields: { campaign: campaign ?? null, on: mark.on, finding, newOutcome: newOutcome ?? null, seq: mark.seq },
});

export const progressRow = ({ unit, percent, waitingOn: waiting, mark }: CaseState['progress'][number]): Fact => ({
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
});

export const commitmentRows = (state: CaseState): readonly Fact[] =>
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
