import { read, utils } from '@e965/xlsx';
import { openApi, type TestApi } from './support/api.js';
import { aSuggestion } from './support/office.js';

let api: TestApi;
beforeAll(async () => {
  api = await openApi('2015-05-12T09:00:00+08:00');
});
afterAll(() => api.close());

const register = (number: string, occurredOn: string) =>
  api.office.give('case', 'RegisterCase', aSuggestion(number, { occurredOn }));

interface Diff {
  readonly figures: readonly {
    readonly figure: string;
    readonly scope: object;
    readonly cases: readonly {
      readonly number: string;
      readonly change: string;
      readonly events: readonly { type: string }[];
    }[];
  }[];
}

it('the comparison with the period before names the cases that made it, on paper and asked for (domain 8, semantics 31)', async () => {
  await register('0001', '2015-02-10');
  const { id } = await register('0002', '2015-02-11');
  await register('0003', '2015-04-10');
  await api.office.give(
    'case',
    'WithdrawCase',
    { occurredOn: '2015-03-20', reason: '内容已经落实', signers: ['代表甲'] },
    { id: id! },
  );
  const opening = { occurredOn: '2015-05-12', briefing: 'bimonthly-2015-03', kind: 'bimonthly', period: '2015-03' };
  expect((await api.post('/briefings', opening)).status).toBe(201);

  const { body } = await api.get('/briefings/bimonthly-2015-03/diff');
  const inTotal = (body as unknown as Diff).figures.filter(({ scope }) => Object.keys(scope).length === 0);
  const moved = new Map(inTotal.map(({ figure, cases }) => [figure, cases]));
  const said = (figure: string) =>
    moved.get(figure)!.map(({ number, change, events }) => [number, change, ...events.map(({ type }) => type)]);
  expect(said('flow.terminated@1')).toEqual([['0002', 'entered', 'CaseWithdrawn']]);
  expect(said('flow.received@1')).toEqual([
    ['0003', 'entered', 'CaseRegistered'],
    ['0001', 'left', 'CaseRegistered'],
    ['0002', 'left', 'CaseRegistered'],
  ]);

  const file = await api.bytes('/briefings/bimonthly-2015-03/files/xlsx');
  const sheet = read(file, { type: 'buffer' }).Sheets['与上期相比增减件清单']!;
  const rows = utils.sheet_to_json<readonly string[]>(sheet, { header: 1, raw: false });
  expect(rows.slice(1).map(([figure, change, number, , , why, on]) => [figure, change, number, why, on])).toEqual([
    ['期末在办', '增', '0003', '收到', '2015-04-10'],
    ['期末在办', '减', '0002', '终止办理', '2015-03-20'],
  ]);
});
