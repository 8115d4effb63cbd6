import type { RecordedEvent } from '#libs/kernel/event.js';
import { refuseRead } from '#libs/event-store/errors.js';
import { refuseCommit } from '#libs/view-store/errors.js';
import type { PageFolder } from './port.js';
import { bell, instead, letter, office, tallies } from './scenario.js';

const poisonous = (poison: { id?: string }) => tallies({ name: 'poisonous', poison: () => poison.id });

describe('an event a projection cannot fold (P4)', () => {
  it('stops that projection at it, named, with all before it committed; the others go on', async () => {
    for (const pageSize of [1, 2, 3, 100]) {
      const { project, happen, contents, whats } = office();
      await happen(letter('a'), letter('b'), bell, letter('a'), letter('b'), letter('c'));
      const projecting = project({ projections: [poisonous({ id: 'e4' }), tallies()], pageSize });
      await projecting.settle();
      const [poisoned, other] = await projecting.progress();
      const fault = { projection: 'poisonous', eventId: 'e4', seq: 4, message: 'cannot fold this' };
      expect(poisoned).toMatchObject({ state: 'faulted', fault });
      expect(poisoned?.seq).toBeGreaterThanOrEqual(2);
      expect(poisoned?.seq).toBeLessThan(4);
      expect(other).toMatchObject({ state: 'live', seq: 6, lagEvents: 0 });
      expect(await contents()).toHaveLength(3);
      expect(whats()).toContain('faulted');
    }
  });

  it('keeps a live generation answering as of the event before it', async () => {
    const { project, happen, contents } = office();
    const poison: { id?: string } = {};
    const projecting = project({ projections: [poisonous(poison)] });
    await projecting.settle();
    poison.id = 'e2';
    await happen(letter('a'), letter('b'), letter('c'));
    await projecting.settle();
    expect(await contents('poisonous', 'tallies')).toEqual(['{"_id":"a","count":1,"seqs":[1]}']);
  });

  it('is passed over by a skip, which is recorded before it happens (engine 36)', async () => {
    const { project, happen, contents, facts } = office();
    await happen(letter('a'), letter('a'), letter('b'));
    const projecting = project({ projections: [poisonous({ id: 'e2' })] });
    await projecting.settle();
    await projecting.skip('poisonous');
    await projecting.settle();
    expect(await contents('poisonous', 'tallies')).toEqual([
      '{"_id":"a","count":1,"seqs":[1]}',
      '{"_id":"b","count":1,"seqs":[3]}',
    ]);
    const data = { projection: 'poisonous', version: 1, eventId: 'e2', seq: 2, message: 'cannot fold this' };
    expect(facts).toEqual([{ type: 'ProjectionSkipped', data }]);
    expect((await projecting.progress())[0]).toMatchObject({ state: 'live', seq: 3 });
    expect((await projecting.progress())[0]).not.toHaveProperty('fault');
  });

  it('is not skipped when the skip cannot be recorded', async () => {
    const { project, happen } = office();
    await happen(letter('a'));
    const record = () => Promise.reject(new Error('log is full'));
    const projecting = project({ projections: [poisonous({ id: 'e1' })], record });
    await projecting.settle();
    await expect(projecting.skip('poisonous')).rejects.toThrow('log is full');
    expect((await projecting.progress())[0]).toMatchObject({ state: 'faulted' });
  });

  it('stays skipped in a rebuild, and after a restart that reads the recorded skips', async () => {
    const { project, happen, contents, facts } = office();
    await happen(letter('a'), letter('a'), letter('b'));
    const projections = [poisonous({ id: 'e2' })];
    const projecting = project({ projections });
    await projecting.settle();
    await projecting.skip('poisonous');
    await projecting.settle();
    const before = await contents('poisonous', 'tallies');
    await projecting.rebuild('poisonous');
    await projecting.settle();
    expect(await contents('poisonous', 'tallies')).toEqual(before);
    const skipped = async () => facts.map(({ data }) => data.eventId);
    const restarted = project({ projections, skipped });
    await restarted.rebuild('poisonous');
    await restarted.settle();
    expect((await restarted.progress())[0]).toMatchObject({ state: 'live', generation: 3 });
    expect(await contents('poisonous', 'tallies')).toEqual(before);
  });

  it('faults a rebuild like the live generation; one skip lets both go on', async () => {
    const { project, happen, facts } = office();
    const poison: { id?: string } = {};
    const projecting = project({ projections: [poisonous(poison)] });
    await happen(letter('a'));
    await projecting.settle();
    poison.id = 'e2';
    await happen(letter('a'), letter('b'));
    await projecting.rebuild('poisonous');
    await projecting.settle();
    const states = async () => (await projecting.progress()).map(({ state }) => state);
    expect(await states()).toEqual(['faulted', 'faulted']);
    await projecting.skip('poisonous');
    expect(facts).toHaveLength(1);
    await projecting.settle();
    expect(await states()).toEqual(['live']);
  });

  it('is tried again by a resume, which is recorded too (engine 36)', async () => {
    const { project, happen, contents, facts } = office();
    const poison: { id?: string } = { id: 'e1' };
    await happen(letter('a'));
    const projecting = project({ projections: [poisonous(poison)] });
    await projecting.settle();
    await projecting.resume('poisonous');
    await projecting.settle();
    expect((await projecting.progress())[0]).toMatchObject({ state: 'faulted' });
    poison.id = undefined;
    await projecting.resume('poisonous');
    await projecting.settle();
    expect(await contents('poisonous', 'tallies')).toEqual(['{"_id":"a","count":1,"seqs":[1]}']);
    expect(facts.map(({ type }) => type)).toEqual(['ProjectionResumed', 'ProjectionResumed']);
  });

  it('is told from a view store that is down while the projection reads its own views', async () => {
    const { project, happen, views } = office();
    await happen(letter('a'));
    let isDown = true;
    const load: typeof views.load = (...args) =>
      isDown ? Promise.reject(new Error('views are down')) : views.load(...args);
    const projecting = project({ views: instead(views, { load }) });
    await expect(projecting.settle()).rejects.toThrow('views are down');
    expect((await projecting.progress())[0]).toMatchObject({ state: 'building', trouble: 'views are down' });
    isDown = false;
    await projecting.settle();
    expect((await projecting.progress())[0]).toMatchObject({ state: 'live', seq: 1 });
  });

  it('is also one that makes a document no store can keep', async () => {
    for (const pageSize of [1, 2, 100]) {
      const { project, happen, views } = office();
      const bad = (id: string) => id === 'c';
      const commit: typeof views.commit = async (asked) => {
        if (asked.changes.some(({ id }) => bad(id)))
          throw refuseCommit('views.bad-document', { collection: 'x', id: 'c', reason: 'c' });
        await views.commit(asked);
      };
      await happen(letter('a'), letter('a'), letter('c'), letter('b'));
      const projecting = project({ views: instead(views, { commit }), pageSize });
      await projecting.settle();
      expect((await projecting.progress())[0]).toMatchObject({
        state: 'faulted',
        seq: 2,
        fault: { eventId: 'e3', seq: 3 },
      });
      await projecting.skip('tallies');
      await projecting.settle();
      expect((await projecting.progress())[0]).toMatchObject({ state: 'live', seq: 4 });
    }
  });

  it('is still found after the view store was down', async () => {
    const { project, happen, views } = office();
    await happen(letter('a'), letter('b'));
    let isDown = true;
    const load: typeof views.load = (...args) =>
      isDown ? Promise.reject(new Error('views are down')) : views.load(...args);
    const projecting = project({ views: instead(views, { load }), projections: [poisonous({ id: 'e2' })] });
    await expect(projecting.settle()).rejects.toThrow('views are down');
    isDown = false;
    await projecting.settle();
    expect((await projecting.progress())[0]).toMatchObject({ state: 'faulted', fault: { eventId: 'e2' } });
  });

  it('is looked for in tries of which each is either committed or forgotten', async () => {
    const { project, happen } = office();
    await happen(...[...'abcabcab'].map(letter));
    const calls: string[] = [];
    const watched = { ...poisonous({ id: 'e6' }), open: (): PageFolder => watching(calls) };
    await project({ projections: [watched], pageSize: 100 }).settle();
    expect(calls).toEqual([
      'apply',
      'forget',
      'apply',
      'forget',
      'apply',
      'forget',
      'apply',
      'forget',
      'apply',
      'committed',
    ]);
  });

  it('is needed for a skip or a resume', async () => {
    const projecting = office().project();
    await expect(projecting.skip('tallies')).rejects.toMatchObject({ code: 'views.not-faulted', status: 409 });
    await expect(projecting.resume('tallies')).rejects.toMatchObject({ code: 'views.not-faulted' });
    await expect(projecting.skip('no-such')).rejects.toMatchObject({ code: 'views.unknown-projection', status: 404 });
  });
});

/** Throws at `e6`, and writes down how it is called. */
const watching = (calls: string[]): PageFolder => ({
  apply: async (events) => {
    calls.push('apply');
    if (events.some(({ id }) => id === 'e6')) throw new Error('cannot fold this');
    return [];
  },
  committed: () => void calls.push('committed'),
  forget: () => void calls.push('forget'),
});

describe('an event this release does not know (P4, engine 33)', () => {
  const upcast = (event: RecordedEvent): RecordedEvent => {
    const { type, seq } = event;
    if (type === 'FromTomorrow') throw refuseRead('log.unknown-event', { type, version: 1, seq });
    return event;
  };
  const fromTomorrow = { type: 'FromTomorrow', data: {} };

  it('stops every projection at it, named and not ready, also those that would not handle it', async () => {
    for (const pageSize of [1, 2, 100]) {
      const { project, happen, contents, whats } = office();
      await happen(letter('a'), letter('b'), fromTomorrow, letter('c'));
      const projecting = project({ projections: [tallies(), tallies({ name: 'other' })], upcast, pageSize });
      await projecting.settle();
      const fault = { eventId: 'e3', seq: 3 };
      const stopped = { state: 'stopped', seq: 2, fault };
      expect(await projecting.progress()).toMatchObject([stopped, stopped]);
      expect(await projecting.health()).toMatchObject({ ready: false, halted: { ...fault, type: 'FromTomorrow' } });
      expect(await contents()).toBeUndefined();
      await happen(letter('d'));
      expect(await projecting.step()).toBe('idle');
      expect(whats().filter((what) => what === 'halted')).toHaveLength(1);
    }
  });

  it('lets the next release go on where the old one stopped', async () => {
    const { project, happen, contents } = office();
    await happen(letter('a'), fromTomorrow, letter('a'));
    await project({ upcast }).settle();
    await project().settle();
    expect(await contents()).toEqual(['{"_id":"a","count":2,"seqs":[1,3]}']);
  });

  it('stops all for an upcast that throws anything else, too: every fold would read yesterday’s shape', async () => {
    const { project, happen } = office();
    await happen(letter('a'));
    const broken = () => {
      throw new TypeError('no such field');
    };
    const projecting = project({ upcast: broken });
    await projecting.settle();
    expect((await projecting.health()).halted).toMatchObject({ message: 'Upcasting failed: no such field', seq: 1 });
  });
});
