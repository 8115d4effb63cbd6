import { operator } from '#apps/runtime/accounts.js';
import { aggregateNamed } from '#apps/runtime/catalog.js';
import { aSuggestion, openOffice, type TestOffice } from './support/office.js';

let office: TestOffice;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const count = async (figure: string, asked: object = {}) => {
  const { total } = await office.runtime.statistics.report({ figures: [figure], ...asked });
  return total[0]?.numerator;
};

it('counts a case from the day it was received (semantics 26, T5)', async () => {
  const { id } = await office.give('case', 'RegisterCase', aSuggestion('0001'));
  await office.runtime.settle();
  expect(await count('received', { validAt: '2015-02-10' })).toBe(1);
  expect(await count('received', { validAt: '2015-02-09' })).toBe(0);
  const { cases } = await office.runtime.cases.ledger({ number: '0001', validAt: '2015-04-10' });
  expect(cases[0]).toMatchObject({ case: id, stage: 'unassigned', replyDue: '2015-05-11' });
});

it('gives one number to one case, and one key one answer (semantics 15, engine 5, 6)', async () => {
  const first = await office.give('case', 'RegisterCase', aSuggestion('0001'), { key: 'same' });
  const again = await office.give('case', 'RegisterCase', aSuggestion('0001'), { key: 'same' });
  expect(again).toMatchObject({ id: first.id, repeated: true });
  await expect(office.give('case', 'RegisterCase', aSuggestion('0001'))).rejects.toMatchObject({
    code: 'claim.number-taken',
  });
  await expect(office.give('case', 'RegisterCase', aSuggestion('0002'), { key: 'same' })).rejects.toMatchObject({
    code: 'idempotency.key-reused',
  });
});

it('a correction of the role needs a second person, and leaves what was known before (semantics 10, T4a)', async () => {
  const co = aSuggestion('0001', { outerRole: 'co' });
  const registered = await office.give('case', 'RegisterCase', co);
  const target = registered.events[0]!.id;
  await office.runtime.settle();
  const before = (await office.runtime.events.head()).seq;
  const id = registered.id!;
  const proposed = await office.give(
    'case',
    'CorrectFact',
    { target, data: { outerRole: 'lead' }, reason: '原件为主办' },
    { id },
  );
  expect(proposed.events[0]!.type).toBe('CorrectionProposed');
  await office.runtime.settle();
  expect(await count('N2/lead')).toBe(0);
  const proposal = proposed.events[0]!.id;
  await expect(office.give('case', 'ApproveCorrection', { proposal }, { id })).rejects.toMatchObject({
    code: 'correction.same-person',
  });
  const second = { ...operator, id: 'office-2' };
  await office.runtime.execute({
    aggregate: aggregateNamed('case')!,
    id,
    name: 'ApproveCorrection',
    body: { proposal },
    actor: second,
    key: 'approve',
  });
  await office.runtime.settle();
  expect(await count('N2/lead')).toBe(1);
  expect(await count('N2/lead', { knownAt: String(before) })).toBe(0);
  const { causes } = await office.runtime.statistics.compare(
    { figures: ['N2/lead'], knownAt: String(before) },
    { figures: ['N2/lead'] },
  );
  expect(causes[0]).toMatchObject({ case: id, change: 'entered', events: [{ type: 'FactCorrected' }] });
});

it('rebuilding every view answers the same, byte for byte (T6)', async () => {
  const { id } = await office.give('case', 'RegisterCase', aSuggestion('0001'));
  await office.give(
    'case',
    'AssignCase',
    { occurredOn: '2015-02-12', units: [{ unit: 'jiaotong', role: 'lead' }] },
    { id },
  );
  await office.runtime.settle();
  const answer = async () =>
    JSON.stringify(await office.runtime.statistics.report({ by: ['unit', 'kind'], validAt: '2015-03-31' }));
  const before = await answer();
  for (const name of ['case-facts', 'activity', 'status-counts']) await office.runtime.projector.rebuild(name);
  await office.runtime.settle();
  expect(await answer()).toBe(before);
});

it('a bimonthly briefing is restated when a late fact moves its figures (semantics 49)', async () => {
  await office.give('case', 'RegisterCase', aSuggestion('0001'));
  const issue = { occurredOn: '2015-04-10', briefing: 'bimonthly-2015-01', kind: 'bimonthly', period: '2015-01' };
  await office.give('briefing', 'IssueBriefing', issue);
  await office.runtime.settle();
  expect((await office.runtime.lists.briefing('bimonthly-2015-01')).restatement).toBeNull();
  await office.give('case', 'RegisterCase', aSuggestion('0002'));
  await office.runtime.settle();
  const { restatement } = await office.runtime.lists.briefing('bimonthly-2015-01');
  expect(restatement).toMatchObject({ open: true, causes: [{ type: 'CaseRegistered' }] });
});
