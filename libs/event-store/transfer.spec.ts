import type { EventData, RecordedEvent } from '#libs/kernel/event.js';
import { sampleEvent } from './contract/sample.js';
import { memoryLog } from './memory.js';
import type { EventStore } from './port.js';
import { exportLog, importLog } from './transfer.js';

const filled = async (rows?: RecordedEvent[]): Promise<EventStore> => {
  const store = memoryLog(rows);
  const fill = (stream: string, from: number, events: EventData[]) =>
    store.append(stream, from === 0 ? 'no_stream' : from - 1, events);
  await fill('a', 0, [
    sampleEvent('A'),
    sampleEvent('B', { 建议: '修桥𠮷', n: 1e21, __proto__: null, list: [null, {}] }),
  ]);
  await fill('b', 0, [sampleEvent('A')]);
  await fill('a', 2, [sampleEvent('C')]);
  await fill('a', 3, [sampleEvent('D'), sampleEvent('D')]);
  return store;
};

const linesOf = async (store: EventStore): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of exportLog(store)) lines.push(line);
  return lines;
};

describe('log export and import', () => {
  it.each([1, 256])('brings back every id, order and metadata, byte for byte (%i in flight)', async (inFlight) => {
    const lines = await linesOf(await filled());
    const target = memoryLog();
    await expect(importLog(lines, target, { inFlight })).resolves.toEqual({ events: 6, resumedAt: 0 });
    expect(await linesOf(target)).toEqual(lines);
  });

  it('goes on where a broken import stopped, at any line (engine 2)', async () => {
    const lines = await linesOf(await filled());
    for (let count = 0; count <= lines.length; count += 1) {
      const target = memoryLog();
      await importLog(lines.slice(0, count), target);
      await expect(importLog(lines, target)).resolves.toEqual({ events: 6 - count, resumedAt: count });
      expect(await linesOf(target)).toEqual(lines);
    }
  });

  it('groups neighbours of one stream into one append', async () => {
    const target = memoryLog();
    const sent: unknown[] = [];
    const append: EventStore['append'] = (stream, expected, events) => {
      sent.push([stream, expected, events.length]);
      return target.append(stream, expected, events);
    };
    await importLog(await linesOf(await filled()), { ...target, append });
    expect(sent).toEqual([
      ['a', 'no_stream', 2],
      ['b', 'no_stream', 1],
      ['a', 1, 3],
    ]);
  });

  it('keeps appends within the limits of the port (engine 8)', async () => {
    const source = memoryLog();
    for (let index = -1; index < 3; index += 1) {
      const events = [
        sampleEvent('A', { text: '长'.repeat(90_000) }),
        ...Array.from({ length: 60 }, () => sampleEvent('B')),
      ];
      await source.append('a', index < 0 ? 'no_stream' : (index + 1) * 61 - 1, events);
    }
    const lines = await linesOf(source);
    const target = memoryLog();
    await importLog(lines, target);
    expect(await linesOf(target)).toEqual(lines);
  });

  it.each([
    ['text', 'not json', 'not a JSON object'],
    ['an empty line', '', 'not a JSON object'],
    ['a list', '[]', 'not a JSON object'],
    ['a missing field', '{"seq":1}', 'field stream'],
    ['a gap', undefined, 'seq 4 instead of 3'],
  ])('refuses %s with the number of its line', async (_, text, reason) => {
    const lines = await linesOf(await filled());
    lines.splice(2, 1, ...(text === undefined ? [] : [text]));
    const done = importLog(lines, memoryLog());
    await expect(done).rejects.toMatchObject({ code: 'transfer.malformed-line', details: { line: 3, reason } });
  });

  it.each([
    ['another revision', { revision: 5 }, 'revision 5 instead of 0'],
    ['a field too many', { extra: 1 }, 'unknown field extra'],
    ['metadata without recordedAt', { metadata: {} }, 'field metadata'],
    ['a seq beyond 2^53', { seq: 2 ** 53 }, 'field seq'],
  ])('refuses a line with %s', async (_, change, reason) => {
    const lines = (await linesOf(await filled()))
      .slice(0, 1)
      .map((line) => JSON.stringify({ ...JSON.parse(line), ...change }));
    const done = importLog(lines, memoryLog());
    await expect(done).rejects.toMatchObject({ code: 'transfer.malformed-line', details: { line: 1, reason } });
  });

  it('refuses a log that holds other events, or more of them (engine 2)', async () => {
    const lines = await linesOf(await filled());
    const other = await filled();
    await expect(importLog(lines, other)).rejects.toMatchObject({ code: 'transfer.other-log', details: { seq: 1 } });
    const longer = memoryLog();
    await importLog(lines, longer);
    const done = importLog(lines.slice(0, 4), longer);
    await expect(done).rejects.toMatchObject({ code: 'transfer.other-log', details: { seq: 5 } });
  });

  it('exports a log that grows meanwhile up to the head it found', async () => {
    const store = await filled();
    const seen: string[] = [];
    for await (const line of exportLog(store)) {
      seen.push(line);
      await store.append(`grow-${seen.length}`, 'no_stream', [sampleEvent('A')]);
    }
    expect(seen).toHaveLength(6);
  });
});
