import fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import { Refusal } from '#libs/kernel/refusal.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { ViewStore } from '#libs/view-store/port.js';
import { bell, instead, letter, office, tallies, withdrawal } from './scenario.js';

const happenings = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c').map(letter) },
    { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'c').map(withdrawal) },
    { weight: 1, arbitrary: fc.constant(bell) },
  ),
  { minLength: 1, maxLength: 60 },
);

describe('a projector', () => {
  it('makes the same views in one page, in many pages and by a rebuild (P2)', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, fc.integer({ min: 1, max: 20 }), async (events, pageSize) => {
        const [whole, paged] = [office(), office()];
        await Promise.all([whole.happen(...events), paged.happen(...events)]);
        await whole.project({ pageSize: 100 }).settle();
        const projecting = paged.project({ pageSize });
        await projecting.settle();
        const expected = await whole.contents();
        expect(await paged.contents()).toEqual(expected);
        await projecting.rebuild('tallies');
        await projecting.settle();
        expect((await projecting.progress()).map(({ generation }) => generation)).toEqual([2]);
        expect(await paged.contents()).toEqual(expected);
      }),
      trials(60),
    );
  });

  it('makes the same views however often a page is delivered, by whichever process (P2)', async () => {
    await fc.assert(
      fc.asyncProperty(
        happenings,
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }),
        async (events, sizes) => {
          const [whole, restarted] = [office(), office()];
          await Promise.all([whole.happen(...events), restarted.happen(...events)]);
          await whole.project().settle();
          for (const pageSize of sizes) await restarted.project({ pageSize }).step();
          await restarted.project().settle();
          expect(await restarted.contents()).toEqual(await whole.contents());
        },
      ),
      trials(40),
    );
  });

  it('leaves views equal to a fresh replay when it dies before or after its nth commit (P1)', async () => {
    const events = [...'abcabcabacbbcaabcabcbabc'].map((unit, index) =>
      index % 5 === 4 ? withdrawal(unit) : letter(unit),
    );
    const whole = office();
    await whole.happen(...events);
    await whole.project().settle();
    const deaths = (['before', 'after'] as const).flatMap((when) =>
      [1, 2, 3, 5].flatMap((pageSize) =>
        Array.from({ length: Math.ceil(events.length / pageSize) }, (_, index) => ({ when, pageSize, nth: index + 1 })),
      ),
    );
    for (const { when, pageSize, nth } of deaths) {
      const { project, happen, contents, views } = office();
      await happen(...events);
      await expect(project({ pageSize, views: dying(views, nth, when) }).settle()).rejects.toThrow('killed');
      await project({ pageSize }).settle();
      expect(await contents()).toEqual(await whole.contents());
    }
  });

  it('goes on by itself after an error of the view store, from the position that store knows (engine 34)', async () => {
    for (const when of ['before', 'after'] as const) {
      const { project, happen, contents, views, whats } = office();
      await happen(letter('a'), letter('b'), letter('a'));
      const projecting = project({ pageSize: 2, views: dying(views, 1, when) });
      await expect(projecting.settle()).rejects.toThrow('killed');
      await projecting.settle();
      expect(await contents()).toEqual(['{"_id":"a","count":2,"seqs":[1,3]}', '{"_id":"b","count":1,"seqs":[2]}']);
      expect(whats()).toEqual(['building', 'troubled', 'promoted']);
    }
  });

  it('makes the same views when every commit in turn fails once, stored or not, and it goes on', async () => {
    const units = [...'abacabacbbaca'];
    const whole = office();
    await whole.happen(...units.map(letter));
    await whole.project().settle();
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= units.length; nth += 1) {
        const { project, happen, contents, views } = office();
        await happen(...units.map(letter));
        const projecting = project({ pageSize: 1, views: dying(views, nth, when) });
        await expect(projecting.settle()).rejects.toThrow('killed');
        await projecting.settle();
        expect(await contents()).toEqual(await whole.contents());
        expect((await projecting.progress())[0]).toMatchObject({ state: 'live', seq: units.length });
      }
    }
  });

  it('ends a projection whose generation another process has dropped', async () => {
    const { project, happen, views } = office();
    const projecting = project();
    await projecting.settle();
    await views.dropGeneration({ projection: 'tallies', version: 1, number: 1 });
    await happen(letter('a'));
    await expect(projecting.settle()).rejects.toThrow('no generation');
    await projecting.settle();
    expect((await projecting.progress())[0]).toMatchObject({ state: 'superseded' });
  });

  it('loads no document again that it has just committed', async () => {
    const { project, happen, views } = office();
    const loads: unknown[] = [];
    const load: ViewStore['load'] = (generation, collection, ids) => {
      loads.push(ids);
      return views.load(generation, collection, ids);
    };
    await happen(letter('a'), letter('a'), letter('b'));
    await project({ views: instead(views, { load }), pageSize: 1 }).settle();
    expect(loads).toEqual([['a'], ['b']]);
  });

  it('goes on after an error of the log', async () => {
    const { project, happen, contents, log } = office();
    await happen(letter('a'));
    let failing = true;
    const readAll: EventStore['readAll'] = async (...args) => {
      if (failing) throw new Error('log is down');
      return log.readAll(...args);
    };
    const projecting = project({ events: instead(log, { readAll }) });
    expect(await projecting.step()).toBe('troubled');
    expect((await projecting.progress())[0]).toMatchObject({ state: 'building', trouble: 'log is down' });
    failing = false;
    await projecting.settle();
    expect(await contents()).toHaveLength(1);
    expect((await projecting.progress())[0]).not.toHaveProperty('trouble');
  });

  it('skips nothing that is appended while it reads (P3)', async () => {
    const { project, happen, contents, log } = office();
    const projecting = project({ pageSize: 7 });
    const stopping = new AbortController();
    const running = projecting.run(stopping.signal);
    const writer = async (unit: string) => {
      for (let nth = 0; nth < 50; nth += 1) {
        await happen(letter(unit)).catch(() => undefined);
        if (nth % 9 === 0) await new Promise(setImmediate);
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(writer));
    const { seq } = await log.head();
    await projecting.waitFor('tallies', seq, 5_000);
    stopping.abort();
    await running;
    const seqs = ((await contents()) ?? []).flatMap((text) => (JSON.parse(text) as { seqs: number[] }).seqs);
    expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
  });

  it('ends a projection whose checkpoint another projector moved (engine 34, S3)', async () => {
    const { project, happen, contents, whats } = office();
    const [slow, fast] = [project(), project()];
    await slow.settle();
    await fast.settle();
    await happen(letter('a'));
    await fast.settle();
    await happen(letter('a'));
    await slow.settle();
    expect((await slow.progress())[0]).toMatchObject({ state: 'superseded' });
    expect(whats()).toContain('superseded');
    await fast.settle();
    expect(await contents()).toEqual(['{"_id":"a","count":2,"seqs":[1,2]}']);
  });

  it('takes up a superseded projection again when it is resumed, from where the store has it', async () => {
    const { project, happen, contents, facts } = office();
    const [slow, fast] = [project(), project()];
    await slow.settle();
    await happen(letter('a'));
    await fast.settle();
    await slow.settle();
    await slow.resume('tallies');
    await happen(letter('b'));
    await slow.settle();
    expect(await contents()).toHaveLength(2);
    expect(facts).toEqual([]);
  });

  it('takes a lost compare-and-set from the answer of the store, not from what it remembers', async () => {
    const { project, happen, views } = office();
    await happen(letter('a'));
    const commit: ViewStore['commit'] = () => Promise.reject(new Refusal('views.stale-commit', { zh: '', en: '' }));
    const projecting = project({ views: instead(views, { commit }) });
    await projecting.settle();
    expect((await projecting.progress())[0]).toMatchObject({ state: 'superseded', seq: 0 });
  });

  it('writes a checkpoint that moves without changes every five seconds at most (engine 9)', async () => {
    const { project, happen, views, clock } = office();
    const projecting = project();
    await happen(letter('a'));
    await projecting.settle();
    const stored = async () => (await views.generations('tallies'))[0]?.checkpoint;
    await happen(bell, bell);
    await projecting.step();
    expect((await projecting.progress())[0]).toMatchObject({ seq: 3, lagEvents: 0 });
    expect(await stored()).toMatchObject({ seq: 1, eventId: 'e1' });
    clock.ms = 4_999;
    await projecting.step();
    expect(await stored()).toMatchObject({ seq: 1 });
    clock.ms = 5_000;
    await projecting.step();
    expect(await stored()).toMatchObject({ seq: 3, eventId: 'e3', logId: 'log-1' });
  });

  it('writes a moved checkpoint at once for whoever waits for the head', async () => {
    const { project, happen, views } = office();
    const projecting = project();
    await happen(letter('a'), bell);
    await projecting.settle();
    await happen(bell);
    await projecting.settle();
    expect((await views.generations('tallies'))[0]?.checkpoint).toMatchObject({ seq: 3, eventId: 'e3' });
  });

  it('writes where it stands when it stops', async () => {
    const { project, happen, views } = office();
    const projecting = project();
    await projecting.settle();
    await happen(bell);
    await projecting.settle();
    await projecting.stop();
    expect((await views.generations('tallies'))[0]?.checkpoint).toMatchObject({ seq: 1, eventId: 'e1' });
    expect((await projecting.progress())[0]).toMatchObject({ state: 'stopped' });
    await happen(letter('a'));
    expect(await projecting.step()).toBe('idle');
  });

  it('reads once for all projections at one place, and not even the known types nobody handles (engine 33)', async () => {
    const { project, happen, log } = office();
    const reads: unknown[] = [];
    const readAll: EventStore['readAll'] = (after, limit, options) => {
      reads.push(options?.except);
      return log.readAll(after, limit, options);
    };
    await happen(letter('a'), bell, letter('b'));
    const projections = ['one', 'two', 'three'].map((name) => tallies({ name, handles: ['LetterReceived'] }));
    await project({ events: instead(log, { readAll }), projections }).settle();
    expect(reads).toEqual([['LetterWithdrawn', 'BellRung']]);
  });

  it('reads alone what lags behind, and together again once both are at the end (engine 33)', async () => {
    const { project, happen, log } = office();
    const reads: string[] = [];
    const readAll: EventStore['readAll'] = (after, limit, options) => {
      reads.push(after);
      return log.readAll(after, limit, options);
    };
    await happen(letter('a'), letter('b'), letter('c'));
    await project().settle();
    const both = [tallies(), tallies({ name: 'late' })];
    const projecting = project({ events: instead(log, { readAll }), projections: both, pageSize: 2 });
    await projecting.settle();
    expect(reads.map(Number)).toEqual([3, NaN, 3, 2]);
    reads.length = 0;
    await happen(letter('a'));
    await projecting.settle();
    expect(reads.map(Number)).toEqual([3]);
  });

  it('joins projections at the end though events came between their reads, and folds none twice (engine 33)', async () => {
    const { project, happen, contents, log } = office();
    const reads: string[] = [];
    let isBusy = true;
    const readAll: EventStore['readAll'] = async (after, limit, options) => {
      if (isBusy && reads.length === 1) await happen(letter('b'));
      reads.push(after);
      return log.readAll(after, limit, options);
    };
    await happen(letter('a'), letter('a'));
    await project().settle();
    const projections = [tallies(), tallies({ name: 'late' })];
    const projecting = project({ events: instead(log, { readAll }), projections });
    await projecting.step();
    expect((await projecting.progress()).map(({ seq }) => seq)).toEqual([2, 3]);
    [isBusy, reads.length] = [false, 0];
    await projecting.settle();
    expect(reads.map(Number)).toEqual([2]);
    expect(await contents('late', 'tallies')).toEqual(await contents());
  });

  it('reads the log once for rebuilds that were begun one after the other (engine 33)', async () => {
    const { project, happen, contents, log } = office();
    let read = 0;
    const readAll: EventStore['readAll'] = async (after, limit, options) => {
      const page = await log.readAll(after, limit, options);
      read += page.events.length;
      return page;
    };
    await happen(...[...'abcabcabcabc'].map(letter));
    const projections = [tallies(), tallies({ name: 'other' })];
    const projecting = project({ events: instead(log, { readAll }), projections, pageSize: 2 });
    await projecting.settle();
    read = 0;
    await projecting.rebuild('tallies');
    await projecting.step();
    await projecting.rebuild('other');
    await projecting.settle();
    expect(read).toBe(12 + 2);
    expect(await contents('other', 'tallies')).toEqual(await contents());
  });

  it('gives every projection the same frozen events', async () => {
    const { project, happen } = office();
    const seen: unknown[] = [];
    const looking = (name: string) => ({
      ...tallies({ name }),
      open: () => ({
        apply: async (events: readonly unknown[]) => (seen.push(...events), []),
        committed: () => undefined,
        forget: () => undefined,
      }),
    });
    await happen(letter('a'));
    const upcast = <T extends object>(event: T) => ({ ...event });
    await project({ projections: [looking('one'), looking('two')], upcast }).settle();
    expect(seen[0]).toBe(seen[1]);
    expect(Object.isFrozen((seen[0] as { data: object }).data)).toBe(true);
  });

  it('starts with an empty log: the views are live and empty', async () => {
    const { project, happen, contents } = office();
    const projecting = project({ logId: async () => null });
    await projecting.settle();
    expect(await contents()).toEqual([]);
    await happen(letter('a'));
    await project().settle();
    expect(await contents()).toHaveLength(1);
  });

  it('does not run with two projections of one name', () => {
    expect(() => office().project({ projections: [tallies(), tallies()] })).toThrow(
      'Two projections are named tallies',
    );
  });
});

/** A view store that dies at its nth commit, once: before it is stored, or after, so that the answer is lost. */
const dying = (views: ViewStore, nth: number, when: 'before' | 'after'): ViewStore => {
  let commits = 0;
  return instead(views, {
    commit: async (commit) => {
      commits += 1;
      if (commits === nth && when === 'before') throw new Error('killed');
      await views.commit(commit);
      if (commits === nth) throw new Error('killed');
    },
  });
};
