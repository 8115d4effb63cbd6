import { effectiveDue, grantsOf, runningGrants } from './due.js';
import { on, seq, type Fact } from './fact.js';
import {
  firstRound,
  formKey,
  meetsProposer,
  type CaseState,
  type Form,
  type Round,
  type TrackedCommitment,
  type TrackedMilestone,
} from './state.js';

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
  const later = Object.values(state.rounds).filter(({ round, opened }) => round !== 1 && opened);
  return [state.rounds[1] ?? firstRound, ...later].map((round) => roundRow(state, round));
};

const roundRow = (state: CaseState, { round, opened, reply, ...drafting }: Round): Fact => {
  const base = opened?.due ?? (round === 1 ? state.due.reply : undefined);
  const grants = grantsOf(state, round);
  const start = opened?.mark ?? state.registered?.mark;
  return {
    grain: 'round',
    key: String(round),
    fields: {
      round,
      openedOn: on(start),
      openedSeq: seq(start),
      cause: opened?.cause ?? null,
      due: base ? effectiveDue(base.on, runningGrants(state, round)) : null,
      repliedOn: on(reply?.mark),
      replySeq: seq(reply?.mark),
      outcome: reply?.outcome ?? null,
      extensionSeq: seq(grants.at(-1)?.granted.mark),
      draftsReturned: drafting.draftsReturned,
      draftedOn: on(drafting.drafted),
      reviewedOn: on(drafting.reviewed?.mark),
      reviewedSeq: seq(drafting.reviewed?.mark),
    },
  };
};

export const formRow = ({ round, proposer, asked, given }: Form): Fact => ({
  grain: 'form',
  key: formKey(round, proposer),
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
});

export const findingRow = ({ campaign, finding, newOutcome, mark }: CaseState['revisits'][number]): Fact => ({
  grain: 'finding',
  key: mark.id,
  fields: { campaign: campaign ?? null, on: mark.on, finding, newOutcome: newOutcome ?? null, seq: mark.seq },
});

export const progressRow = ({ unit, percent, ...report }: CaseState['progress'][number]): Fact => ({
  grain: 'progress',
  key: report.mark.id,
  fields: {
    on: report.mark.on,
    unit: unit ?? null,
    percent,
    waitingBody: report.waitingOn?.body ?? null,
    waitingSince: report.waitingOn?.since ?? null,
    at: minuteOf(report.at),
    notifiedOn: on(report.notified?.mark),
    notifiedSeq: seq(report.notified?.mark),
    notifiedAt: minuteOf(report.notified?.at),
    seq: report.mark.seq,
  },
});

/** Minutes since midnight in Shanghai. */
const minuteOf = (at: string | undefined): number | null => {
  if (at === undefined) return null;
  const [hour, minute] = at.split(':').map(Number);
  return hour! * 60 + minute!;
};

export const commitmentRow = ({ id, owner, due, born, fulfilled, unfulfillable }: TrackedCommitment): Fact => ({
  grain: 'commitment',
  key: id,
  fields: {
    owner,
    due,
    bornOn: born.on,
    bornSeq: born.seq,
    fulfilledOn: on(fulfilled),
    fulfilledSeq: seq(fulfilled),
    unfulfillableOn: on(unfulfillable),
    unfulfillableSeq: seq(unfulfillable),
  },
});

/** One row for each unit an act of the ladder was addressed to. */
export const reminderRows = (state: CaseState): readonly Fact[] =>
  state.reminders.flatMap(({ step, units, mark }) =>
    units.map((unit) => ({
      grain: 'reminder',
      key: `${mark.id}|${unit}`,
      fields: { unit, step, on: mark.on, seq: mark.seq },
    })),
  );

export const milestoneRow = (milestone: TrackedMilestone): Fact => {
  const { id, text, owner, due, set, from, completed, slipped } = milestone;
  return {
    grain: 'milestone',
    key: id,
    fields: {
      owner: owner ?? null,
      due: due ?? null,
      setOn: set.on,
      setSeq: set.seq,
      completedOn: on(completed),
      completedSeq: seq(completed),
      slipped,
      from,
      text: isLoose(due) ? text : null,
    },
  };
};

/** No date, or the last day of a year: 「年内」. */
const isLoose = (due: string | undefined): boolean => due === undefined || due.endsWith('-12-31');
