import { slots } from './slots.js';

it('lets so many work at a time, in the order they came, whatever becomes of them (eventstoredb 2.2)', async () => {
  const inSlot = slots(2);
  const order: number[] = [];
  let [atATime, most] = [0, 0];
  const work = (n: number) =>
    inSlot(async () => {
      order.push(n);
      most = Math.max(most, (atATime += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      atATime -= 1;
      if (n % 2 === 0) throw new Error(`${n} failed`);
      return n;
    });
  const settled = await Promise.allSettled([1, 2, 3, 4, 5].map(work));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect({ order, most }).toEqual({ order: [1, 2, 3, 4, 5], most: 2 });
});
