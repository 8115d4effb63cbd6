import { within, type Budget } from './budget.js';

/** Keeps the lane until a call has settled, also where nobody waits for it any more. Returns the call. */
export type Hold = <T>(call: Promise<T>) => Promise<T>;

/** Work of one name is done one after another, in the order it came; other names do not wait. */
export const lanes = () => {
  const ends = new Map<string, Promise<unknown>>();
  /** @throws Spent where the budget ends before the turn comes; nothing was done then */
  return <T>(name: string, budget: Budget, work: (hold: Hold) => Promise<T>): Promise<T> => {
    const before = ends.get(name) ?? Promise.resolve();
    const held: Promise<unknown>[] = [];
    const hold: Hold = (call) => (held.push(call), call);
    const mine = within(budget, before).then(() => work(hold));
    const end = Promise.allSettled([before, mine]).then(() => Promise.allSettled(held));
    ends.set(name, end);
    void end.then(() => ends.get(name) === end && ends.delete(name));
    return mine;
  };
};
