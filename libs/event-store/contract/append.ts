import type { UnderTest } from '../contract.js';
import { maxBytes, maxEvents } from '../append-rules.js';
import { drain, outcomeOf, sampleEvent, sampleEvents, sampleId } from './sample.js';

export const appendContract = (log: UnderTest): void => {
  describe('append', () => {
    table(log);
    repeats(log);
    partialRepeats(log);
    limits(log);
    races(log);
    aborts(log);
  });
};

const table = (log: UnderTest): void => {
  it('writes at the expected revision and answers the place of the last event', async () => {
    const first = await log.store.append(log.name('case-1'), 'no_stream', sampleEvents(2));
    const second = await log.store.append(log.name('case-1'), 1, sampleEvents(1));
    expect(first).toMatchObject({ revision: 1, seq: 2 });
    expect(second).toMatchObject({ revision: 2, seq: 3 });
    expect(second.position > first.position).toBe(true);
    expect(first.events.map(({ revision, seq }) => [revision, seq])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('answers the events as the log holds them', async () => {
    const appended = await log.store.append(log.name('case-1'), 'no_stream', sampleEvents(3));
    expect((await log.store.readStream(log.name('case-1'))).events).toEqual(appended.events);
    expect(appended.events.at(-1)).toMatchObject({ stream: log.name('case-1'), position: appended.position });
  });

  it.each([
    ['no_stream', 'past'],
    [0, 'past'],
    [2, 'ahead'],
    [99, 'ahead'],
  ] as const)('refuses an expectation of %s at revision 1, with the actual one: %s (engine 8)', async (expected, _) => {
    await log.store.append(log.name('case-1'), 'no_stream', sampleEvents(2));
    const refused = { refused: 'log.conflict', details: { stream: log.name('case-1'), expected, actual: 1 } };
    expect(await outcomeOf(log.store.append(log.name('case-1'), expected, sampleEvents(1)))).toEqual(refused);
    expect((await log.store.head()).seq).toBe(2);
  });

  it('refuses a revision of a stream that does not exist', async () => {
    const refused = {
      refused: 'log.conflict',
      details: { stream: log.name('case-1'), expected: 0, actual: 'no_stream' },
    };
    expect(await outcomeOf(log.store.append(log.name('case-1'), 0, sampleEvents(1)))).toEqual(refused);
  });
};

const repeats = (log: UnderTest): void => {
  it('answers a repeat with the original result, also after reopening and later events (engine 8)', async () => {
    const events = sampleEvents(2);
    await log.store.append(log.name('case-1'), 'no_stream', sampleEvents(1));
    const original = await log.store.append(log.name('case-1'), 0, events);
    await log.store.append(log.name('case-1'), 2, sampleEvents(3));
    expect(await log.store.append(log.name('case-1'), 0, events)).toEqual(original);
    const reopened = await log.reopen();
    expect(await reopened.append(log.name('case-1'), 0, events)).toEqual(original);
    expect((await reopened.head()).seq).toBe(6);
  });

  it('answers the last event asked for when only the first of a longer append are repeated', async () => {
    const events = sampleEvents(4);
    const { events: stored } = await log.store.append(log.name('case-1'), 'no_stream', events);
    const repeated = await log.store.append(log.name('case-1'), 'no_stream', events.slice(0, 2));
    expect(repeated).toMatchObject({ revision: 1, position: stored[1]?.position, events: stored.slice(0, 2) });
  });

  it('knows a repeat by its ids alone and keeps the first content', async () => {
    const original = sampleEvent('Original', { a: 1 });
    await log.store.append(log.name('case-1'), 'no_stream', [original]);
    const { events } = await log.store.append(log.name('case-1'), 'no_stream', [
      { ...original, type: 'Other', data: { b: 2 } },
    ]);
    expect(events).toMatchObject([{ type: 'Original', data: { a: 1 } }]);
  });

  it('accepts one id in two streams, and again at the next revision (engine 10)', async () => {
    const event = sampleEvent();
    await log.store.append(log.name('case-1'), 'no_stream', [event]);
    expect(await log.store.append(log.name('case-2'), 'no_stream', [event])).toMatchObject({ revision: 0, seq: 2 });
    expect(await log.store.append(log.name('case-1'), 0, [event])).toMatchObject({ revision: 1, seq: 3 });
  });
};

const partialRepeats = (log: UnderTest): void => {
  const [a, b, c, d] = [sampleId(), sampleId(), sampleId(), sampleId()];
  it.each([
    ['the first id of two', [a, d]],
    ['the second id of two', [d, b]],
    ['the ids swapped', [b, a]],
    ['more events than stand there', [a, b, c, d]],
  ])('sounds the alarm at %s (engine 8)', async (_, ids) => {
    await log.store.append(
      log.name('case-1'),
      'no_stream',
      [a, b, c].map((id) => sampleEvent('A', {}, id)),
    );
    const append = log.store.append(
      log.name('case-1'),
      'no_stream',
      ids.map((id) => sampleEvent('A', {}, id)),
    );
    expect(await outcomeOf(append)).toMatchObject({ refused: 'log.corrupted-idempotency' });
    expect((await log.store.head()).seq).toBe(3);
  });
};

const limits = (log: UnderTest): void => {
  it('refuses an append of nothing', async () => {
    expect(await outcomeOf(log.store.append(log.name('case-1'), 'no_stream', []))).toMatchObject({
      refused: 'log.empty-append',
    });
  });

  it('takes 100 events and refuses 101', async () => {
    const refused = { refused: 'log.append-too-large', details: { events: 100, bytes: 524_288 } };
    expect(await outcomeOf(log.store.append(log.name('a'), 'no_stream', sampleEvents(maxEvents + 1)))).toEqual(refused);
    expect(await log.store.append(log.name('a'), 'no_stream', sampleEvents(maxEvents))).toMatchObject({ revision: 99 });
  });

  it('takes 512 KiB and refuses one byte more, counted in UTF-8', async () => {
    const overhead = JSON.stringify(sampleEvent('A', { t: '' }).metadata).length + 36 + 1 + '{"t":""}'.length;
    const wide = '文'.repeat(1000);
    const exact = wide + 'x'.repeat(maxBytes - overhead - 3000);
    const refused = await outcomeOf(
      log.store.append(log.name('a'), 'no_stream', [sampleEvent('A', { t: `${exact}x` })]),
    );
    expect(refused).toMatchObject({ refused: 'log.append-too-large' });
    expect(await log.store.append(log.name('a'), 'no_stream', [sampleEvent('A', { t: exact })])).toMatchObject({
      seq: 1,
    });
  });

  it.each(['', '$all', '案件-1', 'line\nbreak', 'x'.repeat(513)])('refuses %j as a stream name', async (stream) => {
    const refused = { refused: 'log.stream-name', details: { stream } };
    expect(await outcomeOf(log.store.append(stream, 'no_stream', sampleEvents(1)))).toEqual(refused);
    expect(await outcomeOf(log.store.readStream(stream))).toEqual(refused);
  });

  it.each(['', '$type', '登记', 'a b'])('refuses %j as an event type', async (type) => {
    const append = log.store.append(log.name('a'), 'no_stream', [sampleEvent(type)]);
    expect(await outcomeOf(append)).toMatchObject({ refused: 'log.event-name' });
  });

  it.each([
    ['a BigInt', { n: 1n }],
    ['a function', () => 1],
    ['half a surrogate pair', { t: '\ud83d' }],
    ['half a pair after a backslash', { t: '\\\ude00' }],
    ['half a pair in a field name', { '\ud83d': 1 }],
  ])('refuses %s as data: it has no JSON that can be hashed', async (_, data) => {
    const append = log.store.append(log.name('a'), 'no_stream', [sampleEvent(), sampleEvent('A', data)]);
    expect(await outcomeOf(append)).toMatchObject({ refused: 'log.not-json' });
    expect((await log.store.head()).seq).toBe(0);
  });
};

const races = (log: UnderTest): void => {
  it('lets exactly one of 20 writers at one revision win', async () => {
    const tries = Array.from({ length: 20 }, () =>
      outcomeOf(log.store.append(log.name('case-1'), 'no_stream', sampleEvents(2))),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => 'value' in outcome)).toHaveLength(1);
    expect(outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'log.conflict')).toHaveLength(19);
    expect((await log.store.readStream(log.name('case-1'))).events).toHaveLength(2);
  });

  it('writes once what two callers send at the same time', async () => {
    const events = sampleEvents(3);
    const both = await Promise.all([1, 2].map(() => log.store.append(log.name('case-1'), 'no_stream', events)));
    expect(both[0]).toEqual(both[1]);
    expect((await log.store.head()).seq).toBe(3);
  });

  it('numbers the log 1, 2, 3 … without a gap, whatever was refused in between (engine 1)', async () => {
    const writer = async (name: number): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) {
        await log.store.append(log.name(`case-${name}`), turn === 0 ? 'no_stream' : turn * 2 - 1, sampleEvents(2));
        await outcomeOf(log.store.append(log.name('shared'), 'no_stream', sampleEvents(1)));
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5, 6].map(writer));
    const { events } = await drain(log.store, 25);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 141 }, (_, index) => index + 1));
    const positions = events.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted());
    expect(new Set(positions.map((position) => position.length)).size).toBe(1);
  });
};

const aborts = (log: UnderTest): void => {
  it('writes nothing for a caller who has given up (engine 11)', async () => {
    const late = AbortSignal.abort(new Error('budget spent'));
    await expect(log.store.append(log.name('case-1'), 'no_stream', sampleEvents(1), late)).rejects.toThrow(
      'budget spent',
    );
    await expect(log.store.readStream(log.name('case-1'), late)).rejects.toThrow('budget spent');
    await expect(log.store.readAll('start', 1, { signal: late })).rejects.toThrow('budget spent');
    expect((await log.store.head()).seq).toBe(0);
  });
};
