import type { Aggregate } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import type { Day, EventOf } from '#libs/kernel/event.js';
import { dusk, type EffectiveEvent } from '#libs/kernel/history.js';
import { assertHappened } from './bodies.js';
import { assertUnitsExist, type UnitContext } from './context.js';
import { restsOn, validating } from './correcting.js';
import { refuse } from './errors.js';
import {
  AdoptArticle,
  IssueNotice,
  RecordInspection,
  RecordInstruction,
  RecordMeeting,
  RecordTraining,
  registerCommands,
  SubmitArticle,
  type MeetingType,
  type RegisterCommands,
} from './register-commands.js';

/** Every entry of the register has an id of its own and the day it happened. */
interface Entry {
  occurredOn: Day;
  entry: string;
}

/** The register of the office's own work: what its yearly account of meetings, training and checks counts. */
export interface RegisterEvents {
  MeetingHeld: Entry & {
    meetingType: MeetingType;
    title: string;
    chair: string;
    attendees?: readonly string[];
    /** Ids of the cases it spoke of. */
    cases?: readonly string[];
    requirements?: readonly string[];
  };
  TrainingHeld: Entry & { title: string; topics?: readonly string[]; trainers?: readonly string[] };
  /** 上门检查指导. */
  InspectionMade: Entry & { units: readonly string[]; observations?: readonly string[] };
  /** 批示. */
  InstructionGiven: Entry & { leader: string; text: string; cases?: readonly string[] };
  /** 工作提示. */
  NoticeIssued: Entry & { title: string; docNo?: string };
  ArticleSubmitted: Entry & { title: string; to: string };
  /** 录用: one article may be adopted by several outlets. */
  ArticleAdopted: Entry & { article: string; by: string };
}

export type RegisterType = keyof RegisterEvents & string;

/** An entry as it reads, with the event that put it there: every number of the register opens its events. */
export type RegisterEntry = EventOf<RegisterEvents> & {
  readonly on: Day;
  readonly eventId: string;
  readonly seq: number;
};

export interface RegisterState {
  readonly entries: readonly RegisterEntry[];
}

const entered = <T extends RegisterType>(
  { entries }: RegisterState,
  { type, data, on, id, seq }: EffectiveEvent<T, RegisterEvents[T]>,
): RegisterState => ({ entries: [...entries, { type, data, on, eventId: id, seq } as RegisterEntry] });

const evolve: EvolveTable<RegisterState, RegisterEvents> = {
  MeetingHeld: (state, _, event) => entered(state, event),
  TrainingHeld: (state, _, event) => entered(state, event),
  InspectionMade: (state, _, event) => entered(state, event),
  InstructionGiven: (state, _, event) => entered(state, event),
  NoticeIssued: (state, _, event) => entered(state, event),
  ArticleSubmitted: (state, _, event) => entered(state, event),
  ArticleAdopted: (state, _, event) => entered(state, event),
};

export interface RegisterQuery {
  /** First day, included. */
  from?: Day;
  /** Last day, included. */
  validAt?: Day;
  type?: RegisterType;
  meetingType?: MeetingType;
}

/** The entries of a stretch of days, in the order they happened. */
export const registerEntries = ({ entries }: RegisterState, query: RegisterQuery = {}): readonly RegisterEntry[] => {
  const { from = '', validAt = dusk, type, meetingType } = query;
  return entries
    .filter(({ on }) => on >= from && on <= validAt)
    .filter((entry) => type === undefined || entry.type === type)
    .filter((entry) => meetingType === undefined || isMeeting(entry, meetingType))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq));
};

const isMeeting = (entry: RegisterEntry, meetingType: MeetingType): boolean =>
  entry.type === 'MeetingHeld' && entry.data.meetingType === meetingType;

/** How many entries of each type, meetings also by their type (`MeetingHeld.portfolio`), and units inspected in all. */
export const registerCounts = (state: RegisterState, query: RegisterQuery = {}): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = { 'InspectionMade.units': 0 };
  const count = (what: string, by = 1) => (counts[what] = (counts[what] ?? 0) + by);
  for (const entry of registerEntries(state, query)) {
    count(entry.type);
    if (entry.type === 'MeetingHeld') count(`MeetingHeld.${entry.data.meetingType}`);
    if (entry.type === 'InspectionMade') count('InspectionMade.units', entry.data.units.length);
  }
  return counts;
};

const newEntry = (state: RegisterState, wanted: string | undefined, context: UnitContext): string => {
  const entry = wanted ?? context.id('entry');
  if (state.entries.some(({ data }) => data.entry === entry)) throw refuse('register.entry-exists', { entry });
  return entry;
};

/** What every entry is: a day that has come, and an id nothing else in the register has. */
const registered = <C extends { occurredOn: Day; entry?: string }>(
  command: C,
  state: RegisterState,
  context: UnitContext,
): C & Entry => {
  assertHappened(command.occurredOn, context.today);
  return { ...command, entry: newEntry(state, command.entry, context) };
};

/** A command may leave the id to us, a recorded entry never loses its own. */
const keepsEntry = ({ entry }: Partial<Entry>): void => {
  if (entry === undefined) throw refuse('body.invalid', { fields: ['entry'] });
};

const assertAdoptable = (state: RegisterState, { article, by, occurredOn: day }: AdoptArticle): void => {
  const submitted = registerEntries(state, { type: 'ArticleSubmitted', validAt: day });
  if (!submitted.some(({ data }) => data.entry === article)) throw refuse('register.article-unknown', { article, day });
  const isAdopted = state.entries.some(
    ({ type, data }) => type === 'ArticleAdopted' && data.article === article && data.by === by,
  );
  if (isAdopted) throw refuse('register.already-adopted', { article, by });
};

const decide: DecideTable<RegisterCommands, RegisterState, RegisterEvents, UnitContext> = {
  RecordMeeting: (command, { now }, context) => [{ type: 'MeetingHeld', data: registered(command, now, context) }],
  RecordTraining: (command, { now }, context) => [{ type: 'TrainingHeld', data: registered(command, now, context) }],
  RecordInspection: (command, { now }, context) => {
    const data = registered(command, now, context);
    assertUnitsExist(command.units, command.occurredOn, context);
    return [{ type: 'InspectionMade', data }];
  },
  RecordInstruction: (command, { now }, context) => [
    { type: 'InstructionGiven', data: registered(command, now, context) },
  ],
  IssueNotice: (command, { now }, context) => [{ type: 'NoticeIssued', data: registered(command, now, context) }],
  SubmitArticle: (command, { now }, context) => [{ type: 'ArticleSubmitted', data: registered(command, now, context) }],
  AdoptArticle: (command, { now }, context) => {
    const data = registered(command, now, context);
    assertAdoptable(now, command);
    return [{ type: 'ArticleAdopted', data }];
  },
};

export const register: Aggregate<RegisterState, RegisterEvents, RegisterCommands, UnitContext> = {
  name: 'register',
  stream: () => 'register',
  versions: {
    MeetingHeld: 1,
    TrainingHeld: 1,
    InspectionMade: 1,
    InstructionGiven: 1,
    NoticeIssued: 1,
    ArticleSubmitted: 1,
    ArticleAdopted: 1,
  },
  initial: { entries: [] },
  evolve,
  decide,
  commands: registerCommands,
  correcting: {
    validate: validating({
      MeetingHeld: { body: RecordMeeting, check: keepsEntry },
      TrainingHeld: { body: RecordTraining, check: keepsEntry },
      InspectionMade: { body: RecordInspection, check: keepsEntry },
      InstructionGiven: { body: RecordInstruction, check: keepsEntry },
      NoticeIssued: { body: IssueNotice, check: keepsEntry },
      ArticleSubmitted: { body: SubmitArticle, check: keepsEntry },
      ArticleAdopted: { body: AdoptArticle, check: keepsEntry },
    }),
    needs: { ArticleAdopted: restsOn('ArticleSubmitted', { article: 'entry' }) },
    // The register counts the office's work, not cases: its entries enter no definition of domain 7.
    movesStatistics: () => false,
  },
};
