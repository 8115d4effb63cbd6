import { inTurn } from './in-turn.js';

/** A run that ends when told, and how many began and how many ran at once. */
const told = () => {
  const ends: { resolve(): void; reject(error: Error): void }[] = [];
  const counts = { begun: 0, atOnce: 0, most: 0 };
  const ask = inTurn(async () => {
    counts.begun += 1;
    counts.atOnce += 1;
    counts.most = Math.max(counts.most, counts.atOnce);
    try {
      await new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
    } finally {
      counts.atOnce -= 1;
    }
  });
  return { ask, ends, counts };
};

const pause = () => new Promise((resolve) => setImmediate(resolve));

describe('work in turn', () => {
  it('who asks while it runs shares the next run; never two at once', async () => {
    const { ask, ends, counts } = told();
    const asked = [ask(), ask(), ask(), ask()];
    expect(counts.begun).toBe(1);
    ends[0]!.resolve();
    await asked[0];
    await pause();
    expect(counts.begun).toBe(2);
    ends[1]!.resolve();
    await Promise.all(asked);
    expect(counts).toEqual({ begun: 2, atOnce: 0, most: 1 });
  });

  it('a run that fails fails who asked for it, and not the next', async () => {
    const { ask, ends } = told();
    const [first, second] = [ask(), ask()];
    ends[0]!.reject(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await pause();
    ends[1]!.resolve();
    await second;
  });
});
