import { jointly } from './jointly.js';

const gate = () => {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
};

it('shares the next turn with whoever came too late for this one', async () => {
  const looked: string[] = [];
  let seen = 'before';
  const first = gate();
  const look = jointly(async () => {
    looked.push(seen);
    if (looked.length === 1) await first.passed;
  });
  const early = look();
  seen = 'after';
  const late = [look(), look()];
  first.open();
  await Promise.all([early, ...late]);
  expect(looked).toEqual(['before', 'after']);
});

it('starts at once when nothing is under way, and after a turn that failed', async () => {
  let turns = 0;
  const work = jointly(async () => {
    turns += 1;
    if (turns === 1) throw new Error('no');
  });
  const failing = work();
  const next = work();
  await expect(failing).rejects.toThrow('no');
  await next;
  await work();
  expect(turns).toBe(3);
});
