import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operator } from '#apps/runtime/accounts.js';
import { aggregateNamed } from '#apps/runtime/catalog.js';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import type { Given } from '#apps/runtime/command-door.js';
import { scriptedClock, type ScriptedClock } from '#libs/kernel/clock.js';
import { shanghai, shanghaiCalendars, shanghaiOutcomeSchemes, shanghaiRuleBooks } from '#libs/office/shanghai-rules.js';

/** An office of its own for one story: a temporary folder, a scripted clock, Shanghai's rules, two units, one leader. */
export interface TestOffice {
  readonly runtime: Runtime;
  readonly clock: ScriptedClock;
  readonly folder: string;
  give(aggregate: string, name: string, body: object, options?: { id?: string; key?: string }): Promise<Given>;
  close(): Promise<void>;
}

/** @param variables of the program, for an office on other stores than the embedded ones */
export const openOffice = async (
  now = '2015-04-10T09:00:00+08:00',
  variables: Readonly<Record<string, string>> = {},
): Promise<TestOffice> => {
  const folder = mkdtempSync(join(tmpdir(), 'lookback-'));
  const clock = scriptedClock(now);
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0', ...variables });
  const runtime = await openRuntime({ config, projector: 'inline', clock });
  let given = 0;
  const give: TestOffice['give'] = (aggregate, name, body, { id, key = `key-${(given += 1)}` } = {}) =>
    runtime.execute({ aggregate: aggregateNamed(aggregate)!, id, name, body, actor: operator, key });
  for (const book of shanghaiRuleBooks) await give('rule-book', 'IssueRuleBook', book, { id: shanghai });
  for (const scheme of shanghaiOutcomeSchemes) await give('rule-book', 'IssueOutcomeScheme', scheme, { id: shanghai });
  for (const calendar of shanghaiCalendars.slice(0, 5))
    await give('rule-book', 'IssueCalendar', calendar, { id: shanghai });
  await give('unit', 'FoundUnit', { effectiveFrom: '2000-01-01', unit: 'jiaotong', name: '区交通委' });
  await give('unit', 'FoundUnit', { effectiveFrom: '2000-01-01', unit: 'pujiang', name: '浦江镇' });
  await give('post', 'TakePost', {
    effectiveFrom: '2012-01-01',
    person: '副区长甲',
    post: 'districtLeader',
    title: '副区长',
  });
  const close = async () => {
    await runtime.close();
    rmSync(folder, { recursive: true });
  };
  return { runtime, clock, folder, give, close };
};

/** A suggestion the city handed over, led by the district unless said otherwise. */
export const aSuggestion = (number: string, more: object = {}) => ({
  occurredOn: '2015-02-10',
  level: 'city',
  kind: 'suggestion',
  body: '上海市人大',
  term: 14,
  session: 3,
  sitting: 'in-session',
  number,
  title: '关于一件事的建议',
  proposers: ['代表甲'],
  outerRole: 'lead',
  ...more,
});
