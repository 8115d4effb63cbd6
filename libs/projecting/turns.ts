/** Runs pieces of work one after another: turns and acts never overlap. */
export const oneAtATime = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const own = last.then(work);
    last = own.catch(() => undefined);
    return own;
  };
};

/** A sleep that a bell ends early. A ring while nobody sleeps is kept for the next sleep. */
export interface Alarm {
  ring(): void;
  /** @param deaf sleeps on when the bell rings: a store that fails is not asked more often for every new event */
  sleep(ms: number, deaf?: boolean): Promise<void>;
  /** Ends this sleep or the next one, deaf or not. */
  wake(): void;
}

export const alarm = (): Alarm => {
  let [rung, woken] = [false, false];
  let sleeper: { readonly deaf: boolean; end(): void } | undefined;
  const endIfDue = () => {
    if (sleeper && (woken || (rung && !sleeper.deaf))) sleeper.end();
  };
  return {
    ring: () => {
      rung = true;
      endIfDue();
    },
    wake: () => {
      woken = true;
      endIfDue();
    },
    sleep: (ms, deaf = false) =>
      new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          sleeper = undefined;
          [rung, woken] = [rung && deaf, false];
          resolve();
        };
        const timer = setTimeout(end, ms);
        sleeper = { deaf, end };
        endIfDue();
      }),
  };
};
