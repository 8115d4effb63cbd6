import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { jest } from '@jest/globals';
import type { EventStore } from '#libs/event-store/port.js';
import { accountWith, openApi, operatorToken, type Answer, type TestApi } from './support/api.js';
import {
  currentRevision,
  hostileRequests,
  operationsOf,
  type Document,
  type HostileRequest,
} from './support/hostile-requests.js';
import { aSuggestion } from './support/office.js';

jest.setTimeout(300_000);

const requests = 5_200;
/** Printed, so that the same lane runs again: `SEED=… npm test -- test/hostile`. */
const seed = Number(process.env['SEED'] ?? randomInt(1, 2 ** 31));

const document = JSON.parse(readFileSync('apps/api/openapi.json', 'utf8')) as Document;

const aCampaign = { occurredOn: '2015-01-12', title: '回头看', trigger: '年初', scope: ['some-case'] };

let api: TestApi;
let cases: string[];
/** Process managers, which follow what was accepted before; who claims numbers is none of them. */
const consequent: ReadonlySet<string> = new Set(['system:due-dates', 'system:restatements', 'system:projector']);
/** Events appended by those who asked, but for those that say who was turned away and what was exported. */
let appended = 0;

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  api = await openApi('2026-11-23T09:00:00+08:00');
  cases = [];
  await accountWith(api.office, 'office');
  await api.office.give('campaign', 'OpenCampaign', { ...aCampaign, campaign: 'c-1' });
  for (const number of Array.from({ length: 40 }, (_, at) => String(1001 + at)))
    cases.push((await api.post('/cases', aSuggestion(number))).body['id'] as string);
  const { events } = api.office.runtime;
  const append = events.append.bind(events);
  const counted: EventStore['append'] = async (...asked) => {
    const done = await append(...asked);
    if (asked[0].startsWith('lookback-access-')) return done;
    appended += done.events.filter(({ metadata }) => !consequent.has(metadata.actor)).length;
    return done;
  };
  Object.assign(events, { append: counted });
});
afterAll(() => api.close());

/** Where we stand, what we are made of, how we fell. */
const telling = new RegExp(
  [
    process.cwd(),
    'node_modules',
    '\\.ts:\\d',
    '\\.js:\\d',
    '\\n\\s+at ',
    'SQLITE',
    'lookback-[A-Za-z0-9]{6}/',
    'TypeError',
    'node:',
  ].join('|'),
);

interface Met {
  readonly request: HostileRequest;
  readonly status: number;
}

/** Ids that are there, by address, and what their streams are called. */
const ids = {
  accounts: 'a-office',
  campaigns: 'c-1',
  'rule-books': 'shanghai',
  briefings: 'b-1',
  'briefing-figures': '2015-01',
};
const streams: Readonly<Record<string, string>> = {
  ...{ cases: 'case', accounts: 'account', campaigns: 'campaign', 'rule-books': 'rule-book', briefings: 'briefing' },
};

/** The revision the stream is at now: an honest client has just looked. */
const withRevision = async (request: HostileRequest): Promise<HostileRequest> => {
  if (request.headers['if-match'] !== currentRevision) return request;
  const [, , , name = '', id = ''] = request.url.split(/[/?]/);
  const stream = `lookback-${streams[name] ?? name}-${id}`;
  const read = await api.office.runtime.events.readStream(stream).catch(() => undefined);
  const seen = `"${typeof read?.revision === 'number' ? read.revision : 0}"`;
  return { ...request, headers: { ...request.headers, 'if-match': seen } };
};

const short = (request: HostileRequest): string =>
  JSON.stringify(request)
    .replace(/(.)\1{50,}|(%\w\w%\w\w%\w\w)\2{20,}/gu, '$1$2…')
    .slice(0, 2_000);

const met = new Map<string, Met>();
const statuses = new Map<string, number>();

/** The first thing wrong with an answer; undefined where all is well. */
const wrongWith = (request: HostileRequest, answer: Answer, before: number): string | undefined => {
  const { status, text, body, headers } = answer;
  if (status >= 500) return `${status}`;
  if (telling.test(text)) return 'the answer tells of our insides';
  if (status < 400) return undefined;
  if (appended !== before) return 'a refused request left events';
  if (request.method === 'HEAD') return undefined;
  if (!headers['content-type']?.startsWith('application/problem+json')) return `${status} is no problem details`;
  const { code, detail, type } = body;
  if (typeof code !== 'string' || typeof detail !== 'string' || detail === '' || typeof type !== 'string')
    return 'no code or sentence';
  if (!met.has(code)) met.set(code, { request, status });
  return undefined;
};

it(`answers ${requests} hostile requests over every route: no failure, no event, no word of its insides`, async () => {
  console.log(`hostile requests: SEED=${seed}`);
  const seen = new Map<string, number>();
  const lane = fc.asyncProperty(hostileRequests(document, { token: operatorToken, cases, ids }), async (request) => {
    const before = appended;
    const answer = await api.request(await withRevision(request));
    seen.set(request.operation, (seen.get(request.operation) ?? 0) + 1);
    const kind = `${Math.floor(answer.status / 100)}xx`;
    statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
    const wrong = wrongWith(request, answer, before);
    if (wrong) throw new Error(`${wrong}: ${short(request)}\n${answer.text.slice(0, 500)}`);
  });
  // What a request meets depends on those before it: shrinking would try other stories.
  const { failed, errorInstance, numRuns } = await fc.check(lane, { seed, numRuns: requests, endOnFailure: true });
  if (failed) throw new Error(`SEED=${seed}, request ${numRuns}: ${String(errorInstance)}`);
  expect(operationsOf(document).filter((operation) => (seen.get(operation) ?? 0) < 10)).toEqual([]);
  console.log(`hostile requests: ${JSON.stringify(Object.fromEntries(statuses))}, ${met.size} codes`);
  expect(statuses.get('4xx')).toBeGreaterThan(requests / 2);
});

it('every refusal met says its sentence in both languages', async () => {
  const sentences = [];
  for (const [code, { request }] of met) {
    const answers = [];
    for (const language of ['zh', 'en']) {
      const { body } = await api.request({ ...request, headers: { ...request.headers, 'accept-language': language } });
      answers.push(body);
    }
    const [zh, en] = answers as [Answer['body'], Answer['body']];
    if (zh['code'] === code && en['code'] === code)
      sentences.push([code, /[一-龥]/.test(String(zh['title'])), /[一-龥]/.test(String(en['title']))]);
  }
  expect(sentences.filter(([, isChinese, hasChinese]) => !isChinese || hasChinese)).toEqual([]);
  expect(sentences.length).toBeGreaterThan(15);
});

it('answers everybody else as before', async () => {
  expect((await api.send('GET', '/health/ready')).body['status']).toBe('ready');
  expect((await api.get(`/cases/${cases[0]!}`)).status).toBe(200);
});
