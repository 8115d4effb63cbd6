import { createHash } from 'node:crypto';
import { sampleEvent } from './contract/sample.js';
import { copyLog, fingerprintOf } from './copy.js';
import { memoryLog } from './memory.js';
import type { EventStore } from './port.js';
import { exportLog } from './transfer.js';

const filled = async (): Promise<EventStore> => {
  const store = memoryLog();
  for (let at = 0; at < 7; at += 1) {
    await store.append('lookback-a', at === 0 ? 'no_stream' : 2 * at - 1, [sampleEvent('A'), sampleEvent('B', { at })]);
    await store.append(`lookback-${at}`, 'no_stream', [sampleEvent('C', { 建议: '修桥' })]);
  }
  return store;
};

const textOf = async (store: EventStore): Promise<string> => {
  let text = '';
  for await (const line of exportLog(store)) text += `${line}\n`;
  return text;
};

const options = { prefix: 'lookback' };

describe('a copy of a log', () => {
  it('holds the same bytes, and says so by count and digest (engine 2)', async () => {
    const [from, to] = [await filled(), memoryLog()];
    const copied = await copyLog(from, to, options);
    expect(await textOf(to)).toBe(await textOf(from));
    const sha256 = createHash('sha256')
      .update(await textOf(from))
      .digest('hex');
    expect(copied).toEqual({ events: 21, sha256, resumedAt: 0 });
    expect(await fingerprintOf(from)).toEqual({ events: 21, sha256 });
  });

  it('goes on where it broke off, at any append, and brings over what came since', async () => {
    for (let nth = 1; nth < 14; nth += 1) {
      const [from, to] = [await filled(), memoryLog()];
      let appends = 0;
      const append: EventStore['append'] = async (...args) => {
        appends += 1;
        if (appends === nth) throw new Error('cut off');
        return to.append(...args);
      };
      await expect(copyLog(from, { ...to, append }, options)).rejects.toThrow('cut off');
      await from.append('lookback-late', 'no_stream', [sampleEvent('A')]);
      expect(await copyLog(from, to, options)).toMatchObject({ events: 22 });
      expect(await textOf(to)).toBe(await textOf(from));
    }
  });

  it('is refused into a log of other events, and from one under another prefix', async () => {
    const [from, other] = [await filled(), await filled()];
    await expect(copyLog(from, other, options)).rejects.toMatchObject({ code: 'transfer.other-log' });
    const copying = copyLog(from, memoryLog(), { prefix: 'elsewhere' });
    await expect(copying).rejects.toMatchObject({ code: 'transfer.other-prefix' });
  });

  it('is refused where it does not read as it was written', async () => {
    const [from, to] = [await filled(), memoryLog()];
    let reads = 0;
    const readAll: EventStore['readAll'] = async (...args) => {
      const page = await to.readAll(...args);
      reads += 1;
      return reads === 1 ? page : { ...page, events: page.events.map((one) => ({ ...one, data: { forged: true } })) };
    };
    await expect(copyLog(from, { ...to, readAll }, options)).rejects.toMatchObject({ code: 'transfer.not-equal' });
  });

  it('of an empty log is empty', async () => {
    expect(await copyLog(memoryLog(), memoryLog(), options)).toMatchObject({ events: 0, resumedAt: 0 });
  });
});
