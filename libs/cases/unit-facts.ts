import { own } from '#libs/kernel/own.js';
import type { Day } from '#libs/kernel/event.js';
import { on, seq, type Fact } from './fact.js';
import {
  countingUnit,
  isOuterCo,
  isReturning,
  supportUnits,
  type Assignment,
  type CaseState,
  type Opinion,
} from './state.js';

/** Those that stand, and those that ended; a unit that was named twice has a row for each time. */
export const allAssignments = ({ assignments, formerAssignments }: CaseState): readonly Assignment[] => [
  ...Object.values(assignments),
  ...formerAssignments,
];

const assignmentKey = ({ unit, assigned, ended }: Assignment): string =>
  ended ? `${unit}@${assigned.seq}-${ended.mark.seq}` : unit;

export const assignmentRow = (assignment: Assignment): Fact => {
  const { unit, role, assigned, accepted, ended, returning } = assignment;
  const isDropped = ended?.as === 'dropped';
  return {
    grain: 'assignment',
    key: assignmentKey(assignment),
    fields: {
      unit,
      role,
      status: statusOf(assignment),
      live: ended === undefined,
      assignedOn: assigned.on,
      assignedSeq: assigned.seq,
      due: assignment.due?.on ?? null,
      acceptedOn: on(accepted),
      acceptedSeq: seq(accepted),
      leaderInCharge: assignment.leaderInCharge ?? null,
      handler: assignment.handler ?? null,
      returnRequestedOn: on(returning?.requested),
      returnRequestedSeq: seq(returning?.requested),
      returnDecision: returning?.decided?.as ?? null,
      returnDecidedOn: on(returning?.decided?.mark),
      returnDecidedSeq: seq(returning?.decided?.mark),
      droppedOn: isDropped ? on(ended.mark) : null,
      droppedSeq: isDropped ? seq(ended.mark) : null,
    },
  };
};

const statusOf = (assignment: Assignment): string => {
  if (assignment.ended?.as === 'returned') return 'returned';
  if (isReturning(assignment)) return 'returnRequested';
  return assignment.accepted ? 'accepted' : 'assigned';
};

/**
 * Expected opinions stand from the day they are owed; filed ones stay whatever was expected, and one that a unit owed
 * until it was released shows when that was (semantics 37).
 */
export const opinionRows = (state: CaseState): readonly Fact[] => {
  const expected = new Map<string, Fact>();
  if (isOuterCo(state)) expected.set('outer', opinionRow(state, 'outer', { unit: countingUnit(state)?.unit ?? null }));
  state.formerAssignments
    .filter(({ role }) => role === 'support')
    .forEach((assignment) => expected.set(`inner:${assignment.unit}`, innerRow(state, assignment)));
  supportUnits(state).forEach((unit) => expected.set(`inner:${unit}`, innerRow(state, own(state.assignments, unit)!)));
  if (!isOuterCo(state))
    state.registered?.coBodies?.forEach((body) =>
      expected.set(`incoming:${body}`, opinionRow(state, `incoming:${body}`, { unit: body })),
    );
  // One that was only waived is nobody's once its unit was never to give it.
  for (const { opinion, unit, layer, first } of Object.values(state.opinions))
    if (first && !expected.has(opinion) && layer !== 'outer')
      expected.set(opinion, opinionRow(state, opinion, { unit }));
  return [...expected.values()];
};

const innerRow = (state: CaseState, assignment: Assignment): Fact =>
  opinionRow(state, `inner:${assignment.unit}`, { unit: assignment.unit, assignment });

interface Owing {
  readonly unit: string | null;
  /** Of a co-unit: by which it owes the opinion. */
  readonly assignment?: Assignment;
}

const opinionRow = (state: CaseState, key: string, { unit, assignment }: Owing): Fact => {
  const opinion = own(state.opinions, key);
  const layer = key === 'outer' ? 'outer' : key.slice(0, key.indexOf(':'));
  const expected = layer === 'inner' ? assignment?.assigned : expectedSince(state);
  return {
    grain: 'opinion',
    key,
    fields: {
      opinion: key,
      layer,
      unit: layer === 'outer' ? (opinion?.unit ?? unit) : unit,
      due: opinionDue(state, layer, assignment),
      expectedSeq: seq(expected),
      filedOn: on(opinion?.first),
      filedSeq: seq(opinion?.first),
      filings: opinion?.filings ?? 0,
      waivedOn: on(opinion?.waived),
      waivedSeq: seq(opinion?.waived),
      ...resubmission(opinion),
      adoptedOn: on(opinion?.adopted),
      droppedOn: on(assignment?.ended?.mark),
      droppedSeq: seq(assignment?.ended?.mark),
      rated: ratings(opinion),
    },
  };
};

/** What the role in force asks for is asked since that role began; a district case has none. */
const expectedSince = ({ role, registered }: CaseState) => (role ?? registered)?.mark;

const resubmission = (opinion: Opinion | undefined) => {
  const { returned, resubmitted } = opinion ?? {};
  return {
    returnedOn: on(returned?.mark),
    returnedSeq: seq(returned?.mark),
    resubmissionDue: returned?.due.on ?? null,
    resubmittedOn: on(resubmitted),
  };
};

const ratings = (opinion: Opinion | undefined): readonly string[] => {
  const rating = opinion?.rating;
  return rating ? (['specific', 'timely', 'useful'] as const).filter((word) => rating[word]) : [];
};

const opinionDue = (state: CaseState, layer: string, assignment: Assignment | undefined): Day | null => {
  if (layer === 'inner') return assignment?.due?.on ?? state.innerDue.opinion?.on ?? null;
  return state.due.coOpinion?.on ?? null;
};
