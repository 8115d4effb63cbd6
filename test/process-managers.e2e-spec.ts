import { aggregateNamed } from '#apps/runtime/catalog.js';
import { operator } from '#apps/runtime/accounts.js';
import { shanghai, shanghaiCalendars } from '#libs/office/shanghai-rules.js';
import { aSuggestion, openOffice, type TestOffice } from './support/office.js';

let office: TestOffice;
beforeEach(async () => {
  office = await openOffice('2016-12-01T09:00:00+08:00');
});
afterEach(() => office.close());

const late = { occurredOn: '2016-11-07', session: 4 };
const dueOf = async (id: string, asked: object = {}) => {
  await office.runtime.settle();
  const { facts } = await office.runtime.cases.view(id, asked);
  const { replyDue, provisionalDue } = facts[0]!.fields;
  return [replyDue, provisionalDue];
};
const eventsOf = async (id: string) => (await office.runtime.cases.events(id)).map(({ type }) => type);
const notice = (year: number) => shanghaiCalendars.find((calendar) => calendar.year === year)!;

describe('a notice that comes after a clock started (semantics 21)', () => {
  it('confirms a provisional date by an event of the case; alone it changes no figure', async () => {
    const { id } = await office.give('case', 'RegisterCase', aSuggestion('0001', late));
    // 2017-02-07: an ordinary Tuesday, but of a year without a notice.
    expect(await dueOf(id!)).toEqual(['2017-02-07', true]);
    const before = (await office.runtime.events.head()).seq;
    await office.give('rule-book', 'IssueCalendar', { ...notice(2017) }, { id: shanghai });
    expect(await dueOf(id!)).toEqual(['2017-02-07', false]);
    expect(await eventsOf(id!)).toContain('DueDateRestated');
    expect(await dueOf(id!, { knownAt: String(before) })).toEqual(['2017-02-07', true]);
  });

  it('is looked through once: settled again, nothing is appended, also by another process later (engine 36)', async () => {
    await office.give('case', 'RegisterCase', aSuggestion('0001', late));
    await office.give('rule-book', 'IssueCalendar', { ...notice(2017) }, { id: shanghai });
    await office.runtime.settle();
    const { seq } = await office.runtime.events.head();
    await office.runtime.settle();
    expect((await office.runtime.events.head()).seq).toBe(seq);
  });

  it('corrected by two people, it corrects the dates it had given, under their two names (semantics 10, 21)', async () => {
    const wrong = { ...notice(2017), holidays: [...notice(2017).holidays, '2017-02-07'] };
    const issued = await office.give('rule-book', 'IssueCalendar', wrong, { id: shanghai });
    const { id } = await office.give('case', 'RegisterCase', aSuggestion('0001', late));
    expect(await dueOf(id!)).toEqual(['2017-02-08', false]);
    const correction = { target: issued.events[0]!.id, data: { holidays: notice(2017).holidays }, reason: '录入有误' };
    const proposed = await office.give('rule-book', 'CorrectFact', correction, { id: shanghai });
    await office.runtime.execute({
      aggregate: aggregateNamed('rule-book')!,
      id: shanghai,
      name: 'ApproveCorrection',
      body: { proposal: proposed.events[0]!.id },
      actor: { ...operator, id: 'office-2' },
      key: 'approve',
    });
    expect(await dueOf(id!)).toEqual(['2017-02-07', false]);
    const corrected = (await office.runtime.cases.events(id!)).find(({ type }) => type === 'FactCorrected');
    expect(corrected!.data).toMatchObject({ proposedBy: operator.id, approvedBy: 'office-2', fields: ['due'] });
  });
});

describe('a merged case (semantics 16)', () => {
  const register = async (number: string, more: object = {}) =>
    (await office.give('case', 'RegisterCase', aSuggestion(number, { ...late, ...more }))).id!;
  const merge = (id: string, into: string) =>
    office.give('case', 'MergeCase', { occurredOn: '2016-11-10', into, reason: '内容相同' }, { id });

  it('the survivor counts once and shows whom it took in; undone by a retraction', async () => {
    const [survivor, gone] = [await register('0001'), await register('0002', { proposers: ['委员乙'] })];
    const merged = await merge(gone, survivor);
    await office.runtime.settle();
    const count = async () => {
      const { total } = await office.runtime.statistics.report({ figures: ['received', 'N1'] });
      return total.map(({ numerator }) => numerator);
    };
    expect(await count()).toEqual([2, 1]);
    expect((await office.runtime.cases.view(survivor, {})).absorbed).toEqual([{ case: gone, proposers: ['委员乙'] }]);
    const retraction = { target: merged.events[0]!.id, reason: '误并' };
    const proposed = await office.give('case', 'RetractFact', retraction, { id: gone });
    const approval = { proposal: proposed.events[0]!.id };
    const second = { ...operator, id: 'office-2' };
    const approving = { aggregate: aggregateNamed('case')!, id: gone, name: 'ApproveCorrection', body: approval };
    await office.runtime.execute({ ...approving, actor: second, key: 'approve' });
    await office.runtime.settle();
    expect(await count()).toEqual([2, 2]);
    expect((await office.runtime.cases.view(survivor, {})).absorbed).toEqual([]);
  });

  it('no chains: neither onward from a survivor nor into a case that is gone', async () => {
    const [a, b, c] = [await register('0001'), await register('0002'), await register('0003')];
    await merge(a, b);
    await expect(merge(b, c)).rejects.toMatchObject({ code: 'merge.chain' });
    await expect(merge(c, a)).rejects.toMatchObject({ code: 'merge.terminated' });
    await expect(merge(c, 'nowhere')).rejects.toMatchObject({ code: 'merge.unknown-case' });
  });

  it('the decision records the revision it saw of the other case (engine 18)', async () => {
    const [survivor, gone] = [await register('0001'), await register('0002')];
    const { events } = await merge(gone, survivor);
    expect(events[0]!.metadata.$context).toMatchObject({ [`case-${survivor}`]: 0 });
  });
});
