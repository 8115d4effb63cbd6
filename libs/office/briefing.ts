import { isDeepStrictEqual } from 'node:util';
import { addDays } from '#libs/calendar/day.js';
import { parsePeriod } from '#libs/calendar/period.js';
import type { Aggregate } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import { assertDay, assertHappened } from './bodies.js';
import {
  briefingCommands,
  type BriefingCommands,
  type BriefingKind,
  type CausingEvent,
  type FigureChange,
  type FigureValue,
  type IdentityOverride,
  type IssueBriefing,
  type RestateBriefing,
} from './briefing-commands.js';
import { assertUnitsExist, type UnitContext } from './context.js';
import { refuse } from './errors.js';

/** One printed number: a definition at its version over a scope. */
export interface Figure extends FigureValue {
  /** Id of the definition with its version, such as `N1@1`. */
  id: string;
  scope: Readonly<Record<string, string>>;
}

/** What a briefing is about, resolved: every date printed, nothing left to "today". */
export interface FiguresRequest {
  kind: BriefingKind;
  period?: string;
  /** First day; absent for a report over all that is known. */
  from?: Day;
  /** First day after it: half-open. */
  until: Day;
  validAt: Day;
  /** Seq; the head when absent. */
  knownAt?: number;
  /** Only the reading is wanted: the content was not preserved. */
  isAbsent: boolean;
}

/** What the log says at the reading asked for. */
export interface BriefingFigures {
  knownAt: number;
  /** The Shanghai day of `knownAt`. */
  knownDay: Day;
  definitions: readonly string[];
  /** Version of the rule book in force at `validAt`. */
  rules: string;
  figures: readonly Figure[];
  /** Identities that fail at this reading, and the cases that break them. */
  failed: readonly { identity: string; cases: readonly string[] }[];
}

export interface BriefingContext extends UnitContext {
  /** Undefined where nothing was known by then (semantics 2). */
  figures(request: FiguresRequest): BriefingFigures | undefined;
  /** Digests of imports begun and not completed (engine 22). */
  readonly importsOpen: readonly string[];
}

export interface BriefingEvents {
  /** 印发: frozen with its reading; printing it again gives the same bytes. */
  BriefingIssued: {
    occurredOn: Day;
    briefing: string;
    kind: BriefingKind;
    period?: string;
    from?: Day;
    until: Day;
    validAt: Day;
    knownAt: number;
    definitions: readonly string[];
    rules: string;
    figures?: readonly Figure[];
    /** Why there are no figures, where the text of an old briefing was not preserved. */
    absent?: string;
    /** Units criticised by name 点名批评. */
    criticised: readonly string[];
    /** Identities that failed and were issued nevertheless. */
    overrides?: readonly IdentityOverride[];
  };
  /** What has become of the figures since; `open: false` once they read as issued again. No place on the valid axis. */
  BriefingRestated: {
    restatement: string;
    knownAt: number;
    changes: readonly FigureChange[];
    causes: readonly CausingEvent[];
    /** Units criticised by name whose evidence moved. */
    addressees: readonly string[];
    open: boolean;
  };
}

export interface BriefingState {
  readonly issued?: BriefingEvents['BriefingIssued'];
  /** The restatement as last stated. */
  readonly restated?: BriefingEvents['BriefingRestated'];
}

const evolve: EvolveTable<BriefingState, BriefingEvents> = {
  BriefingIssued: (state, issued) => ({ ...state, issued }),
  BriefingRestated: (state, restated) => ({ ...state, restated }),
};

/** The one restatement that stands, if the figures no longer read as issued. */
export const openRestatement = ({ restated }: BriefingState): BriefingEvents['BriefingRestated'] | undefined =>
  restated?.open ? restated : undefined;

/** A bimonthly briefing has one id a period, so that no period is reported twice; its V is its last day (semantics 48). */
const bimonthly = ({ briefing, period = '', validAt, from }: IssueBriefing) => {
  const span = parsePeriod(period);
  const isItsOwn = briefing === `bimonthly-${period}` && (validAt ?? span.validAt) === span.validAt;
  if (!isItsOwn || (from ?? span.from) !== span.from) throw refuse('briefing.not-its-period');
  return { period, from: span.from, until: span.until, validAt: span.validAt };
};

/** Any other briefing covers what it says it covers, up to its V, by default the day it is issued. */
const freely = ({ occurredOn, period, from, validAt = occurredOn }: IssueBriefing) => {
  assertDay(validAt);
  if (from !== undefined) assertDay(from);
  if (from !== undefined && from > validAt) throw refuse('briefing.days-in-order', { from, validAt });
  return { period, from, until: addDays(validAt, 1), validAt };
};

const requested = (command: IssueBriefing): FiguresRequest => {
  const { kind, knownAt, absent } = command;
  if (kind === 'bimonthly' && absent !== undefined) throw refuse('briefing.figures-required');
  const span = kind === 'bimonthly' ? bimonthly(command) : freely(command);
  return { kind, ...span, knownAt, isAbsent: absent !== undefined };
};

/** Refuses `known.before-start`, `briefing.provisional`: a briefing states what has been, not what is expected. */
const readFigures = (request: FiguresRequest, { figures }: BriefingContext): BriefingFigures => {
  const reading = figures(request);
  if (!reading) throw refuse('known.before-start');
  const { validAt } = request;
  if (validAt > reading.knownDay) throw refuse('briefing.provisional', { validAt, knownDay: reading.knownDay });
  return reading;
};

/** A failed identity blocks issuing unless each is overridden with a reason that is printed (domain 7). */
const assertIdentities = (failed: BriefingFigures['failed'], overrides: readonly IdentityOverride[] = []): void => {
  const unexcused = failed.filter(({ identity }) => !overrides.some((override) => override.identity === identity));
  if (unexcused.length === 0) return;
  const identities = unexcused.map(({ identity }) => identity);
  throw refuse('briefing.identity-failed', { identities, cases: unexcused.flatMap(({ cases }) => cases) });
};

const assertMayIssue = (command: IssueBriefing, { issued }: BriefingState, context: BriefingContext): void => {
  assertHappened(command.occurredOn, context.today);
  if (issued) throw refuse('briefing.already-issued');
  if (context.importsOpen.length > 0) throw refuse('briefing.import-open', { imports: context.importsOpen });
  assertUnitsExist(command.criticised ?? [], command.occurredOn, context);
};

const frozen = (command: IssueBriefing, context: BriefingContext): BriefingEvents['BriefingIssued'] => {
  const request = requested(command);
  const { knownAt, definitions, rules, figures, failed } = readFigures(request, context);
  const { occurredOn, briefing, kind, absent, criticised = [], overrides } = command;
  const { period, from, until, validAt } = request;
  const head = { occurredOn, briefing, kind, period, from, until, validAt, knownAt, rules, criticised };
  if (absent !== undefined) return present({ ...head, definitions: [], absent });
  assertIdentities(failed, overrides);
  return present({ ...head, definitions, figures, overrides });
};

/** Drops fields that are undefined: an absent field is absent in the log too. */
const present = <T extends object>(data: T): T =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as T;

const decide: DecideTable<BriefingCommands, BriefingState, BriefingEvents, BriefingContext> = {
  IssueBriefing: (command, { now }, context) => {
    assertMayIssue(command, now, context);
    return [{ type: 'BriefingIssued', data: frozen(command, context) }];
  },
  RestateBriefing: (command, { now }, context) => {
    if (!now.issued) throw refuse('briefing.not-issued');
    return restated(command, now, context);
  },
};

/** One restatement stands at a time: updated when its changes move, closed when none is left (semantics 49). */
const restated = (command: RestateBriefing, state: BriefingState, context: BriefingContext) => {
  const standing = openRestatement(state);
  const isSame = isDeepStrictEqual(plainChanges(command.changes), plainChanges(standing?.changes ?? []));
  if (isSame) return [];
  const restatement = standing?.restatement ?? context.id('restatement');
  const open = command.changes.length > 0;
  return [{ type: 'BriefingRestated' as const, data: { ...command, restatement, open } }];
};

/** Values only: instances of a body and rows of the log compare alike. */
const plainChanges = (changes: readonly FigureChange[]): unknown => JSON.parse(JSON.stringify(changes));

export const briefing: Aggregate<BriefingState, BriefingEvents, BriefingCommands, BriefingContext> = {
  name: 'briefing',
  stream: (id = '') => `briefing-${id}`,
  versions: { BriefingIssued: 1, BriefingRestated: 1 },
  initial: {},
  evolve,
  decide,
  commands: briefingCommands,
};
