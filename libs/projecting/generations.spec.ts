import { documentProjection } from './document-projection.js';
import { bell, letter, office, tallies } from './scenario.js';
import { liveViews } from './views.js';

const doubled = () =>
  tallies({
    version: 2,
    open: documentProjection({
      name: 'tallies',
      version: 2,
      handles: ['LetterReceived'],
      collection: { name: 'tallies', indexes: [] },
      key: ({ data }) => (data as { unit: string }).unit,
      initial: (key) => ({ _id: key, twice: 0 }),
      evolve: (view, _event) => ({ ...view, twice: (view['twice'] as number) + 2 }),
    }).open,
  });

const numbers = async ({ views }: ReturnType<typeof office>, name = 'tallies') =>
  (await views.generations(name)).map(
    ({ generation: { version, number }, live }) => `${version}#${number}${live ? ' live' : ''}`,
  );

describe('a generation of a view', () => {
  it('is taken up by the next process, live or half built', async () => {
    const here = office();
    await here.happen(letter('a'), letter('b'), letter('c'));
    await here.project({ pageSize: 2 }).step();
    expect(await numbers(here)).toEqual(['1#1']);
    await here.project({ pageSize: 2 }).step();
    expect(await numbers(here)).toEqual(['1#1 live']);
    await here.project().settle();
    expect(await numbers(here)).toEqual(['1#1 live']);
  });

  it('of a raised version is built beside the old one, which stays for those that still ask for it (engine 23)', async () => {
    const here = office();
    await here.happen(letter('a'), letter('b'), letter('c'));
    await here.project().settle();
    const raised = here.project({ projections: [doubled()], pageSize: 2 });
    await raised.step();
    expect(await numbers(here)).toEqual(['1#1 live', '2#2']);
    await raised.settle();
    expect(await numbers(here)).toEqual(['1#1 live', '2#2 live']);
    const monotonic = () => here.clock.ms;
    const head = async () => 3;
    const old = liveViews(here.views, { name: 'tallies', version: 1 }, { monotonic, head });
    const next = liveViews(here.views, { name: 'tallies', version: 2 }, { monotonic, head });
    expect(await old.find('tallies', { _id: 'a' })).toEqual([{ _id: 'a', count: 1, seqs: [1] }]);
    expect(await next.find('tallies', { _id: 'a' })).toEqual([{ _id: 'a', twice: 2 }]);
  });

  it('of an older version goes when the newer one is promoted, where no other process can ask for it', async () => {
    const here = office();
    await here.happen(letter('a'));
    await here.project({ onlyProcess: true }).settle();
    await here.project({ projections: [doubled()], onlyProcess: true }).settle();
    expect(await numbers(here)).toEqual(['2#2 live']);
  });

  it('is rebuilt under live writes while queries answer from the old one, with no wrong answer in between (P7)', async () => {
    const here = office();
    const { project, happen, views, clock, log } = here;
    const projecting = project({ pageSize: 3 });
    const asked = liveViews(views, { name: 'tallies', version: 1 }, { monotonic: () => clock.ms, head: async () => 0 });
    for (const unit of 'abcabcabcabcabc') await happen(letter(unit));
    await projecting.settle();
    await projecting.rebuild('tallies');
    for (let turn = 0; turn < 40; turn += 1) {
      await happen(letter('abc'[turn % 3] as string));
      const { seq } = await log.head();
      await projecting.step();
      await projecting.waitFor('tallies', seq, 0);
      const documents = await asked.find('tallies', {});
      expect(documents.reduce((sum, { count }) => sum + (count as number), 0)).toBe(seq);
      clock.ms += 200;
    }
    expect(await numbers(here)).toEqual(['1#2 live']);
  });

  it('that was replaced is followed until its last readers have left, then dropped', async () => {
    const here = office();
    const { project, happen, clock } = here;
    await happen(letter('a'));
    const projecting = project();
    await projecting.settle();
    await projecting.rebuild('tallies');
    await projecting.settle();
    expect(await numbers(here)).toEqual(['1#1', '1#2 live']);
    await happen(letter('b'));
    await projecting.settle();
    expect((await here.views.generations('tallies')).map(({ checkpoint }) => checkpoint?.seq)).toEqual([2, 2]);
    expect(await projecting.progress()).toHaveLength(1);
    clock.ms = 5_000;
    await projecting.step();
    expect(await numbers(here)).toEqual(['1#2 live']);
  });

  it('is left alone by a rebuild that is cancelled', async () => {
    const here = office();
    const { project, happen, contents } = here;
    await happen(letter('a'), letter('b'), letter('a'));
    const projecting = project({ pageSize: 1 });
    await projecting.settle();
    const before = await contents();
    await projecting.rebuild('tallies');
    await expect(projecting.rebuild('tallies')).rejects.toMatchObject({ code: 'views.already-building' });
    await projecting.step();
    expect((await projecting.progress()).map(({ state, seq }) => [state, seq])).toEqual([
      ['live', 3],
      ['building', 1],
    ]);
    await projecting.cancelRebuild('tallies');
    expect(await numbers(here)).toEqual(['1#1 live']);
    expect(await contents()).toEqual(before);
    await expect(projecting.cancelRebuild('tallies')).rejects.toMatchObject({ code: 'views.not-building' });
  });

  it('half rebuilt when the process ended is built on by the next one', async () => {
    const here = office();
    const { project, happen } = here;
    await happen(letter('a'), letter('b'), letter('a'));
    const projecting = project({ pageSize: 2 });
    await projecting.settle();
    await projecting.rebuild('tallies');
    await projecting.step();
    const next = project();
    await next.settle();
    expect((await next.progress()).map(({ generation, state }) => [generation, state])).toEqual([[2, 'live']]);
  });

  it('of another log is refused with the command that drops it (S4)', async () => {
    const { project, happen } = office();
    await happen(letter('a'));
    await project().settle();
    const projecting = project({ logId: async () => 'log-2' });
    const refusal = {
      code: 'views.other-log',
      details: { found: 'log-1', logId: 'log-2', command: 'lookback views drop' },
    };
    await expect(projecting.start()).rejects.toMatchObject(refusal);
    await expect(projecting.run(new AbortController().signal)).rejects.toMatchObject(refusal);
    expect(await projecting.health()).toMatchObject({ ready: false });
  });

  it('beyond the head of a log restored from an older backup is built anew, loudly (S4)', async () => {
    const { project, happen, rows, contents, notices } = office();
    await happen(letter('a'), letter('b'));
    await project().settle();
    rows.pop();
    await project().settle();
    expect(await contents()).toEqual(['{"_id":"a","count":1,"seqs":[1]}']);
    expect(notices).toContainEqual(expect.objectContaining({ what: 'rebuilding', projection: 'tallies', seq: 2 }));
  });

  it('that stands at an event which is another one now is built anew, loudly (S4)', async () => {
    const here = office();
    const { project, happen, rows, contents, whats } = here;
    await happen(letter('a'), letter('b'));
    await project().settle();
    rows.pop();
    await happen({ ...letter('c'), id: 'another' }, bell);
    const projecting = project();
    await projecting.start();
    expect(await contents()).toBeUndefined();
    await projecting.settle();
    expect(await contents()).toEqual(['{"_id":"a","count":1,"seqs":[1]}', '{"_id":"c","count":1,"seqs":[2]}']);
    expect(whats().filter((what) => what === 'rebuilding')).toHaveLength(1);
  });

  it('keeps the id of the event it stands at even if nobody read that event', async () => {
    const here = office();
    await here.happen(letter('a'), bell);
    await here.project().settle();
    expect((await here.views.generations('tallies'))[0]?.checkpoint).toMatchObject({ seq: 2, eventId: 'e2' });
    await here.project().settle();
    expect(here.whats()).not.toContain('rebuilding');
  });
});
