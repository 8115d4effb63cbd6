/**
 * Works through a list by a few at a time, so that a store may commit several rows together; results stand in the
 * list's order. After a failure nothing new is begun, what is under way is waited for, then the failure is thrown.
 */
export const inLanes = async <T, R>(
  list: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < list.length && failures.length === 0) {
      const at = next++;
      await work(list[at]!).then(
        (result) => (results[at] = result),
        (error: unknown) => failures.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
};
