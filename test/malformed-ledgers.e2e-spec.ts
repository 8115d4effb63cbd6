import { jest } from '@jest/globals';
import { openApi, type TestApi } from './support/api.js';
import { furnish } from './support/command-line.js';
import { malformedLedgers } from './support/malformed-ledgers.js';

jest.setTimeout(120_000);

let api: TestApi;
let before: number;

beforeAll(async () => {
  // The library says so of every record it does not know.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  api = await openApi('2024-12-31T09:00:00+08:00');
  await furnish(api.office);
  before = await api.head();
});
afterAll(() => api.close());

interface Remark {
  readonly row: number;
  readonly column?: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

it('there are more than sixty of them', () => {
  expect(malformedLedgers.length).toBeGreaterThan(80);
});

const expectRemark = (body: TestAnswer, expected: object): void => {
  const { remarks } = body['details'] as { remarks: readonly Remark[] };
  expect(remarks).toContainEqual(expect.objectContaining(expected));
  for (const { zh, en } of remarks) expect([zh, en].every((text) => !/[{}]|undefined/.test(text))).toBe(true);
};

type TestAnswer = Readonly<Record<string, unknown>>;

it.each(malformedLedgers)('%s', async (_, bytes, expected) => {
  const headers = { 'content-type': 'application/octet-stream' };
  const wanted = 'file' in expected ? [expected.status, expected.file] : [422, 'import.has-errors'];
  for (const query of ['', '?dryRun=true']) {
    const { status, body } = await api.post(`/imports${query}`, Buffer.from(bytes), { headers });
    expect([status, body['code']]).toEqual(wanted);
    expect(body['detail']).toMatch(/[一-龥]/);
    if (!('file' in expected)) expectRemark(body, expected);
  }
  expect(await api.head()).toBe(before);
});
