import { jest } from '@jest/globals';
import { aSuggestion, openOffice, type TestOffice } from '../../test/support/office.js';
import { shanghai, shanghaiCalendars } from '#libs/office/shanghai-rules.js';

let office: TestOffice;
beforeEach(async () => {
  office = await openOffice('2015-04-10T09:00:00+08:00');
});
afterEach(() => office.close());

const at = (instant: string) => office.clock.set(instant);
const register = (number: string, more: object = {}) => office.give('case', 'RegisterCase', aSuggestion(number, more));
const report = async (asked: object) => {
  await office.runtime.settle();
  return office.runtime.statistics.report({ figures: ['received'], validAt: '2015-04-10', ...asked });
};
const received = async (knownAt: string) => (await report({ knownAt })).total[0]!.numerator;

describe('what was known when (semantics 1, engine 2)', () => {
  it('an instant is the last position recorded at or before it, and the answer prints the position', async () => {
    at('2015-04-10T10:00:00+08:00');
    const first = await register('0001');
    at('2015-04-10T11:00:00+08:00');
    await register('0002');
    expect(await received('2015-04-10T10:30:00+08:00')).toBe(1);
    expect(await received('2015-04-10T11:00:00+08:00')).toBe(2);
    const { known } = await report({ knownAt: '2015-04-10T10:00:00+08:00' });
    expect(known).toMatchObject({ knownAt: first.events[0]!.seq, knownInstant: '2015-04-10T02:00:00.000Z' });
  });

  it('a date is its whole day, to 24:00 in Shanghai', async () => {
    at('2015-04-10T23:59:00+08:00');
    await register('0001');
    at('2015-04-11T00:01:00+08:00');
    await register('0002');
    expect(await received('2015-04-10')).toBe(1);
    expect(await received('2015-04-11')).toBe(2);
  });

  it('a clock set back a little stamps what the log already knows, so that no instant names two positions', async () => {
    at('2015-04-10T10:00:00.000+08:00');
    const first = await register('0001');
    at('2015-04-10T09:59:58.000+08:00');
    const second = await register('0002');
    expect(second.events[0]!.metadata.recordedAt).toBe(first.events[0]!.metadata.recordedAt);
    expect(await received('2015-04-10T09:59:59+08:00')).toBe(0);
    expect(await received('2015-04-10T10:00:00+08:00')).toBe(2);
  });

  it('before the first position nothing is recorded: this is said, and is no 0 (semantics 2)', async () => {
    await register('0001');
    await expect(received('2015-04-09')).rejects.toMatchObject({ code: 'known.before-start' });
  });
});

it('questions of one moment are read at one K; who names a later one, or waits, is read there (engine 29)', async () => {
  const { feed, projector, statistics, events } = office.runtime;
  const clock = jest.spyOn(performance, 'now').mockReturnValue(1_000_000);
  try {
    await register('0001');
    const first = await report({});
    const ask = (more: object = {}) => statistics.report({ figures: ['received'], validAt: '2015-04-10', ...more });
    await register('0002');
    await projector.settle();
    const { seq } = await events.head();
    expect(await ask()).toEqual(first);
    expect(await ask({ knownAt: String(seq) })).toMatchObject({ known: { knownAt: seq }, total: [{ numerator: 2 }] });
    await register('0003');
    await projector.settle();
    await feed.reach((await events.head()).seq);
    expect((await ask()).total[0]!.numerator).toBe(3);
    await register('0004');
    await projector.settle();
    clock.mockReturnValue(1_000_501);
    expect((await ask()).total[0]!.numerator).toBe(4);
  } finally {
    clock.mockRestore();
  }
});

it('all figures of a report are read at its own K: the opening stock is not what a briefing once printed (semantics 31)', async () => {
  await register('0001', { occurredOn: '2015-02-10' });
  await office.runtime.settle();
  const issued = (await office.runtime.events.head()).seq;
  at('2015-04-20T09:00:00+08:00');
  await register('0002', { occurredOn: '2015-02-11' });
  const flows = { figures: ['flow.opening', 'flow.closing'], validAt: '2015-04-20', from: '2015-03-01' };
  const [then, now] = [await report({ ...flows, knownAt: String(issued) }), await report(flows)];
  expect(then.total.map(({ numerator }) => numerator)).toEqual([1, 1]);
  expect(now.total.map(({ numerator }) => numerator)).toEqual([2, 2]);
});

it('a calendar alone moves no figure: each due date it changes is stated by an event of its case (semantics 21)', async () => {
  const { id } = await register('0001', { occurredOn: '2015-04-10' });
  const dueAt = async (knownAt: number) =>
    (await office.runtime.cases.ledger({ number: '0001', validAt: '2015-04-10', knownAt: String(knownAt) })).cases[0];
  const calendar = shanghaiCalendars.find(({ year }) => year === 2015)!;
  const amended = { ...calendar, holidays: [...calendar.holidays, '2015-07-10'], effectiveFrom: '2015-04-10' };
  const issued = await office.give('rule-book', 'IssueCalendar', amended, { id: shanghai });
  const calendarAt = issued.events[0]!.seq;
  await office.runtime.settle();
  expect(await dueAt(calendarAt - 1)).toMatchObject({ case: id, replyDue: '2015-07-10' });
  expect(await dueAt(calendarAt)).toEqual(await dueAt(calendarAt - 1));
  const head = (await office.runtime.events.head()).seq;
  const stated = (await office.runtime.cases.events(id!)).filter(({ seq }) => seq > calendarAt);
  const moved = (await dueAt(head))!['replyDue'] !== '2015-07-10';
  expect(moved).toBe(stated.length > 0);
});

describe('units in a report (engine 27)', () => {
  it('a merger and a new name append no fact row: they are joined when the report is asked for', async () => {
    const { id } = await register('0001');
    const units = [{ unit: 'pujiang', role: 'lead' }];
    await office.give('case', 'AssignCase', { occurredOn: '2015-02-16', units }, { id });
    await office.runtime.settle();
    const rows = office.runtime.feed.columns.table('case').length;
    await office.give('unit', 'FoundUnit', { effectiveFrom: '2015-03-01', unit: 'xincheng', name: '新城镇' });
    await office.give('unit', 'MergeUnits', { effectiveFrom: '2015-04-01', units: ['pujiang'], into: 'xincheng' });
    const groups = async (asked: object) =>
      (await report({ by: ['unit'], ...asked })).groups.map(({ group, labels }) => [
        group.unit,
        ...Object.values(labels ?? {}),
      ]);
    expect(await groups({})).toEqual([['xincheng', '新城镇']]);
    expect(await groups({ validAt: '2015-03-31' })).toEqual([['pujiang', '浦江镇']]);
    expect((await groups({ units: 'original' })).map(([unit]) => unit)).toEqual(['pujiang']);
    expect(office.runtime.feed.columns.table('case').length).toBe(rows);
  });
});

describe('a page of one case', () => {
  it('shows what was just written to it, and the revision it shows is the one to give back', async () => {
    const { id, events } = await register('0001');
    await office.runtime.settle();
    const page = (asked: object) => office.runtime.cases.view(id!, asked);
    expect((await page({})).revision).toBe(0);
    const units = [{ unit: 'jiaotong', role: 'lead' }];
    await office.give('case', 'AssignCase', { occurredOn: '2015-04-10', units }, { id });
    expect((await page({})).revision).toBe(1);
    expect((await page({ knownAt: String(events[0]!.seq) })).revision).toBe(0);
  });

  it('at a reading before its registration there is no such case', async () => {
    const { events } = await register('0001');
    const { id } = await register('0002');
    await office.runtime.settle();
    const before = office.runtime.cases.view(id!, { knownAt: String(events[0]!.seq) });
    await expect(before).rejects.toMatchObject({ code: 'case.unknown' });
  });
});
