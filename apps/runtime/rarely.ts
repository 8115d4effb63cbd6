/** Calls at once where none was of late, else once more at the end of the pause: no call is lost, many become one. */
export const rarely = (everyMs: number, call: () => void): (() => void) => {
  let [isPausing, isWanted] = [false, false];
  const begin = (): void => {
    isPausing = true;
    call();
    setTimeout(end, everyMs).unref();
  };
  const end = (): void => {
    isPausing = false;
    if (!isWanted) return;
    isWanted = false;
    begin();
  };
  return () => {
    if (isPausing) isWanted = true;
    else begin();
  };
};
