import { jest } from '@jest/globals';
import { accountWith, openApi, type Answer, type TestApi } from './support/api.js';
import { aSuggestion } from './support/office.js';
import { malformedQuestions, refusedQuestions } from './support/wrong-questions.js';
import { wrongBodies } from './support/wrong-bodies.js';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
}, 30_000);
afterAll(() => api.close());

let numbered = 0;
const nextNumber = () => String((numbered += 1)).padStart(4, '0');

const registered = async (more: object = {}) => {
  const answer = await api.post('/cases', aSuggestion(nextNumber(), more));
  return { id: answer.body['id'] as string, event: (answer.body['events'] as { id: string }[])[0]!.id };
};

const assigning = { occurredOn: '2015-02-12', units: [{ unit: 'jiaotong', role: 'lead' }] };

/** A "no" is problem details with this code, and nothing was recorded. */
const expectRefused = async (asked: () => Promise<Answer>, status: number, code: string) => {
  const before = await api.recorded();
  const answer = await asked();
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ type: `https://lookback.invalid/problems/${code}`, status });
  expect(await api.recorded()).toBe(before);
  return answer;
};

describe('a command over HTTP', () => {
  it('registers a case: 201, its address, its revision, its position', async () => {
    const answer = await api.post('/cases', aSuggestion(nextNumber()));
    expect(answer.status).toBe(201);
    const { id, revision, position, events, repeated } = answer.body as Record<string, unknown>;
    expect(answer.headers).toMatchObject({ location: `/api/v1/cases/${String(id)}`, etag: `"${String(revision)}"` });
    expect(answer.headers['lookback-position']).toBe(position);
    expect([events, repeated]).toMatchObject([[{ type: 'CaseRegistered' }], false]);
    const view = await api.get(answer.headers['location']!.slice('/api/v1'.length));
    expect([view.status, view.headers['etag']]).toEqual([200, answer.headers['etag']]);
  });

  it('the same key gives the same answer, and another body under it is refused', async () => {
    const body = aSuggestion(nextNumber());
    const first = await api.post('/cases', body, { key: 'once' });
    const before = await api.head();
    const again = await api.post('/cases', body, { key: 'once' });
    expect(again.status).toBe(201);
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(await api.head()).toBe(before);
    const other = aSuggestion(nextNumber());
    await expectRefused(() => api.post('/cases', other, { key: 'once' }), 422, 'idempotency.key-reused');
  });

  it.each([
    ['no key', undefined, 'idempotency.key-missing'],
    ['a key with a line of its own', 'a b', 'key.malformed'],
    ['an endless key', 'k'.repeat(201), 'key.malformed'],
  ])('%s is refused', async (_, key, code) => {
    const headers = { 'idempotency-key': key };
    await expectRefused(() => api.post('/cases', aSuggestion('0900'), { headers }), 400, code);
  });

  it('a change says which revision was seen', async () => {
    const { id } = await registered();
    const path = `/cases/${id}/assignments`;
    await expectRefused(() => api.post(path, assigning), 428, 'precondition.required');
    for (const ifMatch of ['*', '0', 'W/"0"', '"-1"', '"0", "1"', '"x"'])
      await expectRefused(() => api.post(path, assigning, { ifMatch }), 400, 'if-match.malformed');
    const answer = await api.post(path, assigning, { ifMatch: '"0"' });
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"1"']);
  });

  it('what was never written is not there, whatever revision was seen', async () => {
    const ifMatch = '"0"';
    await expectRefused(
      () => api.post('/cases/nobody/assignments', assigning, { ifMatch }),
      404,
      'case.not-registered',
    );
    const lock = { reason: '离岗' };
    await expectRefused(() => api.post('/accounts/nobody/lock', lock, { ifMatch }), 404, 'account.unknown');
  });

  it('the first rules of a jurisdiction are issued where there was nothing yet: If-None-Match', async () => {
    const scheme = { effectiveFrom: '2020-01-01', kind: 'proposal', scheme: 'elsewhere', wording: { solved: '已办' } };
    const path = '/rule-books/elsewhere/outcome-schemes';
    await expectRefused(() => api.post(path, scheme), 428, 'precondition.required');
    await expectRefused(() => api.post(path, scheme, { ifMatch: '"0"' }), 412, 'precondition.unseen');
    const answer = await api.post(path, scheme, { headers: { 'if-none-match': '*' } });
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"0"']);
    const { id } = await registered();
    const headers = { 'if-none-match': '*' };
    await expectRefused(
      () => api.post(`/cases/${id}/assignments`, assigning, { headers }),
      428,
      'precondition.required',
    );
  });

  it('a revision that others moved on from is refused with what they did', async () => {
    const { id, event } = await registered();
    await api.post(`/cases/${id}/assignments`, assigning, { ifMatch: '"0"' });
    const correction = { target: event, data: { title: '另一题目' }, reason: '原件如此' };
    const asked = () => api.post(`/cases/${id}/corrections`, correction, { ifMatch: '"0"' });
    const { body } = await expectRefused(asked, 412, 'precondition.failed');
    expect(body['details']).toMatchObject({ since: [{ type: 'CaseAssigned' }] });
  });
});

describe('who is asking', () => {
  it('nobody gets an answer without a token, but the probes and the documents', async () => {
    for (const authorization of [undefined, 'Bearer wrong', 'Basic eDp5', 'Bearer '])
      for (const path of ['/cases', '/statistics', '/exports/log', '/activity'])
        expect((await api.get(path, { authorization })).status).toBe(401);
    const refused = () => api.post('/cases', aSuggestion('0901'), { headers: { authorization: undefined } });
    expect((await expectRefused(refused, 401, 'access.unauthenticated')).headers['www-authenticate']).toBe('Bearer');
    for (const url of ['/health/live', '/health/ready', '/api', '/api/openapi.json'])
      expect((await api.send('GET', url, { authorization: undefined })).status).toBe(200);
  });

  it('a role that does not allow a command is refused', async () => {
    const authorization = `Bearer ${await accountWith(api.office, 'proposer')}`;
    expect((await api.get('/statistics', { authorization })).status).toBe(200);
    const headers = { authorization };
    await expectRefused(() => api.post('/cases', aSuggestion('0902'), { headers }), 403, 'access.denied');
    await expectRefused(() => api.get('/exports/log', headers), 403, 'access.denied');
    await expectRefused(() => api.post('/projections/activity/rebuild', {}, { headers }), 403, 'access.denied');
  });
});

describe('what cannot be read', () => {
  it.each([
    ['no JSON', '{"a":', {}, 400, 'request.malformed'],
    ['another media type', 'x', { 'content-type': 'text/plain' }, 415, 'request.media-type'],
    ['a file', '{}', { 'content-type': 'application/octet-stream' }, 415, 'request.media-type'],
    ['an unknown media type', '{}', { 'content-type': 'application/xml' }, 415, 'request.media-type'],
    ['too much', JSON.stringify({ title: 'x'.repeat(1_100_000) }), {}, 413, 'request.too-large'],
    ['a poisoned object', '{"__proto__":{"a":1}}', {}, 400, 'request.malformed'],
  ])('%s', async (_, payload, headers, status, code) => {
    await expectRefused(() => api.post('/cases', payload, { headers }), status, code);
  });

  it('an address that is none, in both languages', async () => {
    await expectRefused(() => api.get('/nothing'), 404, 'route.unknown');
    await expectRefused(() => api.get('/%zz'), 400, 'request.malformed');
    expect((await api.get('/nothing')).body['detail']).toBe('没有这个地址');
    const english = await api.get('/nothing', { 'accept-language': 'en-GB,en;q=0.9' });
    expect(english.body['detail']).toBe('There is no such address');
  });

  it('an address that does not answer this method says which it does', async () => {
    for (const [method, url, allow] of [
      ['DELETE', '/api/v1/cases', 'GET, HEAD, POST'],
      ['PUT', '/api/v1/cases/some-case/assignments?x=1', 'POST'],
      ['POST', '/api/v1/statistics/', 'GET, HEAD'],
      ['OPTIONS', '/api/v1/imports', 'POST'],
      ['POST', '/health/ready', 'GET, HEAD'],
    ] as const) {
      const answer = await expectRefused(() => api.send(method, url), 405, 'method.not-allowed');
      expect([url, answer.headers['allow']]).toEqual([url, allow]);
    }
  });

  it('a failure nobody foresaw names a trace and nothing else', async () => {
    const { lists } = api.office.runtime;
    const { units } = lists;
    Object.assign(lists, { units: () => Promise.reject(new Error('/secret/path')) });
    const answer = await expectRefused(() => api.get('/units'), 500, 'failure.unexpected');
    Object.assign(lists, { units });
    expect(answer.text).not.toMatch(/secret|stack/);
    expect(answer.body['details']).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
  });

  it('a correlation id is echoed and recorded, or made', async () => {
    const given = 'a3bb189e-8bf9-4c1f-9d2a-111111111111';
    const headers = { 'x-correlation-id': given };
    const answer = await api.post('/cases', aSuggestion(nextNumber()), { headers });
    expect(answer.headers['x-correlation-id']).toBe(given);
    const events = (await api.get(`/cases/${String(answer.body['id'])}/events`)).body as unknown as {
      metadata: object;
    }[];
    expect(events[0]!.metadata).toMatchObject({ $correlationId: given });
    expect((await api.get('/cases', { 'x-correlation-id': 'a\u0001' })).headers['x-correlation-id']).toMatch(
      /^[\w-]{36}$/,
    );
  });
});

describe('wrong bodies', () => {
  it('every command of every stream refuses them, and records nothing', async () => {
    const { commandRoutes } = await import('#apps/api/commands.js');
    const before = await api.head();
    const given = commandRoutes.flatMap(({ spec }) =>
      wrongBodies(spec).map(([what, payload]) => ({ path: spec.path.replace(':id', 'some-stream'), what, payload })),
    );
    const accepted: unknown[] = [];
    for (const { path, what, payload } of given) {
      const { status, text } = await api.post(path, payload, { ifMatch: '"0"' });
      if (status !== 400) accepted.push({ path, what, status, text });
    }
    expect(accepted).toEqual([]);
    expect(given.length).toBeGreaterThan(1_000);
    expect(await api.head()).toBe(before);
  });
});

describe('a question over HTTP', () => {
  it('a number, the cases behind it, and their events', async () => {
    const { id } = await registered({ outerRole: 'joint' });
    const report = await api.get('/statistics?figures=received&outerRole=joint&by=kind');
    expect(report.body['total']).toMatchObject([{ id: 'received@1', numerator: 1 }]);
    const drilled = await api.get('/statistics/cases?figure=received&outerRole=joint&group.kind=suggestion');
    expect(drilled.body['answer']).toMatchObject([{ case: id, events: [expect.any(Number)] }]);
  });

  it('two readings, and what lies between', async () => {
    const before = await api.head();
    const { id } = await registered({ sitting: 'recess' });
    const path = `/statistics/differences?figures=received&sitting=recess&knownAt=${before}`;
    const { body } = await api.get(path);
    expect(body['causes']).toMatchObject([{ case: id, change: 'entered', events: [{ type: 'CaseRegistered' }] }]);
  });

  it('the ledger goes page by page, each case once', async () => {
    const all = (await api.get('/cases')).body as unknown as { cases: { case: string }[] };
    const seen: string[] = [];
    let path: string | undefined = '/cases?limit=2';
    while (path) {
      const page = await api.get(path);
      seen.push(...(page.body as unknown as typeof all).cases.map((line) => line.case));
      const next = /<\?([^>]+)>; rel="next"/.exec(page.headers['link'] ?? '')?.[1];
      path = next && `/cases?${next}`;
      if (next) expect(next).toMatch(/^limit=2&/);
    }
    expect(seen).toEqual(all.cases.map((line) => line.case));
  });

  it.each([
    '/statistics/trend /statistics/matrix /statistics/identities /statistics/definitions /register /campaigns /briefings /units',
    '/units/accountability /units/events /posts/events /rule-books/shanghai/events /activity /projections',
    '/briefing-figures/2015-01 /cases /statistics',
  ])('%s answer', async (paths) => {
    for (const path of paths.split(' ')) expect([path, (await api.get(path)).status]).toEqual([path, 200]);
  });

  it('the log leaves as JSON lines, all of them', async () => {
    const head = await api.head();
    const seqs = (await api.get('/exports/log')).text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(seqs).toEqual(Array.from({ length: head }, (_, index) => index + 1));
  });

  it.each(malformedQuestions)('%s is malformed', async (path) => {
    await expectRefused(() => api.get(path), 400, 'query.malformed');
  });

  it('a malformed question says of each parameter what was expected, in both languages', async () => {
    const path = '/statistics?validAt=2015-02-30&year=abc&kind=,&units=both&x=1&from=&after=-1';
    const told = async (language: string) =>
      (await api.get(path, { 'accept-language': language })).body['detail'] as string;
    expect(await told('zh')).toBe(
      '查询参数有误：「validAt」应为日期，如 2015-03-01；「year」应为整数，几个之间用逗号隔开；' +
        '「kind」各项之间用逗号隔开，不能有空项；「units」应为其中之一：mapped, original；「x」不是此处的参数；' +
        '「from」应为日期，如 2015-03-01；「after」应为不带符号的序号，如 1039',
    );
    expect(await told('en')).toContain('validAt must be a date, such as 2015-03-01; year must be whole numbers');
    const { details } = (await api.get('/cases?limit=501&kind=a&kind=b')).body as { details: object };
    expect(details).toMatchObject({
      problems: [{ en: 'limit must be a whole number from 1 to 500' }, { en: 'kind must be given once' }],
      fields: [
        { field: 'limit', rules: ['isWithin'] },
        { field: 'kind', rules: ['givenTwice'] },
      ],
    });
  });

  it.each(refusedQuestions)('%s: %i %s', async (path, status, code) => {
    await expectRefused(() => api.get(path), status, code);
  });

  it('a position the views do not reach: 503, and when to come back (engine 29)', async () => {
    const answer = await expectRefused(() => api.get('/cases?after=999999'), 503, 'views.not-there-yet');
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('a probe moves the projector that nobody but questions moves: a while of commands alone is no stall', async () => {
    await api.get('/units');
    await registered();
    const later = performance.now() + 60_000;
    const now = jest.spyOn(performance, 'now').mockImplementation(() => later);
    try {
      expect((await api.send('GET', '/health/ready')).body).toMatchObject({
        status: 'ready',
        stalled: [],
        lagEvents: 0,
      });
    } finally {
      now.mockRestore();
    }
  });

  it('the probes say what runs', async () => {
    const ready = await api.send('GET', '/health/ready');
    expect(ready.body).toMatchObject({ status: 'ready', stores: { log: 'sqlite', views: 'sqlite' } });
  });
});
