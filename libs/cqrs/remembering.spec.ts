import fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import { memoryLog } from '#libs/event-store/memory.js';
import { refuseAppend } from '#libs/event-store/errors.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { Actor } from '#libs/kernel/actor.js';
import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import { scriptedClock } from '#libs/kernel/clock.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { CorrectionEvents } from '#libs/kernel/history.js';
import { isRefusal, refusals } from '#libs/kernel/refusal.js';
import { executor, type CommandRequest, type Executed } from './executor.js';
import { recordingClock } from './recording.js';
import { knownAfter, knownFrom, StreamMemory, type KnownStream } from './remembering.js';

// A page of text. What is written on it is read back in the order of the days it speaks of, and every event says what
// its decision saw: two ways of executing that differ in anything write different pages.

interface Events extends CorrectionEvents {
  Written: { occurredOn: string; text: string; now: string; then: string };
  Sealed: { now: string };
}
interface Commands {
  Write: { occurredOn: string; text: string };
  Seal: object;
  Close: object;
  Copy: { occurredOn: string };
  Recite: object;
}
interface Context extends DecisionContext {
  readonly copies?: number;
}

const refuse = refusals({ 'page.full': { zh: '写满了', en: 'The page is full' } });

const page: Aggregate<string, Events, Commands, Context> = {
  name: 'page',
  stream: (id) => `page-${id}`,
  versions: { Written: 1, Sealed: 1, FactCorrected: 1, FactRetracted: 1, CorrectionProposed: 1, CorrectionRejected: 1 },
  commands: {} as never,
  initial: '',
  evolve: {
    Written: (state: string, { text }: { text: string }) => state + text,
    Sealed: (state: string) => `${state}|`,
  } as never,
  decide: {
    Write: ({ occurredOn, text }, { now, then }) => {
      if (now.length > 12) throw refuse('page.full');
      return text === '' ? [] : [{ type: 'Written', data: { occurredOn, text, now, then } }];
    },
    Seal: { conflicts: ['Written'], decide: (_, { now }) => [{ type: 'Sealed', data: { now } }] },
    Close: { conflicts: 'any', decide: (_, { now }) => [{ type: 'Sealed', data: { now } }] },
    Copy: ({ occurredOn }, { now, then }, { copies = 1 }) =>
      Array.from({ length: copies }, (_, at) => ({ type: 'Written', data: { occurredOn, text: `${at}`, now, then } })),
    Recite: () => [],
  },
  overHistory: {
    Recite: (_: never, events) => [{ type: 'Sealed', data: { now: events.map(({ id }) => id).join() } }],
  },
  correcting: { validate: () => undefined, needs: {}, movesStatistics: () => false },
};

const actor: Actor = { id: 'office-1', name: '甲', roles: ['office'] };

interface Desk {
  readonly log: EventStore;
  give(request: Given, act?: Act): Promise<unknown>;
}

type Given = Partial<CommandRequest> & { name: string; body: object; key: string };
/** What happens around an append: somebody else writes first, or its answer is lost. */
interface Act {
  readonly first?: Given;
  readonly isLost?: boolean;
}

const outcome = (executing: Promise<Executed>): Promise<unknown> =>
  executing.then(
    ({ revision, repeated, events }) => ({ revision, repeated, ids: events.map(({ id }) => id) }),
    (error: unknown) => (isRefusal(error) ? [error.code, error.details] : Promise.reject(error as Error)),
  );

/** @param since no two processes stamp one command with the same instant */
const executorBeside = (log: EventStore, since = '2015-03-31T00:00:00.000Z') =>
  executor({
    events: log,
    clock: recordingClock(scriptedClock(since)),
    prefix: 'spec',
    loadContext: async (context) => ({ context, revisions: {} }),
    ensureLog: async () => undefined,
  });

const executorElsewhere = (log: EventStore) => executorBeside(log, '2015-03-31T00:01:00.000Z');

/** @param remembers one executor for all commands, or a new one for each */
const desk = ({ remembers }: { remembers: boolean }): Desk => {
  const log = memoryLog();
  let acting: Act | undefined;
  const append: EventStore['append'] = async (...asked) => {
    const act = acting;
    acting = undefined;
    if (act?.first) await outcome(executorElsewhere(log)(requestOf(act.first)));
    const appended = await log.append(...asked);
    if (act?.isLost) throw refuseAppend('log.unknown-outcome');
    return appended;
  };
  const acted = { ...log, append };
  const only = executorBeside(acted);
  return {
    log,
    give: (request, act) => {
      acting = act;
      return outcome((remembers ? only : executorBeside(acted))(requestOf(request))).finally(
        () => (acting = undefined),
      );
    },
  };
};

const requestOf = (given: Given): CommandRequest => ({ aggregate: page, id: 'a', actor, ...given });

const day = fc.integer({ min: 1, max: 5 }).map((on) => `2015-03-0${on}`);
const key = fc.integer({ min: 1, max: 30 }).map((number) => `k${number}`);

/** `behind` and `target` count from the end of the stream as it stands then. */
const writing = fc.record({ occurredOn: day, text: fc.constantFrom('a', 'b', 'c', '') });
const command = fc.record({
  name: fc.constantFrom('Write', 'Write', 'Write', 'Seal', 'Close', 'Recite', 'CorrectFact', 'RetractFact'),
  written: writing,
  key,
  person: fc.constantFrom('office-1', 'office-2'),
  behind: fc.option(fc.integer({ min: -1, max: 3 }), { nil: undefined }),
  target: fc.integer({ min: 0, max: 4 }),
});
/** What was seen here is behind: another process gave the command. */
const beside = fc.record({ command, isElsewhere: fc.boolean() });
/** What happens while a command is under way. */
const racing = fc.record({
  command,
  first: fc.option(command, { nil: undefined, freq: 4 }),
  isLost: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});
interface Step {
  readonly command: typeof command extends fc.Arbitrary<infer T> ? T : never;
  readonly isElsewhere?: boolean;
  readonly first?: Step['command'];
  readonly isLost?: boolean;
}

const givenOf = (one: Step['command'], events: readonly RecordedEvent[]): Given => {
  const { name, written, behind, target } = one;
  const fact = events.at(-1 - target)?.id ?? 'none';
  const bodies: Record<string, object> = {
    Write: written,
    CorrectFact: { target: fact, data: written, reason: 'r' },
    RetractFact: { target: fact, reason: 'r' },
  };
  const ifMatch = behind === undefined ? undefined : events.length - 1 - behind;
  const by = { ...actor, id: one.person };
  return { name, body: bodies[name] ?? {}, key: one.key, actor: by, ...(ifMatch === undefined ? {} : { ifMatch }) };
};

const streamOf = async ({ log }: Desk) => (await log.readStream('spec-page-a')).events;

const play = async (steps: readonly Step[], remembers: boolean) => {
  const own = desk({ remembers });
  const outcomes: unknown[] = [];
  for (const { command: asked, isElsewhere, first, isLost } of steps) {
    const events = await streamOf(own);
    const given = givenOf(asked, events);
    const act = { first: first && givenOf(first, events), isLost };
    const giving = isElsewhere ? outcome(executorElsewhere(own.log)(requestOf(given))) : own.give(given, act);
    outcomes.push(await giving);
  }
  return { outcomes, stream: await streamOf(own) };
};

describe('to decide on a remembered fold is to decide on the log (engine 21)', () => {
  it.each([
    ['beside others who write, with late and corrected facts and repeats', beside],
    ['where others write first and answers are lost', racing],
  ] as const)('%s', async (_, step: fc.Arbitrary<Step>) => {
    const same = async (steps: readonly Step[]) => expect(await play(steps, true)).toEqual(await play(steps, false));
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), same), trials(300));
  });
});

it('a stream that was seen is not read again to write what is new in it (engine 21)', async () => {
  const log = memoryLog();
  let reads = 0;
  const readStream: EventStore['readStream'] = (...asked) => {
    reads += 1;
    return log.readStream(...asked);
  };
  const execute = executorBeside({ ...log, readStream });
  const write = (text: string, occurredOn: string) =>
    execute(requestOf({ name: 'Write', body: { occurredOn, text }, key: text + occurredOn }));
  await write('a', '2015-03-01');
  await write('b', '2015-03-01');
  await write('c', '2015-03-02');
  expect(reads).toBe(1);
  await write('d', '2015-03-01');
  expect(reads).toBe(2);
});

it('a command that another process answered over another context is answered the same here (engine 6, 21)', async () => {
  const log = memoryLog();
  const beside = (copies: number, at = '2015-03-31T00:00:00.000Z') =>
    executor({
      events: log,
      clock: recordingClock(scriptedClock(at)),
      prefix: 'spec',
      loadContext: async (context) => ({ context: { ...context, copies } as never, revisions: {} }),
      ensureLog: async () => undefined,
    });
  const copy = (keyed: string) => requestOf({ name: 'Copy', body: { occurredOn: '2015-03-01' }, key: keyed });
  for (const [here, there] of [
    [2, 1],
    [1, 2],
  ] as const) {
    const own = beside(here, '2015-03-31T00:00:01.000Z');
    await own(copy(`before-${here}`));
    const first = await beside(there)(copy(`same-${here}`));
    expect(first.events).toHaveLength(there);
    expect(await own(copy(`same-${here}`))).toEqual({ ...first, repeated: true });
  }
});

describe('the memory of streams (engine 21)', () => {
  const known = (revision: number): KnownStream => ({
    ...{ revision, now: '', latest: '2015-03-01', given: [] },
    types: Array.from({ length: revision + 1 }, () => 'Written'),
  });

  it('forgets what was touched longest ago, by streams and by events in them', () => {
    const byStreams = new StreamMemory({ streams: 2, events: 100, perStream: 50 });
    ['a', 'b'].forEach((name) => byStreams.learn(name, known(0)));
    byStreams.get('a');
    byStreams.learn('c', known(0));
    expect(['a', 'b', 'c'].filter((name) => byStreams.get(name))).toEqual(['a', 'c']);
    const byEvents = new StreamMemory({ streams: 100, events: 10, perStream: 6 });
    ['a', 'b', 'c'].forEach((name) => byEvents.learn(name, known(4)));
    expect(['a', 'b', 'c'].filter((name) => byEvents.get(name))).toEqual(['b', 'c']);
    byEvents.learn('d', known(6));
    expect(byEvents.get('d')).toBeUndefined();
    byEvents.forget('b');
    byEvents.learn('e', known(4));
    expect(['c', 'e'].filter((name) => byEvents.get(name))).toEqual(['c', 'e']);
  });

  it('keeps the later of two sights', () => {
    const memory = new StreamMemory();
    memory.learn('a', known(3));
    memory.learn('a', known(2));
    expect(memory.get('a')?.revision).toBe(3);
    memory.learn('a', undefined);
    expect(memory.get('a')).toBeUndefined();
  });

  it('folds on what lies at the end, and gives up where an event reaches back', async () => {
    const one = desk({ remembers: false });
    const write = (text: string, occurredOn: string) =>
      one.give({ name: 'Write', body: { occurredOn, text }, key: text });
    await write('a', '2015-03-02');
    await write('b', '2015-03-03');
    await write('c', '2015-03-01');
    const events = await streamOf(one);
    const first = knownFrom(page, events.slice(0, 1));
    expect(knownAfter(page, first, events.slice(1, 2))).toEqual(knownFrom(page, events.slice(0, 2)));
    expect(knownAfter(page, first, events.slice(1))).toBeUndefined();
    expect(knownFrom(page, events).now).toBe('cab');
  });
});
