import { setImmediate, setTimeout } from 'node:timers/promises';
import { cancelRebuild, rebuild, resume, skip } from './acts.js';
import { arrivals, type Arrivals, type Target } from './arrivals.js';
import { writeMoves } from './committing.js';
import { isRefusedAs, messageOf } from './errors.js';
import { takeUp } from './generations.js';
import { physician, type Health } from './health.js';
import { defaults, type ProjectorOptions } from './options.js';
import { progressOf, waitsForStopped, type Progress } from './progress.js';
import { round } from './round.js';
import { logTracks, stateOf, type Outcome, type ProjectorState } from './state.js';
import { isCurrent } from './track.js';
import { alarm, oneAtATime, type Alarm } from './turns.js';

/** Brings views forward along the log. One per process; several processes are safe, but only one of them wins. */
export interface Projector {
  /** Takes up every projection where the store has it. @throws `views.other-log` (engine 34) */
  start(): Promise<void>;
  /** Goes on until aborted or stopped: at every ring of the log's doorbell and once a second. @throws `views.other-log` */
  run(signal: AbortSignal): Promise<void>;
  /** One page for every group of projections. */
  step(): Promise<Outcome>;
  /** Everything that runs has reached the head of now. @throws Error when a store fails on the way */
  settle(): Promise<void>;
  /** Finishes the page, writes the checkpoints. */
  stop(): Promise<void>;
  rebuild(name: string): Promise<void>;
  cancelRebuild(name: string): Promise<void>;
  /** @throws `views.not-faulted`, `views.not-skippable` */
  skip(name: string): Promise<void>;
  resume(name: string): Promise<void>;
  progress(): Promise<readonly Progress[]>;
  health(): Promise<Health>;
  /** @throws `views.behind` */
  waitFor(name: string, target: Target, timeoutMs: number): Promise<void>;
}

interface Workplace {
  readonly state: ProjectorState;
  readonly inTurn: ReturnType<typeof oneAtATime>;
  readonly bell: Alarm;
  readonly waiting: Arrivals;
}

/** @throws Error for two projections of one name, or one that follows what is not projected here */
export const projector = (options: ProjectorOptions): Projector => {
  checkDefinitions(options);
  const state = stateOf(options);
  const place: Workplace = { state, inTurn: oneAtATime(), bell: alarm(), waiting: arrivals(state) };
  state.wake = place.bell.ring;
  return { ...lifeOf(place), ...actsOf(place), ...viewOf(place) };
};

const lifeOf = (place: Workplace): Pick<Projector, 'start' | 'run' | 'step' | 'settle' | 'stop'> => {
  let running: Promise<void> = Promise.resolve();
  const { state, inTurn, bell } = place;
  return {
    start: () => inTurn(() => start(state)),
    run: (signal) => (running = run(place, signal)),
    step: () => step(place),
    settle: () => settle(place),
    stop: async () => {
      state.phase = 'stopped';
      logTracks(state).forEach(({ whole }) => whole?.stop.abort());
      bell.wake();
      await running.catch(() => undefined);
      await inTurn(() => writeAllMoves(state));
    },
  };
};

/** An act wakes the loop: what it began goes on at once. */
const actsOf = ({ state, inTurn, bell }: Workplace) => {
  const act = (work: (state: ProjectorState, name: string) => Promise<void>) => async (name: string) => {
    await inTurn(async () => {
      await start(state);
      await work(state, name);
    });
    bell.ring();
  };
  return { rebuild: act(rebuild), cancelRebuild: act(cancelRebuild), skip: act(skip), resume: act(resume) };
};

const viewOf = ({ state, waiting }: Workplace): Pick<Projector, 'progress' | 'health' | 'waitFor'> => ({
  progress: async () => progressOf(state, (await state.options.events.head()).seq),
  health: physician(state),
  waitFor: waiting.waitFor,
});

const checkDefinitions = ({ projections, following }: ProjectorOptions): void => {
  const names = [...projections, ...following].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two projections are named ${twice}`);
  for (const { name, follows } of following) {
    const isHere = projections.some((one) => one.name === follows.name && one.version === follows.version);
    if (!isHere)
      throw new Error(`${name} follows ${follows.name} version ${follows.version}, which is not projected here`);
  }
};

const start = async (state: ProjectorState): Promise<void> => {
  if (state.phase !== 'new') return;
  state.tracks = [];
  for (const definition of [...state.options.projections, ...state.options.following]) await takeUp(state, definition);
  state.startTrouble = undefined;
  if (!isStopped(state)) state.phase = 'started';
};

/** Also while it was still taking up its projections. */
const isStopped = ({ phase }: ProjectorState): boolean => phase === 'stopped';

const step = ({ state, inTurn, waiting }: Workplace): Promise<Outcome> =>
  inTurn(async () => {
    await start(state);
    const outcome = isStopped(state) ? 'idle' : await round(state);
    waiting.look();
    return outcome;
  });

const run = async (place: Workplace, signal: AbortSignal): Promise<void> => {
  const { state, bell } = place;
  const stopRinging = state.options.events.onAppended(bell.ring);
  signal.addEventListener('abort', bell.wake, { once: true });
  try {
    while (!signal.aborted && !isStopped(state)) await stepOrSleep(place);
  } finally {
    stopRinging();
    signal.removeEventListener('abort', bell.wake);
    await place.inTurn(() => writeAllMoves(state));
  }
};

const stepOrSleep = async (place: Workplace): Promise<void> => {
  const outcome = await stepOrTrouble(place);
  // SQLite answers without a pause: orders and questions of other threads would wait until the end of the log.
  if (outcome === 'moved') await setImmediate();
  else await place.bell.sleep(defaults.pollMs, outcome === 'troubled');
};

/** A store that is down when the process starts is waited for, like one that goes down later. */
const stepOrTrouble = async (place: Workplace): Promise<Outcome> => {
  try {
    return await step(place);
  } catch (error) {
    if (isRefusedAs(error, 'views.other-log')) throw error;
    place.state.startTrouble = messageOf(error);
    return 'troubled';
  }
};

const writeAllMoves = async (state: ProjectorState): Promise<void> => {
  for (const track of state.tracks) await writeMoves(state, track);
};

/** Between looks when the log holds what a read does not show yet. */
const lookAgainMs = 20;

const settle = async (place: Workplace): Promise<void> => {
  const { state } = place;
  await place.inTurn(() => start(state));
  const { seq } = await state.options.events.head();
  while (isUnsettled(state, seq)) {
    const outcome = await step(place);
    const troubled = outcome === 'troubled' && state.tracks.find(({ trouble }) => trouble);
    if (troubled) throw new Error(`${troubled.definition.name}: ${troubled.trouble?.message}`);
    if (isUnsettled(state, seq)) await (outcome === 'moved' ? setImmediate() : setTimeout(lookAgainMs));
  }
  // Whoever waits for the head reads it off the checkpoints, also where nothing but they moved.
  await place.inTurn(() => writeAllMoves(state));
};

const isUnsettled = (state: ProjectorState, seq: number): boolean =>
  !state.halted &&
  !isStopped(state) &&
  state.tracks.some(
    (track) =>
      isCurrent(track) &&
      track.running === 'running' &&
      !waitsForStopped(state, track) &&
      (!track.live || track.reached.seq < seq),
  );
