/** Lets `most` works run at once, in the order they were asked for. */
export const turns = (most: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  const begin = (): Promise<void> | undefined => {
    if (running < most) return void (running += 1);
    return new Promise((resolve) => waiting.push(resolve));
  };
  /** Whoever ends hands its place on, so that nobody comes in between. */
  const end = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async <T>(work: () => Promise<T>): Promise<T> => {
    await begin();
    try {
      return await work();
    } finally {
      end();
    }
  };
};
