import { jest } from '@jest/globals';
import type { FactDifference } from '#apps/runtime/queries/case-differences.js';
import { accountWith, openApi, type TestApi } from './support/api.js';
import { aSuggestion } from './support/office.js';

/** Two people at different desks: the second one approves what the first corrects. */
jest.setTimeout(60_000);

let api: TestApi;
let second: { authorization: string };
let id: string;
let path: string;
let registered: { id: string; seq: string };

const give = async (what: string, body: object, headers = {}): Promise<{ id: string; seq: string }> => {
  const { headers: seen } = await api.get(path);
  const answer = await api.post(`${path}/${what}`, body, { ifMatch: seen['etag'], headers });
  expect([what, answer.status, answer.text]).toEqual([what, 200, expect.any(String)]);
  return (answer.body['events'] as { id: string; seq: string }[])[0]!;
};

const corrected = async (target: string, data: object): Promise<{ id: string; seq: string }> => {
  const { id: proposal } = await give('corrections', { target, data, reason: '原件如此' });
  return give('correction-approvals', { proposal }, second);
};

beforeAll(async () => {
  api = await openApi('2015-04-10T09:00:00+08:00');
  second = { authorization: `Bearer ${await accountWith(api.office, 'office')}` };
  const answer = await api.post('/cases', aSuggestion('0624', { outerRole: 'co', cityLead: '市交通委' }));
  id = answer.body['id'] as string;
  path = `/cases/${id}`;
  registered = (answer.body['events'] as { id: string; seq: string }[])[0]!;
}, 60_000);
afterAll(() => api.close());

const diff = async (query: string): Promise<readonly FactDifference[]> => {
  const answer = await api.get(`${path}/diff?${query}`);
  expect([query, answer.status, answer.text]).toEqual([query, 200, expect.any(String)]);
  return answer.body['differences'] as readonly FactDifference[];
};

const told = (differences: readonly FactDifference[], field: string) =>
  differences
    .filter((each) => each.field === field)
    .map(({ grain, old, new: now, events }) => [grain, old, now, events.map(({ type, seq }) => `${type} ${seq}`)]);

describe('the difference of a case between two readings', () => {
  let assigned: { id: string; seq: string };
  let opinion: { id: string; seq: string };
  let correction: { id: string; seq: string };

  beforeAll(async () => {
    assigned = await give('assignments', { occurredOn: '2015-02-12', units: [{ unit: 'jiaotong', role: 'lead' }] });
    const filed = { occurredOn: '2015-03-10', layer: 'outer', unit: 'jiaotong', text: '意见' };
    opinion = await give('opinions', filed);
    correction = await corrected(opinion.id, { occurredOn: '2015-03-12' });
  }, 60_000);

  it('between two days: what happened between them', async () => {
    const differences = await diff('validAt=2015-02-11&toValidAt=2015-02-12');
    expect(told(differences, 'countingUnit')).toEqual([['case', null, 'jiaotong', [`CaseAssigned ${assigned.seq}`]]]);
    expect(told(differences, 'stage')).toEqual([['case', 'unassigned', 'toAccept', [`CaseAssigned ${assigned.seq}`]]]);
    expect(differences.some(({ field }) => /seq$/i.test(field))).toBe(false);
  });

  it('the same backwards, old and new changed over', async () => {
    const differences = await diff('validAt=2015-02-12&toValidAt=2015-02-11');
    expect(told(differences, 'countingUnit')).toEqual([['case', 'jiaotong', null, [`CaseAssigned ${assigned.seq}`]]]);
  });

  it('at one day, between what was known then and now: the correction, not the event it corrects', async () => {
    const known = Number(correction.seq) - 1;
    const differences = await diff(`validAt=2015-03-11&knownAt=${known}&toValidAt=2015-03-11`);
    expect(told(differences, 'opinionOn')).toEqual([['case', '2015-03-10', null, [`FactCorrected ${correction.seq}`]]]);
    expect(told(differences, 'stage')[0]!.slice(1, 3)).toEqual(['answeredByOpinion', 'toAccept']);
  });

  it('before the case was registered there is nothing: every fact comes with its event', async () => {
    const differences = await diff('validAt=2015-02-09&toValidAt=2015-02-10');
    expect(told(differences, 'number')).toEqual([['case', null, '0624', [`CaseRegistered ${registered.seq}`]]]);
  });

  it('one reading against itself: none', async () => {
    expect(await diff('validAt=2015-03-11&toValidAt=2015-03-11')).toEqual([]);
  });

  it('is said in the office’s words', async () => {
    const [first] = (await diff('validAt=2015-02-11&toValidAt=2015-02-12')) as readonly {
      label?: object;
      events: readonly object[];
    }[];
    expect(first).toMatchObject({
      label: { zh: expect.any(String), en: expect.any(String) },
      events: [{ label: { zh: '交办' } }],
    });
  });

  it.each([
    ['validAt=2015-13-01', 400, 'query.malformed'],
    ['toKnownAt=999999', 422, 'known.ahead'],
    ['knownAt=0', 422, 'known.before-start'],
  ])('%s is refused', async (query, status, code) => {
    const answer = await api.get(`${path}/diff?${query}`);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });
});

describe('facts that contradict each other as now known (semantics 8)', () => {
  it('are listed on the case and across cases, with both events', async () => {
    expect((await api.get('/inconsistencies')).body).toMatchObject({ inconsistencies: [], closedUnits: [] });
    const correction = await corrected(registered.id, { outerRole: 'lead' });
    const { body: view } = await api.get(path);
    const pair = { why: 'contradicts', event: { type: 'CoOpinionFiled' }, other: { type: 'CaseRegistered' } };
    expect(view['inconsistencies']).toMatchObject([pair]);
    const { body: across } = await api.get('/inconsistencies?kind=suggestion');
    expect(across['inconsistencies']).toMatchObject([{ case: id, number: '0624', title: '关于一件事的建议', ...pair }]);
    expect((await api.get('/inconsistencies?kind=proposal')).body['inconsistencies']).toEqual([]);
    const then = await api.get(`/inconsistencies?knownAt=${Number(correction.seq) - 1}`);
    expect(then.body['inconsistencies']).toEqual([]);
  });

  it('a unit closed without a successor is listed with the cases that still count for it (semantics 32)', async () => {
    const other = await api.post('/cases', aSuggestion('0625'));
    const assignment = { occurredOn: '2015-02-12', units: [{ unit: 'pujiang', role: 'lead' }] };
    await api.post(`/cases/${String(other.body['id'])}/assignments`, assignment, { ifMatch: '"0"' });
    await api.office.give('unit', 'CloseUnit', { effectiveFrom: '2015-03-01', unit: 'pujiang' });
    expect((await api.get('/inconsistencies')).body['closedUnits']).toEqual([
      { unit: 'pujiang', name: '浦江镇', cases: [other.body['id']] },
    ]);
  });

  it('go page by page, each once', async () => {
    const { body } = await api.get('/inconsistencies?limit=1');
    expect(body['inconsistencies']).toHaveLength(1);
    expect(body['next']).toBeUndefined();
  });
});
