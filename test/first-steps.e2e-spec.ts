import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aggregateNamed } from '#apps/runtime/catalog.js';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { operator } from '#apps/runtime/accounts.js';
import { shanghai, shanghaiCalendars, shanghaiOutcomeSchemes, shanghaiRuleBooks } from '#libs/office/shanghai-rules.js';
import { scriptedClock } from '#libs/kernel/clock.js';

let folder: string;
let runtime: Runtime;
const clock = scriptedClock('2015-04-10T09:00:00+08:00');

const give = async (aggregate: string, name: string, body: object, id?: string) => {
  const key = `${aggregate}-${name}-${JSON.stringify(body).length}-${Math.round(Math.random() * 1e9)}`;
  return runtime.execute({ aggregate: aggregateNamed(aggregate)!, id, name, body, actor: operator, key });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-'));
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
  runtime = await openRuntime({ config, projector: 'inline', clock });
  for (const book of shanghaiRuleBooks) await give('rule-book', 'IssueRuleBook', book, shanghai);
  for (const scheme of shanghaiOutcomeSchemes) await give('rule-book', 'IssueOutcomeScheme', scheme, shanghai);
  for (const calendar of shanghaiCalendars.slice(0, 5)) await give('rule-book', 'IssueCalendar', calendar, shanghai);
  await give('unit', 'FoundUnit', { effectiveFrom: '2000-01-01', unit: 'jiaotong', name: '区交通委' });
});

afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true });
});

it('counts a case from the moment it was registered', async () => {
  const body = {
    occurredOn: '2015-04-10',
    level: 'city',
    kind: 'suggestion',
    body: '上海市人大',
    term: 14,
    session: 3,
    sitting: 'in-session',
    number: '0001',
    title: '关于一件事的建议',
    proposers: ['代表甲'],
    outerRole: 'lead',
  };
  const registered = await give('case', 'RegisterCase', body);
  await runtime.settle();
  const report = await runtime.statistics.report({ figures: ['received', 'N2/lead', 'stock'], validAt: '2015-04-10' });
  expect(report.total[0]).toMatchObject({ numerator: 1 });
  const eve = await runtime.statistics.report({ figures: ['received'], validAt: '2015-04-09' });
  expect(eve.total[0]).toMatchObject({ numerator: 0 });
  const ledger = await runtime.cases.ledger({ number: '0001' });
  expect(ledger.cases[0]).toMatchObject({ case: registered.id, stage: 'unassigned', replyDue: '2015-07-10' });
});
