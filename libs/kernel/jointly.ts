/**
 * Work that callers of one moment share. Who comes while it is under way waits for the next: what is under way may have
 * looked before what the caller looks for was there.
 */
export const jointly = (work: () => Promise<void>): (() => Promise<void>) => {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    next = undefined;
    current = work().finally(() => (current = undefined));
    return current;
  };
  return () => (current ? (next ??= current.catch(() => undefined).then(start)) : start());
};
