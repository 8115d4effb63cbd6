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
  /** Ordinal of its naming, from 0. */
  readonly place: number;
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
  /** The plan or reply that set it. */
  readonly set: Mark;
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
  /** By unit. */
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
  /** The last event on the valid axis. */
  readonly latest?: Mark;
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

/** Order of facts of one case: by day, then by position (semantics 5). */
export const byMark = (a: Mark, b: Mark): number => (a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1);

/** Sent back, and not filed again since. */
export const isReturned = ({ returned, latest }: Opinion): boolean =>
  returned !== undefined && (latest === undefined || byMark(returned.mark, latest) > 0);

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

/** In the order of their naming: keys that look like numbers would come first. */
const named = ({ assignments }: CaseState): readonly Assignment[] =>
  Object.values(assignments).sort((a, b) => a.place - b.place);

/** The lead, else the first-named joint lead (semantics 28). */
export const countingUnit = (state: CaseState): Assignment | undefined => {
  const live = named(state);
  return live.find(({ role }) => role === 'lead') ?? live.find(({ role }) => role === 'jointLead');
};

export const leadUnits = (state: CaseState): readonly string[] =>
  named(state)
    .filter(({ role }) => role !== 'support')
    .map(({ unit }) => unit);

export const supportUnits = (state: CaseState): readonly string[] =>
  named(state)
    .filter(({ role }) => role === 'support')
    .map(({ unit }) => unit);

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
  return expected.filter((key) => !state.opinions[key]?.first && !state.opinions[key]?.waived);
};
