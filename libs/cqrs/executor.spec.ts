import { memoryLog } from '#libs/event-store/memory.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { Actor } from '#libs/kernel/actor.js';
import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import { scriptedClock } from '#libs/kernel/clock.js';
import type { CorrectionEvents } from '#libs/kernel/history.js';
import { isRefusal, type Refusal } from '#libs/kernel/refusal.js';
import { executor, type CommandRequest, type ExecutorPorts } from './executor.js';
import { recordingClock } from './recording.js';

// A stream of notes: adding one fights with nothing, counting fights with notes, rewriting with anything.

interface Events extends CorrectionEvents {
  Noted: { occurredOn: string; text: string; id: string };
  Counted: { count: number };
}
interface Commands {
  Note: { occurredOn: string; text: string };
  Count: object;
  Rewrite: object;
  Nothing: object;
}

const notes: Aggregate<number, Events, Commands, DecisionContext> = {
  name: 'note',
  stream: (id) => `note-${id}`,
  versions: { Noted: 2, Counted: 1, FactCorrected: 1, FactRetracted: 1, CorrectionProposed: 1, CorrectionRejected: 1 },
  commands: {} as never,
  initial: 0,
  evolve: { Noted: (count: number) => count + 1, Counted: (count: number) => count } as never,
  decide: {
    Note: ({ occurredOn, text }, _, { id }) => [{ type: 'Noted', data: { occurredOn, text, id: id('note') } }],
    Count: { conflicts: ['Noted'], decide: (_, { now }) => [{ type: 'Counted', data: { count: now } }] },
    Rewrite: { conflicts: 'any', decide: (_, { now }) => [{ type: 'Counted', data: { count: -now } }] },
    Nothing: () => [],
  },
  correcting: { validate: () => undefined, needs: {}, movesStatistics: () => false },
};

const actor: Actor = { id: 'office-1', name: '甲', roles: ['office'], post: 'p1', unit: undefined };
const note = { occurredOn: '2015-03-01', text: '一' };
const start = '2015-03-02T00:00:00.000Z';

const office = (more: Partial<ExecutorPorts> = {}) => {
  const events = more.events ?? memoryLog();
  const ports: ExecutorPorts = {
    events,
    clock: recordingClock(scriptedClock(start)),
    prefix: 'spec',
    loadContext: async (context) => ({ context, revisions: {} }),
    ensureLog: async () => undefined,
    ...more,
  };
  const execute = executor(ports);
  const give = (name: string, body: object, request: Partial<CommandRequest> = {}) =>
    execute({ aggregate: notes, id: 'a', name, body, actor, key: `k-${name}`, ...request });
  const stream = async () => (await events.readStream('spec-note-a')).events;
  return { give, stream, events };
};

it('a rehearsal decides and refuses as the command would, and appends nothing', async () => {
  const { give, stream } = office();
  expect(await give('Note', note, { isRehearsal: true })).toMatchObject({ events: [], repeated: false, revision: -1 });
  expect(await stream()).toEqual([]);
  await give('Note', note);
  const seen = give('Rewrite', {}, { ifMatch: 7, isRehearsal: true });
  await expect(seen).rejects.toMatchObject({ code: 'precondition.unseen' });
  expect(await stream()).toHaveLength(1);
});

const refused = async (attempt: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isRefusal(error)) throw new Error(`no refusal but ${String(error)}`);
  return error;
};

describe('a command', () => {
  it('becomes events with their whole recording: who, when, by which key, over which revisions (engine 6, 18)', async () => {
    const { give, stream } = office({
      loadContext: async (context) => ({ context, revisions: { unit: 4 } }),
      origin: () => 'reconstruction',
    });
    const executed = await give('Note', note, {
      causationId: 'cause',
      source: { kind: 'ledger', digest: 'd', row: 7 },
    });
    expect(executed).toMatchObject({ stream: 'spec-note-a', revision: 0, repeated: false });
    const [event] = await stream();
    expect(event).toMatchObject({
      type: 'Noted',
      metadata: {
        recordedAt: start,
        actor: 'office-1',
        post: 'p1',
        commandKey: 'k-Note',
        schemaVersion: 2,
        origin: 'reconstruction',
        source: { kind: 'ledger', digest: 'd', row: 7 },
        $causationId: 'cause',
        $context: { unit: 4 },
      },
    });
    expect(Object.keys(event!.metadata)).not.toContain('unit');
  });

  it('gives derived ids: another log, the same command, the same ids (engine 6)', async () => {
    const ids = async () => {
      const { give, stream } = office();
      await give('Note', note);
      return (await stream()).map(({ id, data }) => [id, (data as { id: string }).id]);
    };
    expect(await ids()).toEqual(await ids());
    const other = office();
    await other.give('Note', note, { key: 'other' });
    expect((await other.stream())[0]!.id).not.toBe((await ids())[0]![0]);
  });

  it('that decides nothing appends nothing, and remembers nothing', async () => {
    const { give, stream, events } = office();
    expect(await give('Nothing', {})).toMatchObject({ revision: -1, events: [], repeated: false });
    await give('Note', note);
    expect(await give('Nothing', {})).toMatchObject({ revision: 0, events: [], repeated: false });
    expect(await stream()).toHaveLength(1);
    expect((await events.head()).seq).toBe(1);
  });

  it('nobody knows is refused, also one named like a part of every object', async () => {
    const { give } = office();
    for (const name of ['Fly', 'constructor', 'toString', '__proto__'])
      expect((await refused(give(name, {}))).code).toBe('command.unknown');
  });

  it('opens the log just before its first event, with the same stamp; a refusal opens none (engine 4)', async () => {
    const opened: string[] = [];
    const { give } = office({ ensureLog: async (recordedAt) => void opened.push(recordedAt) });
    await refused(give('Fly', {}));
    await give('Nothing', {});
    expect(opened).toEqual([]);
    await give('Note', note);
    expect(opened).toEqual([start]);
  });

  it('is not taken while the disk is nearly full, nor from a suspect clock (engine 3, 16)', async () => {
    const full = office({
      checkSpace: () => {
        throw new Error('full');
      },
    });
    await expect(full.give('Note', note)).rejects.toThrow('full');
    const clock = scriptedClock(start);
    const recording = recordingClock(clock);
    const { give, stream } = office({ clock: recording });
    await give('Note', note);
    clock.set('2015-03-01T00:00:00Z');
    expect((await refused(give('Note', note, { key: 'later' }))).code).toBe('clock.suspect');
    expect(await stream()).toHaveLength(1);
  });
});

describe('the same command again (engine 6)', () => {
  it('answers from its events, and appends nothing', async () => {
    const { give, stream } = office();
    const first = await give('Note', note);
    await give('Count', {});
    const again = await give('Note', { text: note.text, occurredOn: note.occurredOn });
    expect(again).toEqual({ ...first, repeated: true });
    expect(await stream()).toHaveLength(2);
  });

  it('comes before If-Match: a repeat is answered though the stream has moved on', async () => {
    const { give } = office();
    await give('Note', note);
    await give('Rewrite', {}, { ifMatch: 0 });
    await give('Note', note, { key: 'more' });
    expect(await give('Rewrite', {}, { ifMatch: 0 })).toMatchObject({ revision: 1, repeated: true });
  });

  it('the same key with another body, or another command, is a misuse', async () => {
    const { give, stream } = office();
    await give('Note', note, { key: 'k' });
    expect(await refused(give('Note', { ...note, text: '二' }, { key: 'k' }))).toMatchObject({
      code: 'idempotency.key-reused',
      status: 422,
    });
    expect((await refused(give('Count', note, { key: 'k' }))).code).toBe('idempotency.key-reused');
    expect(await stream()).toHaveLength(1);
  });

  it('a key belongs to one person and one stream', async () => {
    const { give, stream } = office();
    await give('Note', note, { key: 'k' });
    expect((await give('Note', note, { key: 'k', actor: { ...actor, id: 'office-2' } })).repeated).toBe(false);
    expect((await give('Note', note, { key: 'k', id: 'b' })).repeated).toBe(false);
    expect(await stream()).toHaveLength(2);
  });

  it('a refusal is not remembered', async () => {
    const { give } = office();
    expect((await refused(give('Count', {}, { ifMatch: 3 }))).code).toBe('precondition.unseen');
    expect((await give('Count', {}, { ifMatch: -1 })).repeated).toBe(false);
  });
});

describe('an If-Match that is behind (engine 7)', () => {
  const moved = async () => {
    const one = office();
    await one.give('Note', note);
    await one.give('Note', note, { key: 'second' });
    return one;
  };

  it('is let through where nothing declared came since', async () => {
    const { give } = await moved();
    expect(await give('Note', note, { ifMatch: 0, key: 'third' })).toMatchObject({ revision: 2 });
  });

  it('is refused with the list where something declared did', async () => {
    const { give } = await moved();
    const refusal = await refused(give('Count', {}, { ifMatch: 0 }));
    expect(refusal).toMatchObject({ code: 'precondition.failed', status: 412 });
    expect(refusal.details).toMatchObject({ changes: ['1 Noted'], actual: 1, since: [{ type: 'Noted', seq: 2 }] });
  });

  it('is let through where only others came, unless the row says any', async () => {
    const { give } = await moved();
    await give('Count', {}, { ifMatch: 1 });
    await give('Count', {}, { ifMatch: 1, key: 'again' });
    expect((await refused(give('Rewrite', {}, { ifMatch: 2 }))).code).toBe('precondition.failed');
  });

  it('corrections fight with anything', async () => {
    const { give, stream } = await moved();
    const [first] = await stream();
    const correct = { target: first!.id, data: { text: '二' }, reason: '误' };
    expect((await refused(give('CorrectFact', correct, { ifMatch: 0 }))).code).toBe('precondition.failed');
    expect(await give('CorrectFact', correct, { ifMatch: 1 })).toMatchObject({ revision: 2 });
  });

  it('one from the future is refused', async () => {
    const { give } = await moved();
    expect((await refused(give('Note', note, { ifMatch: 9, key: 'third' }))).code).toBe('precondition.unseen');
  });
});

describe('racing writers (engine 7)', () => {
  /** Another writer gets in before each of the first `times` appends. */
  const raced = (times: number, rival: (log: EventStore) => Promise<unknown>) => {
    const log = memoryLog();
    const state = { races: 0, appends: 0 };
    const events: EventStore = {
      ...log,
      append: async (...args) => {
        state.appends += 1;
        if (args[0] === 'spec-note-a' && state.races++ < times) await rival(log);
        return log.append(...args);
      },
    };
    return { ...office({ events }), state };
  };
  let serial = 0;
  const rival = (log: EventStore) =>
    office({ events: log }).give('Note', note, { key: `rival-${(serial += 1)}`, actor: { ...actor, id: 'rival' } });

  it('a lost race is decided again at the new revision (engine 21)', async () => {
    const { give, stream, state } = raced(2, rival);
    expect(await give('Count', {})).toMatchObject({ revision: 2, repeated: false });
    expect((await stream()).at(-1)).toMatchObject({ type: 'Counted', data: { count: 2 } });
    expect(state.appends).toBe(3);
  });

  it('after three lost races it gives up, and names what it lost against', async () => {
    const { give, stream, state } = raced(99, rival);
    const refusal = await refused(give('Count', {}));
    expect(refusal).toMatchObject({
      code: 'precondition.failed',
      status: 412,
      details: { changes: ['2 Noted'], actual: 2 },
    });
    expect(state.appends).toBe(3);
    expect((await stream()).map(({ type }) => type)).toEqual(['Noted', 'Noted', 'Noted']);
  });

  it('a race lost against a declared conflict is not tried again', async () => {
    const { give, state } = raced(99, rival);
    expect((await refused(give('Count', {}, { ifMatch: -1 }))).code).toBe('precondition.failed');
    expect(state.appends).toBe(1);
  });

  it('the twin of the same command wins once, and both are answered by its events', async () => {
    const log = memoryLog();
    const { give, stream } = office({ events: log });
    const [a, b] = await Promise.all([give('Note', note), give('Note', note)]);
    expect(a.events.map(({ id }) => id)).toEqual(b.events.map(({ id }) => id));
    expect(await stream()).toHaveLength(1);
  });

  it('any other failure is the answer at once', async () => {
    const log = memoryLog();
    const broken: EventStore = { ...log, append: async () => Promise.reject(new Error('no disk')) };
    await expect(office({ events: broken }).give('Note', note)).rejects.toThrow('no disk');
  });
});
