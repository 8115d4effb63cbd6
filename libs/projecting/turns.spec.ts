import { alarm, oneAtATime } from './turns.js';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Whether a promise has ended by now. */
const watch = (promise: Promise<unknown>) => {
  const state = { isOver: false };
  void promise.then(() => (state.isOver = true));
  return state;
};

describe('an alarm', () => {
  it('ends a sleep by a ring, by a wake, and after its time', async () => {
    const bell = alarm();
    for (const end of [bell.ring, bell.wake]) {
      const sleep = watch(bell.sleep(60_000));
      await soon();
      expect(sleep.isOver).toBe(false);
      end();
      await soon();
      expect(sleep.isOver).toBe(true);
    }
    await bell.sleep(1);
  });

  it('keeps a ring for the next sleep, once', async () => {
    const bell = alarm();
    bell.ring();
    await bell.sleep(60_000);
    const next = watch(bell.sleep(60_000));
    await soon();
    expect(next.isOver).toBe(false);
    bell.wake();
  });

  it('lets the deaf sleep through a ring, which the next sleeper hears, but not through a wake', async () => {
    const bell = alarm();
    const deaf = watch(bell.sleep(60_000, true));
    bell.ring();
    await soon();
    expect(deaf.isOver).toBe(false);
    bell.wake();
    await soon();
    expect(deaf.isOver).toBe(true);
    await bell.sleep(60_000);
  });
});

describe('work one at a time', () => {
  it('never overlaps, keeps its order, and goes on after a failure', async () => {
    const inTurn = oneAtATime();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await soon();
      log.push(`${name} ends`);
      if (name === 'b') throw new Error('b fails');
    };
    const all = ['a', 'b', 'c'].map((name) => inTurn(work(name)));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
});
