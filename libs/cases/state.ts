import { own } from '#libs/kernel/own.js';
import type {
  CaseAssigned,
  CaseRegistered,
  ContactRecorded,
  DueDate,
  ProgressReported,
  RevisitRecorded,
} from './events.js';
import type {
  Assignment,
  Coordination,
  DueSince,
  Extension,
  Form,
  Mark,
  Marked,
  Moves,
  Opinion,
  Referral,
  Reported,
  Round,
  TrackedCommitment,
  TrackedMilestone,
} from './state-parts.js';
import type {
  CaseFlag,
  Disclosure,
  InnerRole,
  LadderStep,
  LeaderDuty,
  OpinionLayer,
  OuterRole,
  Termination,
} from './vocabulary.js';

export type * from './state-parts.js';

/** What decisions and facts need of one case. Every part is optional: a missing event changes only its own facts. */
export interface CaseState {
  readonly registered?: Marked<CaseRegistered>;
  readonly abandoned: boolean;
  readonly role?: Marked<{ role: OuterRole }>;
  /** Outer due dates of the role in force. */
  readonly due: { readonly reply?: DueDate; readonly coOpinion?: DueDate };
  /** The events behind them: what started each clock, and what set its date, then or since. */
  readonly dueSince: { readonly reply?: DueSince; readonly coOpinion?: DueSince };
  readonly innerDue: { readonly reply?: DueDate; readonly opinion?: DueDate };
  readonly classified?: Marked<{ scheme: string; subject: string }>;
  readonly flags: Readonly<Partial<Record<CaseFlag, Mark>>>;
  readonly terminated?: Marked<{ as: Termination }>;
  readonly mergedInto?: Marked<{ into: string }>;
  readonly acceptedFromCity?: Mark;
  /** The latest referral to the city (semantics 18). */
  readonly referral?: Referral;
  readonly links: readonly Marked<{ cases: readonly string[] }>[];
  readonly assigned?: Marked<CaseAssigned>;
  /** Those that stand, by unit. */
  readonly assignments: Readonly<Record<string, Assignment>>;
  /** Returned, dropped, replaced: history keeps both. */
  readonly formerAssignments: readonly Assignment[];
  readonly coordinations: Readonly<Record<string, Coordination>>;
  readonly leaders: Readonly<Partial<Record<LeaderDuty, Marked<{ person: string }>>>>;
  readonly contacts: readonly Marked<ContactRecorded>[];
  readonly waivers: readonly Marked<{ proposer: string }>[];
  readonly opinions: Readonly<Record<string, Opinion>>;
  readonly milestones: Readonly<Record<string, TrackedMilestone>>;
  readonly planned?: Mark;
  readonly progress: readonly Reported[];
  /** The earliest and the latest of the reports: a case of a thousand is asked for them after each of its events. */
  readonly begun?: Mark;
  readonly lastReport?: Marked<Pick<ProgressReported, 'waitingOn'>>;
  readonly reminders: readonly Marked<{ step: LadderStep; units: readonly string[] }>[];
  readonly rounds: Readonly<Record<number, Round>>;
  readonly extensions: Readonly<Record<string, Extension>>;
  readonly forms: Readonly<Record<string, Form>>;
  readonly disclosure?: Marked<{ disclosure: Disclosure }>;
  readonly published?: Mark;
  readonly publicationWithdrawn?: Mark;
  readonly revisits: readonly Marked<RevisitRecorded>[];
  readonly commitments: Readonly<Record<string, TrackedCommitment>>;
  readonly carriedOver?: Marked<{ to: string }>;
  /** The last event on the valid axis. */
  readonly latest?: Mark;
  /** The event that last moved the case into or out of the stock (semantics 30). */
  readonly stock?: Mark;
  readonly moves: Moves;
}

/** Every part is there from the start, absent ones too: states of one shape are copied twice as fast as others. */
export const unregistered: CaseState = {
  registered: undefined,
  abandoned: false,
  role: undefined,
  due: {},
  dueSince: {},
  innerDue: {},
  classified: undefined,
  flags: {},
  terminated: undefined,
  mergedInto: undefined,
  acceptedFromCity: undefined,
  referral: undefined,
  links: [],
  assigned: undefined,
  assignments: {},
  formerAssignments: [],
  coordinations: {},
  leaders: {},
  contacts: [],
  waivers: [],
  opinions: {},
  milestones: {},
  planned: undefined,
  progress: [],
  begun: undefined,
  lastReport: undefined,
  reminders: [],
  rounds: {},
  extensions: {},
  forms: {},
  disclosure: undefined,
  published: undefined,
  publicationWithdrawn: undefined,
  revisits: [],
  commitments: {},
  moves: {},
  carriedOver: undefined,
  latest: undefined,
  stock: undefined,
} satisfies Record<keyof CaseState, unknown>;

/** Asked back by the unit, not yet decided. */
export const isReturning = ({ returning }: Assignment): boolean => returning !== undefined && !returning.decided;

/** Order of facts of one case: by day, then by position (semantics 5). */
export const byMark = (a: Mark, b: Mark): number => (a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1);

/** Sent back, and not filed again since. */
export const isReturned = ({ returned, latest }: Opinion): boolean =>
  returned !== undefined && (latest === undefined || byMark(returned.mark, latest) > 0);

/** A district case has no outer role and is always answered by us. */
export const isOuterCo = (state: CaseState): boolean => state.role?.role === 'co';

export const firstRound: Round = { round: 1, drafts: 0, draftsReturned: 0 };

/** The latest that was opened: what else is said of a round whose order is gone opens none (semantics 9, 30). */
export const latestRound = ({ rounds }: CaseState): Round => {
  const opened = Object.values(rounds).filter((round) => round.opened);
  return rounds[Math.max(1, ...opened.map(({ round }) => round))] ?? firstRound;
};

export const outerOpinion = (state: CaseState): Opinion | undefined => state.opinions['outer'];

/** What answers the case, if anything does (semantics 30). */
export const answer = (state: CaseState): Mark | undefined =>
  isOuterCo(state) ? outerOpinion(state)?.first : latestRound(state).reply?.mark;

export const isInStock = (state: CaseState): boolean =>
  state.registered !== undefined && state.terminated === undefined && answer(state) === undefined;

/** Of those in a role the first named: keys that look like numbers come first among the assignments. */
const firstIn = ({ assignments }: CaseState, wanted: InnerRole): Assignment | undefined => {
  let first: Assignment | undefined;
  for (const unit in assignments) {
    const one = own(assignments, unit) as Assignment;
    if (one.role === wanted && (first === undefined || one.place < first.place)) first = one;
  }
  return first;
};

/** The lead, else the first-named joint lead (semantics 28). */
export const countingUnit = (state: CaseState): Assignment | undefined =>
  firstIn(state, 'lead') ?? firstIn(state, 'jointLead');

/** Whoever held it first, and holds it no more, counts too. */
export const firstAssigned = ({ assignments, formerAssignments }: CaseState): Mark | undefined =>
  [...Object.values(assignments), ...formerAssignments]
    .map(({ assigned }) => assigned)
    .reduce<Mark | undefined>((first, mark) => (first && byMark(first, mark) <= 0 ? first : mark), undefined);

/** In the order of their naming. */
const unitsOf = ({ assignments }: CaseState, isWanted: (assignment: Assignment) => boolean): readonly string[] => {
  const found = Object.values(assignments).filter(isWanted);
  return (found.length > 1 ? found.sort((a, b) => a.place - b.place) : found).map(({ unit }) => unit);
};

export const leadUnits = (state: CaseState): readonly string[] => unitsOf(state, ({ role }) => role !== 'support');

export const supportUnits = (state: CaseState): readonly string[] => unitsOf(state, ({ role }) => role === 'support');

/** With the lead proposer or a named cosigner (semantics 24). */
export const meetsProposer = ({ registered }: Pick<CaseState, 'registered'>, present: readonly string[]): boolean =>
  present.some((name) => registered?.proposers.includes(name));

/** Face to face with a proposer of the case, by the rule book of the contact's day (semantics 24). */
export const wasMet = (state: CaseState): boolean =>
  state.contacts.some(
    ({ countsAsFaceToFace, phase, proposers }) =>
      countsAsFaceToFace && phase !== 'after' && meetsProposer(state, proposers),
  );

export const formKey = (round: number, proposer: string): string => `${round}|${proposer}`;
export const opinionKey = (layer: OpinionLayer, unit: string): string =>
  layer === 'outer' ? 'outer' : `${layer}:${unit}`;

/** Inner and incoming opinions still owed to us: neither filed nor waived (semantics 19). */
export const owedOpinions = (state: CaseState): readonly string[] => {
  const expected = [
    ...supportUnits(state).map((unit) => opinionKey('inner', unit)),
    ...(state.registered?.coBodies ?? []).map((body) => opinionKey('incoming', body)),
  ];
  return expected.filter((key) => !own(state.opinions, key)?.first && !own(state.opinions, key)?.waived);
};
