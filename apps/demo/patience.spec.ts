import { refusals } from '#libs/kernel/refusal.js';
import type { Door } from './play.js';
import { patient } from './patience.js';

const refuse = refusals({
  'store.away': { zh: '稍后再试', en: 'not now', status: 503 },
  'rule.broken': { zh: '不行', en: 'no', status: 409 },
});

const doorThat = (settle: Door['settle']): Door => ({ settle }) as Door;

it('gives a step again that a server could not take, until it can (engine 11)', async () => {
  let calls = 0;
  const door = patient(
    doorThat(async () => {
      calls += 1;
      if (calls < 3) throw refuse('store.away');
    }),
  );
  await door.settle();
  expect(calls).toBe(3);
});

it('gives nothing again that was refused for good', async () => {
  let calls = 0;
  const door = patient(
    doorThat(async () => {
      calls += 1;
      throw refuse('rule.broken');
    }),
  );
  await expect(door.settle()).rejects.toMatchObject({ code: 'rule.broken' });
  expect(calls).toBe(1);
});
