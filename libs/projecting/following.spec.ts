import type { FollowingProjection } from './port.js';
import { bell, letter, office, tallies } from './scenario.js';

/** One document: how many letters all units have, as of the followed checkpoint. */
const totals = (overrides: Partial<FollowingProjection> & { seen?: number[][]; fails?: () => boolean } = {}) => {
  const { seen = [], fails = () => false, ...rest } = overrides;
  const projection: FollowingProjection = {
    name: 'totals',
    version: 1,
    follows: { name: 'tallies', version: 1 },
    collections: [{ name: 'totals', indexes: [] }],
    open: (_own, followed) => ({
      apply: async (seq, since) => {
        const documents = await followed.find('tallies', {}, { sort: { _id: 1 } });
        const total = documents.reduce((sum, { count }) => sum + (count as number), 0);
        seen.push([since, seq, total]);
        if (fails()) throw new Error('cannot count');
        return [{ collection: 'totals', id: 'all', document: { _id: 'all', total, seq } }];
      },
      committed: () => undefined,
      forget: () => undefined,
    }),
  };
  return { ...projection, ...rest };
};

const text = (total: number, seq: number) => [JSON.stringify({ _id: 'all', total, seq })];

describe('a following projection', () => {
  it('sees only what the followed one has committed, and carries its seq (engine 24, 25)', async () => {
    const { project, happen, contents, views } = office();
    const seen: number[][] = [];
    const projecting = project({ following: [totals({ seen })] });
    await projecting.settle();
    for (const unit of 'abcab') {
      await happen(letter(unit), bell);
      await projecting.settle();
    }
    expect(seen.map(([, seq, total]) => [seq, total])).toEqual([0, 1, 2, 3, 4, 5].map((total) => [2 * total, total]));
    expect(seen.map(([since]) => since)).toEqual([0, 0, 2, 4, 6, 8]);
    expect(await contents('totals')).toEqual(text(5, 10));
    expect((await views.generations('totals'))[0]?.checkpoint).toMatchObject({
      seq: 10,
      eventId: 'e10',
      logId: 'log-1',
    });
  });

  it('waits while the followed one catches up, so that it is computed once', async () => {
    const { project, happen, contents } = office();
    await happen(...[...'abcabcabc'].map(letter));
    const seen: number[][] = [];
    const projecting = project({ following: [totals({ seen })], pageSize: 2 });
    for (let page = 0; page < 4; page += 1) await projecting.step();
    expect(seen).toEqual([]);
    expect((await projecting.progress())[1]).toMatchObject({ state: 'building', seq: 0 });
    await projecting.settle();
    expect(seen).toEqual([[0, 9, 9]]);
    expect(await contents('totals')).toEqual(text(9, 9));
  });

  it('waits for a live one that has fallen behind, too', async () => {
    const { project, happen } = office();
    const seen: number[][] = [];
    const projecting = project({ following: [totals({ seen })], pageSize: 2 });
    await projecting.settle();
    await happen(...[...'abcab'].map(letter));
    await projecting.settle();
    expect(seen).toEqual([
      [0, 0, 0],
      [0, 5, 5],
    ]);
  });

  it('reaches with the followed one what changed nothing', async () => {
    const { project, happen } = office();
    const projecting = project({ following: [totals()] });
    await happen(letter('a'));
    await projecting.settle();
    await happen(bell);
    await projecting.settle();
    await projecting.waitFor('totals', 2, 0);
    expect((await projecting.progress()).map(({ seq }) => seq)).toEqual([2, 2]);
  });

  it('reads the new generation once the followed one was rebuilt', async () => {
    const { project, happen, contents, clock, whats } = office();
    const projecting = project({ following: [totals()] });
    await happen(letter('a'));
    await projecting.settle();
    await projecting.rebuild('tallies');
    await projecting.settle();
    clock.ms = 5_000;
    await projecting.step();
    await happen(letter('b'));
    await projecting.settle();
    expect(await contents('totals')).toEqual(text(2, 2));
    expect(whats()).not.toContain('troubled');
  });

  it('is rebuilt whole beside its live generation', async () => {
    const { project, happen, contents } = office();
    const seen: number[][] = [];
    const projecting = project({ following: [totals({ seen })] });
    await happen(letter('a'));
    await projecting.settle();
    await projecting.rebuild('totals');
    await projecting.settle();
    expect(seen).toEqual([
      [0, 1, 1],
      [0, 1, 1],
    ]);
    expect((await projecting.progress())[1]).toMatchObject({ generation: 3, state: 'live' });
    expect(await contents('totals')).toEqual(text(1, 1));
  });

  it('goes on after a crash from the checkpoint it has', async () => {
    const { project, happen, contents } = office();
    await happen(letter('a'));
    await project({ following: [totals()] }).settle();
    await happen(letter('b'));
    await project().settle();
    const seen: number[][] = [];
    await project({ following: [totals({ seen })] }).settle();
    expect(seen).toEqual([[1, 2, 2]]);
    expect(await contents('totals')).toEqual(text(2, 2));
  });

  it('that throws stops alone, cannot skip, and is resumed', async () => {
    const { project, happen, contents, facts } = office();
    let isBroken = true;
    const projecting = project({ following: [totals({ fails: () => isBroken })] });
    await happen(letter('a'));
    await projecting.settle();
    const [followed, row] = await projecting.progress();
    expect(followed).toMatchObject({ state: 'live' });
    expect(row).toMatchObject({ state: 'faulted', fault: { eventId: 'e1', seq: 1, message: 'cannot count' } });
    await expect(projecting.skip('totals')).rejects.toMatchObject({ code: 'views.not-skippable' });
    isBroken = false;
    await projecting.resume('totals');
    await projecting.settle();
    expect(facts).toMatchObject([{ type: 'ProjectionResumed', data: { projection: 'totals', eventId: 'e1' } }]);
    expect(await contents('totals')).toEqual(text(1, 1));
  });

  it('stands still with the followed one', async () => {
    const { project, happen } = office();
    await happen(letter('a'));
    const projecting = project({ projections: [tallies({ poison: () => 'e1' })], following: [totals()] });
    await projecting.settle();
    expect((await projecting.progress()).map(({ state }) => state)).toEqual(['faulted', 'building']);
  });

  it('follows only what is projected here, in the version it knows', () => {
    const following = [totals({ follows: { name: 'tallies', version: 2 } })];
    expect(() => office().project({ following })).toThrow('totals follows tallies version 2');
  });
});
