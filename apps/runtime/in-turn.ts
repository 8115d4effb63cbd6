/**
 * Runs one at a time: whoever asks while one runs waits for the next one, which all of them share. Work that looks at
 * what is known now is then never done twice at once, nor piled up by those who ask faster than it ends.
 */
export const inTurn = (run: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    next = undefined;
    // Somebody may have asked between the end of the last run and this.
    running ??= run().finally(() => (running = undefined));
    return running;
  };
  return () => {
    if (!running) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
};
