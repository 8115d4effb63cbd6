import JSZip from 'jszip';
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

const extracted = async (docx: Uint8Array): Promise<string> => {
  const xml = await (await JSZip.loadAsync(docx)).file('word/document.xml')!.async('string');
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('');
};

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

it('a document is sent to those it names; what goes along with it has neither its number nor them (documents 1)', async () => {
  await register('0001', '2015-04-10');
  const letterhead = {
    ...{ form: 'official', name: '某区人民政府办公室文件', organ: '某区人民政府办公室', code: '某府办发', serial: 12 },
    ...{
      recipients: ['各镇人民政府'],
      copyTo: ['区委办公室'],
      copies: 120,
      note: '此件主动公开',
      signatories: ['领导甲'],
    },
  };
  expect((await api.post('/briefings', { ...opening, letterhead })).status).toBe(201);
  const said = async (part: string) =>
    extracted(await api.office.runtime.briefings.file(id, { format: 'docx', part }).then(({ bytes: file }) => file));
  const main = await said('main');
  for (const words of [
    '某府办发〔2015〕12号',
    '签发人：领导甲',
    '各镇人民政府：',
    '抄送：区委办公室。',
    '（共印120份）',
    '（此件主动公开）',
  ])
    expect(main).toContain(words);
  for (const part of ['leaders', 'unit-jiaotong']) {
    const beside = await said(part);
    expect(beside).toContain('2015年第2期');
    expect(beside).not.toMatch(/〔|签发人|抄送|各镇|文件/);
  }
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

it('what moves again restates again, and the later restatement names both causes (semantics 49)', async () => {
  await register('0001', '2015-04-10');
  await issued();
  const before = [await bytes('docx'), await bytes('xlsx')];
  for (const number of ['0002', '0003']) {
    await register(number, '2015-04-20');
    await api.office.runtime.settle();
  }
  const { body } = await api.get(`/briefings/${id}/restatements`);
  const { restatements, open } = body as unknown as { restatements: { text: string }[]; open: { text: string } };
  expect(restatements).toHaveLength(2);
  expect(restatements[0]!.text).toContain('本期收到由1更正为2');
  expect(open.text).toContain('本期收到由1更正为3');
  for (const number of ['0002', '0003']) expect(open.text).toContain(`第${number}号`);
  expect([await bytes('docx'), await bytes('xlsx')]).toEqual(before);
});

it('words that no document may hold are refused; others are printed as they are (documents 1)', async () => {
  await register('0001', '2015-04-10');
  expect((await api.post('/briefings', opening)).status).toBe(201);
  const edited = async (text: string) => {
    const { status, body } = await post('/edits', { block: 'progress', text });
    return status === 200 ? status : body['code'];
  };
  expect(await edited('控制\u0007字符')).toBe('body.invalid');
  expect(await edited('半个字符\ud800')).toBe('body.invalid');
  expect(await edited('长'.repeat(8_001))).toBe('body.invalid');
  expect(await edited('收到{{nothing}}件')).toBe('briefing.field-unknown');
  expect(await edited('<b>&"=SUM(A:A)" שלום 🙂 𠮷')).toBe(200);
  const { bytes: docx } = await api.office.runtime.briefings.file(id, { format: 'docx' });
  expect(await extracted(docx)).toContain('&lt;b&gt;&amp;&quot;=SUM(A:A)&quot; שלום 🙂 𠮷');
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
