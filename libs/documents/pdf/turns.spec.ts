import { setImmediate } from 'node:timers/promises';
import { turns } from './turns.js';

describe('works that wait for their turn', () => {
  it('run in order, never more at once than allowed, also after one that fails', async () => {
    const inTurn = turns(2);
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    const work = (index: number) => async () => {
      begun.push(index);
      running += 1;
      most = Math.max(most, running);
      await setImmediate();
      running -= 1;
      if (index === 1) throw new Error('failed');
      return index;
    };
    const ended = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => inTurn(work(index))));
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
  });
});
