import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import { refuse } from './errors.js';
import { logCommands, type LogCommands, type SkipEvent } from './log-commands.js';

/** What the log says about itself. System events: no place on the valid axis. */
export interface LogEvents {
  /** The first event of every log; a copy keeps it. */
  LogCreated: { logId: string };
  /** A process that knows less refuses the log (engine 33). */
  SchemaRaised: { version: number };
  /** What follows was recorded on a scripted clock, from other sources than the office's own use (semantics 2). */
  ReconstructionStarted: { title: string; source: string };
  ReconstructionEnded: { remark?: string };
  ProjectionSkipped: { projection: string; eventId: string; seq: number; reason: string };
  ProjectionResumed: { projection: string; reason?: string };
  /** Every case was looked at after a notice or rule book; up to its seq nothing is left to restate (semantics 21). */
  DueDatesReviewed: { because: string; seq: number; cases: number };
}

export interface LogState {
  readonly logId?: string;
  readonly schema: number;
  readonly reconstruction: 'none' | 'running' | 'ended';
  readonly title?: string;
  /** Events passed over, by projection. */
  readonly skipped: readonly LogEvents['ProjectionSkipped'][];
  /** Seq of the last notice after which due dates were reviewed. */
  readonly reviewed: number;
}

const evolve: EvolveTable<LogState, LogEvents> = {
  LogCreated: (state, { logId }) => ({ ...state, logId }),
  SchemaRaised: (state, { version }) => ({ ...state, schema: Math.max(state.schema, version) }),
  ReconstructionStarted: (state, { title }) => ({
    ...state,
    title,
    reconstruction: state.reconstruction === 'ended' ? 'ended' : 'running',
  }),
  ReconstructionEnded: (state) => ({ ...state, reconstruction: 'ended' }),
  ProjectionSkipped: (state, skip) => ({ ...state, skipped: [...state.skipped, skip] }),
  // Resuming is the projector's business: nothing here is decided by it.
  ProjectionResumed: (state) => state,
  DueDatesReviewed: (state, { seq }) => ({ ...state, reviewed: Math.max(state.reviewed, seq) }),
};

/** Whether events now recorded carry the origin `reconstruction`. */
export const isReconstructing = ({ reconstruction }: LogState): boolean => reconstruction === 'running';

/** Ids of the events a projection passes over, also when it is rebuilt. */
export const skippedBy = ({ skipped }: LogState, projection: string): readonly string[] =>
  skipped.filter((skip) => skip.projection === projection).map(({ eventId }) => eventId);

const isSkipped = ({ skipped }: LogState, { projection, eventId }: SkipEvent): boolean =>
  skipped.some((skip) => skip.projection === projection && skip.eventId === eventId);

const decide: DecideTable<LogCommands, LogState, LogEvents, DecisionContext> = {
  CreateLog: ({ logId }, { now }) => {
    if (now.logId !== undefined) throw refuse('log.already-created');
    return [{ type: 'LogCreated', data: { logId } }];
  },
  RaiseSchema: ({ version }, { now }) => {
    if (version <= now.schema) throw refuse('log.schema-not-raised', { version: now.schema });
    return [{ type: 'SchemaRaised', data: { version } }];
  },
  StartReconstruction: (command, { now }) => {
    if (now.reconstruction !== 'none') throw refuse('log.reconstruction-once');
    return [{ type: 'ReconstructionStarted', data: { ...command } }];
  },
  EndReconstruction: (command, { now }) => {
    if (!isReconstructing(now)) throw refuse('log.reconstruction-not-running');
    return [{ type: 'ReconstructionEnded', data: { ...command } }];
  },
  SkipEvent: (command, { now }) => {
    if (isSkipped(now, command)) throw refuse('log.projection-already-skipped');
    return [{ type: 'ProjectionSkipped', data: { ...command } }];
  },
  // A faulted projection may be resumed with nothing skipped: after an upgrade its event may pass.
  ResumeProjection: (command) => [{ type: 'ProjectionResumed', data: { ...command } }],
  ReviewDueDates: (command, { now }) =>
    command.seq > now.reviewed ? [{ type: 'DueDatesReviewed', data: { ...command } }] : [],
};

export const log: Aggregate<LogState, LogEvents, LogCommands, DecisionContext> = {
  name: 'log',
  stream: () => 'log',
  versions: {
    LogCreated: 1,
    SchemaRaised: 1,
    ReconstructionStarted: 1,
    ReconstructionEnded: 1,
    ProjectionSkipped: 1,
    ProjectionResumed: 1,
    DueDatesReviewed: 1,
  },
  initial: { schema: 1, reconstruction: 'none', skipped: [], reviewed: 0 },
  evolve,
  decide,
  commands: logCommands,
};
