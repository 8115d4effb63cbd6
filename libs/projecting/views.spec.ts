import type { ViewStore } from '#libs/view-store/port.js';
import { instead, letter, office } from './scenario.js';
import { liveViews } from './views.js';

const view = { name: 'tallies', version: 1 };

describe('live views', () => {
  it('answer from the promoted generation', async () => {
    const { project, happen, views, clock, log } = office();
    await happen(letter('a'), letter('b'));
    await project().settle();
    const head = async () => (await log.head()).seq;
    const asked = liveViews(views, view, { monotonic: () => clock.ms, head });
    expect(await asked.find('tallies', { _id: 'b' })).toEqual([{ _id: 'b', count: 1, seqs: [2] }]);
    expect([...(await asked.load('tallies', ['a', 'x'])).keys()]).toEqual(['a']);
    expect(await asked.count('tallies', {})).toBe(2);
  });

  it('refuse with the progress until they are built', async () => {
    const { project, happen, views, clock } = office();
    const asked = liveViews(views, view, { monotonic: () => clock.ms, head: async () => 3 });
    const refusal = (seq: number) => ({ code: 'views.building', status: 503, details: { seq, head: 3 } });
    await expect(asked.count('tallies', {})).rejects.toMatchObject(refusal(0));
    await happen(letter('a'), letter('b'), letter('c'));
    const projecting = project({ pageSize: 2 });
    await projecting.step();
    await expect(asked.find('tallies', {})).rejects.toMatchObject(refusal(2));
    await projecting.settle();
    expect(await asked.count('tallies', {})).toBe(3);
  });

  it('refuse a version that nobody builds any more, whatever else is live', async () => {
    const { project, views, clock } = office();
    await project().settle();
    const asked = liveViews(views, { name: 'tallies', version: 7 }, { monotonic: () => clock.ms, head: async () => 0 });
    await expect(asked.count('tallies', {})).rejects.toMatchObject({ code: 'views.building' });
  });

  it('look for the pointer every 250 ms only, or at once when the generation is gone', async () => {
    const { project, happen, views, clock } = office();
    await happen(letter('a'));
    const projecting = project();
    await projecting.settle();
    const looks = { count: 0 };
    const asked = liveViews(counting(views, looks), view, { monotonic: () => clock.ms, head: async () => 0 });
    await asked.count('tallies', {});
    clock.ms = 249;
    await asked.count('tallies', {});
    expect(looks.count).toBe(1);
    await projecting.rebuild('tallies');
    await projecting.settle();
    await views.dropGeneration({ projection: 'tallies', version: 1, number: 1 });
    expect(await asked.count('tallies', {})).toBe(1);
    expect(looks.count).toBe(2);
    clock.ms = 499;
    await asked.count('tallies', {});
    expect(looks.count).toBe(3);
  });

  it('pass on what the store refuses', async () => {
    const { project, views, clock } = office();
    await project().settle();
    const find = () => Promise.reject(new Error('no index'));
    const asked = liveViews(instead(views, { find }), view, { monotonic: () => clock.ms, head: async () => 0 });
    await expect(asked.find('tallies', { unit: 1 })).rejects.toThrow('no index');
  });
});

const counting = (views: ViewStore, looks: { count: number }): ViewStore =>
  instead(views, {
    generations: (name) => {
      looks.count += 1;
      return views.generations(name);
    },
  });
