import type { Day } from '#libs/kernel/event.js';
import type {
  CaseAssigned,
  CaseRegistered,
  Commitment,
  ContactRecorded,
  DueDate,
  Milestone,
  ProgressReported,
  ReplyFiled,
  RevisitRecorded,
} from './events.js';
import type {
  CaseFlag,
  Disclosure,
  Grade,
  InnerRole,
  LeaderDuty,
  OpinionLayer,
  OuterRole,
  RehandlingCause,
  Termination,
} from './vocabulary.js';

/** Where a fact came from: its event and its place in the log. */
export interface Mark {
  readonly on: Day;
  readonly seq: number;
  readonly id: string;
  readonly type: string;
}

export type Marked<T> = T & { readonly mark: Mark };

export interface Assignment {
  readonly unit: string;
  readonly role: InnerRole;
  readonly share?: string;
  readonly due?: DueDate;
  readonly assigned: Mark;
  readonly accepted?: Mark;
  readonly leaderInCharge?: string;
  readonly handler?: string;
}

export interface Opinion {
  readonly opinion: string;
  readonly layer: OpinionLayer;
  readonly unit: string;
  /** First live filing: what timeliness is judged by (semantics 37). */
  readonly first?: Mark;
  readonly latest?: Mark;
  readonly filings: number;
  readonly returned?: Marked<{ due: DueDate }>;
  readonly adopted?: Mark;
  readonly rating?: Marked<{ timely: boolean; specific: boolean; useful: boolean }>;
  readonly waived?: Mark;
}

export interface Round {
  readonly round: number;
  readonly opened?: Marked<{ cause: RehandlingCause; due: DueDate }>;
  readonly reply?: Marked<ReplyFiled>;
  /** The unit credited with the reply: the counting unit on its day (semantics 28). */
  readonly credit?: string;
  readonly drafts: number;
}

export interface Extension {
  readonly extension: string;
  readonly round: number;
  readonly requested?: Marked<{ newDue: Day; unit: string }>;
  readonly granted?: Marked<{ newDue: Day }>;
  readonly refused?: Mark;
}

export interface Form {
  readonly round: number;
  readonly proposer: string;
  readonly asked?: Mark;
  readonly given?: Marked<{ attitude: Grade; result: Grade }>;
}

export interface TrackedMilestone extends Milestone {
  readonly completed?: Mark;
}

export interface TrackedCommitment extends Commitment {
  readonly born: Mark;
  readonly fulfilled?: Mark;
}

/** What decisions and facts need of one case. Every part is optional: a missing event changes only its own facts. */
export interface CaseState {
  readonly registered?: Marked<CaseRegistered>;
  readonly abandoned: boolean;
  readonly role?: Marked<{ role: OuterRole }>;
  /** Outer due dates of the role in force. */
  readonly due: { readonly reply?: DueDate; readonly coOpinion?: DueDate };
  readonly innerDue: { readonly reply?: DueDate; readonly opinion?: DueDate };
  readonly classified?: Marked<{ scheme: string; subject: string }>;
  readonly flags: Readonly<Partial<Record<CaseFlag, Mark>>>;
  readonly terminated?: Marked<{ as: Termination }>;
  readonly assigned?: Marked<CaseAssigned>;
  /** By unit; the order of keys is the order of naming. */
  readonly assignments: Readonly<Record<string, Assignment>>;
  readonly leaders: Readonly<Partial<Record<LeaderDuty, Marked<{ person: string }>>>>;
  readonly contacts: readonly Marked<ContactRecorded>[];
  readonly waivers: readonly Marked<{ proposer: string }>[];
  readonly opinions: Readonly<Record<string, Opinion>>;
  readonly milestones: Readonly<Record<string, TrackedMilestone>>;
  readonly planned?: Mark;
  readonly progress: readonly Marked<ProgressReported>[];
  readonly rounds: Readonly<Record<number, Round>>;
  readonly extensions: Readonly<Record<string, Extension>>;
  readonly forms: Readonly<Record<string, Form>>;
  readonly disclosure?: Marked<{ disclosure: Disclosure }>;
  readonly published?: Mark;
  readonly revisits: readonly Marked<RevisitRecorded>[];
  readonly commitments: Readonly<Record<string, TrackedCommitment>>;
  /** The event that last moved the case into or out of the stock (semantics 30). */
  readonly stock?: Mark;
}

export const unregistered: CaseState = {
  abandoned: false,
  due: {},
  innerDue: {},
  flags: {},
  assignments: {},
  leaders: {},
  contacts: [],
  waivers: [],
  opinions: {},
  milestones: {},
  progress: [],
  rounds: {},
  extensions: {},
  forms: {},
  revisits: [],
  commitments: {},
};

/** A district case has no outer role and is always answered by us. */
export const isOuterCo = (state: CaseState): boolean => state.role?.role === 'co';

export const latestRound = (state: CaseState): Round =>
  state.rounds[Math.max(1, ...Object.keys(state.rounds).map(Number))] ?? { round: 1, drafts: 0 };

export const outerOpinion = (state: CaseState): Opinion | undefined => state.opinions['outer'];

/** What answers the case, if anything does (semantics 30). */
export const answer = (state: CaseState): Mark | undefined =>
  isOuterCo(state) ? outerOpinion(state)?.first : latestRound(state).reply?.mark;

export const isInStock = (state: CaseState): boolean =>
  state.registered !== undefined && state.terminated === undefined && answer(state) === undefined;

/** The lead, else the first-named joint lead (semantics 28). */
export const countingUnit = (state: CaseState): Assignment | undefined => {
  const live = Object.values(state.assignments);
  return live.find(({ role }) => role === 'lead') ?? live.find(({ role }) => role === 'jointLead');
};

export const leadUnits = (state: CaseState): readonly string[] =>
  Object.values(state.assignments)
    .filter(({ role }) => role !== 'support')
    .map(({ unit }) => unit);

export const supportUnits = (state: CaseState): readonly string[] =>
  Object.values(state.assignments)
    .filter(({ role }) => role === 'support')
    .map(({ unit }) => unit);

export const formKey = (round: number, proposer: string): string => `${round}|${proposer}`;
export const opinionKey = (layer: OpinionLayer, unit: string): string =>
  layer === 'outer' ? 'outer' : `${layer}:${unit}`;

/** Inner and incoming opinions still owed to us: neither filed nor waived (semantics 19). */
export const owedOpinions = (state: CaseState): readonly string[] => {
  const expected = [
    ...supportUnits(state).map((unit) => opinionKey('inner', unit)),
    ...(state.registered?.coBodies ?? []).map((body) => opinionKey('incoming', body)),
  ];
  return expected.filter((key) => !state.opinions[key]?.first && !state.opinions[key]?.waived);
};
