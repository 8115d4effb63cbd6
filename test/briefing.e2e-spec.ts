import { openApi, type TestApi } from './support/api.js';
import { aSuggestion } from './support/office.js';

let api: TestApi;
beforeEach(async () => {
  api = await openApi('2015-05-12T09:00:00+08:00');
});
afterEach(() => api.close());

const register = async (number: string, occurredOn: string, unit = 'jiaotong') => {
  const { id } = await api.office.give('case', 'RegisterCase', aSuggestion(number, { occurredOn }));
  const units = [{ unit, role: 'lead' }];
  await api.office.give('case', 'AssignCase', { occurredOn, units }, { id: id! });
  return id!;
};

const id = 'bimonthly-2015-03';
const opening = { occurredOn: '2015-05-12', briefing: id, kind: 'bimonthly', period: '2015-03' };
const post = async (path: string, body: object) => {
  const { revision } = (await api.get(`/briefings/${id}`)).body as { revision: number };
  return api.post(`/briefings/${id}${path}`, { occurredOn: '2015-05-12', ...body }, { ifMatch: `"${revision}"` });
};
const issued = async () => {
  expect((await api.post('/briefings', opening)).status).toBe(201);
  expect((await post('/issue', {})).status).toBe(200);
};
const bytes = async (format: 'docx' | 'xlsx') =>
  Buffer.from((await api.office.runtime.briefings.file(id, { format })).bytes).toString('base64');

it('a briefing over HTTP: opened, edited, checked, issued, printed (domain 8)', async () => {
  await register('0001', '2015-02-10');
  await register('0002', '2015-04-10');
  expect((await api.post('/briefings', opening)).status).toBe(201);
  expect((await post('/edits', { block: 'progress', text: '收到2件。' })).body['code']).toBe(
    'briefing.number-in-prose',
  );
  expect((await post('/edits', { block: 'progress', text: '收到{received}件。' })).status).toBe(200);
  const draft = (await api.get(`/briefings/${id}/draft`)).body as unknown as {
    blocks: { block: string; text: string; figures: { text: string; address: string }[] }[];
  };
  const progress = draft.blocks.find(({ block }) => block === 'progress')!;
  expect(progress.text).toBe('收到1件。');
  const cases = (await api.get(progress.figures[0]!.address)).body as unknown as { answer: unknown[] };
  expect(cases.answer).toHaveLength(1);
  expect((await api.get(`/briefings/${id}/check`)).body).toMatchObject({ mayIssue: true, failed: [] });
  expect((await post('/issue', {})).status).toBe(200);
  expect((await api.get(`/briefings/${id}/files/docx`)).headers['content-type']).toContain('wordprocessingml');
  expect((await api.get(`/briefings/${id}/diff`)).status).toBe(200);
});

it('facts recorded later restate an issue and never change a byte of it (semantics 49)', async () => {
  await register('0001', '2015-04-10');
  await issued();
  const before = [await bytes('docx'), await bytes('xlsx')];
  await register('0002', '2015-04-20');
  await api.office.runtime.settle();
  const { body } = await api.get(`/briefings/${id}/restatements`);
  expect(body['open']).toMatchObject({ open: true, text: expect.stringContaining('第0002号') });
  expect([await bytes('docx'), await bytes('xlsx')]).toEqual(before);
});

it('a merger of units restates it, and is the cause that is named (semantics 32, 49)', async () => {
  await register('0001', '2015-04-10', 'pujiang');
  await issued();
  const merger = { effectiveFrom: '2015-04-01', units: ['pujiang'], into: 'jiaotong' };
  await api.office.give('unit', 'MergeUnits', merger);
  await api.office.runtime.settle();
  const { restatements, open } = (await api.get(`/briefings/${id}/restatements`)).body as unknown as {
    restatements: unknown[];
    open: { causes: { type: string }[] };
  };
  expect(open.causes.map(({ type }) => type)).toContain('UnitsMerged');
  await api.office.runtime.settle();
  expect(restatements).toHaveLength(1);
});
