import { jest } from '@jest/globals';
import type { AccessEvents } from '#libs/office/access.js';
import { accountWith, openApi, type TestApi } from './support/api.js';
import { aSuggestion } from './support/office.js';

jest.setTimeout(60_000);

let api: TestApi;

beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

/** Events of the auditor's own streams, oldest first, with all that was counted until now. */
const accesses = async () => {
  await api.office.runtime.access.settled();
  const { events } = await api.office.runtime.events.readAll('start', 100_000);
  return events
    .filter(({ stream }) => stream.startsWith('lookback-access-'))
    .map(({ type, data, metadata }) => ({ type, actor: metadata.actor, data: data as AccessEvents['AccessDenied'] }));
};

const as = (token?: string) => ({ authorization: token === undefined ? undefined : `Bearer ${token}` });

describe('a denial', () => {
  it('of somebody unknown is recorded under nobody’s name', async () => {
    await api.get('/cases', as('wrong'));
    expect(await accesses()).toEqual([
      {
        type: 'AccessDenied',
        actor: 'system:unauthenticated',
        data: {
          occurredOn: '2015-04-10',
          at: '09:00',
          reason: 'unauthenticated',
          count: 1,
          operations: [{ operation: 'GET /api/v1/cases', count: 1 }],
        },
      },
    ]);
  });

  it('of an account is recorded under its name, with what it asked for and never with what it sent', async () => {
    const token = await accountWith(api.office, 'proposer');
    await api.post('/cases', aSuggestion('0901'), { headers: as(token) });
    await api.post('/cases/some-case/assignments', {}, { headers: { ...as(token), 'if-match': '"0"' } });
    const [first, rest] = await accesses();
    expect([first!.actor, first!.data.reason, first!.data.operations]).toEqual([
      'a-proposer',
      'denied',
      [{ operation: 'POST /api/v1/cases', count: 1 }],
    ]);
    expect(rest!.data.operations).toEqual([{ operation: 'POST /api/v1/cases/:id/assignments', count: 1 }]);
    expect(JSON.stringify([first, rest])).not.toContain('关于');
  });

  it('a flood is two events a minute and actor, and no denial is lost in the counting', async () => {
    for (const path of ['/cases', '/statistics', '/register'])
      for (let asked = 0; asked < 50; asked += 1) await api.get(path, as());
    api.office.clock.set('2015-04-10T09:01:00+08:00');
    for (let asked = 0; asked < 10; asked += 1) await api.get('/cases', as());
    const denied = await accesses();
    expect(denied.map(({ data }) => [data.at, data.count])).toEqual([
      ['09:00', 1],
      ['09:00', 149],
      ['09:01', 1],
      ['09:01', 9],
    ]);
  });

  it('a refusal of another kind is no denial', async () => {
    await api.get('/cases/nobody');
    await api.post('/cases', {});
    expect(await accesses()).toEqual([]);
  });
});

describe('an export', () => {
  it('of the log is recorded before it leaves, with its reading and its rows, and lies beyond them', async () => {
    const head = await api.head();
    const lines = (await api.get('/exports/log')).text.trimEnd().split('\n');
    expect(lines).toHaveLength(head);
    expect(await accesses()).toMatchObject([
      {
        type: 'ExportMade',
        actor: 'operator',
        data: { what: 'log', format: 'jsonl', reading: { knownAt: head }, rows: head },
      },
    ]);
  });

  it('that cannot be recorded does not leave', async () => {
    const { access } = api.office.runtime;
    const { exported } = access;
    Object.assign(access, { exported: () => Promise.reject(new Error('no space')) });
    const answer = await api.get('/exports/log');
    Object.assign(access, { exported });
    expect([answer.status, answer.text.includes('LogCreated')]).toEqual([500, false]);
  });
});
