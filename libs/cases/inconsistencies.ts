import { own } from '#libs/kernel/own.js';
import { step } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { byDayThenSeq, effectiveHistory, validFrom, type EffectiveEvent, type Reading } from '#libs/kernel/history.js';
import { caseNeeds } from './correcting.js';
import type { CaseEvents } from './events.js';
import { evolve } from './evolve.js';
import { marked } from './folding.js';
import { isOuterCo, unregistered, type CaseState, type Mark, type Returning } from './state.js';

/** Two events that do not fit together as now known (semantics 8): counted as they stand, and listed on the case. */
export interface Inconsistency {
  readonly event: Mark;
  /** `needs`: it rests on `other`, which is missing or later · `contradicts`: both cannot be. */
  readonly why: 'needs' | 'contradicts';
  /** Absent where nothing was ever recorded that the event could rest on. */
  readonly other?: Mark;
}

/** Live events that would not be allowed as now known, in the order of the days. */
export const inconsistencies = (events: readonly RecordedEvent[], reading: Reading = {}): readonly Inconsistency[] => {
  const history = effectiveHistory(events, reading);
  let state = unregistered;
  return history.flatMap((event) => {
    const against = contradicted(state, event);
    state = step(evolve, state, event);
    const unmet = unmetNeed(event, { history, events });
    return [
      ...(unmet ?? []),
      ...against.map((other) => ({ event: marked(event), why: 'contradicts' as const, other })),
    ];
  });
};

interface Recorded {
  readonly history: readonly EffectiveEvent[];
  readonly events: readonly RecordedEvent[];
}

/** What the event rests on stands later, was taken back, or was never there. */
const unmetNeed = (event: EffectiveEvent, { history, events }: Recorded): readonly Inconsistency[] | undefined => {
  const need = Object.hasOwn(caseNeeds, event.type) ? caseNeeds[event.type] : undefined;
  if (!need || need(event, earlierThan(event, history)) !== 'missing') return undefined;
  const others = [history, events.map(asRecorded)].map((each) =>
    need(
      event,
      each.filter(({ id }) => id !== event.id),
    ),
  );
  const found = others.find((each) => each !== 'missing');
  return [{ event: marked(event), why: 'needs', other: found === undefined ? undefined : marked(found[0]!) }];
};

const earlierThan = (event: EffectiveEvent, history: readonly EffectiveEvent[]) =>
  history.filter((other) => byDayThenSeq(other, event) < 0);

const asRecorded = (event: RecordedEvent): EffectiveEvent => ({ ...event, on: validFrom(event.data), correctedBy: [] });

type Contradictions = {
  readonly [T in keyof CaseEvents]?: (state: CaseState, data: CaseEvents[T]) => Mark | false | undefined;
};

/** Type → the event before it that cannot be, if this one is. */
const rows: Contradictions = {
  CaseRegistered: ({ registered }) => registered?.mark,
  OuterRoleChanged: ({ role }, { from }) => role && role.role !== from && role.mark,
  // Naming anew follows a return or a decision; without one, two assignments stand against each other.
  CaseAssigned: ({ assigned, latest }) => !followsDecision(latest) && assigned?.mark,
  AssignmentAccepted: ({ assignments }, { unit }) => own(assignments, unit)?.accepted,
  CoOpinionFiled: (state, { layer }) =>
    layer !== 'inner' && isOuterCo(state) !== (layer === 'outer') && (state.role ?? state.registered)?.mark,
  ReplyFiled: (state, { round }) => state.rounds[round]?.reply?.mark ?? (isOuterCo(state) && state.role?.mark),
  MilestoneCompleted: ({ milestones }, { milestone }) => own(milestones, milestone)?.completed,
  CommitmentFulfilled: ({ commitments }, { commitment }) => own(commitments, commitment)?.fulfilled,
  CommitmentUnfulfillable: ({ commitments }, { commitment }) => own(commitments, commitment)?.fulfilled,
  ReturnRequested: ({ assignments }, { unit }) => own(assignments, unit)?.returning?.requested,
  ReturnApproved: ({ assignments }, { unit, request }) => decidedElse(own(assignments, unit)?.returning, request),
  ReturnRefused: ({ assignments }, { unit, request }) => decidedElse(own(assignments, unit)?.returning, request),
  CoUnitAdded: ({ assignments }, { unit }) => own(assignments, unit)?.assigned,
  ReferralAccepted: ({ referral }) => referral?.decided?.mark,
  ReferralRefused: ({ referral }) => referral?.decided?.mark,
  CoordinationDecided: ({ coordinations }, { coordination }) => own(coordinations, coordination)?.decided,
  RehandlingOrdered: ({ rounds }, { round }) => rounds[round]?.opened?.mark,
};

const decidedElse = (returning: Returning | undefined, request: string): Mark | undefined =>
  returning?.request === request ? returning.decided?.mark : undefined;

const followsDecision = (latest: Mark | undefined): boolean =>
  latest?.type === 'ReturnApproved' || latest?.type === 'CoordinationDecided';

/** Whatever is dated after the end of handling contradicts it. */
const contradicted = (state: CaseState, event: EffectiveEvent): readonly Mark[] => {
  const type = event.type as keyof CaseEvents;
  const row = Object.hasOwn(rows, type) ? rows[type] : undefined;
  const found = row?.(state, event.data as never);
  return [state.terminated?.mark, found].filter((mark) => mark !== undefined && mark !== false);
};
