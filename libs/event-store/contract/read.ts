import type { UnderTest } from '../contract.js';
import { drain, outcomeOf, sampleEvent, sampleEvents } from './sample.js';

export const readContract = (log: UnderTest): void => {
  describe('reading', () => {
    streams(log);
    content(log);
    pages(log);
    excluding(log);
    places(log);
    bells(log);
  });
};

const streams = (log: UnderTest): void => {
  it('answers no_stream for a stream nobody wrote, and start for an empty log', async () => {
    expect(await log.store.readStream(log.name('case-1'))).toEqual({ revision: 'no_stream', events: [] });
    expect(await log.store.head()).toEqual({ position: 'start', seq: 0 });
    expect(await log.store.readAll('start', 10)).toEqual({ events: [], next: 'start', nextSeq: 0, atEnd: true });
  });

  it('reads one stream whole and in order, and no other whose name begins alike', async () => {
    await log.store.append(log.name('case-1'), 'no_stream', sampleEvents(2));
    await log.store.append(log.name('case-10'), 'no_stream', sampleEvents(1));
    await log.store.append(log.name('case-1'), 1, sampleEvents(1));
    const { revision, events } = await log.store.readStream(log.name('case-1'));
    expect(revision).toBe(2);
    expect(events.map(({ seq, revision: at, stream }) => [seq, at, stream])).toEqual([
      [1, 0, log.name('case-1')],
      [2, 1, log.name('case-1')],
      [4, 2, log.name('case-1')],
    ]);
  });
};

const oddities: readonly (readonly [string, unknown])[] = [
  ['Chinese, rare characters, emoji', { 案由: '关于修桥的建议𠮷𪚥', tick: '✅👩‍👩‍👧', combining: 'é é' }],
  ['escapes and control characters', { t: '"\\\\ud83d\\/\u0000\u001f\u007f\u2028\u2029\ufeff\r\n' }],
  ['numbers at the edge', [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 2 ** 63, 1e21, 5e-324, 0.1]],
  ['digits beyond 64 bits, as text', { id: '9223372036854775808', big: '123456789012345678901234567890' }],
  ['field names of JavaScript', JSON.parse('{"__proto__":{"a":1},"constructor":1,"toString":null,"2":1,"1":2}')],
  ['empty things', [{}, [], '', null, false, 0]],
  ['a bare text', '仅文字'],
];

const content = (log: UnderTest): void => {
  it.each(oddities)('keeps %s byte for byte', async (_, data) => {
    const event = sampleEvent('Kept', data);
    await log.store.append(log.name('case-1'), 'no_stream', [event]);
    const reopened = await log.reopen();
    const { events } = await reopened.readAll('start', 10);
    expect(JSON.stringify(events[0]?.data)).toBe(JSON.stringify(data));
    expect(JSON.stringify(events[0]?.metadata)).toBe(JSON.stringify(event.metadata));
    expect(events[0]).toMatchObject({ id: event.id, type: 'Kept', stream: log.name('case-1') });
  });

  it('keeps the recordedAt of the caller and adds nothing to the metadata (engine 2)', async () => {
    const event = sampleEvent();
    await log.store.append(log.name('case-1'), 'no_stream', [event]);
    expect((await log.store.readStream(log.name('case-1'))).events[0]?.metadata).toEqual(event.metadata);
  });
};

const pages = (log: UnderTest): void => {
  it.each([1, 2, 3, 5, 7, 100])('pages of %i events hold the log once, in order', async (limit) => {
    for (const stream of ['a', 'b', 'c', 'd', 'e'])
      await log.store.append(log.name(stream), 'no_stream', sampleEvents(3));
    const { pages: read, events } = await drain(log.store, limit);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(Math.max(...read.map((page) => page.events.length))).toBeLessThanOrEqual(limit);
    expect(read.at(-1)).toMatchObject({ ...(await headOf(log)), atEnd: true });
  });

  it('knows its end on a page that is just full', async () => {
    await log.store.append(log.name('a'), 'no_stream', sampleEvents(4));
    expect(await log.store.readAll('start', 4)).toMatchObject({ nextSeq: 4, atEnd: true });
    expect(await log.store.readAll('start', 3)).toMatchObject({ nextSeq: 3, atEnd: false });
  });

  it('stays where it is at the end, and goes on from there', async () => {
    await log.store.append(log.name('a'), 'no_stream', sampleEvents(2));
    const end = await log.store.readAll('start', 10);
    const nothing = { events: [], next: end.next, nextSeq: 2, atEnd: true };
    expect(await log.store.readAll(end.next, 10)).toEqual(nothing);
    await log.store.append(log.name('a'), 1, sampleEvents(1));
    expect((await log.store.readAll(end.next, 10)).events.map(({ seq }) => seq)).toEqual([3]);
  });

  it.each(['', '1', 'end', '-0000000000000000001', '99999999999999999999'])(
    'refuses %j as a position',
    async (after) => {
      expect(await outcomeOf(log.store.readAll(after, 1))).toMatchObject({ refused: 'log.position' });
    },
  );

  it.each([0, -1, 1.5, NaN])('does not take %d as a page size', async (limit) => {
    await expect(log.store.readAll('start', limit)).rejects.toThrow('A page holds at least one event');
  });
};

const headOf = async ({ store }: UnderTest) => {
  const { position, seq } = await store.head();
  return { next: position, nextSeq: seq };
};

const excluding = (log: UnderTest): void => {
  it('leaves out the types named, and counts them as scanned (engine 9)', async () => {
    await log.store.append(
      log.name('a'),
      'no_stream',
      ['A', 'B', 'C', 'A', 'B'].map((type) => sampleEvent(type)),
    );
    const page = await log.store.readAll('start', 10, { except: ['B', 'C', 'Unheard'] });
    expect(page.events.map(({ seq }) => seq)).toEqual([1, 4]);
    expect(page).toMatchObject({ ...(await headOf(log)), atEnd: true });
  });

  it('ends also where everything is left out, however long', async () => {
    for (const stream of ['a', 'b', 'c']) await log.store.append(log.name(stream), 'no_stream', sampleEvents(60));
    const { events, pages: read } = await drain(log.store, 1, ['Sampled']);
    expect(events).toEqual([]);
    expect(read.at(-1)).toMatchObject({ nextSeq: 180, atEnd: true });
  });

  it('takes no part of a type, and no pattern, for the type', async () => {
    await log.store.append(log.name('a'), 'no_stream', [sampleEvent('CaseClosed'), sampleEvent("O'Hara")]);
    const page = await log.store.readAll('start', 10, { except: ['Case%', 'Case', 'caseclosed', "O'Hara"] });
    expect(page.events.map(({ type }) => type)).toEqual(['CaseClosed']);
  });
};

const places = (log: UnderTest): void => {
  it('finds the event a page ended at, also where it was left out, and none at the start (engine 34)', async () => {
    await log.store.append(
      log.name('a'),
      'no_stream',
      ['A', 'B', 'C'].map((type) => sampleEvent(type)),
    );
    const { events } = await log.store.readAll('start', 10);
    for (const event of events) expect(await log.store.lastAt(event.position)).toEqual(event);
    const { next } = await log.store.readAll('start', 10, { except: ['B', 'C'] });
    expect(await log.store.lastAt(next)).toEqual(events[2]);
    expect(await log.store.lastAt((await log.store.head()).position)).toEqual(events[2]);
    expect(await log.store.lastAt('start')).toBeUndefined();
  });

  it('finds none where the log does not reach so far, and refuses what never was a place (engine 34)', async () => {
    await log.store.append(log.name('a'), 'no_stream', sampleEvents(1));
    const { position } = await log.store.head();
    expect(await log.store.lastAt(position.replace(/^\d{8}/, '00000001'))).toBeUndefined();
    expect(await outcomeOf(log.store.lastAt('nowhere'))).toMatchObject({ refused: 'log.position' });
  });
};

const bells = (log: UnderTest): void => {
  it('rings when events were appended, and their readers see them', async () => {
    const rung = new Promise<unknown>((resolve) => {
      // It may ring again, and later than this test ends.
      log.store.onAppended(() => void log.store.head().then(({ seq }) => resolve(seq), resolve));
    });
    await log.store.append(log.name('a'), 'no_stream', sampleEvents(2));
    expect(await rung).toBe(2);
  });

  it('rings no more once stopped', async () => {
    let rings = 0;
    log.store.onAppended(() => (rings += 1))();
    await log.store.append(log.name('a'), 'no_stream', sampleEvents(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(rings).toBe(0);
  });
};
