/**
 * Calls under way at a time. A connection carries 100, and a further one hangs without a word (eventstoredb.md 2.2):
 * it waits here instead, where its time does not run yet. One is left for the subscription, some for what nobody waits
 * for any more.
 */
export const callsAtATime = 80;

/** Does work when a slot is free, in the order it came. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T>;

export const slots = (count: number): Slots => {
  const waiting: (() => void)[] = [];
  let free = count;
  const taken = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (work) => {
    await taken();
    try {
      return await work();
    } finally {
      leave();
    }
  };
};
