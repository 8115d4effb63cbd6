import { jest } from '@jest/globals';
import { sha256 } from '#libs/kernel/ids.js';
import { openApi, type Answer, type TestApi } from './support/api.js';
import { furnish } from './support/command-line.js';
import { csvOf, ledgerOf, ledgerRow } from './support/ledger.js';

jest.setTimeout(60_000);

let api: TestApi;

beforeEach(async () => {
  api = await openApi('2024-12-31T09:00:00+08:00');
  await furnish(api.office);
});

afterEach(() => api.close());

const send = (bytes: Buffer, query = '', type = 'application/octet-stream'): Promise<Answer> =>
  api.post(`/imports?file=${encodeURIComponent('台账.csv')}${query}`, bytes, { headers: { 'content-type': type } });

const typesSince = async (head: number): Promise<readonly string[]> => {
  const { events } = await api.office.runtime.events.readAll('start', 10_000);
  return events.filter(({ seq }) => seq > head).map(({ type }) => type);
};

const tally = (types: readonly string[], type: string): number => types.filter((each) => each === type).length;

it.each(['application/octet-stream', 'text/csv', 'application/vnd.ms-excel'])(
  'a file sent as %s becomes cases, and its row their source',
  async (type) => {
    const head = await api.head();
    const answer = await send(ledgerOf(3), '', type);
    expect([answer.status, answer.body]).toEqual([
      200,
      expect.objectContaining({ rows: 3, created: 3, skipped: 0, remarks: [], dryRun: false, resumed: false }),
    ]);
    const types = await typesSince(head);
    expect([tally(types, 'CaseRegistered'), tally(types, 'ReplyFiled'), types.at(-1)]).toEqual([
      3,
      3,
      'ImportCompleted',
    ]);
    const { body } = await api.get('/cases?number=0002');
    expect(body['cases']).toMatchObject([{ number: '0002', stage: 'replied', countingUnit: 'jiaotong' }]);
  },
);

it('a dry run says what an import would do, and writes nothing', async () => {
  const head = await api.head();
  const { status, body } = await send(ledgerOf(2), '&dryRun=true');
  expect([status, body]).toEqual([200, expect.objectContaining({ rows: 2, created: 2, skipped: 0, dryRun: true })]);
  expect(await api.head()).toBe(head);
});

it('the same file twice adds nothing', async () => {
  await send(ledgerOf(2));
  const head = await api.head();
  expect((await send(ledgerOf(2))).body).toMatchObject({ created: 0, skipped: 2 });
  expect(await api.head()).toBe(head);
});

it('two people who send the same file at once import it once', async () => {
  const head = await api.head();
  const [one, other] = await Promise.all([send(ledgerOf(5)), send(ledgerOf(5))]);
  expect([one.status, other.status]).toEqual([200, 200]);
  const types = await typesSince(head);
  expect(['ImportStarted', 'CaseRegistered', 'ImportCompleted'].map((type) => tally(types, type))).toEqual([1, 5, 1]);
});

it('a file with an error is refused whole, each remark with its row and column', async () => {
  const head = await api.head();
  const bytes = Buffer.from(
    csvOf([ledgerRow('0001'), ledgerRow('0002', { 收件日期: '2024-02-30', 牵头单位: '区某局' })]),
  );
  const { status, body } = await send(bytes);
  expect([status, body['code']]).toEqual([422, 'import.has-errors']);
  const { remarks } = body['details'] as { remarks: readonly { row: number; column: string; code: string }[] };
  expect(remarks.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, '收件日期', 'import.date-malformed'],
    [3, '牵头单位', 'import.unit-unknown'],
  ]);
  expect(await api.head()).toBe(head);
});

it('what a crash cut off is listed by the probe and by its address, stops a briefing alone, and is resumed (engine 22)', async () => {
  const bytes = ledgerOf(4);
  const digest = sha256(bytes);
  let given = 0;
  const { events } = api.office.runtime;
  const append = events.append.bind(events);
  const cut: typeof append = (...asked) => {
    given += 1;
    if (given > 12) throw new Error('the power is gone');
    return append(...asked);
  };
  Object.assign(events, { append: cut });
  expect((await send(bytes)).status).toBe(500);
  Object.assign(events, { append });

  const open = { digest, state: 'open', file: '台账.csv', rows: 4, done: null };
  const ready = await api.send('GET', '/health/ready');
  expect([ready.status, ready.body['status'], ready.body['importsOpen']]).toEqual([200, 'ready', [open]]);
  expect((await api.get(`/imports/${digest}`)).body).toEqual(open);
  const draft = { occurredOn: '2024-12-31', briefing: 'bimonthly-2024-09', kind: 'bimonthly', period: '2024-09' };
  expect((await api.post('/briefings', draft)).status).toBe(201);
  const issue = { occurredOn: '2024-12-31' };
  const issued = await api.post('/briefings/bimonthly-2024-09/issue', issue, { ifMatch: '"0"' });
  expect(issued.body['code']).toBe('briefing.import-open');
  expect((await api.get('/cases')).status).toBe(200);

  expect((await send(bytes)).body).toMatchObject({ rows: 4, created: 4, skipped: 0, resumed: true });
  const types = await typesSince(0);
  expect(
    ['ImportStarted', 'CaseRegistered', 'ReplyFiled', 'ImportCompleted'].map((type) => tally(types, type)),
  ).toEqual([1, 4, 4, 1]);
  expect((await api.send('GET', '/health/ready')).body['importsOpen']).toEqual([]);
  expect((await api.get(`/imports/${digest}`)).body).toMatchObject({ state: 'completed' });
  expect((await api.get('/imports/none')).body['code']).toBe('import.unknown');
});
